"""Which counter may call whom: sent to a desk or a person, help, narrowed, priority only, appointments, emergencies."""

from dataclasses import replace
from datetime import timedelta

import pytest

from queue_server.domain.counter_state import CounterState
from queue_server.domain.errors import (
    CounterClosed,
    IllegalTransition,
    InvalidInput,
    NotFound,
    TooEarly,
)
from queue_server.domain.ticket import State
from queue_server.storage import desks
from queue_server.usecases import any_ticket, current_ticket, walk_in
from queue_server.usecases.run_counter import narrow, set_counter
from queue_server.usecases.show_line import line_of
from tests.builders import at, open_counters, press_next, stored, take

ANI = {"actor": "staff:ani"}


def move(db, hall, counter, clock="09.40", **where):
    desk = hall.counter(counter)
    return current_ticket.transfer(db, hall, desk, at=at(clock), **ANI, **where)


def with_counter(hall, code, **values):
    changed = tuple(replace(c, **values) if c.code == code else c for c in hall.counters)
    return replace(hall, counters=changed)


def line(db, hall, code, clock):
    counter = hall.counter(code)
    with db.reading() as conn:
        desk = desks.one(conn, counter)
        rows = line_of(conn, hall, counter, desk, pace={}, public_url="", at=at(clock))
    return [row["number"] for row in rows]


def test_who_was_sent_to_a_counter_is_called_there_and_nowhere_else(db, hall):
    take(db, hall)
    open_counters(db, hall, "1", "2", "3")
    sent = press_next(db, hall, "1")
    move(db, hall, "1", service="KK", to_counter="2")

    assert press_next(db, hall, "3", at=at("09.45")) is None
    called = press_next(db, hall, "2", at=at("09.45"))
    assert (called.id, called.rule) == (sent.id, "directed")
    assert "ditujukan ke sini" in called.reason


def test_who_was_sent_to_a_person_is_called_where_the_person_sits(db, hall):
    take(db, hall)
    open_counters(db, hall, "1")
    set_counter(db, hall, hall.counter("2"), CounterState.OPEN, staff="budi", at=at("07.00"))
    sent = press_next(db, hall, "1")
    move(db, hall, "1", to_staff="budi")

    assert press_next(db, hall, "1", at=at("09.45")) is None
    assert press_next(db, hall, "2", at=at("09.45")).id == sent.id


def test_when_the_counter_closes_those_sent_there_wait_for_anybody(db, hall):
    take(db, hall)
    open_counters(db, hall, "1", "2")
    press_next(db, hall, "1")
    moved = move(db, hall, "1", to_counter="2")
    assert moved.for_counter_id == hall.counter("2").id

    set_counter(db, hall, hall.counter("2"), CounterState.CLOSED, staff="ani", at=at("09.45"))

    assert stored(db, moved).for_counter_id is None
    assert press_next(db, hall, "1", at=at("09.46")).id == moved.id


@pytest.mark.parametrize(
    ("where", "error", "field"),
    [
        ({"service": "KTP"}, InvalidInput, "service"),
        ({"to_counter": "5"}, InvalidInput, "counter"),
        ({"to_counter": "4"}, CounterClosed, None),
        ({"to_counter": "99"}, NotFound, None),
        ({"to_staff": "nobody"}, NotFound, None),
        ({"service": "BAKSO"}, NotFound, None),
    ],
)
def test_nobody_is_sent_where_nobody_would_call(db, hall, where, error, field):
    take(db, hall)
    open_counters(db, hall, "1", "5")
    called = press_next(db, hall, "1")
    with pytest.raises(error) as refused:
        move(db, hall, "1", **where)
    if field:
        assert refused.value.details["errors"][0]["field"] == field
    assert stored(db, called) == called


def test_a_counter_helps_when_its_own_line_is_empty_or_the_other_is_late(db, hall):
    helping = with_counter(hall, "4", helps=frozenset({hall.service("KIA").id}))
    kia = take(db, hall, "KIA", at=at("09.00"))
    open_counters(db, hall, "4")
    own = take(db, hall, "AKTA", at=at("09.05"))
    assert press_next(db, helping, "4", at=at("09.10")).id == own.id, "its own work first"
    current_ticket.press(db, hall, hall.counter("4"), "start", at=at("09.11"), **ANI)
    current_ticket.press(db, hall, hall.counter("4"), "finish", at=at("09.12"), **ANI)

    called = press_next(db, helping, "4", at=at("09.13"))
    assert (called.id, called.rule) == (kia.id, "helped")


def test_a_late_line_is_helped_before_an_own_line_that_has_time(db, hall):
    helping = with_counter(hall, "4", helps=frozenset({hall.service("KIA").id}))
    late = take(db, hall, "KIA", at=at("08.55"))
    take(db, hall, "AKTA", at=at("09.20"))
    open_counters(db, hall, "4")

    assert line(db, helping, "4", "09.30")[0] == late.number
    assert press_next(db, helping, "4", at=at("09.30")).id == late.id


def test_a_counter_for_priority_calls_nobody_else(db, hall):
    only = with_counter(hall, "1", priority_only=True)
    take(db, hall, at=at("09.00"))
    open_counters(db, hall, "1")
    assert press_next(db, only, "1") is None
    elder = take(db, hall, priority="lansia", at=at("09.20"))
    assert press_next(db, only, "1").id == elder.id


def test_staff_narrows_a_counter_until_it_closes(db, hall):
    kk, ktp = take(db, hall, "KK", at=at("09.00")), take(db, hall, at=at("09.10"))
    desk = hall.counter("1")
    open_counters(db, hall, "1")

    narrow(db, hall, desk, ["KTP"], at=at("09.20"), **ANI)
    assert line(db, hall, "1", "09.30") == [ktp.number]
    assert press_next(db, hall, "1").id == ktp.id
    with pytest.raises(InvalidInput):
        narrow(db, hall, desk, ["SIM"], at=at("09.20"), **ANI)
    with pytest.raises(InvalidInput):
        narrow(db, hall, desk, [], at=at("09.20"), **ANI)
    current_ticket.press(db, hall, desk, "skip", at=at("09.31"), **ANI)
    assert press_next(db, hall, "1", at=at("09.32")) is None
    set_counter(db, hall, desk, CounterState.PAUSED, staff="ani", at=at("09.33"))
    set_counter(db, hall, desk, CounterState.OPEN, staff="ani", at=at("09.34"))
    assert press_next(db, hall, "1", at=at("09.35")) is None, "a pause changes nothing"
    set_counter(db, hall, desk, CounterState.CLOSED, staff="ani", at=at("09.36"))
    open_counters(db, hall, "1")
    assert press_next(db, hall, "1", at=at("09.40")).id == kk.id


def test_an_emergency_goes_before_everybody_with_its_reason(db, hall):
    take(db, hall, priority="lansia", at=at("08.00"))
    take(db, hall, "KK", at=at("08.00"))
    ill = take(db, hall, at=at("09.20"))
    any_ticket.urge(db, hall, ill.id, reason="sesak napas", actor="staff:budi", at=at("09.25"))
    open_counters(db, hall, "1")

    assert line(db, hall, "1", "09.30")[0] == ill.number
    called = press_next(db, hall, "1")
    assert (called.id, called.rule, called.reason) == (ill.id, "urgent", "Darurat: sesak napas")
    with pytest.raises(IllegalTransition):
        any_ticket.urge(db, hall, ill.id, reason="lagi", actor="staff:budi", at=at("09.31"))


@pytest.mark.parametrize(
    ("clock", "v", "not_before"),
    [("09.30", "10.00", "09.50"), ("10.10", "10.00", "09.50"), ("10.11", "10.11", None)],
)
def test_an_appointment_is_counted_from_its_time(db, hall, clock, v, not_before):
    ticket = take(db, hall, slot=at("10.00"), at=at(clock))
    assert (ticket.v, ticket.channel) == (at(v), "online")
    assert ticket.not_before == (at(not_before) if not_before else None)


def test_half_an_hour_before_an_appointment_is_the_earliest(db, hall):
    with pytest.raises(TooEarly) as refused:
        take(db, hall, slot=at("10.00"), at=at("09.29"))
    assert refused.value.details["from"] == "2026-11-23T02:30:00Z"


def test_an_appointment_is_not_called_early_unless_the_counter_has_nobody(db, hall):
    booked = take(db, hall, slot=at("10.00"), at=at("09.30"))
    walked = take(db, hall, at=at("09.35"))
    open_counters(db, hall, "1", "2")

    assert line(db, hall, "1", "09.36") == [walked.number, booked.number]
    assert press_next(db, hall, "1", at=at("09.36")).id == walked.id
    called = press_next(db, hall, "2", at=at("09.37"))
    assert (called.id, called.rule) == (booked.id, "early")
    assert "loket kosong" in called.reason


def test_a_visitor_without_a_number_is_served_at_once(db, hall):
    take(db, hall)
    open_counters(db, hall, "1")

    served = walk_in.serve(db, hall, hall.counter("1"), service="KK", at=at("09.30"), **ANI)

    assert (served.state, served.number, served.channel, served.calls) == (
        State.SERVING,
        "A002",
        "desk",
        0,
    )
    assert stored(db, served) == served
    current_ticket.press(db, hall, hall.counter("1"), "finish", at=at("09.40"), **ANI)
    with pytest.raises(InvalidInput):
        walk_in.serve(db, hall, hall.counter("1"), service="SIM", at=at("09.41"), **ANI)


def test_the_quota_of_one_channel_leaves_the_others_open(db, hall):
    from queue_server.domain.errors import QuotaReached

    services = tuple(
        replace(s, quotas={"walk_in": 1, "priority": 1}) if s.code == "KTP" else s
        for s in hall.services
    )
    small = replace(hall, services=services)
    take(db, small)
    with pytest.raises(QuotaReached) as refused:
        take(db, small)
    assert refused.value.details == {"service": "KTP", "quota": 1, "channel": "walk_in"}
    assert take(db, small, priority="lansia").number == "A002"
    with pytest.raises(QuotaReached):
        take(db, small, priority="hamil")
    assert take(db, small, "KK", at=at("09.00") + timedelta(seconds=1)).number == "A003"
