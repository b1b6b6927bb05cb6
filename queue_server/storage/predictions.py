"""Every estimate that was told to a visitor, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import prediction as p

_NEW = Prepared(sa.insert(p))
_OF_TICKET = (
    sa.select(p.c.id, p.c.service_id, p.c.told_from, p.c.told_until, p.c.called_at, p.c.hit)
    .where(p.c.ticket_id == sa.bindparam("ticket_id"))
    .order_by(p.c.id.desc())
    .limit(1)
)
_LAST = Prepared(_OF_TICKET)
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


def add(conn: sa.Connection, **values: Any) -> None:
    """Keep what was told: every column but the id, the outcome empty."""
    _NEW.run(conn, **values, called_at=None, hit=None)


def last(conn: sa.Connection, ticket_id: int) -> Prediction | None:
    """What was told last for a ticket, None when nothing was."""
    row = _LAST.row(conn, ticket_id=ticket_id)
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
        .where(p.c.day >= first, p.c.day <= last)
        .order_by(p.c.id)
        .limit(limit)
    )
    return [Outcome(*row) for row in rows]
