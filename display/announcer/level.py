"""Every sentence equally loud, whichever voice says it: the same mean level, and no peak above -1 dBFS."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from operator import mul
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
    blocks = [samples[n : n + BLOCK] for n in range(0, len(samples), BLOCK)]
    peaks = [max(max(block), -min(block)) for block in blocks]
    highest = max(peaks, default=0)
    if not highest:
        return samples
    mean = math.sqrt(sum(map(mul, samples, samples)) / len(samples))
    gain = min(MEAN / mean, MOST_HELD * PEAK / highest)
    if highest * gain <= PEAK:
        return array("h", [int(value * gain) for value in samples])
    return _held(blocks, peaks, gain)


def _held(blocks: Sequence[Samples[int]], peaks: Sequence[int], gain: float) -> Samples[int]:
    most = [min(gain, PEAK / (peak or 1)) for peak in peaks]
    at_edge = [min(pair) for pair in zip([gain, *most], [*most, gain], strict=True)]
    held = array("h")
    for block, begin, end in zip(blocks, at_edge, at_edge[1:], strict=False):
        if begin == end:  # nearly all of them: the long way costs 40 ms a call
            held.fromlist([int(value * begin) for value in block])
            continue
        step = (end - begin) / BLOCK
        held.fromlist([int(value * (begin + step * n)) for n, value in enumerate(block)])
    return held
