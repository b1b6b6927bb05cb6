"""What staff does with the ticket at the counter: recall, start, finish, skip, hold, transfer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from queue_server.domain import ticket as rules
from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.errors import (
    CounterClosed,
    InvalidInput,
    NoCurrentTicket,
    NotFound,
    TooSoon,
)
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.ticket import Ticket
from queue_server.storage import desks, heads, legs, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.storage.legs import Leg
from queue_server.usecases import undo
from queue_server.usecases.call_next import services_of
from queue_server.usecases.visits import end_service, origin_of

Step = Callable[[Transaction, Ticket], tuple[Ticket, Kind, dict[str, object]]]
BUTTONS = ("recall", "start", "finish", "skip", "hold")


def press(
    db: Database, hall: Hall, counter: Counter, button: str, *, actor: str, at: datetime
) -> Ticket:
    """One of BUTTONS without anything to say. Raises as the functions below."""
    if button == "finish":
        return finish(db, hall, counter, actor=actor, at=at)
    if button == "hold":
        return hold(db, hall, counter, actor=actor, at=at)
    step = {"recall": _recall, "start": _start, "skip": _skip}[button]
    return _change(db, hall, counter, step(hall, at), actor=actor, at=at)


def finish(
    db: Database, hall: Hall, counter: Counter, *, actor: str, at: datetime, result: str = "",
    also_done: Sequence[str] | None = None,
) -> Ticket:  # fmt: skip
    """The service is done; a visit of several services goes on to its next one.

    Raises NoCurrentTicket, IllegalTransition, InvalidInput (result, also_done), Conflict.
    """
    with db.transaction() as tx:
        current = _current(tx, hall, counter, at=at)
        changed, stays = end_service(
            tx, hall, current, counter, result=result, also_done=also_done, actor=actor, at=at
        )
        undo.note(tx, counter.id, Kind.TICKET_FINISHED, [(current, changed)], actor=actor, at=at,
                  stays={current.id: stays})  # fmt: skip
    return changed


def hold(
    db: Database,
    hall: Hall,
    counter: Counter,
    *,
    actor: str,
    at: datetime,
    minutes: int | None = None,
) -> Ticket:
    """Set the visitor aside, for ``minutes`` or as long as usual. Raises NoCurrentTicket, IllegalTransition."""
    until = at + (hall.rules.hold if minutes is None else timedelta(minutes=minutes))

    def step(tx: Transaction, ticket: Ticket) -> tuple[Ticket, Kind, dict[str, object]]:
        return (
            rules.hold(ticket, at=at, until=until),
            Kind.TICKET_HELD,
            {"until": until.isoformat()},
        )

    return _change(db, hall, counter, step, actor=actor, at=at)


def transfer(
    db: Database, hall: Hall, counter: Counter, *, actor: str, at: datetime, service: str | None = None,
    to_counter: str | None = None, to_staff: str | None = None,
) -> Ticket:  # fmt: skip
    """Move the current visitor to another service's line, or to a certain counter or person; number and a part of the
    wait stay. Raises NotFound, InvalidInput (the same line again, a counter or person that does not serve it),
    CounterClosed, NoCurrentTicket, IllegalTransition.
    """
    target = hall.service(service) if service else None
    desk_of = hall.counter(to_counter) if to_counter else None

    def step(tx: Transaction, ticket: Ticket) -> tuple[Ticket, Kind, dict[str, object]]:
        service_id = target.id if target else ticket.service_id
        if desk_of is None and to_staff is None and service_id == ticket.service_id:
            raise _wrong("service", "the ticket is in this line already")
        _may_go_to(tx, hall, ticket, service_id, desk_of, to_staff)
        moved = rules.transfer(
            ticket, service_id=service_id, origin=origin_of(counter), at=at, rules=hall.rules,
            for_counter_id=desk_of.id if desk_of else None, for_staff=to_staff,
        )  # fmt: skip
        legs.end(tx.conn, ticket, state="left", at=at)
        legs.begin(tx.conn, ticket.id, service_id)
        facts = {
            "to_counter": to_counter,
            "to_staff": to_staff,
            "left": hall.service_of(ticket.service_id).code,
        }
        return moved, Kind.TICKET_TRANSFERRED, {k: v for k, v in facts.items() if v}

    return _change(db, hall, counter, step, actor=actor, at=at)


def _recall(hall: Hall, at: datetime) -> Step:
    def step(tx: Transaction, ticket: Ticket) -> tuple[Ticket, Kind, dict[str, object]]:
        recalled = rules.recall(ticket, at=at)
        since = at - (ticket.last_call_at or ticket.called_at or at)
        if hall.rules.strict and since < hall.rules.spacing:
            _refuse(hall, ticket, retry_in=hall.rules.spacing - since)
        return recalled, Kind.TICKET_RECALLED, {"calls": recalled.calls}

    return step


def _start(hall: Hall, at: datetime) -> Step:
    return lambda tx, ticket: (rules.start(ticket, at=at), Kind.TICKET_STARTED, {})


def _skip(hall: Hall, at: datetime) -> Step:
    """Nobody came: out of the line, or behind a few others when the hall calls in several rounds."""

    def step(tx: Transaction, ticket: Ticket) -> tuple[Ticket, Kind, dict[str, object]]:
        missed = rules.skip(ticket, at=at)
        if hall.rules.strict and ticket.calls < hall.rules.calls:
            _refuse(hall, ticket, retry_in=timedelta(0))
        facts: dict[str, object] = {"calls": ticket.calls, "misses": missed.misses}
        if missed.misses >= hall.rules.rounds:
            return missed, Kind.TICKET_SKIPPED, facts
        behind = heads.key_after(
            tx.conn, service_id=ticket.service_id, day=ticket.day, others=hall.rules.recycle_after
        )
        return rules.recycle(ticket, next_v=behind), Kind.TICKET_RECYCLED, facts

    return step


def _refuse(hall: Hall, ticket: Ticket, *, retry_in: timedelta) -> None:
    seconds = max(0.0, retry_in.total_seconds())
    raise TooSoon(
        ticket=ticket.number,
        calls=ticket.calls,
        needed=hall.rules.calls,
        retry_in=round(seconds, 1),
    )


def _may_go_to(
    tx: Transaction, hall: Hall, ticket: Ticket, service_id: int, counter: Counter | None, staff: str | None
) -> None:  # fmt: skip
    """Somebody must be there who would call this ticket, else the visitor waited for ever."""
    if counter:
        desk = desks.one(tx.conn, counter)
        if desk.state is CounterState.CLOSED:
            raise CounterClosed(counter=counter.code, state=desk.state)
        if not _calls(counter, desk, ticket, service_id):
            raise _wrong("counter", f"counter {counter.code} does not call this visitor")
    if staff:
        every = desks.every(tx.conn, {c.id: c for c in hall.counters}).values()
        at_work = [d for d in every if d.staff == staff and d.state is not CounterState.CLOSED]
        if not at_work:
            raise NotFound(what="staff", name=staff)
        if not any(_calls(hall.counter_of(d.counter_id), d, ticket, service_id) for d in at_work):
            raise _wrong("staff", f"{staff} sits at a counter that does not call this visitor")
    if counter and staff and desk.staff != staff:
        raise _wrong("staff", f"{staff} does not sit at counter {counter.code}")


def _calls(counter: Counter, desk: Desk, ticket: Ticket, service_id: int) -> bool:
    has_class = ticket.priority is not None
    return service_id in services_of(counter, desk) and (has_class or not counter.priority_only)


def _wrong(field: str, message: str) -> InvalidInput:
    return InvalidInput(errors=[{"field": field, "message": message}])


def _current(tx: Transaction, hall: Hall, counter: Counter, *, at: datetime) -> Ticket:
    current = tickets.at_counter(tx.conn, counter.id, day=hall.site.day(at))
    if current is None:
        raise NoCurrentTicket(counter=counter.code)
    return current


def _change(
    db: Database, hall: Hall, counter: Counter, step: Step, *, actor: str, at: datetime
) -> Ticket:
    with db.transaction() as tx:
        current = _current(tx, hall, counter, at=at)
        stays: list[Leg] = legs.of_ticket(tx.conn, current.id)
        changed, kind, facts = step(tx, current)
        tickets.save(tx.conn, changed, was=current)
        tx.record(
            kind, at=at, actor=actor, ticket_id=changed.id, counter_id=counter.id,
            number=changed.number, prefix=changed.prefix, counter=counter.code,
            service=hall.service_of(changed.service_id).code, **facts,
        )  # fmt: skip
        undo.note(
            tx,
            counter.id,
            kind,
            [(current, changed)],
            actor=actor,
            at=at,
            stays={current.id: stays},
        )
    return changed
