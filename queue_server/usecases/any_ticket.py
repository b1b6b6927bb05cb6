"""What staff does with a ticket that is not at the counter, and how a visitor leaves the line."""

from __future__ import annotations

from datetime import datetime, timedelta

from queue_server.domain import ticket as rules
from queue_server.domain.errors import Conflict, CounterBusy, NotFound
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.line import Rule
from queue_server.domain.printer import Setups, goes_to
from queue_server.domain.reasons import free_words
from queue_server.domain.ticket import AT_COUNTER, Ticket
from queue_server.storage import desks, heads, numbers, print_jobs, printers, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.storage.numbers import Runs
from queue_server.usecases import spool, undo
from queue_server.usecases.call_next import place_call
from queue_server.usecases.views import Pace, view

VISITOR = "visitor"


def call_out_of_order(
    db: Database, hall: Hall, ticket_id: int, counter: Counter, *, reason: str, actor: str, at: datetime,
) -> Ticket:  # fmt: skip
    """Call this ticket now; ``reason`` is stored and journalled with who did it.

    Raises NotFound, CounterClosed, CounterBusy, IllegalTransition.
    """
    with db.transaction() as tx:
        desks.one(tx.conn, counter, lock=True).must_be_open()
        ticket = _todays(tx, hall, ticket_id, at=at)
        _must_be_free(tx, counter, day=ticket.day)
        words, why = (
            free_words("chosen", reason)["id"],
            {"rule": Rule.CHOSEN.value, "v": ticket.v.isoformat()},
        )
        runs = numbers.runs(tx.conn, day=ticket.day, services=[ticket.service_id])
        called = place_call(
            tx, hall, ticket, counter, reason=words, rule=Rule.CHOSEN, why=why, actor=actor, at=at
        )
        undo.note(tx, counter.id, Kind.TICKET_CALLED, [(ticket, called)], actor=actor, at=at,
                  runs={ticket.service_id: runs.get(ticket.service_id, Runs())})  # fmt: skip
    return called


def resume(
    db: Database, hall: Hall, ticket_id: int, counter: Counter, *, actor: str, at: datetime
) -> Ticket:
    """Serve a held ticket again at ``counter``, without a call. Raises as ``call_out_of_order``."""
    with db.transaction() as tx:
        desks.one(tx.conn, counter, lock=True).must_be_open()
        ticket = _todays(tx, hall, ticket_id, at=at)
        _must_be_free(tx, counter, day=ticket.day)
        resumed = rules.resume(ticket, counter_id=counter.id, at=at)
        tickets.save(tx.conn, resumed, was=ticket)
        _journal(tx, hall, resumed, Kind.TICKET_RESUMED, actor=actor, at=at)
        undo.note(tx, counter.id, Kind.TICKET_RESUMED, [(ticket, resumed)], actor=actor, at=at)
    return resumed


def urge(
    db: Database, hall: Hall, ticket_id: int, *, reason: str, actor: str, at: datetime
) -> Ticket:
    """An emergency: a waiting ticket goes before everybody else; ``reason`` is stored, shown to staff and journalled.

    Raises NotFound, IllegalTransition.
    """
    with db.transaction() as tx:
        ticket = _todays(tx, hall, ticket_id, at=at)
        urgent = rules.urge(ticket, reason=free_words("urgent", reason)["id"])
        tickets.save(tx.conn, urgent, was=ticket)
        _journal(tx, hall, urgent, Kind.TICKET_URGENT, actor=actor, at=at, reason=reason)
    return urgent


def give_back(db: Database, hall: Hall, ticket_id: int, *, actor: str, at: datetime) -> Ticket:
    """Put a called, held or missed visitor back in line. Raises NotFound, IllegalTransition."""
    with db.transaction() as tx:
        ticket = _todays(tx, hall, ticket_id, at=at)
        behind = heads.key_after(
            tx.conn, service_id=ticket.service_id, day=ticket.day, others=hall.rules.recycle_after
        )
        returned = rules.give_back(ticket, next_v=behind, at=at, rules=hall.rules)
        tickets.save(tx.conn, returned, was=ticket)
        _journal(tx, hall, returned, Kind.TICKET_RETURNED, actor=actor, at=at)
        _can_be_undone(tx, ticket, returned, Kind.TICKET_RETURNED, actor=actor, at=at)
    return returned


def cancel(
    db: Database, hall: Hall, ticket_id: int, *, reason: str, actor: str, at: datetime
) -> Ticket:
    """Staff takes a ticket out of the line. Raises NotFound, IllegalTransition."""
    with db.transaction() as tx:
        ticket = _todays(tx, hall, ticket_id, at=at)
        return _cancel(tx, hall, ticket, reason=reason, actor=actor, at=at)


def leave(db: Database, hall: Hall, token: str, *, at: datetime) -> Ticket:
    """The visitor gives the number up. Raises NotFound for any token that is not of today, IllegalTransition."""
    with db.transaction() as tx:
        ticket = tickets.by_token(tx.conn, token)
        if ticket is None or ticket.day != hall.site.day(at):
            raise NotFound(what="ticket")
        return _cancel(tx, hall, ticket, reason=VISITOR, actor=VISITOR, at=at)


def reprint(
    db: Database, hall: Hall, ticket_id: int, *, printer: str | None, reason: str, waits: timedelta, pace: Pace,
    setups: Setups, actor: str, at: datetime, because_of_paper: bool = False,
) -> Ticket:  # fmt: skip
    """Print the ticket once more, marked as a copy, within ``waits``; on the printer of its last job, or the one that
    takes its tickets now, unless another is named.

    What was still to be printed is cancelled; what nobody knew the end of is settled. Raises NotFound when there is no
    such ticket today, or when it was never printed and no printer is named; Conflict when it is made
    ``because_of_paper`` nobody knows the end of, and somebody has settled that.
    """
    with db.transaction() as tx:
        ticket = _todays(tx, hall, ticket_id, at=at)
        before = print_jobs.of_ticket(tx.conn, ticket.id)
        where = printer or (_now_of(tx, setups, before.printer) if before else None)
        if where is None:
            raise NotFound(what="printer")
        now = view(tx.conn, hall, ticket, pace=pace, at=at)
        spool.cancel_queued(tx, ticket.id, why="reprinted", at=at)
        settled = print_jobs.settle(tx.conn, ticket.id, by=actor)
        if because_of_paper and not settled:
            raise Conflict(ticket=ticket.number)  # somebody else was faster: one copy is enough
        copy_no = print_jobs.copies(tx.conn, ticket.id) + 1
        job = print_jobs.add(
            tx.conn, ticket_id=ticket.id, printer=where, at=at, expires_at=at + waits, ahead=now.ahead,
            copy_no=copy_no, estimate=now.estimate.as_json() if now.estimate else None, actor=actor, reason=reason,
        )  # fmt: skip
        tx.record(
            Kind.PRINT_CHANGED, at=at, actor=actor, ticket_id=ticket.id, number=ticket.number,
            job=job.id, printer=where, state="queued", why="", copy_no=copy_no, reason=reason, asked=actor,
        )  # fmt: skip
    return ticket


def _now_of(tx: Transaction, setups: Setups, printer: str) -> str:
    return goes_to(printer, setups, printers.every(tx.conn)) or printer


def _cancel(
    tx: Transaction, hall: Hall, ticket: Ticket, *, reason: str, actor: str, at: datetime
) -> Ticket:
    cancelled = rules.cancel(ticket, at=at)
    tickets.save(tx.conn, cancelled, was=ticket)
    _journal(tx, hall, cancelled, Kind.TICKET_CANCELLED, actor=actor, at=at, reason=reason)
    _can_be_undone(tx, ticket, cancelled, Kind.TICKET_CANCELLED, actor=actor, at=at)
    spool.cancel_queued(tx, ticket.id, why="given_up", at=at)
    return cancelled


def _can_be_undone(
    tx: Transaction, was: Ticket, now: Ticket, kind: Kind, *, actor: str, at: datetime
) -> None:
    """What is done with the ticket at a counter can be taken back there."""
    if was.counter_id and was.state in AT_COUNTER and actor != VISITOR:
        undo.note(tx, was.counter_id, kind, [(was, now)], actor=actor, at=at)


def _todays(tx: Transaction, hall: Hall, id: int, *, at: datetime) -> Ticket:
    ticket = tickets.by_id(tx.conn, id)
    if ticket is None or ticket.day != hall.site.day(at):
        raise NotFound(what="ticket")
    return ticket


def _must_be_free(tx: Transaction, counter: Counter, *, day: str) -> None:
    current = tickets.at_counter(tx.conn, counter.id, day=day)
    if current:
        raise CounterBusy(counter=counter.code, ticket=current.number, state=current.state)


def _journal(
    tx: Transaction,
    hall: Hall,
    ticket: Ticket,
    kind: Kind,
    *,
    actor: str,
    at: datetime,
    **more: str,
) -> None:
    tx.record(
        kind, at=at, actor=actor, ticket_id=ticket.id, counter_id=ticket.counter_id,
        number=ticket.number, service=hall.service_of(ticket.service_id).code, **more,
    )  # fmt: skip
