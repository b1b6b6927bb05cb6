"""The time of the house. A PC's clock may be wrong: its battery dies, somebody sets it, the network corrects it late.

What the house is told never goes back. The newest row of the journal is the last moment that is known for sure.
"""

from __future__ import annotations

import enum
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

RELEASED: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""No machine runs this release before: a clock that says so has lost its battery."""
BELIEVED: Final = timedelta(hours=12)
"""A clock that is further behind than this was set right: then the rows were wrong."""
ASKED_AGAIN: Final = timedelta(minutes=5)
"""A clock that leaps by more than that while the house runs must stand by it so long."""
A_MOMENT: Final = timedelta(seconds=1)
CATCHING_UP: Final = 0.5
"""How fast the house's time goes while the wall clock is behind it."""


class ClockState(enum.StrEnum):
    OK = "ok"
    BEHIND = "behind"
    """The wall clock is behind what was written: the house goes on by itself."""
    AHEAD = "ahead"
    """The wall clock has just leapt far ahead: for five minutes the house goes on by itself."""
    RESET = "reset"
    """The wall clock was far behind and is believed: what was written before has times of the future."""


class HouseClock:
    """Call it for the time. ``wall`` is the machine's clock (aware UTC), ``steady`` one in seconds that nobody sets,
    ``newest`` the time of the newest journal row, None for a new hall. ``told(state, gap)`` hears of each new state.

    Behind by a moment, it waits. Below the release date, the wall clock is wrong: the house goes on from the newest row
    at the usual speed. Behind by up to 12 hours, it goes on at half speed until the wall clock has caught up. Behind
    by more, the wall clock is believed. So is a jump forward by up to 12 hours; by more, which would end the day and
    send everybody home, only at the first look and after five minutes. ``steady`` must go on while the machine sleeps.
    """

    def __init__(
        self, wall: Callable[[], datetime], steady: Callable[[], float], *, newest: datetime | None,
        told: Callable[[ClockState, timedelta], None] = lambda state, gap: None,
    ) -> None:  # fmt: skip
        self._wall, self._steady, self._told = wall, steady, told
        self._last = newest or RELEASED
        self._at = steady()
        self._ahead_since: float | None = None
        self._trusted = True
        self._lock = threading.Lock()
        self.state = ClockState.OK
        self.gap = timedelta(0)

    def __call__(self) -> datetime:
        with self._lock:
            told = self._look()
        if told:
            self._told(self.state, self.gap)
        return self._last

    def _look(self) -> bool:
        """Move on; True when the state is another."""
        wall, steady = self._wall(), self._steady()
        gone = timedelta(seconds=max(0.0, steady - self._at))
        self._at, before = steady, self.state
        gap = self._last + gone - wall
        if self._leaps(-gap, wall, steady):
            self._last, self.state, self.gap = self._last + gone, ClockState.AHEAD, gap
            return self.state is not before
        by_itself = self._last + gone * (1.0 if wall < RELEASED else CATCHING_UP)
        if wall >= (by_itself if before is ClockState.BEHIND else self._last):
            self._last = wall
            if before in (ClockState.BEHIND, ClockState.AHEAD):
                self.state, self.gap = ClockState.OK, timedelta(0)
        elif wall >= RELEASED and gap > BELIEVED:
            self._last, self.state, self.gap = wall, ClockState.RESET, gap
        elif gap > A_MOMENT:
            self._last, self.state, self.gap = by_itself, ClockState.BEHIND, gap
        elif before is ClockState.AHEAD:
            self.state, self.gap = ClockState.OK, timedelta(0)
        return self.state is not before

    def _leaps(self, ahead: timedelta, wall: datetime, steady: float) -> bool:
        """Whether the wall clock is suddenly so far ahead that it is not believed yet. At the first look, and after a
        time on a dead battery, somebody has set it.
        """
        believed, self._trusted = self._trusted, wall < RELEASED
        if ahead <= BELIEVED or believed:
            self._ahead_since = None
        elif self._ahead_since is None:
            self._ahead_since = steady
        since = self._ahead_since
        return since is not None and steady - since < ASKED_AGAIN.total_seconds()
