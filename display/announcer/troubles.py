"""One log line when a trouble begins and one when it ends, however often it is met in between."""

from __future__ import annotations

import logging
import threading


class Troubles:
    """Troubles by name. Safe to use from several threads."""

    def __init__(self, log: logging.Logger) -> None:
        self._log, self._lock = log, threading.Lock()
        self._now: set[str] = set()

    def begins(self, name: str, message: str) -> None:
        with self._lock:
            if name in self._now:
                return
            self._now.add(name)
        self._log.warning("%s", message)

    def ends(self, name: str, message: str) -> None:
        with self._lock:
            if name not in self._now:
                return
            self._now.remove(name)
        self._log.info("%s", message)
