"""The clock of the house, hung up: what it goes by, and what the log hears of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from queue_server.domain.clock import ClockState, HouseClock
from queue_server.storage import journal
from queue_server.storage.database import Database

log = logging.getLogger(__name__)


def house_clock(db: Database, wall: Callable[[], datetime]) -> HouseClock:
    """The time of the house, from the clock on its wall and the newest row of the journal."""
    with db.reading() as conn:
        newest = journal.one(conn, journal.last_seq(conn))

    def told(state: ClockState, gap: timedelta) -> None:
        apart = gap.total_seconds()
        where = "behind" if apart >= 0 else "ahead"
        log.warning("clock %s: the machine's was %d s %s", state.value, abs(apart), where)

    return HouseClock(wall, steady, newest=newest.at if newest else None, told=told)


def steady() -> float:
    """Seconds that nobody sets, and that go on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
