"""The database: reading in one consistent view, writing in transactions that record what happened.

Use cases say ``with db.transaction() as tx`` and know nothing of how commits are made. A transaction holds SQL alone:
nothing inside it may wait, print, speak or emit.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.events import CALLS, Kind
from queue_server.domain.trouble import Why
from queue_server.storage import disk, figures, journal, settings

log = logging.getLogger(__name__)
STUCK_S: Final = 5.0
"""A commit that has not returned for so long is told as a trouble of the disk."""
LAST: Final = "last_trouble"
ROOM: Final = 1024 * 1024
"""A full disk counts as having room again from here on: a commit needs some kilobytes."""


class Writer(Protocol):
    """How a write transaction gets its turn and is committed. ``committing_since``: when the commit under way began."""

    committing_since: float | None

    def turn(self) -> AbstractContextManager[sa.Connection]:
        """A connection inside a write transaction; committed durably when this context has been left."""

    def aside(self) -> AbstractContextManager[sa.Connection]:
        """The same without waiting for those who have a turn, where that can be."""

    def close(self) -> None:
        """Let go of the database."""


@dataclass(slots=True)
class Transaction:
    """One change of the hall: its connection, what will be journalled with it, and what it teaches of services."""

    conn: sa.Connection
    events: list[journal.Event] = field(default_factory=list)
    figures: list[figures.Change] = field(default_factory=list)

    def record(
        self,
        kind: Kind,
        *,
        at: datetime,
        actor: str,
        ticket_id: int | None = None,
        counter_id: int | None = None,
        **data: Any,
    ) -> None:
        """Journal that something happened, in the same transaction; it is published after the commit."""
        self.events.append(
            journal.Event(
                kind=kind, at=at, actor=actor, ticket_id=ticket_id, counter_id=counter_id, data=data
            )
        )


class Database:
    """``committed`` is set after every commit that journalled something: the tail of the journal waits for it.

    ``trouble`` is what keeps it from writing, None while nothing does; ``folder`` where a file database lies.
    """

    def __init__(self, writer: Writer, reader: sa.Engine, folder: Path | None = None) -> None:
        self._writer = writer
        self._reader = reader
        self.folder = folder
        self.committed = threading.Event()
        self.trouble: DatabaseBusy | None = None

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commit on leaving, roll back on any exception. Raises DatabaseBusy when the disk refuses."""
        try:
            with self._writer.turn() as conn:
                tx = Transaction(conn)
                yield tx
                # Figures of services, then the head of the journal are locked last, in this order: nobody holds
                # one of them while waiting for a ticket.
                if tx.figures:
                    figures.write(conn, tx.figures)
                journal.append(conn, tx.events)
        except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
            if not _is_trouble(error):
                raise
            raise self._fails(_busy(error, self.folder)) from error
        except DatabaseBusy as error:
            if type(error) is DatabaseBusy:
                self._fails(error)
            raise
        if tx.events:
            self.committed.set()
            if any(event.kind in CALLS for event in tx.events):
                time.sleep(
                    0
                )  # the screens first: under eventlet whoever pushes goes before this answer

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent, read-only view. Keep it short: while it is open the write-ahead log cannot shrink.

        Raises DatabaseBusy when the database does not answer.
        """
        try:
            with self._reader.begin() as conn:
                yield conn
        except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
            if not _is_trouble(error):
                raise
            raise _busy(error, self.folder) from error

    @contextmanager
    def counting(self) -> Iterator[sa.Connection]:
        """A change that is nothing the hall must remember, and waits for nobody's turn. Raises DatabaseBusy."""
        try:
            with self._writer.aside() as conn:
                yield conn
        except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
            if not _is_trouble(error):
                raise
            raise _busy(error, self.folder) from error

    def look(self) -> DatabaseBusy | None:
        """Whether it can be written to, as far as that shows; once it could not, something is written to find out.

        Ends the trouble when it is over. Returns at once, also while a commit does not return.
        """
        since = self._writer.committing_since
        if since is not None and time.monotonic() - since > STUCK_S:
            self._fails(DatabaseBusy(reason="a commit does not return"))
        elif self.trouble is not None and since is None:
            self._try_again(self.trouble)
        return self.trouble

    def _try_again(self, trouble: DatabaseBusy) -> None:
        if trouble.why is Why.DISK_FULL and self.folder and (disk.free(self.folder) or 0) < ROOM:
            return
        try:
            with self._writer.turn() as conn:
                # Something new: SQLite writes nothing where a row stays as it is.
                settings.put(conn, LAST, {"why": trouble.why.value, "tried": secrets.token_hex(8)})
        except (sa.exc.DatabaseError, sqlite3.DatabaseError, DatabaseBusy, MemoryError):
            return
        log.warning("the database can be written to again")
        self.trouble = None

    def _fails(self, error: DatabaseBusy) -> DatabaseBusy:
        """Remember the trouble, and say it once when it begins."""
        if self.trouble is None or self.trouble.why is not error.why:
            log.error("%s", error)
            self.trouble = error
        return error

    def close(self) -> None:
        """Readers first: the last to leave a SQLite file folds the write-ahead log back into it."""
        self._reader.dispose()
        self._writer.close()


def _is_trouble(error: Exception) -> bool:
    """Whether the database cannot, in contrast to: may not (a broken constraint, a faulty statement)."""
    said = getattr(error, "orig", error)
    operational = isinstance(error, (sa.exc.OperationalError, sqlite3.OperationalError))
    return operational or type(said) is sqlite3.DatabaseError


def _busy(error: Exception, folder: Path | None) -> DatabaseBusy:
    busy = DatabaseBusy(reason=str(getattr(error, "orig", error)).strip())
    # SQLite says "disk I/O error" of a disk that has been made read-only, too.
    if busy.why is Why.DISK_ERROR and folder and disk.is_read_only(folder):
        return DatabaseBusy(reason=busy.said, why=Why.READ_ONLY)
    return busy
