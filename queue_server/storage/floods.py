"""Numbers of a flood: given out at one kiosk, and no paper of them ever came out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.ticket import State
from queue_server.storage.schema import print_job as p
from queue_server.storage.schema import ticket as t

NOT_ON_PAPER = ("queued", "expired", "cancelled")


def unprinted(
    conn: sa.Connection, *, actor: str, day: str, since: datetime, limit: int
) -> Sequence[int]:
    """Ids of waiting tickets of today that ``actor`` asked for after ``since``, the oldest first."""
    jobs = sa.select(p.c.id).where(p.c.ticket_id == t.c.id)
    wanted = sa.select(t.c.id).where(
        t.c.day == day, t.c.state == State.WAITING.value, t.c.actor == actor, t.c.issued_at >= since,
        jobs.exists(), ~jobs.where(p.c.state.not_in(NOT_ON_PAPER)).exists(),
    )  # fmt: skip
    return conn.execute(wanted.order_by(t.c.id).limit(limit)).scalars().all()
