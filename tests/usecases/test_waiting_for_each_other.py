"""Also on PostgreSQL people act one after the other: who comes second waits, then sees what the first one did."""

import threading
import time

import pytest
import sqlalchemy as sa

from queue_server.domain.counter_state import CounterState
from queue_server.domain.errors import CounterBusy, IllegalTransition
from queue_server.domain.line import Rule
from queue_server.domain.ticket import State
from queue_server.storage import desks, numbers, print_jobs
from queue_server.usecases import spool
from queue_server.usecases.any_ticket import call_out_of_order
from queue_server.usecases.call_next import place_call
from queue_server.usecases.run_counter import set_counter
from tests.builders import DAY, at, open_counters, press_next, stored, take

pytestmark = pytest.mark.on("postgresql")
WAITING = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")


class Meanwhile:
    """Does ``act`` beside; ready when it has ended or waits for somebody's row."""

    def __init__(self, db, act):
        self._result = None
        self._thread = threading.Thread(target=self._do, args=[act])
        self._thread.start()
        self.had_to_wait = False
        while self._thread.is_alive() and not self.had_to_wait:
            with db.reading() as conn:
                self.had_to_wait = conn.scalar(WAITING) > 0
            time.sleep(0.001)

    def _do(self, act):
        try:
            self._result = act()
        except Exception as error:
            self._result = error

    def result(self):
        self._thread.join(10)
        assert not self._thread.is_alive()
        return self._result


def call_to(tx, hall, ticket, code):
    """What Next does, inside an open transaction."""
    desk, staff = hall.counter(code), "staff:ani"
    place_call(
        tx, hall, ticket, desk, reason="r", rule=Rule.ORDER, why={}, actor=staff, at=at("09.30")
    )


def test_a_counter_is_not_closed_while_next_is_pressed_there(db, hall):
    ticket, counter = take(db, hall), hall.counter("1")
    open_counters(db, hall, "1")

    with db.transaction() as tx:
        desks.one(tx.conn, counter, lock=True)
        call_to(tx, hall, ticket, "1")
        closing = Meanwhile(
            db, lambda: set_counter(db, hall, counter, CounterState.CLOSED, staff="ani", at=at())
        )

    assert isinstance(closing.result(), CounterBusy)


def test_two_who_press_next_at_one_counter_are_told_with_whom_it_is_busy(db, hall):
    ticket, counter = take(db, hall), hall.counter("1")
    take(db, hall)
    open_counters(db, hall, "1")

    with db.transaction() as tx:
        desks.one(tx.conn, counter, lock=True)
        call_to(tx, hall, ticket, "1")
        second = Meanwhile(db, lambda: press_next(db, hall, "1"))

    assert second.result().details == {
        "counter": "1",
        "ticket": ticket.number,
        "state": State.CALLED,
    }


def test_counters_of_one_service_choose_one_after_the_other(db, hall):
    first, second = take(db, hall), take(db, hall)
    open_counters(db, hall, "1", "2")

    with db.transaction() as tx:
        numbers.runs(tx.conn, day=DAY, services=hall.counter("1").service_ids)
        beside = Meanwhile(db, lambda: press_next(db, hall, "2"))
        call_to(tx, hall, first, "1")

    assert (beside.had_to_wait, beside.result().id) == (True, second.id)


def test_an_override_and_next_never_wait_for_each_other_for_ever(db, hall):
    ticket = take(db, hall)
    open_counters(db, hall, "1", "2")

    with db.transaction() as tx:
        numbers.runs(tx.conn, day=DAY, services=[ticket.service_id])
        override = Meanwhile(
            db,
            lambda: call_out_of_order(
                db, hall, ticket.id, hall.counter("2"), reason="sakit", actor="staff:budi", at=at()
            ),
        )
        call_to(tx, hall, ticket, "1")

    assert isinstance(override.result(), IllegalTransition)
    assert stored(db, ticket).counter_id == hall.counter("1").id


def test_a_second_claim_waits_and_gets_the_same_job(db, hall):
    take(db, hall, printer="kiosk-1")
    take(db, hall, printer="kiosk-1")

    with db.transaction() as tx:
        job = print_jobs.due(tx.conn, "kiosk-1", lock=True)
        print_jobs.change(tx.conn, job, state="offered", at=at())
        second = Meanwhile(db, lambda: spool.claim(db, printer="kiosk-1", at=at()))

    assert second.result().job.id == job.id


def test_a_visitor_who_is_leaving_at_this_moment_is_passed_over(db, hall):
    leaving, following = take(db, hall), take(db, hall)
    open_counters(db, hall, "1")

    with db.transaction() as tx:
        tx.conn.execute(
            sa.text("UPDATE ticket SET state = 'cancelled' WHERE id = :id"), {"id": leaving.id}
        )
        beside = Meanwhile(db, lambda: press_next(db, hall, "1"))

    assert (beside.had_to_wait, beside.result().id) == (True, following.id)
