"""Staff opens, pauses and closes a counter, moves to another one, and says which of its services it serves now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.errors import CounterBusy, InvalidInput, OfficerElsewhere
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.storage import desks, presses, tickets
from queue_server.storage.database import Database, Transaction

KINDS = {
    CounterState.OPEN: Kind.COUNTER_OPENED,
    CounterState.PAUSED: Kind.COUNTER_PAUSED,
    CounterState.CLOSED: Kind.COUNTER_CLOSED,
}


def set_counter(
    db: Database, hall: Hall, counter: Counter, state: CounterState, *, staff: str, at: datetime, reason: str = "",
    alone: bool = False, take_over: bool = False,
) -> Desk:  # fmt: skip
    """Put ``counter`` into ``state``; ``staff`` is who sits there from now on.

    A counter that still has a called or served visitor can be opened but neither paused nor closed: CounterBusy.
    With ``alone`` whoever opens it has no other counter open: OfficerElsewhere, or with ``take_over`` those others
    are closed by the same act, unless a visitor is there.
    """
    with db.transaction() as tx:
        left = (
            _others(tx, hall, counter, staff, take_over=take_over, at=at)
            if alone and state is CounterState.OPEN
            else []
        )
        facts: dict[str, Any] = {"left": [other.code for other in left]} if left else {}
        desk = _put(tx, hall, counter, state, staff=staff, at=at, reason=reason, facts=facts)
        for other in left:  # afterwards: whoever was sent to this person waits for them here
            facts = {"moved_to": counter.code}
            _put(tx, hall, other, CounterState.CLOSED, staff=staff, at=at, reason="", facts=facts)
    return desk


def _others(
    tx: Transaction, hall: Hall, counter: Counter, staff: str, *, take_over: bool, at: datetime
) -> list[Counter]:
    """The counters besides this one that ``staff`` has open and may leave now. Raises OfficerElsewhere."""
    there = [one for one in desks.open_of(tx.conn, staff, hall.counters) if one.id != counter.id]
    day = hall.site.day(at)
    for one in there:
        ticket = tickets.at_counter(tx.conn, one.id, day=day)
        if ticket or not take_over:
            number = ticket.number if ticket else None
            raise OfficerElsewhere(counter=one.code, name=dict(one.name), ticket=number)
    return there


def _put(
    tx: Transaction, hall: Hall, counter: Counter, state: CounterState, *, staff: str, at: datetime, reason: str,
    facts: Mapping[str, Any],
) -> Desk:  # fmt: skip
    before = desks.one(tx.conn, counter, lock=True)
    if state is not CounterState.OPEN:
        current = tickets.at_counter(tx.conn, counter.id, day=hall.site.day(at))
        if current:
            raise CounterBusy(counter=counter.code, ticket=current.number, state=current.state)
    desk = Desk(
        counter_id=counter.id,
        code=counter.code,
        state=state,
        reason=reason,
        since=at,
        staff="" if state is CounterState.CLOSED else staff,
        services=None if state is CounterState.CLOSED else before.services,
    )
    desks.save(tx.conn, desk)
    freed = _set_free(tx, hall, before, desk, at=at)
    if state is not CounterState.OPEN:
        presses.forget(tx.conn, counter.id)  # nobody is put back to a counter that nobody sits at
    tx.record(
        KINDS[state], at=at, actor=f"staff:{staff}", counter_id=counter.id, counter=counter.code,
        reason=reason, **({"freed": freed} if freed else {}), **facts,
    )  # fmt: skip
    return desk


def narrow(
    db: Database,
    hall: Hall,
    counter: Counter,
    services: Sequence[str] | None,
    *,
    actor: str,
    at: datetime,
) -> Desk:
    """Let ``counter`` serve only some of its services until it is closed; None: all of them again.

    Raises NotFound (service), InvalidInput (one that is not the counter's, or none at all).
    """
    ids = None if services is None else tuple(hall.service(code).id for code in services)
    if ids is not None and not ids:
        raise InvalidInput(errors=[{"field": "services", "message": "one service at least"}])
    for place, id in enumerate(ids or ()):
        if id not in counter.service_ids:
            message = f"counter {counter.code} does not serve this"
            raise InvalidInput(errors=[{"field": f"services.{place}", "message": message}])
    with db.transaction() as tx:
        desk = replace(desks.one(tx.conn, counter, lock=True), services=ids)
        desk.must_be_open()
        desks.save(tx.conn, desk)
        tx.record(
            Kind.COUNTER_NARROWED, at=at, actor=actor, counter_id=counter.id, counter=counter.code,
            services=None if services is None else list(services),
        )  # fmt: skip
    return desk


def _set_free(tx: Transaction, hall: Hall, before: Desk, now: Desk, *, at: datetime) -> int:
    """Who was sent to this counter, or to the person who left it, waits for anybody again; returns how many."""
    day, freed = hall.site.day(at), 0
    if now.state is CounterState.CLOSED:
        freed += tickets.set_free(tx.conn, day=day, counter_id=now.counter_id)
    if before.staff and before.staff != now.staff:
        others = desks.every(tx.conn, {c.id: c for c in hall.counters}).values()
        if not any(desk.staff == before.staff for desk in others):
            freed += tickets.set_free(tx.conn, day=day, staff=before.staff)
    return freed
