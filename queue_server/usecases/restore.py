"""An older copy of the hall comes back, and no number is ever given twice: the restore epoch.

What the copy does not know was given out all the same: it is on paper, in the replaced database, in the memory of the
machines. The series go on behind the highest number that anybody knows, and a little further where somebody might know
of more. The skipped numbers are written down (number_gap), so that ``verify`` accepts them and no others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from queue_server.domain.events import Kind
from queue_server.storage import epoch, journal, salvage
from queue_server.storage.database import Database
from queue_server.storage.salvage import Known, Series

GAP: Final = 20
"""Numbers skipped at least where more may have been given out than anybody knows of."""
ROWS_AN_HOUR: Final = 10_000
"""A hall writes fewer rows into its journal in an hour."""
LOOK_BACK: Final = timedelta(days=30)
MOST_ROWS: Final = 50_000_000
RESTORED: Final = "restore"
"""How the reasons of numbers begin that were skipped at a restore, or raised after one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where to ask. ``databases``: the one that is replaced, and those that were replaced earlier."""

    databases: tuple[Path, ...] = ()
    printers: tuple[Path, ...] = ()
    announcer: Path | None = None
    sounds: Path | None = None
    manifests: tuple[Mapping[str, Any], ...] = ()
    typed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What the copy does not know. ``is_all``: nothing but this can have been given out since the copy was made."""

    known: Known
    is_all: bool
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """A series that goes on behind ``to``, and why."""

    day: str
    prefix: str
    have: int
    to: int
    why: str


def survey(
    sources: Sources, *, seq: int, life: str, copied_at: datetime, at: datetime, zone: ZoneInfo,
    live: Known | None = None,
) -> Lost:  # fmt: skip
    """Ask everybody what was given out since ``copied_at``. Nothing is changed. ``seq`` and ``life`` are the copy's
    last row and epoch, ``live`` what a database that is no file tells.
    """
    since, today = _day(copied_at, zone), _day(at, zone)
    found = [salvage.of_database(file, since=since) for file in sources.databases]
    found += [live] if live else []
    others = [salvage.of_printer(file, since=since, zone=zone) for file in sources.printers]
    others.append(salvage.of_copies(sources.manifests, since=since))
    if sources.announcer:
        others.append(salvage.of_announcer(sources.announcer))
    if sources.sounds:
        others.append(salvage.of_sounds(sources.sounds))
    told = Known()
    for prefix, number in sources.typed.items():
        told.saw(today, prefix, number, "what was typed")
    known = Known(seq=seq, epochs={life})
    for one in (*found, *others, told):
        known.add(one)
    is_all = any(_has_seen_all(one, known, life) for one in found)
    newest = known.as_of if known.as_of and known.as_of > copied_at else copied_at
    return Lost(known=known, is_all=is_all, since=min(newest, at))


def _has_seen_all(one: Known, known: Known, life: str) -> bool:
    """Whether it is a whole database of the same life that nobody is ahead of."""
    behind = any(last > one.last.get(key, (0, ""))[0] for key, (last, _) in known.last.items())
    return one.sound and life in one.epochs and one.seq >= known.seq and not behind


def _day(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat()


def raises(
    conn: sa.Connection,
    lost: Lost,
    *,
    copied_at: datetime,
    at: datetime,
    zone: ZoneInfo,
    gap: int | None,
) -> list[Raise]:
    """The series of the copy (in ``conn``) that go on further up. ``gap``: so many numbers are skipped behind what is
    known of today; None: none when all is known, else as many as the busiest hours on record would have used.
    """
    today, since = _day(at, zone), _day(copied_at, zone)
    have = epoch.series(conn, since=since)
    begins = datetime.fromisoformat(today).replace(tzinfo=zone)
    hours = max(0.0, (at - max(lost.since, begins)).total_seconds() / 3600)
    busiest = epoch.busiest_hour(conn, since=_day(copied_at - LOOK_BACK, zone))
    wanted: dict[Series, tuple[int, str]] = dict(lost.known.last)
    for prefix in epoch.prefixes(conn):
        skipped = _skipped(gap, hours=hours, busiest=busiest.get(prefix, 0), is_all=lost.is_all)
        if skipped:
            last, where = wanted.get((today, prefix), (0, ""))
            base = max(last, have.get((today, prefix), 0))
            words = f"{where} knows {prefix}{last:03}, and " if last else ""
            wanted[today, prefix] = (
                base + skipped,
                f"{words}{skipped} more may have been given out",
            )
    return [
        Raise(day=day, prefix=prefix, have=have.get((day, prefix), 0), to=to, why=f"{RESTORED}: {why}")
        for (day, prefix), (to, why) in sorted(wanted.items())
        if to > have.get((day, prefix), 0)
    ]  # fmt: skip


def _skipped(gap: int | None, *, hours: float, busiest: int, is_all: bool) -> int:
    if gap is not None:
        return gap
    return 0 if is_all else max(GAP, math.ceil(hours * busiest))


def first_row(lost: Lost, *, at: datetime) -> int:
    """The seq of the row that tells of the restore: no call, no sound and no screen has a higher one."""
    if lost.is_all:
        return lost.known.seq + 1
    hours = max(1, math.ceil((at - lost.since).total_seconds() / 3600))
    return lost.known.seq + 1 + min(hours * ROWS_AN_HOUR, MOST_ROWS)


def begin_anew(
    db: Database, lost: Lost, *, copied_at: datetime, at: datetime, why: str, gap: int | None
) -> tuple[str, list[Raise]]:
    """Let ``db``, which holds the copy, go on behind everything that is known; its new life and the raised series."""
    with db.transaction() as tx:
        conn = tx.conn
        zone, before = ZoneInfo(epoch.time_zone(conn)), journal.epoch(conn)
        from_seq = journal.last_seq(conn)
        newest = journal.one(conn, from_seq)
        moment = max(at, newest.at) if newest else at  # the time of the house never goes back
        done = raises(conn, lost, copied_at=copied_at, at=at, zone=zone, gap=gap)
        gaps = []
        for one in done:
            skipped = epoch.raise_series(
                conn, one.day, one.prefix, to=one.to, at=moment, why=one.why
            )
            if skipped:
                first, last = skipped
                gaps.append(
                    {
                        "day": one.day,
                        "prefix": one.prefix,
                        "first": first,
                        "last": last,
                        "why": one.why,
                    }
                )
        seq = first_row(lost, at=at)
        lives = {before, *lost.known.epochs}
        name = epoch.begin(conn, seq=seq, day=_day(at, zone), before=lives)
        epoch.put_ids_forward(conn, by=min(seq - from_seq, 1_000_000))
        epoch.put_media_forward(conn, known=lost.known.media)
        tx.record(
            Kind.RESTORED, at=moment, actor="system", from_seq=from_seq, epoch_was=before,
            epochs=sorted(lives), why=why, copied_at=copied_at.isoformat(), gaps=gaps,
        )  # fmt: skip
    return name, done
