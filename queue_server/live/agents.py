"""Which print agents are there: a live connection counts, and so does a word from them a moment ago."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from queue_server.live.presence import Elsewhere, Nowhere
from queue_server.storage.presence import Seen
from queue_server.usecases import printers, spool
from queue_server.usecases.house import House

LOST_AFTER_S: Final = 10.0


class Agents:
    """``online`` gives (role, name) of the devices connected to this process; ``elsewhere`` knows those of others."""

    def __init__(
        self,
        house: House,
        online: Callable[[], Iterable[tuple[str, str]]],
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self._house = house
        self._online = online
        self._elsewhere = elsewhere or Nowhere()
        self._seen: dict[str, float] = {}
        self._began = time.monotonic()

    def seen(self, name: str) -> None:
        """The agent of ``name`` has just said something."""
        self._seen[name] = time.monotonic()

    def heard(self) -> dict[tuple[str, str], Seen]:
        """The agents that spoke to this process a moment ago, for the other processes."""
        now = time.monotonic()
        ages = {name: now - at for name, at in list(self._seen.items())}
        return {
            ("printer", name): Seen(age_s=age, facts={})
            for name, age in ages.items()
            if age <= LOST_AFTER_S
        }

    def lost(self) -> list[str]:
        """Printers whose agent has not been there, at any process, for ten seconds."""
        now, since = time.monotonic(), self._elsewhere.since()
        for role, name in self._online():
            if role == "printer":
                self._seen[name] = now
        seen = {
            name: other.seen
            for (role, name), other in self._elsewhere.others().items()
            if role == "printer"
        }
        return [
            name
            for name in self._house.printers
            if now - max(self._seen.get(name, self._began), seen.get(name, since), since)
            > LOST_AFTER_S
        ]

    def look(self) -> None:
        """Note who is gone, hand over what is stranded there, and end the jobs nobody will print any more."""
        if not self._elsewhere.sees():
            return
        house, lost, at = self._house, self.lost(), self._house.now()
        printers.note_agents(house.db, house.printers, lost=lost, at=at)
        printers.move_stranded(house.db, house.printers, at=at)
        spool.end_overdue(house.db, lost=lost, at=at)
