"""Opening the database: the lock beside the file, migrations, the right writer for each kind."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.storage import journal, sqlite
from queue_server.storage.database import Database
from queue_server.storage.schema import metadata
from queue_server.storage.writers import EachCommits, GroupCommits, Offload

MIGRATIONS = Path(__file__).parent / "migrations"
FILE = "hall.db"


class DatabaseTooNew(Exception):
    """The database was made by a newer release. Nothing was changed."""


class Locked(Exception):
    """Another process owns the database file."""


def lock(data: Path) -> IO[str]:
    """Own the database file until the returned file is closed. Raises Locked, or OSError when the folder is no good."""
    data.mkdir(parents=True, exist_ok=True)
    file = (data / "hall.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise Locked(str(data)) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def newest() -> str:
    """The revision this release needs."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def migrate(engine: sa.Engine) -> bool:
    """Bring the database to this release; True when something was changed. Raises DatabaseTooNew, changing nothing."""
    with engine.connect() as conn:
        tables = sa.inspect(conn).get_table_names()
        has, empty = "alembic_version" in tables, not tables
        current = conn.scalar(sa.text("SELECT version_num FROM alembic_version")) if has else None
    known = {file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    if current == max(known):
        return False
    if current is not None and current not in known:
        raise DatabaseTooNew(current)
    if empty:
        _create(engine, max(known))
    else:
        upgrade(engine)
    return True


def _create(engine: sa.Engine, revision: str) -> None:
    """All tables of this release at once: much sooner than by migrations, and a test holds both to be the same."""
    with engine.connect() as conn:
        if conn.dialect.name == "sqlite":  # the connection never begins by itself; all or nothing
            conn.exec_driver_sql("BEGIN IMMEDIATE")
        metadata.create_all(conn, checkfirst=False)
        conn.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        conn.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{revision}')")
        if conn.dialect.name == "sqlite":
            conn.exec_driver_sql("COMMIT")
        conn.commit()


def upgrade(engine: sa.Engine) -> None:
    """Run all migrations that are missing."""
    # Imported here: a server that starts on an up-to-date database does without it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def open_sqlite(path: Path, offload: Offload | None = None) -> Database:
    """Open (or create) the file and bring it up to date. The caller holds the lock.

    Raises DatabaseBusy when the file cannot be read or written, DatabaseTooNew.
    """
    engine = sqlite.writer(path)
    try:
        with _let_go_on_error(engine):
            migrate(engine)
            writer = GroupCommits(engine, offload)
    except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
        raise DatabaseBusy(reason=f"{path}: {getattr(error, 'orig', error)}") from error
    return _ready(Database(writer, sqlite.reader(path)))


def open_postgresql(url: str) -> Database:
    """Connect to PostgreSQL and bring it up to date. Raises DatabaseBusy when it does not answer, DatabaseTooNew."""
    engine = sa.create_engine(
        url, pool_size=10, max_overflow=0, pool_pre_ping=True, isolation_level="READ COMMITTED"
    )
    try:
        with _let_go_on_error(engine):
            migrate(engine)
    except sa.exc.OperationalError as error:
        raise DatabaseBusy(reason=str(error.orig).strip()) from error
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return _ready(Database(EachCommits(engine), reader))


@contextmanager
def _let_go_on_error(engine: sa.Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _ready(db: Database) -> Database:
    with db.transaction() as tx:
        journal.start(tx.conn)
    return db
