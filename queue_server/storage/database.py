"""The database: reading in one consistent view, writing in transactions that record what happened.

Use cases say ``with db.transaction() as tx`` and know nothing of how commits are made. A transaction holds SQL alone:
nothing inside it may wait, print, speak or emit.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.events import Kind
from queue_server.storage import figures, journal


class Writer(Protocol):
    """How a write transaction gets its turn and is committed."""

    def turn(self) -> AbstractContextManager[sa.Connection]:
        """A connection inside a write transaction; committed durably when this context has been left."""

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
    """``committed`` is set after every commit that journalled something: the tail of the journal waits for it."""

    def __init__(self, writer: Writer, reader: sa.Engine) -> None:
        self._writer = writer
        self._reader = reader
        self.committed = threading.Event()

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
        except (sa.exc.OperationalError, sqlite3.OperationalError) as error:
            raise _busy(error) from error
        if tx.events:
            self.committed.set()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent, read-only view. Keep it short: while it is open the write-ahead log cannot shrink.

        Raises DatabaseBusy when the database does not answer.
        """
        try:
            with self._reader.begin() as conn:
                yield conn
        except (sa.exc.OperationalError, sqlite3.OperationalError) as error:
            raise _busy(error) from error

    def close(self) -> None:
        """Readers first: the last to leave a SQLite file folds the write-ahead log back into it."""
        self._reader.dispose()
        self._writer.close()


def _busy(error: Exception) -> DatabaseBusy:
    return DatabaseBusy(reason=str(getattr(error, "orig", error)).strip())
