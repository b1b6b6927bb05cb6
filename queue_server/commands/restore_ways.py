"""The ways of a restore: a file takes the place of another, PostgreSQL's tools do it, or others did it already."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from queue_server.commands.common import CANNOT, USAGE, Stop, say
from queue_server.config import Config
from queue_server.storage import epoch, journal, opening
from queue_server.storage.database import Database
from queue_server.storage.salvage import Known
from queue_server.usecases import restore, restore_files
from queue_server.usecases.backups import Copy
from queue_server.usecases.restore import Lost, Raise

Done = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for. ``copy`` is None for a database that was put back by other means."""

    config: Config
    data: Path
    copy: Copy | None
    typed: dict[str, int]
    gap: int | None
    yes: bool
    quiet: bool
    at: datetime


def way_of(config: Config, copy: Copy | None) -> Callable[[Wish], Done]:
    """How it is done in this hall."""
    if copy is None:
        return _in_place
    return _file if config.server.database == "sqlite" else _postgresql


def _file(wish: Wish) -> Done:
    assert wish.copy is not None
    try:
        db = opening.open_sqlite(restore_files.make_ready(wish.copy, wish.data))
        try:
            done = _anew(wish, db, wish.copy.at)
        finally:
            db.close()
        kept = restore_files.take_place(wish.data, at=wish.at)
    finally:
        restore_files.put_away(wish.data)
    restore_files.bring_media(wish.copy, wish.data)
    restore_files.finish(wish.data)
    return done | {"kept": str(kept)}


def _in_place(wish: Wish) -> Done:
    sqlite = wish.config.server.database == "sqlite"
    if sqlite and not (wish.data / opening.FILE).exists():
        raise Stop(f"There is no database in {wish.data}.", CANNOT)
    url = wish.config.server.database
    if not sqlite:
        from queue_server.storage import backup_postgresql

        backup_postgresql.must_be_left_alone(url)
    db = opening.open_sqlite(wish.data / opening.FILE) if sqlite else opening.open_postgresql(url)
    try:
        return _anew(wish, db, None)
    finally:
        db.close()


def _postgresql(wish: Wish) -> Done:
    """The database as it is is written to a file first; then it is made what the copy says."""
    from queue_server.storage import backup_postgresql

    assert wish.copy is not None
    url = wish.config.server.database
    backup_postgresql.must_be_left_alone(url)
    backup_postgresql.readable(wish.copy.database)
    since = wish.copy.at.astimezone(ZoneInfo(wish.config.site.time_zone)).date().isoformat()
    live = backup_postgresql.known(url, since=since)
    if not wish.quiet:
        say(
            *_head(wish.copy.at, wish),
            "The database as it is will be kept as a file in the data folder.",
        )
    _agree(wish)
    kept = restore_files.folder_for_replaced(wish.data, at=wish.at)
    if live is not None:
        backup_postgresql.dump(url, kept / "hall.dump")
    backup_postgresql.put_back(url, wish.copy.database)
    db = opening.open_postgresql(url)
    try:
        done = _anew(wish, db, wish.copy.at, agreed=True, live=live)
    finally:
        db.close()
    restore_files.bring_media(wish.copy, wish.data)
    return done | {"kept": str(kept) if live is not None else None}


def _anew(
    wish: Wish,
    db: Database,
    copied_at: datetime | None,
    *,
    agreed: bool = False,
    live: Known | None = None,
) -> Done:
    """Show what will happen to ``db``, which holds the copy; ask; let it go on behind everything that is known."""
    with db.reading() as conn:
        zone = ZoneInfo(epoch.time_zone(conn))
        seq, life = journal.last_seq(conn), journal.epoch(conn)
        newest, letters = journal.one(conn, seq), epoch.prefixes(conn)
        moment = copied_at or (newest.at if newest else wish.at)
        folders = {wish.data / "backup", *([wish.copy.file.parent] if wish.copy else [])}
        asked = restore_files.sources(wish.data, folders, wish.typed, in_place=copied_at is None)
        lost = restore.survey(
            asked, seq=seq, life=life, copied_at=moment, at=wish.at, zone=zone, live=live
        )
        plan = restore.raises(conn, lost, copied_at=moment, at=wish.at, zone=zone, gap=wish.gap)
    strange = sorted(set(wish.typed) - set(letters))
    if strange:
        raise Stop(
            f"--known: no service has the letter {', '.join(strange)}; there are {', '.join(letters)}.",
            USAGE,
        )
    if not wish.quiet:
        say(
            *_head(moment, wish),
            *_plan(lost, plan),
        )
    if not agreed:
        _agree(wish)
    why = "put back by other means" if wish.copy is None else wish.copy.file.name
    name, _ = restore.begin_anew(db, lost, copied_at=moment, at=wish.at, why=why, gap=wish.gap)
    today = wish.at.astimezone(zone).date().isoformat()
    with db.reading() as conn:
        series = epoch.series(conn, since=today)
        at_end = journal.last_seq(conn)
    numbers = {prefix: series.get((today, prefix), 0) + 1 for prefix in letters}
    return {
        "epoch": name,
        "seq": at_end,
        "from_seq": seq,
        "numbers": numbers,
        "kept": None,
        "all_known": lost.is_all,
    }


def _head(at: datetime, wish: Wish) -> list[str]:
    age = wish.at - at
    hours, minutes = divmod(max(0, int(age.total_seconds())) // 60, 60)
    when = f"{at.astimezone(ZoneInfo(wish.config.site.time_zone)):%Y-%m-%d %H:%M:%S}"
    return [f"The copy is of {when}, {hours} h {minutes} min old. All that happened since is lost."]


def _plan(lost: Lost, plan: list[Raise]) -> list[str]:
    lines = ["The replaced database is whole: every number it gave out is known." if lost.is_all
             else "Nobody knows for sure which numbers were given out since; some are skipped."]  # fmt: skip
    for one in plan:
        goes_on = (
            f"the copy ends at {one.prefix}{one.have:03}, goes on with {one.prefix}{one.to + 1:03}"
        )
        lines.append(f"  {one.day}  {goes_on} ({one.why})")
    if not plan:
        return [*lines, "  All series go on where the copy ends. Everybody logs in again."]
    by_hand = (
        "Visitors who hold a number that is skipped are served by hand. Everybody logs in again."
    )
    return [*lines, by_hand]


def _agree(wish: Wish) -> None:
    if wish.yes:
        return
    if not sys.stdin.isatty():
        raise Stop("Not restored: say --yes when nobody can be asked.")
    if input("Restore? [y/N] ").strip().lower() not in ("y", "ya", "yes"):
        raise Stop("Nothing was changed.")
