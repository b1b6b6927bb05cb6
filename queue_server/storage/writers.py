"""Ways to commit. Which one serves is measured, not believed: docs/benchmarks.md."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.trouble import Why
from queue_server.storage import faults
from queue_server.storage.sqlite import Place, begin

Offload = Callable[..., Any]
PATIENCE_S: Final = 15.0
"""Nobody waits longer for a disk that does not answer: devices ask again, with the same key."""


class EachCommits:
    """Every transaction commits by itself. For PostgreSQL, where the database itself groups commits."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.committing_since: float | None = None

    @contextmanager
    def aside(self) -> Iterator[sa.Connection]:
        with self._engine.begin() as conn:
            yield conn

    turn = aside

    def close(self) -> None:
        self._engine.dispose()


class _Batch:
    """Transactions that share one commit."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.error: BaseException | None = None


class GroupCommits:
    """Transactions that wait at the same time share one commit; each answer still goes out only after it is on disk.

    The bodies run one after the other on the one writing connection, each in a savepoint, so a refusal undoes only
    itself. The first of a batch lets those already waiting run, then commits for all through ``offload``: a slow disk
    stops nobody, it only makes batches larger. Without ``offload`` the first waits for nobody and commits in its own
    thread: under eventlet that is a commit for each transaction.

    ``place`` says whether the file is still the one that was opened: what is written to a file that somebody has
    deleted is lost with the process. ``committing_since`` is when (monotonic) the commit under way began.
    """

    def __init__(
        self, engine: sa.Engine, offload: Offload | None = None, place: Place | None = None
    ) -> None:
        self._engine = engine
        self._conn = engine.connect()
        made: Any = self._conn.connection.dbapi_connection
        # Pages as they were before a member: beyond 64 kB, which is one ticket, SQLite would write them to a file.
        made.execute("PRAGMA temp_store=MEMORY")
        self._dbapi = made
        self._offload = offload
        self._lock = threading.Lock()
        self._batch: _Batch | None = None
        self._owner: int | None = None
        self._refused: tuple[float, Exception] | None = None
        self._place = place
        self.committing_since: float | None = None

    @contextmanager
    def turn(self) -> Iterator[sa.Connection]:
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction inside a transaction")
        refusal: BaseException | None = None
        came = time.monotonic()
        if not self._lock.acquire(timeout=PATIENCE_S):
            raise DatabaseBusy(reason="the commit before this does not return")
        try:
            batch, leads = self._join(came)
            self._owner = threading.get_ident()
            try:
                yield from self._savepoint(batch)
            except BaseException as error:
                refusal = error
            finally:
                self._owner = None
        finally:
            self._lock.release()
        if leads:
            if self._offload:
                # Whoever has arrived by now comes along: fewer commits, sooner answers.
                time.sleep(0)
            with self._lock:
                self._commit(batch)
        # Who is refused waits, too: what the refusal saw of the others must be on disk before anybody hears of it.
        if not batch.done.wait(PATIENCE_S):
            raise DatabaseBusy(reason="the commit does not return")
        if batch.error:
            raise _refused(batch.error) from batch.error
        if refusal:
            raise refusal

    aside = turn

    def _join(self, came: float) -> tuple[_Batch, bool]:
        if self._batch is None:
            if (
                self._refused and came < self._refused[0]
            ):  # waited as long as the one who was refused
                raise self._refused[1]
            try:
                self._end_what_is_left()
                begin(self._dbapi, "IMMEDIATE")
            except Exception as error:
                self._refused = (time.monotonic(), error)
                raise
            self._batch = _Batch()
            return self._batch, True
        return self._batch, False

    def _savepoint(self, batch: _Batch) -> Iterator[sa.Connection]:
        # They follow each other, never one inside another: with one name the statements are made once.
        self._dbapi.execute("SAVEPOINT member")
        try:
            yield self._conn
            self._dbapi.execute("RELEASE member")
        except BaseException:
            self._undo(batch)
            raise

    def _undo(self, batch: _Batch) -> None:
        """Take one member's changes back, or all when SQLite has rolled everything back by itself (disk full)."""
        try:
            self._dbapi.execute("ROLLBACK TO member")
            self._dbapi.execute("RELEASE member")
        except Exception as error:
            # Also out of memory: a member that cannot be taken back alone takes all others with it.
            self._end(batch, error)

    def _commit(self, batch: _Batch) -> None:
        """Make the batch durable, or undo it whole; then let its members answer."""
        if batch.done.is_set():  # lost before its time; the next one may have begun
            return
        self.committing_since = time.monotonic()
        try:
            if self._place:
                self._place.look()
            if faults.on():
                self._slowly()
            elif self._offload:
                self._offload(self._dbapi.execute, "COMMIT")
            else:
                self._dbapi.execute("COMMIT")
        except Exception as error:
            self._end(batch, error)
        except BaseException as error:  # this thread is being ended: nobody knows what is on disk
            self._end(batch, error)
            raise
        else:
            self._end(batch, None)
        finally:
            self.committing_since = None

    def _slowly(self) -> None:
        """As a disk that is as slow as somebody has ordered."""

        def commit() -> None:
            faults.slow_down()
            self._dbapi.execute("COMMIT")

        self._offload(commit) if self._offload else commit()

    def _end_what_is_left(self) -> None:
        """A rollback that failed (out of memory) is made up for, else every transaction after it would fail."""
        if self._dbapi.in_transaction:
            self._dbapi.execute("ROLLBACK")

    def _end(self, batch: _Batch, error: BaseException | None) -> None:
        self._batch = None
        batch.error = error
        try:
            self._end_what_is_left()
        except Exception as left:
            batch.error = error or left
        finally:
            batch.done.set()

    def close(self) -> None:
        self._conn.close()
        self._engine.dispose()


def _refused(error: BaseException) -> DatabaseBusy:
    if isinstance(error, DatabaseBusy):
        return DatabaseBusy(reason=error.said, why=error.why)
    if isinstance(error, MemoryError):
        return DatabaseBusy(reason="out of memory", why=Why.NO_MEMORY)
    return DatabaseBusy(reason=str(error))
