"""The head of the journal's chain as it stood when a day was over. No decisions here."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from queue_server.storage.schema import day_head, journal_head
from queue_server.storage.schema import journal as j

End = tuple[int, bytes]
"""Seq and hash of a row."""


def last_kept(conn: sa.Connection) -> tuple[str, int]:
    """The newest day that has a head, and the seq of that; ("", 0) when there is none."""
    found = sa.select(day_head.c.day, day_head.c.seq).order_by(day_head.c.day.desc()).limit(1)
    row = conn.execute(found).first()
    return (row.day, row.seq) if row else ("", 0)


def first_between(
    conn: sa.Connection, *, after: int, since: datetime, before: datetime
) -> tuple[int, datetime] | None:
    """Seq and time of the first row behind the row ``after`` that is of [since, before), None when there is none."""
    of_then = sa.select(j.c.seq, j.c.at).where(j.c.seq > after, j.c.at >= since, j.c.at < before)
    row = conn.execute(of_then.order_by(j.c.seq).limit(1)).first()
    return (row.seq, row.at) if row else None


def last_before(conn: sa.Connection, *, after: int, since: datetime) -> End:
    """The row before the first one behind ``after`` that is of ``since`` or later; the last one of all if none is."""
    later = sa.select(j.c.seq).where(j.c.seq > after, j.c.at >= since).order_by(j.c.seq).limit(1)
    found = sa.select(j.c.seq, j.c.hash).order_by(j.c.seq.desc()).limit(1)
    following = conn.scalar(later)
    row = conn.execute(found if following is None else found.where(j.c.seq < following)).one()
    return row.seq, row.hash


def keep(conn: sa.Connection, day: str, end: End, *, at: datetime) -> None:
    """Write down that ``day`` ended there. What is written stays: another process may have been quicker."""
    of_day = sa.select(day_head.c.day).where(day_head.c.day == day)
    if conn.scalar(of_day) is None:
        conn.execute(sa.insert(day_head).values(day=day, seq=end[0], hash=end[1], at=at))


def of_day(conn: sa.Connection, day: str) -> End | None:
    """The head kept of ``day``, None when there is none."""
    found = sa.select(day_head.c.seq, day_head.c.hash).where(day_head.c.day == day)
    row = conn.execute(found).first()
    return (row.seq, row.hash) if row else None


def now(conn: sa.Connection) -> tuple[End, datetime] | None:
    """The head of the chain now, and the time of its row; None for an empty journal."""
    last = sa.select(j.c.seq, j.c.hash, j.c.at).join(journal_head, journal_head.c.seq == j.c.seq)
    row = conn.execute(last).first()
    return ((row.seq, row.hash), row.at) if row else None
