"""Somebody sets the machine's clock while the hall runs: numbers go on, nobody is sent home."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.faults.hurt import HurtHall

JUMPS = {
    "an-hour-ahead": (timedelta(hours=1), "ok"),
    "an-hour-back": (timedelta(hours=-1), "behind"),
    "to-1970": (timedelta(days=-56 * 366), "behind"),
    "to-2040": (timedelta(days=14 * 366), "ahead"),
}


@pytest.fixture(scope="module")
def ten_o_clock():
    """Seconds by which the machine is ahead, so that it is ten in the morning in the hall, far from midnight."""
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    wanted = (now + timedelta(days=1)).replace(hour=10, minute=0)
    return (wanted - now).total_seconds()


@pytest.fixture(scope="module")
def hurt(tmp_path_factory, ten_o_clock):
    """A running server whose clock is ours; in the end its ledger is compared with its database."""
    hall = HurtHall(tmp_path_factory.mktemp("hurt"), "eventlet")
    try:
        hall.order(f"clock {ten_o_clock}")
        hall.start()
        yield hall
        hall.check()
    finally:
        hall.leave()


@pytest.mark.parametrize("jump", JUMPS)
def test_after_a_jump_the_next_number_follows_and_the_line_still_waits(hurt, ten_o_clock, jump):
    by, state = JUMPS[jump]
    right = ten_o_clock + 7200 * list(JUMPS).index(jump)  # ahead of all that was written before
    hurt.order(f"clock {right}")
    hurt.wait_until(lambda: hurt.get("/healthz")["clock"] == "ok", "the clock to be right")
    before = int(hurt.asks(f"before-{jump}")[1:])
    waiting = len(hurt.staff("GET", "/line?service=NIKAH")["tickets"])

    hurt.order(f"clock {right + by.total_seconds()}")

    assert int(hurt.asks(f"after-{jump}")[1:]) == before + 1
    hurt.wait_until(lambda: hurt.get("/healthz")["clock"] == state, f"the clock to be {state}")
    assert len(hurt.staff("GET", "/line?service=NIKAH")["tickets"]) == waiting + 1
    assert hurt.not_ready_because() == ""


def test_started_in_1970_the_day_goes_on(hurt, ten_o_clock):
    before = int(hurt.asks("before-the-battery-died")[1:])
    hurt.kill_server()
    hurt.process.wait(20)
    hurt.order("clock 1970-01-01T00:03:00+00:00")
    hurt.start()

    assert int(hurt.asks("after-the-battery-died")[1:]) == before + 1
    assert hurt.get("/healthz")["clock"] == "behind"
