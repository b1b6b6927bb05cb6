"""How long a measurement takes: as for docs/benchmarks.md, or short with --quick."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """``seconds`` of full load, ``presses`` of Next, ``rounds`` of starting; ``minutes`` of the soak."""

    quick: bool = False
    minutes: float = 30.0

    @property
    def seconds(self) -> float:
        return 1.5 if self.quick else 6.0

    @property
    def presses(self) -> int:
        return 15 if self.quick else 120

    @property
    def rounds(self) -> int:
        return 1 if self.quick else 5
