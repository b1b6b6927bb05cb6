"""The series of the paper roll, and the numbers a person gave out. No decisions here."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from queue_server.storage.numbers import UPSERTS
from queue_server.storage.schema import number_series as n
from queue_server.storage.schema import ticket as t


def last(conn: sa.Connection, *, day: str, prefix: str) -> int:
    """The last number of ``prefix`` on ``day``, 0 before the first."""
    return conn.scalar(sa.select(n.c.last).where(n.c.day == day, n.c.prefix == prefix)) or 0


def begin_at(conn: sa.Connection, first: int, *, day: str, prefix: str) -> bool:
    """Let the numbers of ``prefix`` go on with ``first``; False when that one was given out already."""
    insert = UPSERTS[conn.dialect.name](n).values(day=day, prefix=prefix, last=first - 1)
    upward = insert.on_conflict_do_update(
        index_elements=["day", "prefix"], set_={"last": first - 1}, where=n.c.last < first
    )
    # Of an insert PostgreSQL's driver counts no rows: what comes back is the proof.
    return conn.execute(upward.returning(n.c.last)).first() is not None


def given_by(conn: sa.Connection, actor: str, *, day: str, but: str, limit: int) -> Sequence[int]:
    """Ids of the newest tickets of ``day`` that ``actor`` gave out, newest first, without those of channel ``but``."""
    wanted = sa.select(t.c.id).where(t.c.day == day, t.c.actor == actor, t.c.channel != but)
    return conn.scalars(wanted.order_by(t.c.id.desc()).limit(limit)).all()
