"""A hall on a PC whose clock is wrong: real numbers on a real database, by the time of the house."""

from datetime import UTC, datetime, timedelta

import pytest

from queue_server.domain.clock import HouseClock
from queue_server.storage import journal
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.report_day import report_day
from tests.builders import DAY, NEXT_DAY, at, open_counters, press_next, stored, take

DEAD_BATTERY = datetime(1970, 1, 1, 0, 2, tzinfo=UTC)


class Pc:
    """The machine of the hall; ``starts`` is what a server does first: read the newest row, close past days."""

    def __init__(self, db, hall):
        self.db, self.hall, self.wall, self.steady = db, hall, at("07.00"), 50.0
        self.starts()

    def starts(self, wall=None):
        self.wall, self.steady = wall or self.wall, 50.0
        with self.db.reading() as conn:
            newest = journal.one(conn, journal.last_seq(conn))
        self.now = HouseClock(lambda: self.wall, lambda: self.steady, newest=newest and newest.at)
        return close_past_days(self.db, self.hall, at=self.now())

    def later(self, **by):
        self.wall += timedelta(**by)
        self.steady += timedelta(**by).total_seconds()

    def takes(self):
        return take(self.db, self.hall, at=self.now())


@pytest.fixture
def pc(db, hall):
    open_counters(db, hall, "1", at=at("06.59"))
    made = Pc(db, hall)
    made.later(hours=2)  # nine o'clock
    return made


def test_off_at_midnight_and_on_again_at_nine_the_day_is_new(pc):
    left = pc.takes()

    assert pc.starts(at("09.00", NEXT_DAY)) == 1
    assert (pc.takes().number, pc.now().isoformat()) == ("A001", at("09.00", NEXT_DAY).isoformat())
    assert stored(pc.db, left).expired


def test_midnight_while_the_server_runs_makes_a_new_day(pc):
    pc.takes()
    pc.later(hours=14, minutes=59)
    last = pc.takes()
    pc.later(minutes=1)

    assert (last.number, last.day) == ("A002", DAY)
    assert (pc.takes().number, pc.takes().day) == ("A001", NEXT_DAY)


def test_on_a_dead_battery_the_day_goes_on_where_it_was(pc):
    first = pc.takes()
    pc.starts(DEAD_BATTERY)
    pc.later(minutes=30)
    second = pc.takes()
    pc.later(minutes=1)

    assert (second.number, second.day) == ("A002", DAY)
    assert second.issued_at == first.issued_at + timedelta(minutes=30)
    assert press_next(pc.db, pc.hall, "1", at=pc.now()).id == first.id
    assert not stored(pc.db, second).expired


def test_a_clock_set_back_an_hour_keeps_order_and_waits(pc):
    first = pc.takes()
    pc.wall -= timedelta(hours=1)
    second = pc.takes()
    pc.later(minutes=4)
    called = press_next(pc.db, pc.hall, "1", at=pc.now())

    assert first.issued_at <= second.issued_at
    assert called.id == first.id
    assert called.called_at - first.issued_at == timedelta(minutes=2)
    assert report_day(pc.db, pc.hall, day=DAY)["total"]["issued"] == 2


def test_a_clock_set_back_over_midnight_reopens_no_day(pc):
    pc.later(hours=15, minutes=10)
    assert pc.takes().day == NEXT_DAY
    pc.wall -= timedelta(hours=1)

    assert (pc.takes().number, pc.takes().day) == ("A002", NEXT_DAY)


def test_a_clock_set_forward_an_hour_and_back_after_a_restart_moves_nothing_back(pc):
    pc.wall += timedelta(hours=1)
    ahead = pc.takes()
    pc.starts(at("09.05"))
    after = pc.takes()

    assert (after.number, after.day) == ("A002", DAY)
    assert after.issued_at >= ahead.issued_at == at("10.00")
    pc.later(hours=2)
    assert pc.takes().issued_at == at("11.05")


def test_rows_of_a_far_future_are_not_believed(pc):
    pc.starts(at("09.00") + timedelta(days=400))
    wrong = pc.takes()
    pc.starts(at("09.30"))

    assert pc.now.state == "reset"
    assert (pc.takes().number, pc.takes().day) == ("A001", DAY)
    assert stored(pc.db, wrong).day != DAY


def test_a_clock_that_leaps_to_another_year_sends_nobody_home_and_begins_no_numbers_anew(pc):
    waits = pc.takes()
    pc.wall += timedelta(days=5000)

    assert (pc.takes().number, pc.takes().day) == ("A002", DAY)
    assert close_past_days(pc.db, pc.hall, at=pc.now()) == 0
    pc.wall -= timedelta(days=5000)
    assert stored(pc.db, waits).state == "waiting"
    assert (pc.takes().number, pc.now.state) == ("A004", "ok")
