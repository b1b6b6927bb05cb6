"""What staff and a kiosk say of the kiosk, and how many numbers it may ask for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

HELP_LASTS = timedelta(minutes=15)
"""So long a visitor's call for help stands when nobody answers it."""
HELP_AGAIN = timedelta(seconds=30)
"""So long a call that is pressed again is the same call."""
SETTING = "kiosk:"
"""Under this name and the kiosk's the database keeps what is said of it."""
MINUTE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskState:
    """``locked`` by staff, for ``reason``; ``since`` when and ``by`` whom. ``help_at``: when a visitor called for
    help last, None when nobody did or somebody went there.
    """

    name: str
    locked: bool = False
    reason: str = ""
    by: str = ""
    since: datetime | None = None
    help_at: datetime | None = None

    def wants_help(self, at: datetime) -> bool:
        """Whether somebody waits there for staff."""
        return self.help_at is not None and at - self.help_at < HELP_LASTS

    def plain(self) -> dict[str, Any]:
        """As the database keeps it."""
        kept: dict[str, Any] = {"locked": self.locked, "reason": self.reason, "by": self.by}
        times = {"since": self.since, "help_at": self.help_at}
        return kept | {name: at.isoformat() for name, at in times.items() if at}


def state_of(name: str, plain: Mapping[str, Any] | None) -> KioskState:
    """The state of kiosk ``name`` from what the database keeps; a kiosk of which nothing is kept is open."""
    kept = dict(plain or {})
    for time in ("since", "help_at"):
        if kept.get(time):
            kept[time] = datetime.fromisoformat(kept[time])
    return KioskState(name=name, **kept)


def states_of(settings: Mapping[str, Any]) -> dict[str, KioskState]:
    """By name: the kiosks of which something is kept."""
    return {
        key.removeprefix(SETTING): state_of(key.removeprefix(SETTING), plain)
        for key, plain in settings.items()
        if key.startswith(SETTING)
    }


class Bucket:
    """Numbers a kiosk may still ask for: ``per_min`` come in a minute, a minute's worth is kept at most. Times are
    seconds of a clock that never goes back. If it does all the same, nothing is lost. A flood begins with the first
    refusal and is over once the bucket is full again: a minute without too much.
    """

    def __init__(
        self, per_min: int, *, at: float, left: float | None = None, refused: int = 0
    ) -> None:
        self._per_min = per_min
        self.left = float(per_min if left is None else left)
        self.at = at
        """When that much was left."""
        self.refused = refused
        """How many were refused in the flood that goes on; 0 when there is none."""

    def take(self, at: float) -> int:
        """0 and one number less, or the whole seconds until there is one again."""
        self._fill(at)
        if self.left >= 1:
            self.left -= 1
            return 0
        self.refused += 1
        return max(1, math.ceil((1 - self.left) * MINUTE_S / self._per_min))

    def give_back(self) -> None:
        """The number was not a new one."""
        self.left = min(float(self._per_min), self.left + 1)

    def is_flooded(self, at: float) -> bool:
        """Whether a flood goes on."""
        self._fill(at)
        return self.refused > 0

    def _fill(self, at: float) -> None:
        more = max(0.0, at - self.at) * self._per_min / MINUTE_S
        self.left = min(float(self._per_min), self.left + more)
        self.at = at
        if self.left >= self._per_min:
            self.refused = 0
