"""Several processes on one PostgreSQL: who hears of whose commits, who is alone, whether waiting stops others.

NOTIFY is only the alarm clock: what happened stands in the journal, and whoever was deaf for a while reads it there.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.storage.database import Database

log = logging.getLogger(__name__)
JOURNAL: Final = "journal"
PROMPT: Final = "prompt"
FIRST_PAUSE_S: Final = 0.2
LONGEST_PAUSE_S: Final = 5.0
LOOK_S: Final = 1.0
START, DAY = 1, 2
"""For what one process at a time is alone: starting, and turning the day."""
OURS: Final = 0x5A70
MY_TURN: Final = f"SELECT pg_advisory_xact_lock({OURS}, 0)"
ALONE_WITHIN_S: Final = 60
NAPS_S: Final = (0.1, 0.2, 0.4, 0.8)
PATIENCE: Final[dict[str, Any]] = {
    "connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}  # fmt: skip
"""A database whose machine is gone says nothing: it is noticed after so many seconds, not after two hours."""
NAP = "SELECT clock_timestamp(), pg_sleep(%s), clock_timestamp()"


class NotGreen(Exception):
    """Waiting for the database would stop everybody."""


def connected(url: str, *, name: str = "satupintu") -> Any:
    """A connection of its own, outside the pool. Raises psycopg.OperationalError."""
    import psycopg  # a hall on SQLite does without it

    plain = sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True, application_name=name, **PATIENCE)


class Listener:
    """``hears`` is what to do with the words of each channel; with "" after each new connection, as nobody knows what
    was said meanwhile.
    """

    def __init__(self, url: str, hears: Mapping[str, Callable[[str], None]]) -> None:
        self._url, self._hears = url, hears
        self._deaf = False

    def run(self, closing: threading.Event) -> None:
        """Until closing; a lost connection is made again after 0.2 to 5 s."""
        import psycopg

        pause = FIRST_PAUSE_S
        while not closing.is_set():
            try:
                with connected(self._url, name="satupintu listens") as conn:
                    self._begin(conn)
                    pause = FIRST_PAUSE_S
                    while not closing.is_set():
                        for word in conn.notifies(timeout=LOOK_S):
                            self._hears[word.channel](word.payload)
            except psycopg.Error as error:
                if not self._deaf:
                    log.warning("deaf to other processes, trying again: %s", str(error).strip())
                self._deaf = True
                closing.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)

    def _begin(self, conn: Any) -> None:
        for channel in self._hears:
            conn.execute(f"LISTEN {channel}")
        if self._deaf:
            log.warning("hears other processes again")
        self._deaf = False
        for hear in self._hears.values():
            hear("")


def say(conn: sa.Connection, channel: str, word: str) -> None:
    """Say ``word`` (under 8,000 bytes) to all processes that listen, this one too, with the commit."""
    conn.execute(sa.select(sa.func.pg_notify(channel, word)))


def tell(db: Database, channel: str, word: str) -> None:
    """Say ``word`` in a transaction of its own. Raises DatabaseBusy."""
    with db.transaction() as tx:
        say(tx.conn, channel, word)


@contextmanager
def alone(url: str, what: int) -> Iterator[None]:
    """Of all processes on this database only one is here at a time. Raises DatabaseBusy after a minute."""
    import psycopg

    try:
        conn = connected(url, name="satupintu alone")
    except psycopg.Error as error:
        raise DatabaseBusy(reason=str(error).strip()) from error
    with conn:
        try:
            conn.execute(f"SET lock_timeout = '{ALONE_WITHIN_S}s'")
            conn.execute("SELECT pg_advisory_lock(%s, %s)", (OURS, what))
        except psycopg.Error as error:
            raise DatabaseBusy(reason=f"another server is starting: {error}".strip()) from error
        yield


def must_be_green(url: str) -> None:
    """Two that wait for the database must wait side by side. Raises NotGreen, DatabaseBusy.

    Asked of the database's own clock, so a slow machine is not taken for a blocked one: two sleeps overlap, or they
    follow one another.
    """
    import psycopg

    try:
        with connected(url) as one, connected(url) as other:
            if any(_overlap(one, other, nap_s) for nap_s in NAPS_S):
                return
    except psycopg.Error as error:
        raise DatabaseBusy(reason=str(error).strip()) from error
    raise NotGreen


def _overlap(one: Any, other: Any, nap_s: float) -> bool:
    times: list[tuple[Any, Any]] = []

    def nap(conn: Any) -> None:
        began, _, ended = conn.execute(NAP, (nap_s,)).fetchone()
        times.append((began, ended))

    sleepers = [threading.Thread(target=nap, args=(conn,)) for conn in (one, other)]
    for sleeper in sleepers:
        sleeper.start()
    for sleeper in sleepers:
        sleeper.join()
    return len(times) == 2 and max(b for b, _ in times) < min(e for _, e in times)
