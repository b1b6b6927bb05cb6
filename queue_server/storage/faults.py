"""Faults that can be switched on, to see what the house does: off unless the environment names a file of orders.

``SATUPINTU_FAULTS=FILE`` (read once, when the process starts) names a file with one order a line, looked at again
before each commit and each look at the clock: ``commit 0.5`` (each commit takes half a second longer), ``commit hang``
(it does not return until the line is gone), ``clock 3600`` (the machine's clock is so many seconds ahead), ``clock
1970-01-01T00:00:00+00:00`` (it stands there). Nothing of this can be reached from the network.
"""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

VARIABLE: Final = "SATUPINTU_FAULTS"
_FILE: Final = os.environ.get(VARIABLE)


def on() -> bool:
    """Whether this process was started with faults."""
    return _FILE is not None


def wall() -> datetime:
    """The machine's clock."""
    now = datetime.now(UTC)
    told = _order("clock") if _FILE else ""
    if not told:
        return now
    if "T" in told:
        return datetime.fromisoformat(told)
    return now + timedelta(seconds=float(told))


def slow_down() -> None:
    """Wait as the disk would: in C, in whatever thread commits."""
    began = time.monotonic()
    while told := _order("commit"):
        left = 1.0 if told == "hang" else float(told) - (time.monotonic() - began)
        if left <= 0:
            return
        # Not time.sleep: under eventlet that is a green one, and the thread that commits is none of the hub's.
        signal.sigtimedwait([], min(left, 0.05))


def _order(what: str) -> str:
    """What stands behind ``what`` in the file; "" when it does not, or there is no file now."""
    try:
        lines = Path(str(_FILE)).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = [line.split() for line in lines]
    return next((words[1] for words in found if len(words) == 2 and words[0] == what), "")
