"""What staff hears of the house itself: once when it begins, once when it ends."""

import threading
import time

import pytest

from queue_server.domain.clock import ClockState
from queue_server.domain.errors import DatabaseBusy
from queue_server.live.caretaker import LOW, Caretaker

MB = 2**20


@pytest.fixture
def told():
    return []


@pytest.fixture
def caretaker(hall, told):
    def tell(level, code, **facts):
        told.append((level, code))
        assert facts["words"].keys() >= {"id", "en"}

    return Caretaker(hall.server.house, tell, closing=threading.Event())


def test_a_disk_that_fills_is_said_before_it_is_full(caretaker, told):
    for free in (LOW + MB, LOW - MB, LOW // 2, LOW + MB, 2 * LOW, None, 2 * LOW):
        caretaker._look_at_disk(free)

    assert told == [("warn", "disk_low"), ("ok", "disk_well")]


def test_each_state_of_the_clock_is_said_once(caretaker, told, hall, monkeypatch):
    caretaker.look()
    for state in (*ClockState, *ClockState, ClockState.OK):
        monkeypatch.setattr(hall.server.house, "clock", lambda state=state: state.value)
        caretaker.look()
        caretaker.look()

    codes = [code for _, code in told if code.startswith("clock")]
    assert codes[-8:] == [*["clock_wrong"] * 3, "clock_well", *["clock_wrong"] * 3, "clock_well"]


def test_a_trouble_is_said_once_and_health_has_it_until_it_is_over(caretaker, told, hall):
    hall.db.trouble = DatabaseBusy(reason="database or disk is full")
    hall.db._writer.committing_since = (
        time.monotonic()
    )  # nothing is tried while a commit is under way
    for _ in range(3):
        caretaker.look()
    assert caretaker.state()["storage"] == "disk_full"
    hall.db._writer.committing_since = None
    caretaker.look()

    assert [pair for pair in told if "storage" in pair[1]] == [
        ("bad", "storage_trouble"), ("ok", "storage_well"),
    ]  # fmt: skip
    assert caretaker.state()["storage"] == "ok"
