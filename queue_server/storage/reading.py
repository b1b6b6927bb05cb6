"""Looking at a database without owning it: beside a running server, beside a stopped one, or a copy. Never writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.storage import opening, sqlite


class Unreadable(Exception):
    """It is no database of this release; the words say what it is."""


class ReadOnly:
    """A database that can only be read, in consistent views."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent view. Raises DatabaseBusy when the database does not answer or is damaged."""
        try:
            with self._engine.begin() as conn:
                yield conn
        except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
            raise DatabaseBusy(reason=str(getattr(error, "orig", error)).strip()) from error

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def opened(where: str) -> Iterator[ReadOnly]:
    """The database at ``where``, a file of SQLite or a URL of PostgreSQL.

    Raises Unreadable when it is none of this release, DatabaseBusy when it does not answer.
    """
    db = ReadOnly(_postgresql(where) if "://" in where else _file(Path(where)))
    try:
        _of_this_release(db)
        yield db
    finally:
        db.close()


def _postgresql(url: str) -> sa.Engine:
    engine = sa.create_engine(url.replace("postgres://", "postgresql://", 1), pool_size=2)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _file(path: Path) -> sa.Engine:
    if not path.is_file():
        raise Unreadable(f"{path} is not there")
    wal, lock = path.with_name(path.name + "-wal"), path.with_name("hall.lock")
    if wal.exists() or lock.exists():  # a server has it, or had it
        engine = sqlite.reader(path)
        sa.event.listen(engine, "connect", _patient)
        return engine
    # A copy: nobody writes it, and nothing is left beside it; it may lie on a disk that cannot be written.
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sa.create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True, check_same_thread=False),
        poolclass=sa.pool.QueuePool,
    )


def _patient(dbapi: sqlite3.Connection, _record: object) -> None:
    """A server that begins at this moment holds the file for an instant."""
    dbapi.execute("PRAGMA busy_timeout=5000")


def _of_this_release(db: ReadOnly) -> None:
    with db.reading() as conn:
        has = sa.inspect(conn).has_table("alembic_version")
        found = conn.scalar(sa.text("SELECT version_num FROM alembic_version")) if has else None
    needed = opening.newest()
    if found is None:
        raise Unreadable("it is no database of Satu Pintu")
    if found != needed:
        older = "an older" if found < needed else "a newer"
        raise Unreadable(f"it is of {older} release (revision {found}, this one has {needed})")
