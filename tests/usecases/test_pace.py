"""How fast each line moves: what counters are open for whom, and what is planned."""

from dataclasses import replace
from datetime import time

import pytest

from queue_server.domain.counter_state import CounterState
from queue_server.domain.hours import Hours, Span
from queue_server.domain.rules import Policy, Rules
from queue_server.storage import desks, figures
from queue_server.storage.figures import Change
from queue_server.usecases import current_ticket
from queue_server.usecases.run_counter import set_counter
from queue_server.usecases.show_hall import moment, show_hall
from tests.builders import PRINTERS, at, minutes, open_counters, press_next, take

NOW = at("09.30")
MONDAY = 0


@pytest.fixture
def hall(hall):
    """Every service is known from the first visitor."""
    return replace(hall, rules=Rules(estimates_after=0))


def span(start, end):
    return Span(start=time.fromisoformat(start), end=time.fromisoformat(end))


def pace(db, hall, *, clock="09.30"):
    """By code, the flow of each line that has a counter."""
    with db.reading() as conn:
        found = moment(conn, hall, at=at(clock)).pace
    return {hall.service_of(id).code: flow for id, flow in found.items()}


def changed(hall, code, **values):
    """The hall with another counter ``code``."""
    return replace(
        hall, counters=tuple(replace(c, **values) if c.code == code else c for c in hall.counters)
    )


def before(flow, ahead):
    return flow.before(ahead=ahead, v=NOW, at=NOW)[0] / 60


def shown(db, hall, code):
    with db.reading() as conn:
        services = show_hall(hall, moment(conn, hall, at=NOW), PRINTERS)["services"]
    return next(s for s in services if s["code"] == code)


def test_a_time_is_told_only_while_a_counter_for_it_is_open(db, hall):
    assert (shown(db, hall, "KTP")["estimate"], shown(db, hall, "KTP")["estimate_reason"]) == (
        None,
        "no_counter",
    )
    open_counters(db, hall, "1")

    assert set(shown(db, hall, "KTP")["estimate"]) == {"from", "to", "hits"}
    assert shown(db, hall, "KTP")["estimate_reason"] is None
    assert shown(db, hall, "SIM")["estimate_reason"] == "no_counter"


def test_a_new_hall_says_that_it_is_learning(db, hall):
    open_counters(db, hall, "1")

    assert shown(db, replace(hall, rules=Rules()), "KTP")["estimate_reason"] == "learning"


def test_a_closed_hall_gives_no_reason_for_no_time(db, hall):
    open_counters(db, hall, "1")
    closed = replace(hall, hours=Hours(always=False))

    assert (shown(db, closed, "KTP")["estimate"], shown(db, closed, "KTP")["estimate_reason"]) == (
        None,
        None,
    )


def test_a_paused_counter_calls_nobody(db, hall):
    open_counters(db, hall, "1")
    assert set(pace(db, hall)) == {"KTP", "KK"}

    set_counter(db, hall, hall.counter("1"), CounterState.PAUSED, staff="ani", at=NOW, reason="x")

    assert pace(db, hall) == {}


def test_counters_share_the_work_that_waits(db, hall):
    for code in ["KTP"] * 6 + ["KK"] * 2:
        take(db, hall, code)
    open_counters(db, hall, "1", "2")

    now = pace(db, hall)

    assert before(now["KTP"], 6) == pytest.approx((6 * 8 + 2 * 7) / 2)
    assert before(now["KK"], 2) == pytest.approx((6 * 8 + 2 * 7) / 2)


def test_what_was_measured_counts_more_than_what_was_configured(db, hall):
    ktp = hall.service("KTP").id
    with db.transaction() as tx:
        figures.write(tx.conn, [Change(service_id=ktp, seconds=240.0)] * 300)
    open_counters(db, hall, "1")

    assert before(pace(db, hall)["KTP"], 10) == pytest.approx(42, abs=1)


def test_a_counter_that_staff_narrowed_takes_from_those_lines_alone(db, hall):
    open_counters(db, hall, "1")
    with db.transaction() as tx:
        desk = desks.one(tx.conn, hall.counter("1"))
        desks.save(tx.conn, replace(desk, services=(hall.service("KK").id,)))

    assert set(pace(db, hall)) == {"KK"}


def test_a_counter_helps_only_while_nobody_waits_in_its_own_line(db, hall):
    helping = changed(hall, "1", helps=frozenset({hall.service("KK").id}))
    open_counters(db, helping, "1", "2")
    assert len(pace(db, helping)["KK"].ways) == 2

    take(db, helping, "KTP")

    assert len(pace(db, helping)["KK"].ways) == 1
    assert len(pace(db, helping)["KTP"].ways) == 2


def test_a_counter_for_priority_alone_counts_for_those_with_priority(db, hall):
    reserved = changed(hall, "2", priority_only=True)
    open_counters(db, reserved, "1", "2")

    flow = pace(db, reserved)["KTP"]
    assert (len(flow.ways), len(flow.priority.ways)) == (1, 2)

    set_counter(db, hall, hall.counter("1"), CounterState.CLOSED, staff="ani", at=NOW)
    alone = pace(db, reserved)["KTP"]
    assert (len(alone.ways), len(alone.priority.ways)) == (0, 1)


def test_a_free_counter_is_seen(db, hall):
    open_counters(db, hall, "1", "2")
    take(db, hall)
    press_next(db, hall, "1")
    assert pace(db, hall)["KTP"].free == 1

    current_ticket.press(db, hall, hall.counter("1"), "skip", actor="staff:ani", at=NOW)
    assert pace(db, hall)["KTP"].free == 2


def test_those_with_priority_who_still_come_are_reckoned_from_those_of_today(db, hall):
    open_counters(db, hall, "1")
    for minute in range(0, 60, 10):
        take(db, hall, at=at("07.30") + minutes(minute), priority="lansia")

    flow = pace(db, hall)["KTP"]

    assert flow.overtaking == pytest.approx(6 * 8 / 120)
    assert flow.window == minutes(15)
    assert pace(db, replace(hall, rules=Rules(order=Policy.STRICT)))["KTP"].window > minutes(600)


def test_a_planned_break_takes_a_counter_away_and_gives_it_back(db, hall):
    noon = {MONDAY: span("12:00", "12:30")}
    planned = changed(hall, "1", breaks=noon)
    open_counters(db, planned, "1", "2")

    assert pace(db, planned)["KTP"].changes == [(at("12.00"), 0.5), (at("12.30"), 1.0)]
    assert pace(db, planned, clock="12.10")["KTP"].changes == []

    set_counter(db, hall, hall.counter("1"), CounterState.PAUSED, staff="ani", at=NOW, reason="x")
    assert pace(db, planned, clock="12.10")["KTP"].changes == [(at("12.30"), 2.0)]


def test_the_friday_prayer_stops_every_counter(db, hall):
    friday = Hours(always=False, pauses={MONDAY: (span("11:30", "13:00"),)})
    paused = replace(hall, hours=friday)
    open_counters(db, paused, "1")

    assert pace(db, paused)["KTP"].changes == [(at("11.30"), 0.0), (at("13.00"), 1.0)]
