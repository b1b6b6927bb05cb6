"""The end of a business day."""

import pytest

from queue_server.domain.counter_state import CounterState
from queue_server.domain.ticket import State
from queue_server.storage import desks, journal
from queue_server.usecases import close_day, current_ticket
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.report_day import report_day
from queue_server.usecases.run_counter import set_counter
from tests.builders import DAY, NEXT_DAY, at, open_counters, press_next, stored, take

MIDNIGHT = at("00.00", NEXT_DAY)  # 17.00 UTC of the day before


def rows(db):
    with db.reading() as conn:
        return journal.since(conn, 0, limit=1000)


def left_open(db, hall):
    """One ticket in each state that a day may end in, by state."""
    open_counters(db, hall, "1", "2", "3")
    found = {}
    for counter, state in (("1", State.CALLED), ("2", State.SERVING), ("3", State.ON_HOLD)):
        take(db, hall)
        found[state] = press_next(db, hall, counter)
        button = {State.SERVING: "start", State.ON_HOLD: "hold"}.get(state)
        if button:
            desk = hall.counter(counter)
            current_ticket.press(db, hall, desk, button, actor="staff:ani", at=at("09.31"))
    found[State.WAITING] = take(db, hall)
    return found


@pytest.mark.parametrize(
    ("state", "ends"),
    [
        (State.WAITING, State.CANCELLED),
        (State.CALLED, State.NO_SHOW),
        (State.SERVING, State.DONE),
        (State.ON_HOLD, State.CANCELLED),
    ],
)
def test_what_was_left_open_is_closed_and_marked_as_forgotten(db, hall, state, ends):
    ticket = left_open(db, hall)[state]

    assert close_past_days(db, hall, at=MIDNIGHT) == 4

    closed = stored(db, ticket)
    assert (closed.state, closed.expired, closed.ended_at) == (ends, True, MIDNIGHT)


def test_nothing_is_closed_a_second_before_midnight_of_the_site(db, hall):
    left_open(db, hall)
    before = rows(db)

    assert close_past_days(db, hall, at=at("23.59.59")) == 0
    assert rows(db) == before


def test_midnight_of_utc_closes_nothing(db, hall):
    ticket = take(db, hall, at=at("06.59"))

    assert close_past_days(db, hall, at=at("07.00")) == 0
    assert stored(db, ticket).state is State.WAITING


def test_a_server_that_was_off_for_a_week_closes_the_day_when_it_starts(db, hall):
    ticket = take(db, hall)

    assert close_past_days(db, hall, at=at("07.00", "2026-11-30")) == 1
    assert stored(db, ticket).expired


def test_counters_that_were_left_open_or_paused_are_closed(db, hall):
    open_counters(db, hall, "1")
    pause = CounterState.PAUSED
    set_counter(db, hall, hall.counter("2"), pause, staff="ani", at=at(), reason="salat")

    close_past_days(db, hall, at=MIDNIGHT)

    with db.reading() as conn:
        found = desks.every(conn, {c.id: c for c in hall.counters})
    assert {desk.state for desk in found.values()} == {CounterState.CLOSED}
    assert {desk.staff for desk in found.values()} == {""}
    told = [r.data["counter"] for r in rows(db) if r.kind == "counter_closed"]
    assert told == ["1", "2"]


def test_a_counter_opened_after_midnight_stays_open(db, hall):
    take(db, hall)
    open_counters(db, hall, "1", at=at("00.01", NEXT_DAY))

    close_past_days(db, hall, at=at("00.02", NEXT_DAY))

    with db.reading() as conn:
        assert desks.one(conn, hall.counter("1")).state is CounterState.OPEN


def test_the_end_of_the_day_is_journalled_once(db, hall):
    left_open(db, hall)
    close_past_days(db, hall, at=MIDNIGHT)
    close_past_days(db, hall, at=MIDNIGHT)

    told = [r for r in rows(db) if r.kind in ("ticket_expired", "day_closed")]
    assert [r.kind for r in told] == ["ticket_expired"] * 4 + ["day_closed"]
    assert {r.actor for r in told} == {"system"}
    assert told[-1].data == {"day": NEXT_DAY, "tickets": 4}


def test_many_tickets_are_closed_in_batches_so_that_nobody_waits_long(db, hall, monkeypatch):
    monkeypatch.setattr(close_day, "AT_ONCE", 3)
    tickets = [take(db, hall) for _ in range(7)]

    assert close_past_days(db, hall, at=MIDNIGHT) == 7
    assert all(stored(db, ticket).expired for ticket in tickets)
    assert rows(db)[-1].data == {"day": NEXT_DAY, "tickets": 7}


def test_the_new_day_begins_with_001_and_a_free_counter(db, hall):
    left_open(db, hall)
    close_past_days(db, hall, at=MIDNIGHT)
    first = take(db, hall, at=at("08.00", NEXT_DAY))
    open_counters(db, hall, "1", at=at("07.45", NEXT_DAY))

    assert first.number == "A001"
    assert press_next(db, hall, "1", at=at("08.01", NEXT_DAY)).id == first.id


def test_forgotten_tickets_stay_out_of_the_averages(db, hall):
    left_open(db, hall)
    close_past_days(db, hall, at=MIDNIGHT)

    total = report_day(db, hall, day=DAY)["total"]

    assert (total["issued"], total["forgotten"], total["served"], total["no_show"]) == (4, 4, 0, 0)
    assert (total["wait_mean_s"], total["service_mean_s"]) == (None, None)
