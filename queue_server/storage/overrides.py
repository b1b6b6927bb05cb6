"""Journal rows of what people did to the order with their own hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from queue_server.domain.events import Kind
from queue_server.storage.schema import journal as j
from queue_server.storage.schema import ticket as t

KINDS: Final = (
    Kind.TICKET_CALLED, Kind.TICKET_URGENT, Kind.TICKET_CANCELLED, Kind.TICKET_UNDONE,
)  # fmt: skip


def of_day(conn: sa.Connection, *, day: str, limit: int = 20_000) -> Sequence[Any]:
    """(seq, at, kind, actor, data) of the day's tickets that may be such, in order."""
    wanted = (
        sa.select(j.c.seq, j.c.at, j.c.kind, j.c.actor, j.c.data)
        .select_from(t.join(j, j.c.ticket_id == t.c.id))
        .where(t.c.day == day, j.c.kind.in_([kind.value for kind in KINDS]))
    )
    return conn.execute(wanted.order_by(j.c.seq).limit(limit)).all()
