"""What was tried and was wrong: passwords, codes. In the database, because several processes are one door."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from queue_server.storage.schema import attempt as a


def since(conn: sa.Connection, what: str, *, after: datetime, limit: int = 100) -> Sequence[datetime]:  # fmt: skip
    """When ``what`` was tried after this moment, the oldest first."""
    found = sa.select(a.c.at).where(a.c.what == what, a.c.at > after)
    return conn.execute(found.order_by(a.c.at, a.c.id).limit(limit)).scalars().all()


def add(conn: sa.Connection, what: str, *, at: datetime) -> int:
    """Count one more; its id, for ``remove``."""
    made = conn.execute(sa.insert(a).values(what=what, at=at).returning(a.c.id))
    return int(made.scalar_one())


def remove(conn: sa.Connection, ids: Collection[int]) -> None:
    """These do not count."""
    conn.execute(sa.delete(a).where(a.c.id.in_(ids)))


def forget(conn: sa.Connection, beginning: str) -> None:
    """All whose name begins so do not count any more."""
    conn.execute(sa.delete(a).where(a.c.what.startswith(beginning, autoescape=True)))


def sweep(conn: sa.Connection, *, before: datetime) -> None:
    """Those that are too old to count go."""
    conn.execute(sa.delete(a).where(a.c.at <= before))
