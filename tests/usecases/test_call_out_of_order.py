"""A supervisor calls somebody out of order, with a reason."""

from queue_server.domain.errors import Conflict, IllegalTransition
from queue_server.domain.ticket import State
from queue_server.storage import journal
from queue_server.usecases import current_ticket
from queue_server.usecases.any_ticket import call_out_of_order
from tests.builders import at, open_counters, press_next, stored, take
from tests.threads import at_once

ANI = "staff:ani"


def serve(db, hall, counter, *, at=None):
    """The visitor called to ``counter`` comes and is served to the end."""
    for button in ("start", "finish"):
        current_ticket.press(db, hall, hall.counter(counter), button, actor=ANI, at=at)


def last_row(db):
    with db.reading() as conn:
        return journal.since(conn, 0, limit=1000)[-1]


def test_a_call_out_of_order_stores_and_journals_the_reason(db, hall):
    _, second = take(db, hall), take(db, hall)
    open_counters(db, hall, "1")

    called = call_out_of_order(
        db, hall, second.id, hall.counter("1"), reason="sakit", actor=ANI, at=at("09.30")
    )

    assert called.reason == "Di luar urutan: sakit"
    assert last_row(db).data["reason"] == "Di luar urutan: sakit"
    assert last_row(db).actor == ANI


def test_two_counters_cannot_call_the_same_ticket_out_of_order(db, hall):
    ticket = take(db, hall)
    open_counters(db, hall, "1", "2")

    told = at_once(
        *[
            lambda code=code: call_out_of_order(
                db, hall, ticket.id, hall.counter(code), reason="sakit", actor=ANI, at=at("09.30")
            )
            for code in ("1", "2")
        ]
    )

    assert sum(isinstance(t, (Conflict, IllegalTransition)) for t in told) == 1
    assert stored(db, ticket).state is State.CALLED


def test_an_override_and_next_at_the_same_moment_never_wait_for_each_other_for_ever(db, hall):
    open_counters(db, hall, "1", "2")
    for _ in range(6):
        ticket = take(db, hall)
        told = at_once(
            lambda: press_next(db, hall, "1"),
            lambda t=ticket: call_out_of_order(
                db, hall, t.id, hall.counter("2"), reason="sakit", actor=ANI, at=at("09.30")
            ),
        )
        fine = (Conflict, IllegalTransition)
        assert all(not isinstance(t, Exception) or isinstance(t, fine) for t in told), told
        for code in ("1", "2"):
            if stored(db, ticket).counter_id == hall.counter(code).id:
                serve(db, hall, code, at=at("09.31"))
