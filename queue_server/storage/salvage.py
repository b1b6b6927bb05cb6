"""What is known of a hall whose newest state is lost: asked of whatever can still be read, each part by itself.

A number that somebody may hold is never given again, so everything here errs upwards and nothing here fails.
"""

from __future__ import annotations

import json
import mmap
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from queue_server.storage.backup import reading

NUMBER = re.compile(r"([0-9]?[A-Z]{1,3})([0-9]{3,6})")
# In a ticket's record its first texts stand side by side: the day, the number, the prefix.
_RECORD = re.compile(rb"(20\d\d-\d\d-\d\d)([0-9]?[A-Z]{1,3})(\d{3,6})\2")
Series = tuple[str, str]


@dataclass(kw_only=True)
class Known:
    """What one source tells, or several together. ``last`` is (number, where it is from) by (day, prefix); ``seq`` the
    highest row of the journal that anybody has heard of, ``epochs`` the lives of the database it is about. ``sound``:
    the source is a whole database, so that nothing of its life is missing.
    """

    seq: int = 0
    epochs: set[str] = field(default_factory=set)
    last: dict[Series, tuple[int, str]] = field(default_factory=dict)
    sound: bool = False
    as_of: datetime | None = None
    media: int = 0

    def saw(self, day: str, prefix: str, number: int, where: str) -> None:
        """Take a number that was given out; the highest counts."""
        if number > self.last.get((day, prefix), (0, ""))[0]:
            self.last[day, prefix] = (number, where)

    def add(self, other: Known) -> None:
        """Take what another source tells."""
        self.seq, self.media = max(self.seq, other.seq), max(self.media, other.media)
        self.epochs |= other.epochs
        for (day, prefix), (number, where) in other.last.items():
            self.saw(day, prefix, number, where)
        if other.as_of and (self.as_of is None or other.as_of > self.as_of):
            self.as_of = other.as_of


_ASKED = (
    "SELECT day, prefix, last FROM number_series WHERE day >= ?",
    "SELECT day, prefix, max(CAST(substr(number, length(prefix) + 1) AS INTEGER)) FROM ticket WHERE day >= ?"
    " GROUP BY day, prefix",
    "SELECT day, prefix, last FROM number_gap WHERE day >= ?",
)
_HIGHEST = (
    "SELECT seq FROM journal_head", "SELECT max(seq) FROM journal", "SELECT max(call_seq) FROM play",
)  # fmt: skip


def of_database(file: Path, *, since: str) -> Known:
    """What a SQLite file tells of the days from ``since`` on, however damaged it is."""
    known, where = Known(), f"the database {file.parent.name}/{file.name}"
    try:
        with reading(file) as conn:
            known.sound = _asked(conn, known, where, since=since)
    except sqlite3.Error:
        known.sound = False
    if not known.sound:
        for part in (file, file.with_name(file.name + "-wal")):
            for day, prefix, number in _records(part):
                if day >= since:
                    known.saw(day, prefix, number, f"{where}, what could be read of it")
    return known


def _asked(conn: sqlite3.Connection, known: Known, where: str, *, since: str) -> bool:
    """Ask each table by itself; True when all of them answered and every page is whole."""
    whole = True

    def rows(statement: str, *values: str) -> Iterator[tuple[object, ...]]:
        nonlocal whole
        try:
            yield from conn.execute(statement, values)
        except sqlite3.Error as error:
            # An earlier release lacks a table; that is no damage.
            whole = whole and "no such table" in str(error)

    for statement in _ASKED:
        for day, prefix, number in rows(statement, since):
            if isinstance(number, int):
                known.saw(str(day), str(prefix), number, where)
    for statement in _HIGHEST:
        known.seq = max(
            [known.seq, *(row[0] for row in rows(statement) if isinstance(row[0], int))]
        )
    known.epochs = {str(row[0]) for row in rows("SELECT epoch FROM journal_head")}
    for row in rows("SELECT data FROM journal WHERE kind = 'restored'"):
        with suppress(ValueError, KeyError, TypeError):
            known.epochs |= set(json.loads(str(row[0]))["epochs"])
    for row in rows("SELECT value FROM setting WHERE key = 'media'"):
        with suppress(ValueError, KeyError, TypeError):
            known.media = int(json.loads(str(row[0]))["version"])
    return (
        whole and bool(known.epochs) and [row[0] for row in rows("PRAGMA quick_check(1)")] == ["ok"]
    )


def _records(file: Path) -> Iterator[tuple[str, str, int]]:
    """(day, prefix, number) of everything in the file that looks like a ticket's record."""
    try:
        with file.open("rb") as read, mmap.mmap(read.fileno(), 0, access=mmap.ACCESS_READ) as bytes:
            for found in _RECORD.finditer(bytes):
                yield found[1].decode(), found[2].decode(), int(found[3])
    except (OSError, ValueError):  # gone, or empty
        return


def of_printer(journal: Path, *, since: str, zone: ZoneInfo) -> Known:
    """What a print agent's journal tells: the numbers that are on paper."""
    known, where = Known(), f"the print agent {journal.parent.name}"
    with suppress(sqlite3.Error), reading(journal) as conn:
        for number, issued_at in conn.execute(
            "SELECT number, issued_at FROM job WHERE number != ''"
        ):
            with suppress(ValueError, TypeError):
                day = datetime.fromisoformat(issued_at).astimezone(zone).date().isoformat()
                if day >= since and (parts := NUMBER.fullmatch(number)):
                    known.saw(day, parts[1], int(parts[2]), where)
        known.epochs = {row[0] for row in conn.execute("SELECT DISTINCT epoch FROM job")}
    return known


def of_announcer(said: Path) -> Known:
    """What the announcer remembers: the newest row of the journal it was told of."""
    known = Known()
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(said.read_text())
        known.seq = max([int(told["since"] or 0), *(int(seq) for seq, _ in told["said"])])
        known.epochs = {str(told["epoch"])}
    return known


def of_sounds(folder: Path) -> Known:
    """Sounds are named by the call they say."""
    return Known(seq=max((int(f.stem) for f in folder.glob("*.wav") if f.stem.isdecimal()), default=0))  # fmt: skip


def of_copies(manifests: Iterable[Mapping[str, Any]], *, since: str) -> Known:
    """What newer copies tell in their manifests."""
    known = Known()
    for told in manifests:
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            one = Known(seq=int(told["seq"]), epochs={str(told["epoch"])})
            one.as_of = datetime.fromisoformat(told["at"])
            for day, series in told["numbers"].items():
                for prefix, number in series.items():
                    if day >= since:
                        one.saw(day, prefix, number, f"the copy of {one.as_of:%Y-%m-%d %H:%M} UTC")
            known.add(one)
    return known
