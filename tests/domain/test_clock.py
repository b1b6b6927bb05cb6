"""The time of the house: it never goes back, whatever the machine's clock says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain.clock import RELEASED, ClockState, HouseClock
from tests.builders import NEXT_DAY, at

AFTERNOON = at("16.00")
DEAD_BATTERY = datetime(1970, 1, 1, 0, 3, tzinfo=UTC)


class Machine:
    """A PC with its two clocks."""

    def __init__(self, wall, newest=None):
        self.wall, self.steady, self.told = wall, 1000.0, []
        self.house = HouseClock(
            lambda: self.wall, lambda: self.steady, newest=newest,
            told=lambda state, gap: self.told.append((state.value, gap)),
        )  # fmt: skip

    def later(self, **by):
        """Time goes by for both; what the house says then."""
        self.wall += timedelta(**by)
        self.steady += timedelta(**by).total_seconds()
        return self.house()

    def is_set(self, wall):
        self.wall = wall
        return self.house()


def test_an_honest_clock_is_believed():
    pc = Machine(at("09.00", NEXT_DAY), newest=AFTERNOON)

    assert pc.house() == at("09.00", NEXT_DAY)  # it was off at midnight
    assert pc.later(hours=3) == at("12.00", NEXT_DAY)
    assert (pc.house.state, pc.told) == (ClockState.OK, [])


def test_a_new_hall_has_no_row_to_go_by():
    assert Machine(at()).house() == at()
    dead = Machine(DEAD_BATTERY)
    assert (dead.house(), dead.house.state) == (RELEASED, ClockState.BEHIND)


def test_a_dead_battery_after_a_power_cut_goes_on_from_the_newest_row():
    pc = Machine(DEAD_BATTERY, newest=AFTERNOON)

    assert pc.house() == AFTERNOON
    assert pc.later(minutes=10) == at("16.10")
    assert pc.house.state is ClockState.BEHIND
    assert [state for state, _ in pc.told] == ["behind"]


def test_a_dead_battery_is_over_when_somebody_sets_the_clock():
    pc = Machine(DEAD_BATTERY, newest=AFTERNOON)
    pc.later(minutes=10)

    assert pc.is_set(at("09.00", NEXT_DAY)) == at("09.00", NEXT_DAY)
    assert [state for state, _ in pc.told] == ["behind", "ok"]


@pytest.mark.parametrize("hours", [1, 5, 12])
def test_behind_by_up_to_twelve_hours_the_house_goes_slowly_until_the_clock_has_caught_up(hours):
    pc = Machine(AFTERNOON - timedelta(hours=hours), newest=AFTERNOON)

    assert pc.house() == AFTERNOON
    assert pc.later(hours=hours) == AFTERNOON + timedelta(hours=hours) / 2
    assert pc.told == [("behind", timedelta(hours=hours))]
    assert pc.later(hours=hours, seconds=1) == AFTERNOON + timedelta(hours=hours, seconds=1)
    assert pc.house.state is ClockState.OK


def test_behind_by_more_the_rows_were_wrong_and_that_is_said():
    newest = at("16.00", "2026-11-25")
    pc = Machine(at("09.00"), newest=newest)

    assert pc.house() == at("09.00")
    assert pc.later(minutes=5) == at("09.05")
    assert pc.told == [("reset", newest - at("09.00"))]


def test_a_clock_that_is_set_back_an_hour_during_the_day_moves_nothing_back():
    pc = Machine(at("10.00"))
    before = pc.house()

    assert pc.is_set(at("09.00")) == before
    assert pc.later(minutes=2) == at("10.01")
    assert pc.is_set(at("10.02")) == at("10.02")
    assert [state for state, _ in pc.told] == ["behind", "ok"]


def test_a_clock_that_is_set_forward_is_believed_and_set_back_caught_up_with():
    pc = Machine(at("10.00"))
    assert pc.is_set(at("11.00")) == at("11.00")
    pc.is_set(at("10.00"))

    assert pc.later(hours=1) == at("11.30")
    assert pc.later(hours=1, seconds=1) == at("12.00.01")


def test_a_step_of_a_moment_is_nothing_to_talk_about():
    pc = Machine(at("10.00"))
    pc.house()

    assert pc.is_set(at("10.00") - timedelta(milliseconds=800)) == at("10.00")
    assert pc.later(milliseconds=300) == at("10.00")
    assert pc.later(seconds=1) == at("10.00") + timedelta(milliseconds=500)
    assert pc.told == []


def test_midnight_while_the_clock_is_behind_comes_all_the_same():
    pc = Machine(at("23.00"), newest=at("23.50"))

    assert pc.later(minutes=20) == at("00.00", NEXT_DAY)


steps = st.lists(st.tuples(st.integers(-12 * 3600, 12 * 3600), st.integers(0, 3600)), max_size=12)


@given(steps)
def test_whoever_sets_the_clock_within_half_a_day_the_house_never_goes_back(walk):
    pc = Machine(at("12.00"))
    last = pc.house()
    for jump, gone in walk:
        pc.wall = last + timedelta(seconds=jump)
        now = pc.later(seconds=gone)
        assert now >= last
        last = now
    assert "reset" not in [state for state, _ in pc.told]


def test_a_leap_to_another_year_ends_no_day_unless_the_clock_stands_by_it():
    pc = Machine(at("10.00"))
    pc.house()

    assert pc.is_set(at("10.00", "2040-11-23")) == at("10.00")
    assert pc.later(minutes=4) == at("10.04")
    assert pc.is_set(at("10.05")) == at("10.05")
    assert [state for state, _ in pc.told] == ["ahead", "ok"]

    pc.is_set(at("10.05", "2040-11-23"))
    assert pc.later(minutes=5) == at("10.10", "2040-11-23")
    assert [state for state, _ in pc.told[2:]] == ["ahead", "ok"]


def test_at_the_start_nobody_knows_better_than_the_machine():
    pc = Machine(at("07.00", "2027-02-08"), newest=AFTERNOON)  # closed for the winter

    assert (pc.house(), pc.house.state) == (at("07.00", "2027-02-08"), ClockState.OK)


def test_a_clock_that_leapt_and_then_goes_back_below_is_behind():
    pc = Machine(at("10.00"))
    pc.house()
    pc.is_set(at("10.00", "2040-11-23"))

    assert pc.is_set(at("09.00")) == at("10.00")
    assert pc.house.state is ClockState.BEHIND
