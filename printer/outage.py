"""A trouble is told when it begins and when it ends, and not in between."""

from __future__ import annotations

import logging
import time


class Outage:
    def __init__(self, log: logging.Logger, what: str) -> None:
        self._log, self._what = log, what
        self._kind = ""
        self._since = 0.0

    def begins(self, why: str, *, kind: str) -> None:
        """Say ``why`` the first time, and again only when the trouble is of another ``kind``."""
        if kind == self._kind:
            return
        if not self._kind:
            self._since = time.monotonic()
        self._kind = kind
        self._log.warning("%s: %s", self._what, why)

    def ends(self) -> None:
        if self._kind:
            lasted = time.monotonic() - self._since
            self._log.info("%s is well again after %.0f s", self._what, lasted)
        self._kind = ""
