"""When a visitor will probably be called: a range on full five minutes, or why nobody can say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain.estimate import LONGEST, STEP, Estimate, Told, expected_call, steady
from queue_server.domain.flow import simple
from tests.builders import at, minutes


def expect(*, ahead, service_min=8, counters=1, now=None, **more):
    asked = {name: more.pop(name) for name in ("v", "is_priority", "not_before") if name in more}
    flow = simple(mean=minutes(service_min), counters=counters, **more) if counters else None
    return expected_call(flow, ahead=ahead, at=now or at("09.00"), **asked)


def likely(**asked):
    return expect(**asked).estimate


def middle(**asked):
    return likely(**asked).quantiles[1]


def test_five_people_before_two_counters_are_called_in_15_to_30_minutes():
    # (5 * 8 + 8 * (1 + 0.6 ** 2) / 2) / 2 = 22.7 minutes on average.
    told = likely(ahead=5, counters=2)

    assert (told.start, told.end) == (at("09.15"), at("09.30"))
    assert [round((q - at("09.00")) / minutes(1)) for q in told.quantiles] == [16, 22, 30]


def test_the_range_is_told_in_utc_with_how_often_it_was_right():
    assert likely(ahead=5, counters=2, hits=8).as_json() == {
        "from": "2026-11-23T02:15:00Z",
        "to": "2026-11-23T02:30:00Z",
        "hits": 8,
    }


def test_nobody_says_a_time_while_no_counter_is_open_and_says_why():
    assert expect(ahead=0, counters=0) == Told(reason="no_counter")


def test_nobody_says_a_time_before_the_service_is_known():
    assert expect(ahead=0, learnt=False) == Told(reason="learning")


@pytest.mark.parametrize(("ahead", "said"), [(9, True), (13, False), (100, False)])
def test_more_than_two_hours_are_not_promised(ahead, said):
    told = expect(ahead=ahead)

    assert (told.estimate is not None, told.reason) == (said, None if said else "long")


def test_a_free_counter_calls_at_once():
    told = likely(ahead=0, counters=2, free=1, now=at("09.01"))

    assert (told.start, told.end) == (at("09.00"), at("09.05"))
    assert middle(ahead=1, counters=2, free=1) > at("09.02")


def test_who_has_a_head_start_and_comes_later_is_reckoned_with_for_so_long_only():
    plain = middle(ahead=9, counters=2) - at("09.00")

    some = middle(ahead=9, counters=2, overtaking=0.2, window=minutes(15)) - at("09.00")
    assert some - plain == pytest.approx(minutes(3), abs=minutes(0.3))

    already = at("08.50")
    left = middle(ahead=9, counters=2, overtaking=0.2, window=minutes(15), v=already) - at("09.00")
    assert left - plain == pytest.approx(minutes(1), abs=minutes(0.2))


def test_in_a_short_wait_only_those_come_who_come_during_it():
    plain = middle(ahead=0) - at("09.00")

    some = middle(ahead=0, overtaking=0.5, window=minutes(60)) - at("09.00")

    assert some / plain == pytest.approx(2, abs=0.1)


def test_a_planned_break_is_waited_for():
    rest = [(at("09.10"), 0.0), (at("09.40"), 1.0)]

    assert middle(ahead=3, changes=rest) == middle(ahead=3) + minutes(30)
    assert middle(ahead=0, changes=rest) == middle(ahead=0)


def test_with_half_of_the_counters_at_lunch_the_rest_takes_twice_as_long():
    half = [(at("09.00"), 0.5)]

    alone, together = (middle(ahead=3, counters=2, changes=c) - at("09.00") for c in (half, []))
    assert alone / together == pytest.approx(2)


def test_counters_that_go_home_promise_nothing():
    assert expect(ahead=3, changes=[(at("09.10"), 0.0)]).reason == "long"


def test_an_appointment_is_not_expected_before_its_time():
    told = likely(ahead=0, not_before=at("09.50"))

    assert (told.start, told.end) == (at("09.50"), at("09.55"))
    soon = likely(ahead=2, not_before=at("09.14"))
    assert (soon.start, soon.end) == (at("09.10"), likely(ahead=2).end)


def test_a_counter_for_priority_alone_helps_those_with_priority_alone():
    regular = simple(mean=minutes(8), counters=1)
    flow = replace(regular, priority=simple(mean=minutes(8), counters=2))

    with_priority = expected_call(flow, ahead=5, at=at(), is_priority=True)
    assert with_priority == expect(ahead=5, counters=2)
    assert expected_call(flow, ahead=5, at=at()) == expect(ahead=5, counters=1)


# --- what was told stays


def told_(start, end):
    return Told(estimate=Estimate(start=at(start), end=at(end)))


@pytest.mark.parametrize(
    ("before", "fresh", "stays"),
    [
        (("09.15", "09.30"), ("09.20", "09.35"), True),
        (("09.15", "09.30"), ("09.15", "09.40"), False),
        (("09.10", "09.40"), ("09.20", "09.40"), False),
        (("10.00", "10.30"), ("10.10", "10.40"), True),
        (("10.00", "10.30"), ("10.25", "10.55"), False),
        (("08.40", "09.00"), ("08.55", "09.05"), False),
    ],
    ids=[
        "five minutes",
        "ten at the end",
        "ten at the start",
        "a tenth",
        "a quarter",
        "it is over",
    ],
)
def test_what_was_told_stays_until_it_has_really_moved(before, fresh, stays):
    old, new = told_(*before), told_(*fresh)

    assert steady(old, new, at=at("09.00")) == (old if stays else new)


def test_when_the_last_counter_closes_the_time_that_was_told_is_taken_back():
    gone = Told(reason="no_counter")

    assert steady(told_("09.30", "09.45"), gone, at=at("09.00")) == gone


# --- of any line


@given(
    ahead=st.integers(0, 300),
    service_min=st.integers(1, 60),
    counters=st.integers(1, 12),
    seconds=st.integers(0, 86_400),
)
def test_a_range_begins_and_ends_on_five_minutes_around_its_middle(
    ahead, service_min, counters, seconds
):
    now = at("00.00") + timedelta(seconds=seconds)
    told = likely(ahead=ahead, service_min=service_min, counters=counters, now=now)

    if told is not None:
        low, half, high = told.quantiles
        assert told.start.timestamp() % 300 == told.end.timestamp() % 300 == 0
        assert told.end - told.start >= STEP
        assert now <= low <= half <= high
        assert now - STEP <= told.start <= half <= told.end
        assert told.end - told.start <= (high - low) + 2 * STEP
        assert told.end - now <= LONGEST + STEP


@given(ahead=st.integers(0, 60), counters=st.integers(1, 8))
def test_one_more_ahead_is_never_called_earlier_and_one_more_counter_never_later(ahead, counters):
    now, more, faster = (
        likely(ahead=ahead, counters=counters),
        likely(ahead=ahead + 1, counters=counters),
        likely(ahead=ahead, counters=counters + 1),
    )

    assert now is None or more is None or more.quantiles[1] > now.quantiles[1]
    assert now is None or faster.quantiles[1] < now.quantiles[1]
