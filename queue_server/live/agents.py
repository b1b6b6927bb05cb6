"""Which print agents are there: a live connection counts, and so does a word from them a moment ago."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from queue_server.usecases import printers, spool
from queue_server.usecases.house import House

LOST_AFTER_S: Final = 10.0


class Agents:
    """``online`` gives (role, name) of the devices connected now."""

    def __init__(self, house: House, online: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self._house = house
        self._online = online
        self._seen: dict[str, float] = {}
        self._began = time.monotonic()

    def seen(self, name: str) -> None:
        """The agent of ``name`` has just said something."""
        self._seen[name] = time.monotonic()

    def lost(self) -> list[str]:
        """Printers whose agent has not been there for ten seconds."""
        now = time.monotonic()
        for role, name in self._online():
            if role == "printer":
                self._seen[name] = now
        return [
            name
            for name in self._house.printers
            if now - self._seen.get(name, self._began) > LOST_AFTER_S
        ]

    def look(self) -> None:
        """Note who is gone, hand over what is stranded there, and end the jobs nobody will print any more."""
        house, lost, at = self._house, self.lost(), self._house.now()
        printers.note_agents(house.db, house.printers, lost=lost, at=at)
        printers.move_stranded(house.db, house.printers, at=at)
        spool.end_overdue(house.db, lost=lost, at=at)
