"""Tickets by the token on their paper: whoever guesses is held back, and those who have theirs are not."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

from queue_server.domain.errors import TooManyAttempts

A_MINUTE: Final = 60
"""Unknown tokens from one address: phones of a whole hall may share one, and some still show yesterday's ticket."""
KNOWN_FOR_S: Final = 600.0
MOST: Final = 20_000


class Lookups:
    """Each process counts for itself: 128 random bits are guessed by nobody, this keeps the trying cheap for us."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._missed: OrderedDict[str, list[float]] = OrderedDict()
        self._good: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def may_look(self, address: str, token: str) -> None:
        """Raises TooManyAttempts when this address had too many unknown ones and this is not one that was good."""
        now = self._clock()
        with self._lock:
            missed = self._missed.get(address, [])
            if len(missed) < A_MINUTE or now - missed[-A_MINUTE] >= 60:
                return
            if now - self._good.get(token, -KNOWN_FOR_S) < KNOWN_FOR_S:
                return
        raise TooManyAttempts(retry_in=max(1, math.ceil(60 - (now - missed[-A_MINUTE]))))

    def was(self, address: str, token: str, *, there: bool) -> None:
        """What the look brought."""
        now = self._clock()
        with self._lock:
            if there:
                _newest(self._good, token, now)
            else:
                recent = [at for at in self._missed.get(address, ()) if now - at < 60]
                _newest(self._missed, address, [*recent, now][-A_MINUTE:])


def _newest(kept: OrderedDict[str, Any], key: str, value: Any) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > MOST:
        kept.popitem(last=False)
