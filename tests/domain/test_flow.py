"""Which counters take whose visitors, and how long that takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain.flow import Flow, Waiting, balance, capacity, ways
from tests.builders import at, minutes

A, B, C = 1, 2, 3


def line(count, mean_min=10, target_min=30, oldest=None):
    return Waiting(count=count, mean_s=mean_min * 60, target=minutes(target_min), oldest=oldest)


def flow(service, lines, counters, **more):
    shares = balance(lines, counters)
    own = ways(service, lines, counters, shares, capacity(shares))
    found = {id: lines[id] for way in own for id in way}
    mine = lines[service]
    return Flow(
        service_id=service, mean_s=mine.mean_s, target=mine.target, ways=own, lines=found, **more
    )


def wait_min(service, lines, counters, *, ahead=None, v=None):
    ahead = lines[service].count if ahead is None else ahead
    seconds, _ = flow(service, lines, counters).before(ahead=ahead, v=v or at(), at=at())
    return seconds / 60


def test_a_line_of_its_own_is_shared_by_its_counters():
    assert wait_min(A, {A: line(10)}, [(A,), (A,)]) == pytest.approx(50)


def test_two_lines_at_one_counter_are_served_by_age_so_a_newcomer_waits_for_both():
    lines = {A: line(10), B: line(1)}

    assert wait_min(A, lines, [(A, B)]) == pytest.approx(110)
    assert wait_min(B, lines, [(A, B)]) == pytest.approx(110)


def test_an_empty_line_at_a_busy_counter_is_no_short_one():
    assert wait_min(B, {A: line(6), B: line(0)}, [(A, B)]) == pytest.approx(60)


def test_an_empty_line_costs_the_others_nothing():
    assert wait_min(A, {A: line(3), B: line(0), C: line(0)}, [(A, B, C)]) == pytest.approx(30)


def test_a_counter_for_both_turns_to_the_line_that_has_no_other():
    lines, counters = {A: line(10), B: line(10)}, [(A,), (A, B)]

    assert wait_min(B, lines, counters) == pytest.approx(100, rel=0.12)
    assert wait_min(A, lines, counters) == pytest.approx(100, rel=0.12)


def test_a_shorter_promise_gets_more_of_the_counter():
    lines = {A: line(10, target_min=15), B: line(10, target_min=45)}

    [shares] = balance(lines, [(A, B)])
    assert shares[A] + shares[B] == pytest.approx(1)
    both = balance(lines, [(A,), (B,), (A, B)])[2]
    assert both[A] > both[B]


def test_who_is_at_the_front_waits_only_for_those_who_came_before():
    lines = {A: line(10, oldest=at("08.30")), B: line(1, oldest=at("08.00"))}

    assert wait_min(B, lines, [(A, B)], ahead=0, v=at("08.00")) == 0
    assert wait_min(B, lines, [(A, B)], ahead=0, v=at("08.45")) == pytest.approx(50)


def test_an_appointment_in_the_future_is_behind_all_who_are_there():
    lines = {A: line(10, oldest=at("08.30")), B: line(1)}

    assert wait_min(B, lines, [(A, B)], ahead=0, v=at("09.30")) == pytest.approx(100)


def test_a_counter_that_is_busy_with_others_counts_as_a_part_of_one():
    lines = {A: line(0), B: line(9)}

    _, counters = flow(A, lines, [(A,), (A, B)]).before(ahead=0, v=at(), at=at())

    assert counters == pytest.approx(1 + 10 / 100)


@given(
    counts=st.lists(st.integers(0, 40), min_size=3, max_size=3),
    counters=st.lists(st.sets(st.sampled_from([A, B, C]), min_size=1), min_size=1, max_size=6),
)
def test_no_counter_works_more_than_all_the_time_nor_rests_while_somebody_waits(counts, counters):
    lines = {id: line(count) for id, count in zip((A, B, C), counts, strict=True)}

    shares = balance(lines, [tuple(sorted(ids)) for ids in counters])

    for own in shares:
        waits = any(lines[id].count for id in own)
        assert sum(own.values()) == pytest.approx(1 if waits else 0)
    assert sum(capacity(shares).values()) <= len(counters) + 1e-6
