"""The front of a line: whom a counter may call next. No decisions here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.ticket import Ticket
from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import leg
from queue_server.storage.schema import ticket as t
from queue_server.storage.tickets import COLUMNS, from_row

_FREE = (
    sa.or_(t.c.for_counter_id.is_(None), t.c.for_counter_id == sa.bindparam("counter_id")),
    sa.or_(t.c.for_staff.is_(None), t.c.for_staff == sa.bindparam("staff")),
)
_DUE = sa.or_(t.c.not_before.is_(None), t.c.not_before <= sa.bindparam("at", type_=t.c.v.type))
_PLANNED = sa.text(
    "leg.state = 'planned'"
)  # written out, so that the index of planned legs is used
_WAITING = (t.c.day == sa.bindparam("day"), t.c.state == "waiting")
_LINE = (
    sa.select(*COLUMNS)
    .where(t.c.service_id == sa.bindparam("service_id"), *_WAITING, *_FREE)
    .order_by(t.c.v, t.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_KINDS = {
    None: _LINE.where(_DUE),
    False: _LINE.where(_DUE, t.c.priority.is_(None)),
    True: _LINE.where(_DUE, t.c.priority.is_not(None)),
}
_HEADS = {kind: Prepared(statement) for kind, statement in _KINDS.items()}
_EARLY = {
    None: Prepared(_LINE),
    True: Prepared(_LINE.where(t.c.priority.is_not(None))),
}
_ELSEWHERE = Prepared(
    sa.select(*COLUMNS)
    .join(leg, leg.c.ticket_id == t.c.id)
    .where(
        leg.c.service_id == sa.bindparam("service_id"), leg.c.day == sa.bindparam("day"), _PLANNED,
        t.c.state == "waiting", t.c.any_order.is_(True), *_FREE,
    )
    .order_by(t.c.v, t.c.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=t)
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """Who asks for the next: the counter, who sits there, when. ``day`` is the business day."""

    counter_id: int
    staff: str
    day: str
    at: datetime


def head(
    conn: sa.Connection, asks: Asks, service_id: int, *, priority: bool | None = None
) -> Ticket | None:
    """The waiting ticket with the smallest key that may be called there now; with or without a class if asked.

    PostgreSQL passes over one that somebody is changing at this moment: it will not wait any more.
    """
    row = _HEADS[priority].row(
        conn, service_id=service_id, day=asks.day, counter_id=asks.counter_id, staff=asks.staff, at=asks.at
    )  # fmt: skip
    return from_row(row) if row else None


def early(
    conn: sa.Connection, asks: Asks, service_id: int, *, priority: bool | None = None
) -> Ticket | None:
    """The same of those, too, whose appointment has not come yet. ``priority``: None or True."""
    row = _EARLY[priority].row(
        conn, service_id=service_id, day=asks.day, counter_id=asks.counter_id, staff=asks.staff
    )
    return from_row(row) if row else None


def elsewhere(conn: sa.Connection, asks: Asks, service_id: int) -> Ticket | None:
    """The first of those who wait in another line and want this service, too, in any order."""
    row = _ELSEWHERE.row(
        conn, service_id=service_id, day=asks.day, counter_id=asks.counter_id, staff=asks.staff
    )
    return from_row(row) if row else None


def key_after(conn: sa.Connection, *, service_id: int, day: str, others: int) -> datetime | None:
    """The key of the ``others``-th ticket waiting, of the last if there are fewer, None when nobody waits."""
    if others < 1:
        return None
    waiting = sa.select(t.c.v).where(
        t.c.service_id == service_id, t.c.day == day, t.c.state == "waiting"
    )
    keys: Sequence[datetime] = conn.scalars(waiting.order_by(t.c.v, t.c.id).limit(others)).all()
    return keys[-1] if keys else None
