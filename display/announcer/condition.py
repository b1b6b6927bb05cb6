"""Tells the server how the voice is: at each connection, at each change, and every 30 seconds at least."""

from __future__ import annotations

import threading
from typing import Final

from display.announcer.server import Server, ServerError
from display.announcer.troubles import Troubles

EVERY_S: Final = 25.0
AGAIN_S: Final = 5.0
LONGEST_DETAIL: Final = 200
TOO_OLD: Final = 404  # a server from before this could be told


class Condition:
    """``voice`` is ok, failed (only the chime is heard) or none (no voice is wanted)."""

    def __init__(self, server: Server, troubles: Troubles) -> None:
        self._server, self._troubles = server, troubles
        self._changed = threading.Condition()
        self._now: dict[str, str] | None = None
        self._is_due, self._stopping = False, False

    def set(self, *, voice: str, engine: str, detail: str = "") -> None:
        told = {"voice": voice, "engine": engine, "detail": detail[:LONGEST_DETAIL]}
        with self._changed:
            if told != self._now:
                self._now, self._is_due = told, True
                self._changed.notify()

    def tell_again(self) -> None:
        """To a server that has just been met (again)."""
        with self._changed:
            self._is_due = self._now is not None
            self._changed.notify()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()

    def run(self) -> None:
        """Until ``stop``."""
        wait_s = EVERY_S
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_due or self._stopping, wait_s)
                if self._stopping:
                    return
                now, self._is_due = self._now, False
            wait_s = EVERY_S if now is None or self._tell(now) else AGAIN_S

    def _tell(self, now: dict[str, str]) -> bool:
        try:
            self._server.put_voice_condition(now)
        except ServerError as error:
            if error.status != TOO_OLD:
                self._troubles.begins("condition", f"how the voice is was not told: {error}")
            return error.status == TOO_OLD
        self._troubles.ends("condition", "how the voice is can be told again")
        return True
