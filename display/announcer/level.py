"""Every sentence equally loud, whichever voice says it: the same mean level, and no peak above -1 dBFS."""

from __future__ import annotations

import math
from array import array
from typing import Final

from display.announcer.resample import Samples

PEAK: Final = int(32767 * 10 ** (-1 / 20))  # -1 dBFS
MEAN: Final = 32767 * 10 ** (-17 / 20)
"""As loud as the usual voice is with its highest peak at -1 dBFS; others need a little holding back there."""

MOST_HELD: Final = (
    2.0  # a peak is halved at most: a click in a recording does not push all else down
)
BLOCK: Final = 128


def levelled(samples: Samples[int]) -> Samples[int]:
    """``samples`` at the mean level; the few peaks that would clip are turned down for some milliseconds."""
    highest = max(map(abs, samples), default=0)
    if not highest:
        return samples
    mean = math.sqrt(sum(value * value for value in samples) / len(samples))
    gain = min(MEAN / mean, MOST_HELD * PEAK / highest)
    if highest * gain <= PEAK:
        return array("h", (int(value * gain) for value in samples))
    return _held(samples, gain)


def _held(samples: Samples[int], gain: float) -> Samples[int]:
    blocks = [samples[n : n + BLOCK] for n in range(0, len(samples), BLOCK)]
    most = [min(gain, PEAK / (max(map(abs, block)) or 1)) for block in blocks]
    at_edge = [min(pair) for pair in zip([gain, *most], [*most, gain], strict=True)]
    held = array("h")
    for block, begin, end in zip(blocks, at_edge, at_edge[1:], strict=False):
        step = (end - begin) / BLOCK
        held.extend(int(value * (begin + step * n)) for n, value in enumerate(block))
    return held
