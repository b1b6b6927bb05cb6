"""Erasing what links an old ticket to a paper or a phone. The journal holds none of it, so its chain stays as it is."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from queue_server.storage.schema import pairing, session
from queue_server.storage.schema import ticket as t

ERASED = "erased-"


def next_day(conn: sa.Connection, *, after: str, before: str) -> str | None:
    """The first day with tickets after ``after`` and before ``before``; None when there is none."""
    found = conn.scalar(sa.select(sa.func.min(t.c.day)).where(t.c.day > after, t.c.day < before))
    return str(found) if found is not None else None


def erase(conn: sa.Connection, *, day: str, limit: int) -> int:
    """Take token, request key and request from so many tickets of the day; how many there were."""
    left = sa.select(t.c.id).where(t.c.day == day, t.c.token.not_like(ERASED + "%"))
    ids = conn.execute(left.order_by(t.c.id).limit(limit)).scalars().all()
    if ids:
        mark = sa.literal(ERASED) + sa.cast(t.c.id, sa.String)
        gone = sa.update(t).where(t.c.id.in_(ids))
        conn.execute(gone.values(token=mark, request_key=mark, request=""))
    return len(ids)


def sweep(conn: sa.Connection, *, at: datetime) -> None:
    """Sessions that have ended and screens that nobody let in."""
    conn.execute(sa.delete(session).where(session.c.expires_at <= at))
    conn.execute(sa.delete(pairing).where(pairing.c.expires_at <= at))
