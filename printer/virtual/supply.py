"""How much paper a virtual printer has left."""

from __future__ import annotations

import threading

from printer.virtual.faults import Faults

LITTLE = 0.1  # of a roll: from here on the sensor says near end
ENDLESS = float("inf")


class Supply:
    """A roll of ``length_mm``, or one without end (None). Switches the paper faults by itself."""

    def __init__(self, faults: Faults, length_mm: float | None) -> None:
        self.length_mm = length_mm
        self._faults = faults
        self._lock = threading.Lock()
        self._left = ENDLESS if length_mm is None else length_mm
        self.printed_mm = 0.0  # since it was switched on, over all rolls

    @property
    def left_mm(self) -> float | None:
        """None on a roll without end."""
        return None if self.length_mm is None else max(0.0, self._left)

    @property
    def room_mm(self) -> float:
        """How far the paper can still move."""
        after = self._faults.number("paper_out_after")
        return min(self._left, ENDLESS if after is None else after)

    def use(self, mm: float) -> None:
        """``mm`` of paper went through."""
        with self._lock:
            self._left -= mm
            self.printed_mm += mm
            left, length = self._left, self.length_mm or 0.0
        self._faults.spend("paper_out_after", mm, then="paper_out")
        if left <= length * LITTLE and not self._faults.on("paper_near_end"):
            self._faults.set("paper_near_end")
        if left <= 0 and not self._faults.on("paper_out"):
            self._faults.set("paper_out")

    def new_roll(self) -> None:
        """A person puts in a new roll."""
        self.fill()
        for name in ("paper_out_after", "paper_near_end", "paper_out"):
            self._faults.clear(name)

    def fill(self) -> None:
        with self._lock:
            self._left = ENDLESS if self.length_mm is None else self.length_mm

    @property
    def is_empty(self) -> bool:
        return self._left <= 0
