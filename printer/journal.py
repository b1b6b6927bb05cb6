"""What this agent did with each job, on disk before it does more. It decides "at most once".

Order is the order of writing: the clock of a kiosk jumps when it finds the hall's time.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

SENDING, PRINTED, UNKNOWN = "sending", "printed", "unknown"
KEPT = 10_000  # settled jobs, some weeks of a busy kiosk
LOOKED_AT = 2_000  # papers of a day
log = logging.getLogger("printer")

_TABLE = """
create table if not exists job (
  id text not null,
  mark text not null,              -- whose ticket it was: a server set up anew begins its ids again
  epoch text not null,             -- the server's database; only it is told about the job
  state text not null check (state in ('sending', 'printed', 'unknown')),
  why text not null default '',
  paper_mm integer,
  at text not null,                -- for whoever reads the file; nothing depends on it
  told text not null default '',   -- the last state the server has acknowledged
  number text not null default '',    -- what is on the paper, for a server that has lost its newest state
  issued_at text not null default '', -- when that was given out, in the hall's zone
  primary key (id, mark)
) strict
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One job as journalled. ``told`` is the last state the server acknowledged, "" before that."""

    id: str
    mark: str
    state: str
    why: str
    paper_mm: int | None
    told: str


class Journal:
    """One file, one writer. Every method is durable when it returns. Raises sqlite3.Error."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=5)
        try:
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = full")
            self._db.execute(_TABLE)
            self._add_what_is_new()
            if (said := self._db.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(said)
        except sqlite3.Error:
            self._db.close()
            raise

    def _add_what_is_new(self) -> None:
        """A journal of an earlier release did not say what was on the paper."""
        known = {row[1] for row in self._db.execute("pragma table_info(job)")}
        for name in {"number", "issued_at"} - known:
            self._db.execute(f"alter table job add column {name} text not null default ''")

    def close(self) -> None:
        self._db.close()

    @property
    def is_torn(self) -> bool:
        """Whether an earlier journal was lost, so that the job in flight may have been sent already."""
        return bool(self._db.execute("pragma user_version").fetchone()[0])

    def tear(self, *, torn: bool) -> None:
        """Write that an earlier journal was lost, or that this does not matter any more."""
        self._db.execute(f"pragma user_version = {int(torn)}")

    def recover(self) -> list[Entry]:
        """Call it once at start: what was being sent then is unknown now. Returns those.

        Also forgets what was settled long ago.
        """
        self._db.execute(
            "delete from job where told = state and rowid <= (select max(rowid) from job) - ?",
            (KEPT,),
        )
        self._db.execute(
            "update job set state = 'unknown', why = 'restarted' where state = 'sending'"
        )
        return self._entries("why = 'restarted' and told != state", ())

    def seen(self, job_id: str, mark: str) -> Entry | None:
        """The entry of a job that was begun before, or None: only then it may be printed."""
        found = self._entries("id = ? and mark = ?", (job_id, mark))
        return found[0] if found else None

    def sending(
        self, job_id: str, mark: str, *, epoch: str, at: datetime, paper_mm: int | None = None, number: str = "",
        issued_at: str = "",
    ) -> None:  # fmt: skip
        """Write that bytes of the job are about to leave; if this raises, none may."""
        self._db.execute(
            "insert into job (id, mark, epoch, state, at, paper_mm, number, issued_at)"
            " values (?, ?, ?, 'sending', ?, ?, ?, ?)",
            (job_id, mark, epoch, at.isoformat(), paper_mm, number, issued_at),
        )

    def settle(self, job_id: str, mark: str, *, state: str, why: str = "") -> None:
        """Write how a job ended: printed or unknown."""
        self._db.execute(
            "update job set state = ?, why = ? where id = ? and mark = ?",
            (state, why, job_id, mark),
        )

    def forget(self, job_id: str, mark: str) -> None:
        """Take back ``sending``: nothing was sent after all."""
        self._db.execute("delete from job where id = ? and mark = ?", (job_id, mark))

    def adopt(
        self, job_id: str, mark: str, *, epoch: str, at: datetime, told: str, number: str = "", issued_at: str = "",
    ) -> None:  # fmt: skip
        """Write a job as unknown that was in flight, of which nothing is known here. ``told`` is its
        state at the server.
        """
        self._db.execute(
            "insert into job (id, mark, epoch, state, why, at, told, number, issued_at)"
            " values (?, ?, ?, 'unknown', 'journal_lost', ?, ?, ?, ?)",
            (job_id, mark, epoch, at.isoformat(), told, number, issued_at),
        )

    def knew(self) -> dict[str, Any]:
        """The life of the server that the newest job was of, and the highest numbers of its last day by letter."""
        newest = self._db.execute("select epoch from job order by rowid desc limit 1").fetchone()
        rows = self._db.execute(
            "select number, issued_at from job where epoch = ? and number != '' order by rowid desc limit ?",
            (newest[0] if newest else "", LOOKED_AT),
        ).fetchall()
        highest: dict[str, tuple[int, str, str]] = {}
        for number, at in rows:
            letter = number.rstrip("0123456789")
            if at[:10] == rows[0][1][:10] and number != letter:
                serial = int(number.removeprefix(letter))
                highest[letter] = max(highest.get(letter, (0, "", "")), (serial, number, at))
        told = [{"number": number, "at": at} for _, number, at in highest.values()]
        return {"epoch": newest[0] if newest else "", "numbers": told}

    def told(self, job_id: str, mark: str, state: str) -> None:
        """Write that the server has acknowledged ``state``."""
        self._db.execute("update job set told = ? where id = ? and mark = ?", (state, job_id, mark))

    def untold(self, epoch: str) -> list[Entry]:
        """Ended jobs the server of ``epoch`` does not know the end of, oldest first."""
        return self._entries("epoch = ? and state != 'sending' and told != state", (epoch,))

    def _entries(self, where: str, values: tuple[str, ...]) -> list[Entry]:
        rows = self._db.execute(
            "select id, mark, state, why, paper_mm, told from job"
            f" where {where} order by rowid limit 500",
            values,
        )
        return [
            Entry(id=row[0], mark=row[1], state=row[2], why=row[3], paper_mm=row[4], told=row[5])
            for row in rows
        ]


def open_journal(path: Path, *, is_new: bool) -> Journal:
    """The journal in ``path``. One that is damaged is moved aside, and one that is missing where there
    was one (not ``is_new``) is begun anew: then nobody knows of the job in flight. Raises sqlite3.Error, OSError.
    """
    is_lost = not is_new and not path.exists()
    try:
        journal = Journal(path)
    except sqlite3.OperationalError:
        raise  # a full disk, a wrong owner: the file itself is well
    except sqlite3.DatabaseError as error:
        log.error("THE JOURNAL IS DAMAGED (%s): kept as %s, begun anew", error, _put_aside(path))
        is_lost, journal = True, Journal(path)
    if is_lost:
        log.error("the journal was lost: the job in flight is unknown, look at its paper")
        journal.tear(torn=True)
    return journal


def _put_aside(path: Path) -> Path:
    """Move the files of a journal out of the way; an older damaged one stays, too."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for ending in ("-wal", "-shm"):
        if (part := path.with_name(path.name + ending)).exists():
            part.replace(aside.with_name(aside.name + ending))
    path.replace(aside)
    return aside
