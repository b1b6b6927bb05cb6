"""Opening the database: the lock beside the file, migrations, the right writer for each kind."""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.trouble import Why
from queue_server.storage import journal, listen, soundness, sqlite
from queue_server.storage.database import Database
from queue_server.storage.schema import metadata
from queue_server.storage.writers import EachCommits, GroupCommits, Offload

MIGRATIONS = Path(__file__).parent / "migrations"
FILE = "hall.db"
UNFINISHED = "restore-unfinished"
"""Lies in the data folder while an older copy takes the place of the database: nothing else may open it."""


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


def shared(data: Path) -> IO[str]:
    """The data folder of several processes on PostgreSQL: nobody owns it. Raises OSError when it is no good."""
    data.mkdir(parents=True, exist_ok=True)
    return (data / "hall.lock").open("a+")


def revisions() -> set[str]:
    """Every revision this release knows."""
    return {file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def newest() -> str:
    """The revision this release needs."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def migrate(engine: sa.Engine, before: Callable[[str], None] = lambda revision: None) -> bool:
    """Bring the database to this release; True when something was changed. Raises DatabaseTooNew, changing nothing.

    ``before`` is told the revision of a database that is about to be upgraded; what it raises prevents that.
    """
    with engine.connect() as conn:
        tables = sa.inspect(conn).get_table_names()
        has, empty = "alembic_version" in tables, not tables
        current = conn.scalar(sa.text("SELECT version_num FROM alembic_version")) if has else None
    known = revisions()
    if current == max(known):
        return False
    if current is not None and current not in known:
        raise DatabaseTooNew(current)
    if empty:
        _create(engine, max(known))
    else:
        before(current or "")
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


def open_sqlite(
    path: Path,
    offload: Offload | None = None,
    *,
    before: Callable[[str], None] = lambda revision: None,
) -> Database:
    """Open (or create) the file and bring it up to date. The caller holds the lock; ``before`` as for ``migrate``.

    Raises DatabaseBusy when the file cannot be read or written, DatabaseTooNew.
    """
    soundness.look_before(path)
    if _refuse_newer(path):
        # Before the writer is there: whoever closes a file of SQLite lets go of all locks this process has on it, and
        # the next reader of another process would cut the index of the log from under the server.
        soundness.look_after(path)
    engine = sqlite.writer(path)
    try:
        with _let_go_on_error(engine):
            sqlite.wake(engine)
            migrate(engine, before)
            writer = GroupCommits(engine, offload, sqlite.Place(path))
    except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
        raise DatabaseBusy(reason=f"{path}: {getattr(error, 'orig', error)}") from error
    return _ready(Database(writer, sqlite.reader(path), path.parent))


def _refuse_newer(path: Path) -> bool:
    """Look without touching: the writer would fold the log of a crash into the file. True when it can be read, and the
    log's index is of now. Raises DatabaseTooNew.
    """
    try:
        conn = sqlite.connect(path, "ro")
        with closing(conn):
            row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return False  # new, empty, locked or no database: the writer says which
    if row and row[0] not in revisions():
        raise DatabaseTooNew(row[0])
    return True


POOL = 10
POOL_WAIT_S = 5.0
LONGEST_WRITE_S, LONGEST_READ_S, LONGEST_LOCK_S = 10, 60, 8


def open_postgresql(url: str, *, before: Callable[[str], None] = lambda revision: None) -> Database:
    """Connect to PostgreSQL and bring it up to date. Raises DatabaseBusy when it does not answer, DatabaseTooNew.

    Whoever writes never waits for readers to give a connection back, and nobody waits for anything without an end.
    """
    waits = {"lock_timeout": LONGEST_LOCK_S, "idle_in_transaction_session_timeout": LONGEST_WRITE_S}
    writer = _engine(url, isolation="READ COMMITTED", statement_timeout=LONGEST_WRITE_S, **waits)
    reads = _engine(url, isolation="REPEATABLE READ", statement_timeout=LONGEST_READ_S, **waits)
    reader = reads.execution_options(postgresql_readonly=True)
    db = Database(_Turns(writer), reader)
    plain = sa.create_engine(url, poolclass=sa.NullPool)  # a migration takes as long as it takes
    try:
        with _let_go_on_error(writer), listen.alone(url, listen.START):
            migrate(plain, before)
            return _ready(db)
    except sa.exc.OperationalError as error:
        raise DatabaseBusy(reason=str(error.orig).strip()) from error


# Every pool that is let go would be a line in the hall's log.
logging.getLogger(f"{__name__}._Pool").setLevel(logging.WARNING)


class _Turns(EachCommits):
    """One after the other over all processes, as on SQLite: what is decided is decided on what stands in the journal,
    so it can be explained by it, and nobody waits for each other in a circle. The journal's head made them commit one
    after the other anyway.

    Says so when nobody knows whether a commit arrived: its connection broke before the answer.
    """

    @contextmanager
    def turn(self) -> Iterator[sa.Connection]:
        with self._engine.connect() as conn, conn.begin() as transaction:
            conn.exec_driver_sql(listen.MY_TURN)
            yield conn
            try:
                transaction.commit()
            except sa.exc.OperationalError as error:
                reason = f"no answer to a commit: {error.orig}".strip()
                raise DatabaseBusy(reason=reason, why=Why.STUCK) from error


class _Pool(sa.QueuePool):
    """A pool that refuses in the hall's words when all connections stay busy."""

    def _do_get(self) -> Any:
        try:
            return super()._do_get()
        except sa.exc.TimeoutError as error:
            raise DatabaseBusy(
                reason=f"all {POOL} connections are busy for {POOL_WAIT_S:.0f} s", why=Why.NO_FILES
            ) from error


def _engine(url: str, *, isolation: Any, **waits_s: int) -> sa.Engine:
    options = " ".join(f"-c {name}={seconds}s" for name, seconds in waits_s.items())
    return sa.create_engine(
        url, poolclass=_Pool, pool_size=POOL, max_overflow=0, pool_timeout=POOL_WAIT_S, pool_pre_ping=True,
        isolation_level=isolation,
        connect_args={"options": options, "application_name": "satupintu", **listen.PATIENCE},
    )  # fmt: skip


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
