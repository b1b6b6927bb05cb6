"""The end of a business day: what was left open is closed, counters are closed, numbers start again by themselves."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import expire
from queue_server.storage import desks, print_jobs, tickets
from queue_server.storage.database import Database
from queue_server.usecases.day_heads import keep_past_days

ACTOR = "system"
AT_ONCE = 200


def close_past_days(db: Database, hall: Hall, *, at: datetime) -> int:
    """Keep the heads of the days before today (the site's date), expire their tickets and close counters left open;
    returns how many tickets.

    Runs at the start, too: the server may have been off at midnight. Safe to repeat. Each batch is whole by itself.
    """
    today, closed = hall.site.day(at), 0
    keep_past_days(db, hall, at=at)
    while True:
        with db.transaction() as tx:
            left = tickets.left_open(tx.conn, before=today, limit=AT_ONCE)
            for ticket in left:
                tickets.save(tx.conn, expire(ticket, at=at), was=ticket)
                tx.record(
                    Kind.TICKET_EXPIRED, at=at, actor=ACTOR, ticket_id=ticket.id, counter_id=ticket.counter_id,
                    number=ticket.number, day=ticket.day, state=ticket.state.value,
                )  # fmt: skip
            closed += len(left)
            if len(left) == AT_ONCE:
                continue
            print_jobs.settle_past(tx.conn, before=today, by="day_closed")
            shut = [
                desk for desk in _desks(tx.conn, hall) if hall.site.day(desk.since or at) < today
            ]
            for desk in shut:
                desks.save(tx.conn, Desk(counter_id=desk.counter_id, code=desk.code, since=at))
                tx.record(
                    Kind.COUNTER_CLOSED, at=at, actor=ACTOR, counter_id=desk.counter_id, counter=desk.code,
                    reason="day_closed",
                )  # fmt: skip
            if closed or shut:
                tx.record(Kind.DAY_CLOSED, at=at, actor=ACTOR, day=today, tickets=closed)
            return closed


def _desks(conn: sa.Connection, hall: Hall) -> list[Desk]:
    counters = {counter.id: counter for counter in hall.counters}
    found = desks.every(conn, counters)
    return [desk for desk in found.values() if desk.state is not CounterState.CLOSED]
