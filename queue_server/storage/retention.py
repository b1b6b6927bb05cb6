"""Erasing what links an old ticket to a paper or a phone. The journal holds none of it, so its chain stays as it is."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

import sqlalchemy as sa

from queue_server.storage.schema import pairing, service, session
from queue_server.storage.schema import ticket as t

ERASED = "erased-"


def next_day(conn: sa.Connection, *, after: str, before: str) -> str | None:
    """The first day with tickets after ``after`` and before ``before``; None when there is none."""
    found = conn.scalar(sa.select(sa.func.min(t.c.day)).where(t.c.day > after, t.c.day < before))
    return str(found) if found is not None else None


def erase(conn: sa.Connection, *, day: str, limit: int) -> int:
    """Take token, request key and request from so many tickets of the day; how many there were. Which services a visit
    was for stays: the sums of the day are proven by it.
    """
    left = sa.select(t.c.id, t.c.request).where(t.c.day == day, t.c.token.not_like(ERASED + "%"))
    rows = conn.execute(left.order_by(t.c.id).limit(limit)).all()
    if not rows:
        return 0
    mark = sa.literal(ERASED) + sa.cast(t.c.id, sa.String)
    gone = sa.update(t).where(t.c.id.in_([row.id for row in rows]))
    conn.execute(gone.values(token=mark, request_key=mark, request=""))
    known = set(conn.execute(sa.select(service.c.code)).scalars())
    for id, request in rows:
        if kept := _services(request, known):
            conn.execute(sa.update(t).where(t.c.id == id).values(request=kept))
    return len(rows)


def _services(request: str, known: Container[str]) -> str:
    """A request for several services without the token of a group; "" for any other."""
    parts = request.split("/")
    lists = [p for p in parts[2:] if all(c in known for c in p.removesuffix("*").split(","))]
    return "/".join([*parts[:2], *lists]) if lists else ""


def sweep(conn: sa.Connection, *, at: datetime) -> None:
    """Sessions that have ended and screens that nobody let in."""
    conn.execute(sa.delete(session).where(session.c.expires_at <= at))
    conn.execute(sa.delete(pairing).where(pairing.c.expires_at <= at))
