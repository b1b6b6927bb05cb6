"""Staff opens, pauses and closes a counter."""

from __future__ import annotations

from datetime import datetime

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.errors import CounterBusy
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.storage import desks, tickets
from queue_server.storage.database import Database

KINDS = {
    CounterState.OPEN: Kind.COUNTER_OPENED,
    CounterState.PAUSED: Kind.COUNTER_PAUSED,
    CounterState.CLOSED: Kind.COUNTER_CLOSED,
}


def set_counter(
    db: Database, hall: Hall, counter: Counter, state: CounterState, *, staff: str, at: datetime, reason: str = "",
) -> Desk:  # fmt: skip
    """Put ``counter`` into ``state``; ``staff`` is who sits there from now on.

    A counter that still has a called or served visitor can be opened but neither paused nor closed: CounterBusy.
    """
    with db.transaction() as tx:
        desks.one(tx.conn, counter, lock=True)
        if state is not CounterState.OPEN:
            current = tickets.at_counter(tx.conn, counter.id, day=hall.site.day(at))
            if current:
                raise CounterBusy(counter=counter.code, ticket=current.number, state=current.state)
        who = "" if state is CounterState.CLOSED else staff
        desk = Desk(
            counter_id=counter.id,
            code=counter.code,
            state=state,
            reason=reason,
            since=at,
            staff=who,
        )
        desks.save(tx.conn, desk)
        tx.record(
            KINDS[state],
            at=at,
            actor=f"staff:{staff}",
            counter_id=counter.id,
            counter=counter.code,
            reason=reason,
        )
    return desk
