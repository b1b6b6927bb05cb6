"""Opening the SQLite file: one connection writes and checkpoints, readers are read-only, every commit is on disk.

The reasons stand in docs/decisions/storage.md: SQLite before 3.51.3 can lose committed writes when two connections
write or checkpoint at once, and with ``synchronous`` below FULL a power cut may take the last numbers back.
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.trouble import Why

LARGEST_LOG = 64 << 20


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in ``mode`` "rwc" (the one writer) or "ro". Never waits for a lock in C: that would stop the hub."""
    conn = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        check_same_thread=False,
        timeout=0,
        isolation_level=None,
        cached_statements=512,  # those of a morning are made once
    )
    if mode != "ro":
        conn.execute("PRAGMA journal_mode=WAL")
    checkpoint = 0 if mode == "ro" else 1000
    # While a copy is made the log cannot begin anew and grows; afterwards it gives the room back.
    limit = f"journal_size_limit={LARGEST_LOG}"
    for pragma in (
        "synchronous=FULL", "foreign_keys=ON", f"wal_autocheckpoint={checkpoint}", limit,
    ):  # fmt: skip
        patiently(
            conn, f"PRAGMA {pragma}"
        )  # it reads the file: another connection may just be opening it
    if conn.execute("PRAGMA synchronous").fetchone() != (2,):
        raise RuntimeError("synchronous is not FULL")
    return conn


class Place:
    """Where the file was when it was opened. Make it after opening.

    A file deleted or replaced lives on for whoever has it open, and everything written to it is gone with the process:
    two looks at the folder before each commit (microseconds) tell.
    """

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        files = (os.fspath(path), f"{path}-wal")
        self._files = [(file, which) for file in files if (which := _which(file))]

    def look(self) -> None:
        """Raises DatabaseBusy when the database file or its write-ahead log is another or none."""
        for file, was in self._files:
            found = _which(file)
            if found != was:
                what = "is gone" if found is None else "was replaced"
                raise DatabaseBusy(reason=f"{file}: the file {what}", why=Why.GONE)


def _which(file: str | Path) -> tuple[int, int] | None:
    try:
        told = os.stat(file)  # noqa: PTH116 - before each commit: no Path is made
    except OSError:
        return None
    return told.st_dev, told.st_ino


def writer(path: Path) -> sa.Engine:
    """The engine of the one writing connection. It never begins by itself: ``begin`` and the commit are said aloud."""
    return sa.create_engine(
        "sqlite://",
        creator=lambda: connect(path, "rwc"),
        poolclass=sa.pool.StaticPool,
        isolation_level="AUTOCOMMIT",
    )


def wake(engine: sa.Engine) -> None:
    """Read once, so that SQLite takes over what a crash left in the write-ahead log."""
    with engine.connect() as conn:
        conn.exec_driver_sql("SELECT count(*) FROM sqlite_master")


def reader(path: Path) -> sa.Engine:
    """An engine of read-only connections; each transaction sees one consistent state."""
    made = sa.create_engine(
        "sqlite://",
        creator=lambda: connect(path, "ro"),
        poolclass=sa.pool.QueuePool,
        pool_size=10,
        max_overflow=20,
    )
    sa.event.listen(made, "begin", lambda conn: begin(conn.connection.dbapi_connection, "DEFERRED"))
    return made


def begin(dbapi: Any, kind: str, busy_s: float = 5.0) -> None:
    """BEGIN, patiently."""
    patiently(dbapi, f"BEGIN {kind}", busy_s)


def patiently(dbapi: Any, statement: str, busy_s: float = 5.0) -> None:
    """Execute, waiting in Python (where other requests can run) while another process holds the lock.

    Raises DatabaseBusy after ``busy_s`` seconds.
    """
    end, pause = time.monotonic() + busy_s, 0.001
    while True:
        try:
            dbapi.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if time.monotonic() > end:
                raise DatabaseBusy(reason="locked by another process") from error
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
