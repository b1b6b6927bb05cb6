"""A new life of the database after an older copy came back. No decisions here."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from queue_server.storage import settings
from queue_server.storage.numbers import UPSERTS
from queue_server.storage.schema import (
    attempt,
    journal_head,
    number_gap,
    number_series,
    pairing,
    presence,
    service,
    session,
    site,
    ticket,
    undo,
)

n = number_series
KEY = "restored"
Series = tuple[str, str]


def begin(conn: sa.Connection, *, seq: int, day: str, before: Collection[str]) -> str:
    """Begin another life on ``day``, whose first row of the journal is ``seq``; its name. ``before`` are the lives that
    ended. Who was logged in is not any more, and nothing can be taken back that was pressed before. Devices keep their
    tokens.
    """
    for table in (session, pairing, attempt, presence, undo):
        conn.execute(sa.delete(table))
    epoch = secrets.token_hex(8)
    conn.execute(sa.update(journal_head).where(journal_head.c.id == 1).values(epoch=epoch, seq=seq - 1))  # fmt: skip
    settings.put(conn, "backup", None)
    known = former(conn, day=day) | set(before)
    settings.put(conn, KEY, {"day": day, "epochs": sorted(known)})
    return epoch


def raise_series(
    conn: sa.Connection, day: str, prefix: str, *, to: int, at: datetime, why: str
) -> tuple[int, int] | None:
    """Let the numbers of ``prefix`` on ``day`` go on behind ``to``; the first and last one skipped, None when they are
    there already. The series stays locked until the commit.
    """
    kept = UPSERTS[conn.dialect.name](n).values(day=day, prefix=prefix, last=0)
    last = conn.scalar(
        kept.on_conflict_do_update(index_elements=["day", "prefix"], set_={"last": n.c.last}).returning(n.c.last)
    )  # fmt: skip
    if last is None or last >= to:
        return None
    here = sa.and_(n.c.day == day, n.c.prefix == prefix)
    conn.execute(sa.update(n).where(here).values(last=to))
    gap = {"day": day, "prefix": prefix, "first": last + 1, "last": to, "at": at, "why": why[:200]}
    conn.execute(sa.insert(number_gap).values(**gap))
    return last + 1, to


def series(conn: sa.Connection, *, since: str) -> dict[Series, int]:
    """The last number of each series of the days from ``since`` on, by (day, prefix)."""
    rows = conn.execute(sa.select(n.c.day, n.c.prefix, n.c.last).where(n.c.day >= since))
    return {(row.day, row.prefix): row.last for row in rows}


def prefixes(conn: sa.Connection) -> list[str]:
    """The letters of the hall's services; the paper roll's is another matter."""
    wanted = sa.select(service.c.prefix).where(service.c.active).distinct()
    return sorted(conn.scalars(wanted))


def busiest_hour(conn: sa.Connection, *, since: str) -> dict[str, int]:
    """By prefix: the most numbers that were given out in an hour of the days from ``since`` on."""
    hour = sa.func.substr(sa.cast(ticket.c.issued_at, sa.String), 1, 13).label("hour")
    counted = (
        sa.select(ticket.c.prefix, hour, sa.func.count().label("n"))
        .where(ticket.c.day >= since)
        .group_by(ticket.c.prefix, hour)
        .subquery()
    )
    rows = conn.execute(
        sa.select(counted.c.prefix, sa.func.max(counted.c.n)).group_by(counted.c.prefix)
    )
    return {row[0]: row[1] for row in rows}


def time_zone(conn: sa.Connection) -> str:
    """The site's zone."""
    return conn.scalar(sa.select(site.c.time_zone)) or "Asia/Jakarta"


def former(conn: sa.Connection, *, day: str) -> set[str]:
    """The lives of the database that ended in a restore on ``day``."""
    told = settings.get(conn, KEY) or {}
    return set(told["epochs"]) if told.get("day") == day else set()


def raised(conn: sa.Connection, day: str, prefix: str, *, why: str) -> int:
    """How many numbers of the series were skipped for a reason that begins with ``why``."""
    g = number_gap.c
    skipped = sa.func.coalesce(sa.func.sum(g.last - g.first + 1), 0)
    here = (g.day == day, g.prefix == prefix, g.why.startswith(why, autoescape=True))
    return int(conn.scalar(sa.select(skipped).where(*here)) or 0)


def put_media_forward(conn: sa.Connection, *, known: int) -> None:
    """Screens ask for the playlist when its version is another one than theirs."""
    told = settings.get(conn, "media") or {}
    version = max(known, int(told.get("version", 0))) + 1
    settings.put(conn, "media", {**told, "version": version})


def put_ids_forward(conn: sa.Connection, by: int) -> None:
    """PostgreSQL: ids of tickets and papers leave room for those that are lost. SQLite counts on from its last row."""
    if conn.dialect.name != "postgresql":
        return
    for table in ("ticket", "print_job"):
        last = conn.scalar(sa.text(f"SELECT coalesce(max(id), 0) FROM {table}")) or 0
        behind = sa.func.setval(sa.func.pg_get_serial_sequence(table, "id"), last + by)
        conn.execute(sa.select(behind))
