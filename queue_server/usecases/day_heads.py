"""The head of the journal's chain, day by day. On paper it proves later that nobody changed what came before it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import sqlalchemy as sa

from queue_server.domain.hall import Hall
from queue_server.storage import day_heads
from queue_server.storage.database import Database
from queue_server.usecases import shapes

SHORT: Final = 16
"""Digits of a hash that stand on paper."""
LONG_AGO: Final = datetime(1900, 1, 1, tzinfo=UTC)


def keep_past_days(db: Database, hall: Hall, *, at: datetime) -> int:
    """Keep the head of each day before today that has rows and no head yet; returns how many. Safe to repeat.

    A day's head is the last row before the first one of a later day. The server may have been off at midnight.
    """
    with db.reading() as conn:
        ends = list(_ends(conn, hall, at))
    if ends:
        with db.transaction() as tx:
            for day, end in ends:
                day_heads.keep(tx.conn, day, end, at=at)
    return len(ends)


def _ends(conn: sa.Connection, hall: Hall, at: datetime) -> list[tuple[str, day_heads.End]]:
    ends: list[tuple[str, day_heads.End]] = []
    today = _begin(hall, hall.site.day(at))
    day, seq = day_heads.last_kept(conn)
    while True:
        since = _begin(hall, day, days=1) if day else LONG_AGO
        first = day_heads.first_between(conn, after=seq, since=since, before=today)
        if first is None:
            return ends
        day = hall.site.day(first[1])
        end = day_heads.last_before(conn, after=first[0], since=_begin(hall, day, days=1))
        ends.append((day, end))
        seq = end[0]


def _begin(hall: Hall, day: str, *, days: int = 0) -> datetime:
    """Midnight at the site, at which ``day`` begins, or another one that many days later."""
    midnight = datetime.combine(date.fromisoformat(day) + timedelta(days=days), time())
    return midnight.replace(tzinfo=hall.site.zone_info).astimezone(UTC)


def head_of(conn: sa.Connection, hall: Hall, day: str) -> shapes.Json | None:
    """The head of ``day`` as the report shows it; of the day that goes on, the head now; None without rows.

    ``short`` is for paper: ``satupintu verify --head`` takes it.
    """
    end, newest = day_heads.of_day(conn, day), day_heads.now(conn)
    if end is None and newest and hall.site.day(newest[1]) == day:
        end = newest[0]
    if end is None:
        return None
    return {"seq": end[0], "hash": end[1].hex(), "short": f"{end[0]}:{short(end[1])}"}


def short(hash: bytes) -> str:
    """The beginning of a hash as it stands on paper: "1f2e-3d4c-5b6a-7988"."""
    digits = hash.hex()[:SHORT]
    return "-".join(digits[i : i + 4] for i in range(0, SHORT, 4))
