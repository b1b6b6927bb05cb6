"""What this agent did with each job, on disk before it does more. It decides "at most once"."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

SENDING, PRINTED, UNKNOWN = "sending", "printed", "unknown"
KEPT = timedelta(days=7)

_TABLE = """
create table if not exists job (
  id text not null,
  mark text not null,              -- whose ticket it was: a server set up anew begins its ids again
  epoch text not null,             -- the server's database; only it is told about the job
  state text not null check (state in ('sending', 'printed', 'unknown')),
  why text not null default '',
  paper_mm integer,
  at text not null,
  told text not null default '',   -- the last state the server has acknowledged
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
    """One file, one writer. Every method is durable when it returns."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=5)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.execute(_TABLE)

    def close(self) -> None:
        self._db.close()

    def recover(self, *, at: datetime) -> list[Entry]:
        """Call it once at start: what was being sent then is unknown now. Returns those.

        Also forgets what was settled long ago.
        """
        self._db.execute(
            "delete from job where at < ? and told = state", ((at - KEPT).isoformat(),)
        )
        self._db.execute(
            "update job set state = 'unknown', why = 'restarted' where state = 'sending'"
        )
        return self._entries("why = 'restarted' and told != state", ())

    def seen(self, job_id: str, mark: str) -> Entry | None:
        """The entry of a job that was begun before, or None: only then it may be printed."""
        found = self._entries("id = ? and mark = ?", (job_id, mark))
        return found[0] if found else None

    def sending(self, job_id: str, mark: str, *, epoch: str, at: datetime) -> None:
        """Write that bytes of the job are about to leave. Raises sqlite3.Error; then none may."""
        self._db.execute(
            "insert into job (id, mark, epoch, state, at) values (?, ?, ?, 'sending', ?)",
            (job_id, mark, epoch, at.isoformat()),
        )

    def settle(
        self, job_id: str, mark: str, *, state: str, why: str = "", paper_mm: int | None = None
    ) -> None:
        """Write how a job ended: printed or unknown."""
        self._db.execute(
            "update job set state = ?, why = ?, paper_mm = ? where id = ? and mark = ?",
            (state, why, paper_mm, job_id, mark),
        )

    def forget(self, job_id: str, mark: str) -> None:
        """Take back ``sending``: nothing was sent after all."""
        self._db.execute("delete from job where id = ? and mark = ?", (job_id, mark))

    def adopt(self, job_id: str, mark: str, *, epoch: str, at: datetime) -> None:
        """Write a job as unknown that the server says was being sent, of which nothing is known here."""
        self._db.execute(
            "insert into job (id, mark, epoch, state, why, at, told)"
            " values (?, ?, ?, 'unknown', 'journal_lost', ?, 'sending')",
            (job_id, mark, epoch, at.isoformat()),
        )

    def told(self, job_id: str, mark: str, state: str) -> None:
        """Write that the server has acknowledged ``state``."""
        self._db.execute("update job set told = ? where id = ? and mark = ?", (state, job_id, mark))

    def untold(self, epoch: str) -> list[Entry]:
        """Ended jobs the server of ``epoch`` does not know the end of, oldest first."""
        return self._entries("epoch = ? and state != 'sending' and told != state", (epoch,))

    def _entries(self, where: str, values: tuple[str, ...]) -> list[Entry]:
        rows = self._db.execute(
            "select id, mark, state, why, paper_mm, told from job"
            f" where {where} order by at, id limit 500",
            values,
        )
        return [
            Entry(id=row[0], mark=row[1], state=row[2], why=row[3], paper_mm=row[4], told=row[5])
            for row in rows
        ]
