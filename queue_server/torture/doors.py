"""Which servers can be asked now: clients wait here while there is none, and until a dead one is buried."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Final, NamedTuple

LONGEST_S: Final = 120.0


class Door(NamedTuple):
    """A server, and which of its lives."""

    port: int
    life: int


class Over(Exception):
    """The torture has ended; nobody needs to ask any more."""


class Doors:
    """Ports by state. A server is marked as falling before it is killed, so that nobody who was cut off believes it
    lives.
    """

    def __init__(self, ports: list[int]) -> None:
        self.ports = ports
        self._open: set[int] = set()
        self._falling: set[int] = set()
        self._deaths: Counter[int] = Counter()
        self._over = False
        self._changed = threading.Condition()

    def open(self, port: int) -> None:
        """It is ready."""
        with self._changed:
            self._open.add(port)
            self._changed.notify_all()

    def falling(self, port: int) -> None:
        """It is about to be killed."""
        with self._changed:
            self._deaths[port] += 1
            self._open.discard(port)
            self._falling.add(port)

    def buried(self, port: int) -> None:
        """It is dead, and nothing that it began can still happen."""
        with self._changed:
            self._falling.discard(port)
            self._changed.notify_all()

    def end(self) -> None:
        """Whoever waits goes home."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def find(self, client: int) -> Door:
        """The server that ``client`` asks now, waiting until there is one. Raises Over."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._open, LONGEST_S)
            if self._over or not self._open:
                raise Over
            wanted = self.ports[client % len(self.ports)]
            port = wanted if wanted in self._open else min(self._open)
            return Door(port, self._deaths[port])

    def after(self, door: Door) -> bool:
        """Somebody was cut off at ``door``: wait until it is buried. False when nobody had killed it."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or door.port not in self._falling, LONGEST_S)
            return self._deaths[door.port] > door.life
