"""A copy of the SQLite file while others write, and what a copy says of itself. Nothing here needs the server.

The copy is one instant: its read transaction stays open from the first page to the last. It is written a piece at a
time, each piece on disk before the next: a commit of the hall that came upon a gigabyte of unwritten pages would wait.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

PIECE_PAGES: Final = 1024
KEPT_DAYS: Final = 3
"""Of so many days, the newest, a copy tells the highest number of each series."""
Progress = Callable[[int, int], None]


class NotSound(Exception):
    """A copy that is not what it should be, and why."""


class NoTools(OSError):
    """The programs of another database are not on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a database holds. ``numbers`` is the last number of each series by day and prefix, ``head`` the hash of the
    journal's last row (None before there was a chain), ``media`` the files that its pictures and films lie in.
    """

    revision: str
    epoch: str
    seq: int
    head: str | None
    tickets: int
    journal: int
    numbers: dict[str, dict[str, int]]
    media: tuple[str, ...]


@contextmanager
def reading(file: Path, *, whole: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection that only reads; ``whole``: the file is a copy that nobody writes, and nothing appears beside it."""
    address = f"{file.resolve().as_uri()}?mode=ro{'&immutable=1' if whole else ''}"
    with closing(sqlite3.connect(address, uri=True, timeout=10, isolation_level=None)) as conn:
        yield conn


def copy(
    source: Path, target: Path, *, gently: bool = True, told: Progress = lambda done, all: None
) -> None:
    """Write what ``source`` holds at this instant to the new file ``target``, durably.

    Raises sqlite3.Error, OSError.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with reading(source) as conn, closing(_plain(target)) as out, target.open("rb") as written:
        conn.execute("BEGIN")
        conn.execute(
            "SELECT count(*) FROM sqlite_schema"
        ).fetchone()  # from here on it is this instant
        began = time.monotonic()

        def piece(status: int, left: int, pages: int) -> None:
            nonlocal began
            os.fdatasync(written.fileno())
            told(pages - left, pages)
            # The hall's own commits get the disk for as long as this piece had it.
            time.sleep(min(1.0, time.monotonic() - began) if gently else 0)
            began = time.monotonic()

        conn.backup(out, pages=PIECE_PAGES, progress=piece)
    sync(target)


def _plain(target: Path) -> sqlite3.Connection:
    """What is half written is thrown away, so nothing is kept to undo it, and the pieces are made durable by us."""
    conn = sqlite3.connect(target, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-4096"):
        conn.execute(f"PRAGMA {pragma}")
    return conn


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def facts(conn: sqlite3.Connection) -> Facts:
    """What a database of this or an earlier release holds. Raises NotSound, sqlite3.Error."""
    tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not {"alembic_version", "journal_head", "ticket"} <= tables:
        raise NotSound("it is no database of a hall")
    chained = "hash" in {row[1] for row in conn.execute("PRAGMA table_info(journal_head)")}
    columns = "seq, epoch, " + ("hash" if chained else "NULL")
    head = conn.execute(f"SELECT {columns} FROM journal_head WHERE id = 1").fetchone()
    seq, epoch, hash = head or (0, "", None)
    numbers: dict[str, dict[str, int]] = {}
    days = "SELECT DISTINCT day FROM number_series ORDER BY day DESC LIMIT ?"
    series = (
        f"SELECT day, prefix, last FROM number_series WHERE day IN ({days}) ORDER BY day, prefix"
    )
    for day, prefix, last in conn.execute(series, (KEPT_DAYS,)):
        numbers.setdefault(day, {})[prefix] = last
    files = "SELECT DISTINCT file FROM media WHERE file IS NOT NULL AND file != '' ORDER BY file"
    return Facts(
        revision=_one(conn, "SELECT version_num FROM alembic_version"), epoch=epoch, seq=seq,
        head=hash.hex() if hash else None, tickets=_one(conn, "SELECT count(*) FROM ticket"),
        journal=_one(conn, "SELECT count(*) FROM journal"), numbers=numbers,
        media=tuple(row[0] for row in conn.execute(files)) if "media" in tables else (),
    )  # fmt: skip


def check(file: Path) -> Facts:
    """The facts of a copy whose every page was read, and which agrees with itself. Raises NotSound."""
    try:
        with reading(file, whole=True) as conn:
            said = [row[0] for row in conn.execute("PRAGMA integrity_check(3)")]
            if said != ["ok"]:
                raise NotSound("; ".join(said))
            found = facts(conn)
            for fault in _faults(conn, found):
                raise NotSound(fault)
            return found
    except sqlite3.Error as error:
        raise NotSound(str(error)) from error


def _faults(conn: sqlite3.Connection, found: Facts) -> Iterator[str]:
    """The light part of what ``verify`` asks: the journal's end, and as many tickets as numbers on the last days."""
    last = conn.execute("SELECT seq FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if (last[0] if last else 0) != found.seq:
        yield f"the journal's last row is {last and last[0]}, the last number used is {found.seq}"
    if found.head and last:
        hash = _one(conn, "SELECT hash FROM journal WHERE seq = ?", found.seq)
        if hash is None or hash.hex() != found.head:
            yield f"the chain's head is not the hash of the journal's row {found.seq}"
    for day, series in found.numbers.items():
        for prefix, last_number in series.items():
            highest = _one(
                conn, "SELECT max(CAST(substr(number, length(prefix) + 1) AS INTEGER)) FROM ticket"
                " WHERE day = ? AND prefix = ?", day, prefix,
            )  # fmt: skip
            if (highest or 0) > last_number:
                yield f"{day}: {prefix}{highest:03} was given out, the series ends at {last_number}"


def _one(conn: sqlite3.Connection, statement: str, *values: Any) -> Any:
    row = conn.execute(statement, values).fetchone()
    return row[0] if row else None


def digest(file: Path, *, told: Callable[[int], None] = lambda bytes: None) -> str:
    """SHA-256 of a file, as hex."""
    sum, done = sha256(), 0
    with file.open("rb") as read:
        while piece := read.read(1 << 20):
            sum.update(piece)
            done += len(piece)
            told(done)
    return sum.hexdigest()


def carry(source: Path, target: Path) -> int:
    """Copy a file durably and piece by piece; its size. ``target`` appears only when it is whole."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with source.open("rb") as read, part.open("xb") as out:
            os.fchmod(out.fileno(), 0o600)
            while piece := read.read(1 << 22):
                out.write(piece)
                out.flush()
                os.fdatasync(out.fileno())
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target.stat().st_size
