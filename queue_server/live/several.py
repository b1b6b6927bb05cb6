"""One of several processes of a hall on PostgreSQL: what it needs beside what a single one does. docs/postgresql.md."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.screen import Device
from queue_server.live.presence import (
    CAME_OR_WENT,
    DatabaseClock,
    Presence,
    folder_name,
    must_share,
)
from queue_server.storage import listen
from queue_server.storage.database import Database
from queue_server.storage.presence import Seen
from queue_server.usecases.prompts import Prompt, Prompts

KNOWN: Final = "known"
"""The channel on which is said that somebody logged out, or may not come in any more."""


class Several:
    """``data`` is the folder that all processes share. Raises NotGreen, DatabaseBusy."""

    def __init__(self, db: Database, url: str, data: Path, *, must_be_green: bool) -> None:
        if must_be_green:
            listen.must_be_green(url)
        self._db, self._url = db, url
        self._folder = folder_name(data)
        self._process = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._heard: list[Callable[[], Mapping[Device, Seen]]] = []
        self._hears: dict[str, Callable[[str], None]] = {listen.JOURNAL: self._committed}
        self.clock = DatabaseClock(db)
        self.presence = Presence(db, self._process, self._folder, self._mine, self.clock)
        self._hears[CAME_OR_WENT] = self.presence.heard

    @contextmanager
    def starting(self) -> Iterator[None]:
        """One process at a time fills an empty hall and makes keys. Raises OtherFolder, DatabaseBusy."""
        with listen.alone(self._url, listen.START):
            must_share(self._db, self._folder)
            yield

    @contextmanager
    def turning_the_day(self) -> Iterator[None]:
        """One process at a time closes a day; who comes second finds it closed. Raises DatabaseBusy."""
        with listen.alone(self._url, listen.DAY):
            yield

    def tells(self, *heard: Callable[[], Mapping[Device, Seen]]) -> None:
        """Where this process learns who is connected to it."""
        self._heard += heard

    def others(self) -> set[Device]:
        """The devices that are at other processes."""
        return set(self.presence.here_of_others())

    def shares(self, prompts: Prompts) -> None:
        """A kiosk may ask this process for a sound, and the announcer be at another one."""

        def heard(word: str) -> None:
            try:
                told = json.loads(word)
                process = told.pop("process")
                prompt = Prompt(**told)
            except (ValueError, TypeError, KeyError, AttributeError):
                return  # silence, or a word of a release that says it in another way
            if process != self._process:
                prompts.heard(prompt)

        self._hears[listen.PROMPT] = heard

    def ask(self, prompt: Prompt) -> None:
        """Tell the other processes what a kiosk wants said. Raises DatabaseBusy."""
        told = prompt.plain() | {"kiosk": prompt.kiosk, "process": self._process}
        listen.tell(self._db, listen.PROMPT, json.dumps(told, ensure_ascii=False))

    def forgets(self, forget: Callable[[], None]) -> None:
        """Whom this process knows it looks up again when another one says so."""
        self._hears[KNOWN] = lambda word: forget()

    def forget(self) -> None:
        """Somebody logged out here: the other processes look again. While the database is away they do so in time."""
        with suppress(DatabaseBusy):
            listen.tell(self._db, KNOWN, "")

    def start(self, spawn: Callable[..., Any], closing: threading.Event) -> None:
        """Listen, in a loop of its own."""
        spawn(listen.Listener(self._url, self._hears).run, closing)

    def _committed(self, word: str) -> None:
        self._db.committed.set()

    def _mine(self) -> dict[Device, Seen]:
        return {device: seen for heard in self._heard for device, seen in heard().items()}
