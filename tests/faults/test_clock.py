"""Somebody sets the machine's clock while the hall runs: numbers go on, nobody is sent home."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

JUMPS = {
    "an hour ahead": (timedelta(hours=1), "ok"),
    "an hour back": (timedelta(hours=-1), "behind"),
    "to 1970": (timedelta(days=-56 * 366), "behind"),
    "to 2040": (timedelta(days=14 * 366), "ahead"),
}


@pytest.fixture(scope="module")
def ten_o_clock(hurt):
    """Seconds by which the machine is ahead, so that it is ten in the morning in the hall, far from midnight."""
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    wanted = (now + timedelta(days=1)).replace(hour=10, minute=0)
    hurt.stop()
    ahead = (wanted - now).total_seconds()
    hurt.order(f"clock {ahead}")
    hurt.start()
    return ahead


@pytest.mark.parametrize("jump", JUMPS)
def test_after_a_jump_the_next_number_follows_and_the_line_still_waits(hurt, ten_o_clock, jump):
    by, state = JUMPS[jump]
    before = int(hurt.asks(f"before {jump}")[1:])
    waiting = len(hurt.staff("GET", "/line?service=NIKAH")["tickets"])

    hurt.order(f"clock {ten_o_clock + by.total_seconds()}")

    assert int(hurt.asks(f"after {jump}")[1:]) == before + 1
    hurt.wait_until(lambda: hurt.get("/healthz")["clock"] == state, f"the clock to be {state}")
    assert len(hurt.staff("GET", "/line?service=NIKAH")["tickets"]) == waiting + 1
    assert hurt.not_ready_because() == ""


def test_started_in_1970_the_day_goes_on(hurt, ten_o_clock):
    before = int(hurt.asks("before the battery died")[1:])
    hurt.kill_server()
    hurt.process.wait(20)
    hurt.order("clock 1970-01-01T00:03:00+00:00")
    hurt.start()

    assert int(hurt.asks("after the battery died")[1:]) == before + 1
    assert hurt.get("/healthz")["clock"] == "behind"
    assert abs(datetime.now(UTC).timestamp() - time.time()) < 60, "nobody has touched our clock"
