"""When a visitor will probably be called: a range on full five minutes, or nothing."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain.estimate import LONGEST, STEP, expected_call
from tests.builders import at, minutes


def expect(*, ahead, service_min=8, counters=1.0, now=None):
    return expected_call(
        ahead=ahead, service_time=minutes(service_min), counters=counters, at=now or at("09.00")
    )


def test_five_people_before_two_counters_are_called_in_10_to_35_minutes():
    # Mean (5 + 1) * 8 / 2 = 24 minutes; 10 % and 90 % points 14.7 and 34.4, rounded outward.
    likely = expect(ahead=5, counters=2)

    assert (likely.start, likely.end) == (at("09.10"), at("09.35"))


def test_the_range_is_told_in_utc():
    assert expect(ahead=5, counters=2).as_json() == {
        "from": "2026-11-23T02:10:00Z",
        "to": "2026-11-23T02:35:00Z",
    }


def test_nobody_says_a_time_while_no_counter_is_open():
    assert expect(ahead=0, counters=0) is None


@pytest.mark.parametrize(("ahead", "said"), [(9, True), (13, False), (100, False)])
def test_more_than_two_hours_are_not_promised(ahead, said):
    assert (expect(ahead=ahead) is not None) is said


def test_half_a_counter_takes_twice_as_long():
    assert expect(ahead=4, counters=0.5, service_min=4) == expect(
        ahead=4, counters=1, service_min=8
    )


@given(
    ahead=st.integers(0, 300),
    service_min=st.integers(1, 60),
    counters=st.floats(0.1, 12),
    seconds=st.integers(0, 86_400),
)
def test_a_range_begins_and_ends_on_five_minutes_around_the_mean(
    ahead, service_min, counters, seconds
):
    now = at("00.00") + timedelta(seconds=seconds)
    likely = expect(ahead=ahead, service_min=service_min, counters=counters, now=now)

    if likely is not None:
        mean = now + minutes(service_min) * (ahead + 1) / counters
        assert likely.start.timestamp() % 300 == likely.end.timestamp() % 300 == 0
        assert likely.end - likely.start >= STEP
        assert likely.start <= mean
        assert likely.start >= now - STEP
        assert likely.end - now <= LONGEST + STEP


@given(ahead=st.integers(0, 60), counters=st.integers(1, 8))
def test_one_more_ahead_is_never_called_earlier_and_one_more_counter_never_later(ahead, counters):
    now, more, faster = (
        expect(ahead=ahead, counters=counters),
        expect(ahead=ahead + 1, counters=counters),
        expect(ahead=ahead, counters=counters + 1),
    )

    assert now is None or more is None or (more.start >= now.start and more.end >= now.end)
    assert now is None or faster.end <= now.end
