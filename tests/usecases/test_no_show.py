"""Somebody does not come: calls, rounds, the way back into the line."""

from dataclasses import replace
from datetime import timedelta

import pytest

from queue_server.domain.errors import TooSoon
from queue_server.domain.rules import Rules
from queue_server.domain.ticket import State, keeps_until
from queue_server.usecases import any_ticket, current_ticket
from tests.builders import at, open_counters, press_next, stored, take

ANI = {"actor": "staff:ani"}


def with_rules(hall, **values):
    return replace(hall, rules=Rules(**values))


def press(db, hall, button, clock):
    return current_ticket.press(db, hall, hall.counter("1"), button, at=at(clock), **ANI)


@pytest.fixture
def called(db, hall):
    """A visitor called at 09.30; two others wait."""
    first = take(db, hall, at=at("09.00"))
    for clock in ("09.05", "09.10", "09.15"):
        take(db, hall, at=at(clock))
    open_counters(db, hall, "1")
    press_next(db, hall, "1", at=at("09.30"))
    return first


def test_a_strict_hall_calls_three_times_before_a_visitor_counts_as_not_come(db, hall, called):
    strict = with_rules(hall, strict=True)
    with pytest.raises(TooSoon) as refused:
        press(db, strict, "skip", "09.31")
    assert refused.value.details == {"ticket": "A001", "calls": 1, "needed": 3, "retry_in": 0.0}
    press(db, strict, "recall", "09.31")
    press(db, strict, "recall", "09.32")
    assert press(db, strict, "skip", "09.33").state is State.NO_SHOW


def test_a_strict_hall_leaves_time_between_two_calls(db, hall, called):
    strict = with_rules(hall, strict=True)
    with pytest.raises(TooSoon) as refused:
        press(db, strict, "recall", "09.30.10")
    assert refused.value.details["retry_in"] == 15.0
    assert press(db, strict, "recall", "09.30.25").calls == 2
    with pytest.raises(TooSoon):
        press(db, strict, "recall", "09.30.49")


def test_where_staff_is_trusted_the_rules_are_advice(db, hall, called):
    press(db, hall, "recall", "09.30.01")
    assert press(db, hall, "skip", "09.30.02").state is State.NO_SHOW


def test_in_several_rounds_the_visitor_goes_behind_the_next_two(db, hall, called):
    rounds = with_rules(hall, rounds=2)

    again = press(db, rounds, "skip", "09.31")

    assert (again.state, again.misses, again.calls) == (State.WAITING, 1, 0)
    order = []
    for clock in ("09.40", "09.41", "09.42"):
        order.append(press_next(db, hall, "1", at=at(clock)).number)
        press(db, rounds, "start", clock)
        press(db, rounds, "finish", clock)
    assert order == ["A002", "A003", "A001"]


def test_after_the_last_round_it_is_over(db, hall, called):
    rounds = with_rules(hall, rounds=2, recycle_after=0)
    press(db, rounds, "skip", "09.31")
    press_next(db, hall, "1", at=at("09.32"))
    assert press(db, rounds, "skip", "09.33").state is State.NO_SHOW
    assert stored(db, called).misses == 2


@pytest.mark.parametrize(("clock", "v"), [("10.00", "09.10.00.000001"), ("10.01", "10.01")])
def test_who_was_missed_keeps_a_place_for_half_an_hour(db, hall, called, clock, v):
    press(db, hall, "skip", "09.30")
    assert keeps_until(stored(db, called), hall.rules) == at("10.00")

    back = any_ticket.give_back(db, hall, called.id, at=at(clock), **ANI)

    assert back.v == at(v)


def test_a_hold_has_its_own_time(db, hall, called):
    press(db, hall, "start", "09.31")
    held = current_ticket.hold(db, hall, hall.counter("1"), minutes=5, at=at("09.32"), **ANI)
    assert held.held_until == at("09.37")
    assert keeps_until(held, hall.rules) == at("09.37")

    assert any_ticket.give_back(db, hall, called.id, at=at("09.38"), **ANI).v == at("09.38")


def test_a_hold_without_a_time_lasts_as_long_as_the_hall_says(db, hall, called):
    quick = with_rules(hall, hold=timedelta(minutes=10))
    assert press(db, quick, "hold", "09.31").held_until == at("09.41")
