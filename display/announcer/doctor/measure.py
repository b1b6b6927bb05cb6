"""A sound in figures: what can be said of it without ears. Pure."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Final

from display.announcer.resample import RATE, Samples
from display.announcer.sound import QUIET

LOUDEST: Final = 32768
CLIPPED: Final = 32700
LEAST_DB, LONGEST_REST_S, LONGEST_TAIL_S = -30.0, 0.6, 0.4
"""Softer than 0.03 is not heard in a hall; a longer silence within a sentence sounds broken off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """``level_db`` is the mean, ``peak`` 0 to 1; ``rest_s`` the longest silence inside, ``tail_s`` the one after."""

    seconds: float
    level_db: float
    peak: float
    clipped: int
    rest_s: float
    tail_s: float

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the sound of a sentence, by the doctor's names."""
        wrong = {
            "soft": self.level_db < LEAST_DB,
            "clipped": self.clipped > 0,
            "broken": self.rest_s > LONGEST_REST_S,
            "tail": self.tail_s > LONGEST_TAIL_S,
        }
        return tuple(name for name, is_so in wrong.items() if is_so)


def measured(samples: Samples[int]) -> Measured:
    mean = math.sqrt(sum(value * value for value in samples) / max(1, len(samples)))
    heard = [n for n, value in enumerate(samples) if abs(value) > QUIET]
    longest = max((after - before for before, after in itertools.pairwise(heard)), default=0)
    peak = max(map(abs, samples), default=0)
    return Measured(
        seconds=round(len(samples) / RATE, 2),
        level_db=round(20 * math.log10(max(mean, 1) / LOUDEST), 1),
        peak=round(peak / LOUDEST, 2),
        clipped=sum(1 for value in samples if abs(value) >= CLIPPED),
        rest_s=round(longest / RATE, 2),
        tail_s=round((len(samples) - 1 - heard[-1] if heard else len(samples)) / RATE, 2),
    )
