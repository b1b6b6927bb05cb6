"""Staff opens, pauses and closes a counter."""

import pytest

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.errors import CounterBusy
from queue_server.storage import desks, journal
from queue_server.usecases import current_ticket
from queue_server.usecases.run_counter import set_counter
from tests.builders import at, open_counters, press_next, take
from tests.threads import at_once

OPEN, PAUSED, CLOSED = CounterState.OPEN, CounterState.PAUSED, CounterState.CLOSED


def put(db, hall, state, **options):
    usual = {"staff": "ani", "at": at("08.00")}
    return set_counter(db, hall, hall.counter("1"), state, **(usual | options))


def desk_of(db, hall):
    with db.reading() as conn:
        return desks.one(conn, hall.counter("1"))


def test_a_counter_is_closed_until_somebody_opens_it(db, hall):
    assert desk_of(db, hall) == Desk(counter_id=hall.counter("1").id, code="1", state=CLOSED)


@pytest.mark.parametrize(
    ("state", "reason", "staff", "kind"),
    [
        (OPEN, "", "ani", "counter_opened"),
        (PAUSED, "salat", "ani", "counter_paused"),
        (CLOSED, "", "", "counter_closed"),
    ],
)
def test_the_state_is_kept_and_journalled_with_who_did_it(db, hall, state, reason, staff, kind):
    desk = put(db, hall, state, reason=reason)

    assert desk == desk_of(db, hall)
    assert (desk.state, desk.reason, desk.staff, desk.since) == (state, reason, staff, at("08.00"))
    with db.reading() as conn:
        row = journal.since(conn, 0)[-1]
    assert (row.kind, row.actor, row.data) == (
        kind,
        "staff:ani",
        {"counter": "1", "reason": reason},
    )


@pytest.mark.parametrize("state", [PAUSED, CLOSED])
@pytest.mark.parametrize("serving", [False, True])
def test_a_counter_with_a_visitor_is_neither_paused_nor_closed(db, hall, state, serving):
    take(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1")
    if serving:
        current_ticket.press(db, hall, hall.counter("1"), "start", actor="staff:ani", at=at())

    with pytest.raises(CounterBusy) as refused:
        put(db, hall, state)
    assert refused.value.details["ticket"] == "A001"
    assert desk_of(db, hall).state is OPEN


def test_a_colleague_takes_over_a_counter_in_the_middle_of_a_visit(db, hall):
    take(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1")

    assert put(db, hall, OPEN, staff="budi").staff == "budi"


def test_the_last_of_several_who_open_a_counter_for_the_first_time_sits_there(db, hall):
    told = at_once(*[lambda n=n: put(db, hall, OPEN, staff=f"staff{n}").staff for n in range(6)])

    assert sorted(told) == [f"staff{n}" for n in range(6)]
    assert desk_of(db, hall).staff in told


def test_a_counter_that_closes_while_next_is_pressed_keeps_its_visitor_or_calls_nobody(db, hall):
    open_counters(db, hall, "1")
    take(db, hall)

    called, _ = at_once(lambda: press_next(db, hall, "1"), lambda: put(db, hall, CLOSED))

    assert (desk_of(db, hall).state is OPEN) == (not isinstance(called, Exception))
