"""A trouble is told when it begins and when it ends, and not in between."""

from __future__ import annotations

import logging
import time


class Outage:
    def __init__(self, log: logging.Logger, what: str) -> None:
        self._log, self._what = log, what
        self._why = ""
        self._since = 0.0

    def begins(self, why: str) -> None:
        """Say so the first time, and again only when the reason is another."""
        if why == self._why:
            return
        if not self._why:
            self._since = time.monotonic()
        self._why = why
        self._log.warning("%s: %s", self._what, why)

    def ends(self) -> None:
        if self._why:
            self._log.info(
                "%s is well again after %.0f s", self._what, time.monotonic() - self._since
            )
        self._why = ""
