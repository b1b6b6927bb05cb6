"""Staff presses Next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from queue_server.domain.counter_state import CounterState
from queue_server.domain.errors import Conflict, CounterBusy, CounterClosed, IllegalTransition
from queue_server.domain.ticket import State
from queue_server.storage import journal, numbers
from queue_server.storage.numbers import Runs
from queue_server.usecases import current_ticket
from queue_server.usecases.any_ticket import cancel
from queue_server.usecases.run_counter import set_counter
from tests.builders import DAY, at, minutes, open_counters, press_next, stored, take
from tests.threads import at_once

ANI = "staff:ani"


def serve(db, hall, counter, *, at=None):
    """The visitor called to ``counter`` comes and is served to the end."""
    for button in ("start", "finish"):
        current_ticket.press(db, hall, hall.counter(counter), button, actor=ANI, at=at)


def last_row(db):
    with db.reading() as conn:
        return journal.since(conn, 0, limit=1000)[-1]


def test_the_longest_waiting_visitor_is_called(db, hall):
    first, _ = take(db, hall, at=at("09.00")), take(db, hall, at=at("09.01"))
    open_counters(db, hall, "1")

    called = press_next(db, hall, "1", at=at("09.30"))

    assert (called.id, called.state, called.calls) == (first.id, State.CALLED, 1)
    assert called == stored(db, first)


def test_the_call_stores_its_reason_and_journals_it_with_who_pressed(db, hall):
    ticket = take(db, hall, priority="lansia", at=at("09.10"))
    open_counters(db, hall, "1")

    press_next(db, hall, "1", at=at("09.20"))

    why = "Lansia, dihitung 08.55; 25 dari 30 menit yang dijanjikan terpakai"
    row = last_row(db)
    assert stored(db, ticket).reason == why
    assert (row.kind, row.actor, row.ticket_id) == ("ticket_called", ANI, ticket.id)
    assert row.data == {
        "number": "A001",
        "prefix": "A",
        "counter": "1",
        "service": "KTP",
        "reason": why,
        "why": {
            "rule": "order", "v": ticket.v.isoformat(), "used": 0.833, "target_min": 30.0, "over": None, "over_v": None,
        },
    }  # fmt: skip


def test_nobody_waiting_is_normal(db, hall):
    open_counters(db, hall, "1")

    assert press_next(db, hall, "1") is None


def test_a_counter_calls_only_for_its_own_services(db, hall):
    take(db, hall, "SIM")
    open_counters(db, hall, "1")

    assert press_next(db, hall, "1") is None


def test_yesterdays_tickets_are_not_called(db, hall):
    take(db, hall, at=at("23.00"))
    open_counters(db, hall, "1")

    assert press_next(db, hall, "1", at=at("08.00", "2026-11-24")) is None


@pytest.mark.parametrize("state", [CounterState.PAUSED, CounterState.CLOSED])
def test_a_counter_that_is_not_open_calls_nobody(db, hall, state):
    ticket = take(db, hall)
    set_counter(db, hall, hall.counter("1"), state, staff="ani", at=at(), reason="istirahat")

    with pytest.raises(CounterClosed) as refused:
        press_next(db, hall, "1")
    assert refused.value.details == {"counter": "1", "state": state}
    assert stored(db, ticket).state is State.WAITING


def test_a_counter_that_was_never_opened_calls_nobody(db, hall):
    take(db, hall)

    with pytest.raises(CounterClosed):
        press_next(db, hall, "1")


@pytest.mark.parametrize("finish", [False, True])
def test_who_is_still_called_stays_called(db, hall, finish):
    """A called visitor cannot be finished: nobody has been served."""
    first, second = take(db, hall), take(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1")

    with pytest.raises(IllegalTransition if finish else CounterBusy):
        press_next(db, hall, "1", finish=finish)
    assert stored(db, first).state is State.CALLED
    assert stored(db, second).state is State.WAITING


def test_a_busy_counter_is_told_with_whom(db, hall):
    take(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1")
    current_ticket.press(db, hall, hall.counter("1"), "start", actor=ANI, at=at("09.31"))

    with pytest.raises(CounterBusy) as refused:
        press_next(db, hall, "1")
    assert refused.value.details == {"counter": "1", "ticket": "A001", "state": State.SERVING}


def test_finish_and_next_happen_together(db, hall):
    first, second = take(db, hall), take(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1")
    current_ticket.press(db, hall, hall.counter("1"), "start", actor=ANI, at=at("09.31"))

    called = press_next(db, hall, "1", at=at("09.40"), finish=True)

    done = stored(db, first)
    assert (done.state, done.ended_at) == (State.DONE, at("09.40"))
    assert called.id == second.id


def test_finish_ends_the_service_also_when_nobody_waits(db, hall):
    only = take(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1")
    current_ticket.press(db, hall, hall.counter("1"), "start", actor=ANI, at=at("09.31"))

    assert press_next(db, hall, "1", finish=True) is None
    assert stored(db, only).state is State.DONE


def test_of_several_services_the_one_who_used_most_of_the_promised_time_is_called(db, hall):
    late = take(db, hall, "PAJAK-TAHUNAN", at=at("09.05"))  # promised 20 minutes
    take(db, hall, "BALIK-NAMA", at=at("09.00"))  # promised 30 minutes
    open_counters(db, hall, "7")

    assert press_next(db, hall, "7", at=at("09.30")).id == late.id


def test_three_priority_calls_in_a_row_then_a_regular_who_is_past_the_target(db, hall):
    regular = take(db, hall, at=at("08.00"))
    elders = [
        take(db, hall, priority="lansia", at=at("08.10") + timedelta(seconds=n)) for n in range(4)
    ]
    open_counters(db, hall, "1")
    called = []
    for _ in range(5):
        called.append(press_next(db, hall, "1", at=at("09.00")))
        serve(db, hall, "1", at=at("09.00"))

    assert [t.id for t in called] == [
        elders[0].id,
        elders[1].id,
        elders[2].id,
        regular.id,
        elders[3].id,
    ]
    assert called[3].reason.endswith("didahulukan setelah 3 panggilan prioritas")


def test_priority_visitors_who_were_moved_here_count_for_the_rule_of_three_too(db, hall):
    day = {"day": DAY, "service_id": hall.service("KK").id}
    with db.transaction() as tx:  # nobody took a number of this service today
        numbers.note_call(tx.conn, **day, priority=True)
        numbers.note_call(tx.conn, **day, priority=True)

    with db.transaction() as tx:
        runs = numbers.runs(tx.conn, day=DAY, services=[day["service_id"]])
        assert runs == {day["service_id"]: Runs(priority=2)}
        assert numbers.count(tx.conn, **day) == (1, 1), "the quota does not count them"


def test_eight_counters_never_call_the_same_visitor_and_forget_nobody(db, hall):
    """All serve the same two lines; each presses Next as fast as it can."""
    both = (hall.service("KTP").id, hall.service("KK").id)
    hall = replace(hall, counters=tuple(replace(c, service_ids=both) for c in hall.counters[:8]))
    waiting = [take(db, hall, ("KTP", "KK")[n % 2]).id for n in range(24)]
    open_counters(db, hall)

    def work(code):
        called = []
        while (ticket := press_next(db, hall, code, finish=bool(called))) is not None:
            current_ticket.press(db, hall, hall.counter(code), "start", actor=ANI, at=at("09.30"))
            called.append(ticket.id)
        return called

    told = at_once(*[lambda code=c.code: work(code) for c in hall.counters])

    assert sorted(id for called in told for id in called) == waiting
    with db.reading() as conn:
        rows = journal.since(conn, 0, limit=1000)
    assert [r.ticket_id for r in rows if r.kind == "ticket_called"] == waiting, "in their order"
    assert [r.seq for r in rows] == list(range(1, len(rows) + 1))


def test_eight_people_who_press_next_at_one_counter_call_one_visitor(db, hall):
    for _ in range(8):
        take(db, hall)
    open_counters(db, hall, "1")

    told = at_once(*[lambda: press_next(db, hall, "1").number] * 8)

    assert told.count("A001") == 1
    assert [type(answer) for answer in told].count(CounterBusy) == 7


def test_a_visitor_who_leaves_while_next_is_pressed_is_called_or_gone_but_not_both(db, hall):
    open_counters(db, hall, "1")
    for n in range(5):
        ticket = take(db, hall, at=at() + minutes(n))
        told = at_once(
            lambda: press_next(db, hall, "1"),
            lambda t=ticket: cancel(db, hall, t.id, reason="x", actor=ANI, at=at("09.30")),
        )
        assert not isinstance(told[0], Exception)
        assert not isinstance(told[1], Exception) or type(told[1]) is Conflict
        now = stored(db, ticket)
        assert now.state in (State.CALLED, State.CANCELLED)
        if now.state is State.CALLED:
            cancel(db, hall, ticket.id, reason="x", actor=ANI, at=at("09.31"))


def test_the_rule_of_three_holds_when_counters_press_at_the_same_moment(db, hall):
    take(db, hall, at=at("08.00"))
    for n in range(6):
        take(db, hall, priority="lansia", at=at("08.10") + timedelta(seconds=n))
    open_counters(db, hall, "1", "2", "3")
    called = []
    for _ in range(2):
        told = at_once(
            *[lambda c=c: press_next(db, hall, c, at=at("09.00")) for c in ("1", "2", "3")]
        )
        called += told
        for code in ("1", "2", "3"):
            serve(db, hall, code, at=at("09.00"))

    with db.reading() as conn:
        order = [r.ticket_id for r in journal.since(conn, 0) if r.kind == "ticket_called"]
    priority = {ticket.id: ticket.priority for ticket in called}
    assert [priority[id] for id in order[:4]] == ["lansia"] * 3 + [None]


# --- out of order
