"""Several processes are one hall: each tells the others every two seconds who is connected to it."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.screen import Device
from queue_server.storage import listen, presence
from queue_server.storage.database import Database
from queue_server.storage.presence import Seen

log = logging.getLogger(__name__)
BEAT_S: Final = 2.0
BLIND_AFTER_S: Final = 5.0
STALE_AFTER_S: Final = 10.0
"""A process that has said nothing for so long has died."""
FOLDER: Final = "folder-name"
SURE_S: Final = 0.02
DRIFT: Final = 0.001
"""How wrong a steady clock may go: a second in a thousand is far more than any does."""
CAME_OR_WENT: Final = "presence"
SERVER: Final = "server"
"""The role under which a process writes itself."""


@dataclass(frozen=True, slots=True)
class Other:
    """A device at another process: when it was last seen there (``time.monotonic``), what it said of itself."""

    seen: float
    facts: Mapping[str, Any]


class Elsewhere(Protocol):
    """What other processes know."""

    def others(self) -> Mapping[Device, Other]:
        """The devices that are, or a moment ago were, at other processes."""

    def sees(self) -> bool:
        """Whether that is known at this moment. Who is blind must take nobody for lost."""

    def since(self) -> float:
        """From when on it has been known without a break (``time.monotonic``)."""


class Nowhere:
    """The only process of its hall."""

    def others(self) -> Mapping[Device, Other]:
        return {}

    def sees(self) -> bool:
        return True

    def since(self) -> float:
        return 0.0


class Presence:
    """``mine`` gives the devices that are here; ``folder`` names the data folder that all processes share."""

    def __init__(
        self, db: Database, process: str, folder: str, mine: Callable[[], Mapping[Device, Seen]],
        clock: DatabaseClock,
    ) -> None:  # fmt: skip
        self._db, self._process, self._folder, self._mine = db, process, folder, mine
        self._clock = clock
        self._others: dict[Device, Other] = {}
        self._said: set[Device] = set()
        self._beat_at = self._saw_at = self._since = float("-inf")

    def others(self) -> Mapping[Device, Other]:
        return self._others

    def sees(self) -> bool:
        return time.monotonic() - self._saw_at < BLIND_AFTER_S

    def since(self) -> float:
        return self._since

    def here_of_others(self) -> list[Device]:
        """The devices that are connected to other processes, as far as is known."""
        now = time.monotonic()
        return [one for one, other in self._others.items() if now - other.seen < STALE_AFTER_S]

    def beat(self) -> None:
        """Say who is here and learn who is elsewhere: when two seconds have passed, or at once when somebody came or
        went. Raises DatabaseBusy.
        """
        mine, now = dict(self._mine()), time.monotonic()
        mine[(SERVER, self._process)] = Seen(age_s=0.0, facts={"folder": self._folder})
        if set(mine) == self._said and now - self._beat_at < BEAT_S:
            return
        self._beat_at = now
        news = set(mine) != self._said
        with self._db.transaction() as tx:
            presence.say(tx.conn, self._process, mine, self._said - set(mine))
            if news:
                listen.say(tx.conn, CAME_OR_WENT, self._process)
        self._said = set(mine)
        self._look()

    def heard(self, word: str) -> None:
        """Somebody came to another process, or left it: looked at now, not at the next beat."""
        if word != self._process:
            with suppress(DatabaseBusy):
                self._look()

    def _look(self) -> None:
        with self._db.reading() as conn:
            self._clock.look(conn)
            found = presence.others(conn, self._process)
        now = time.monotonic()
        if not self.sees():  # the others could say nothing either: give them time
            self._since = now
        self._saw_at = now
        self._others = newest(found, now)

    def leave(self) -> None:
        """The process ends in order: others need not wait until it is stale."""
        try:
            with self._db.transaction() as tx:
                presence.leave(tx.conn, self._process)
        except DatabaseBusy as error:
            log.warning("left without a word: %s", error)


def newest(found: Iterable[tuple[Device, Seen]], now: float) -> dict[Device, Other]:
    """By device: where it was seen last, counted from ``now``."""
    best: dict[Device, Other] = {}
    for device, seen in found:
        if device[0] == SERVER:
            continue
        other = Other(now - seen.age_s, seen.facts)
        if device not in best or other.seen > best[device].seen:
            best[device] = other
    return best


class OtherFolder(Exception):
    """Another process of this hall is running on another data folder."""


def folder_name(data: Path) -> str:
    """What the data folder is called among processes: a word in a file of its own, made at the first start."""
    file = data / FOLDER
    with suppress(FileExistsError), file.open("x") as new:
        new.write(secrets.token_hex(8))
    return file.read_text().strip()


def must_share(db: Database, folder: str) -> None:
    """Sounds, films and keys are files: all processes need the same ones. Raises OtherFolder, DatabaseBusy."""
    with db.reading() as conn:
        found = presence.others(conn, "")
    for (role, _), seen in found:
        if role == SERVER and seen.age_s < STALE_AFTER_S and seen.facts.get("folder") != folder:
            raise OtherFolder


class DatabaseClock:
    """The time of the database, so that machines whose clocks differ write one history; between two looks it is carried
    on by this machine's steady clock, which nobody sets.
    """

    def __init__(self, db: Database) -> None:
        self._told, self._at, self._width = datetime.now(UTC), time.monotonic(), float("inf")
        with db.reading() as conn:
            self.look(conn)

    def __call__(self) -> datetime:
        return self._told + timedelta(seconds=time.monotonic() - self._at)

    def look(self, conn: sa.Connection) -> None:
        """Compare. An answer that took long says little: it counts when it is better than what is known."""
        asked = time.monotonic()
        told = presence.clock(conn)
        width = time.monotonic() - asked
        if width <= max(SURE_S, self._width + DRIFT * (asked - self._at)):
            self._told, self._at, self._width = told, asked + width / 2, width
