"""Every estimate that was told to a visitor, and what came of it: one at most for each ticket, with the ticket's id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import prediction as p
from queue_server.storage.schema import ticket as t

_NEW = Prepared(sa.insert(p))
_OF_TICKET = Prepared(
    sa.select(p.c.id, p.c.service_id, p.c.told_from, p.c.told_until, p.c.called_at, p.c.hit).where(
        p.c.id == sa.bindparam("id")
    )
)
_OUTCOME = Prepared(
    sa.update(p)
    .where(p.c.id == sa.bindparam("of_id"))
    .values(
        called_at=sa.bindparam("new_called_at", type_=p.c.called_at.type),
        hit=sa.bindparam("new_hit", type_=p.c.hit.type),
    )
)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a visitor was told; ``called_at`` and ``hit`` are None until the call."""

    id: int
    service_id: int
    told_from: datetime
    told_until: datetime
    called_at: datetime | None
    hit: bool | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one estimate, for reports."""

    service_id: int
    told_from: datetime
    told_until: datetime
    called_at: datetime | None
    hit: bool | None


def add(conn: sa.Connection, *, ticket_id: int, **values: Any) -> None:
    """Keep what was told with a new ticket: every other column, the outcome empty."""
    _NEW.run(conn, id=ticket_id, ticket_id=ticket_id, **values, called_at=None, hit=None)


def of_ticket(conn: sa.Connection, ticket_id: int) -> Prediction | None:
    """What was told with a ticket, None when nothing was."""
    row = _OF_TICKET.row(conn, id=ticket_id)
    return Prediction(*row) if row else None


def set_outcome(
    conn: sa.Connection, id: int, *, called_at: datetime | None, hit: bool | None
) -> None:
    """Write down that the visitor was called, or with None that this did not count."""
    _OUTCOME.run(conn, of_id=id, new_called_at=called_at, new_hit=hit)


def of_days(
    conn: sa.Connection, *, first: str, last: str, limit: int = 500_000
) -> Sequence[Outcome]:
    """What was told on the days from ``first`` to ``last``, both included, in the order it was told."""
    rows = conn.execute(
        sa.select(p.c.service_id, p.c.told_from, p.c.told_until, p.c.called_at, p.c.hit)
        .join(t, t.c.id == p.c.id)
        .where(t.c.day >= first, t.c.day <= last)
        .order_by(p.c.id)
        .limit(limit)
    )
    return [Outcome(*row) for row in rows]
