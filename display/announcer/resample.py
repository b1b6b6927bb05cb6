"""Sounds of another rate made ours. Pure; slow enough to be done once for a recording, fast enough for a sentence."""

from __future__ import annotations

import math
from array import array
from operator import mul
from typing import Final

RATE: Final = 22050
HALF_TAPS: Final = 12

Samples = array  # array("h"): one signed 16-bit number per sample


def resampled(samples: Samples[int], rate: int) -> Samples[int]:
    """``samples`` of ``rate`` Hz at 22050 Hz, without what that rate cannot carry (it would come back as a hiss)."""
    if rate == RATE or not samples:
        return samples
    common = math.gcd(rate, RATE)
    up, down = RATE // common, rate // common
    reach = math.ceil(HALF_TAPS * max(1.0, rate / RATE))
    phases = [_taps(n / up, reach, cut=min(1.0, RATE / rate)) for n in range(up)]
    quiet = array("h", bytes(2 * reach))
    padded = quiet + samples + quiet
    made = array("h")
    for n in range(len(samples) * up // down):
        at, phase = divmod(n * down, up)
        value = sum(map(mul, phases[phase], padded[at + 1 : at + 1 + 2 * reach]))
        made.append(max(-32768, min(32767, round(value))))
    return made


def _taps(shift: float, reach: int, *, cut: float) -> list[float]:
    """A windowed sinc around a place ``shift`` after a sample; ``cut`` is the share of the band that may pass."""
    taps = []
    for n in range(-reach + 1, reach + 1):
        x = n - shift
        bell = 0.5 + 0.5 * math.cos(math.pi * x / reach) if abs(x) < reach else 0.0
        turn = math.pi * x * cut
        taps.append(bell * cut * (math.sin(turn) / turn if turn else 1.0))
    whole = sum(taps)
    return [tap / whole for tap in taps]
