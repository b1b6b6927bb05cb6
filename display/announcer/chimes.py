"""The sounds before a call: short, soft, and between 500 and 1500 Hz, which old ears keep longest."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from display.announcer.resample import RATE, Samples

PEAK: Final = 0.55
FADE_S: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """A struck tone: ``overtones`` are (times the pitch, strength), ``decay`` how fast it dies away, per second."""

    pitch: float
    start_s: float = 0.0
    overtones: tuple[tuple[float, float], ...] = ((1, 1.0), (2, 0.35), (3, 0.12))
    decay: float = 3.2


GONG: Final = ((1, 1.0), (1.006, 0.6), (1.48, 0.55), (1.98, 0.4), (2.53, 0.22))
"""Not whole multiples: a plate, not a string; the close pair beats, slowly."""

KINDS: Final[Mapping[str, tuple[float, tuple[Tone, ...]]]] = {
    "two-tone": (1.35, (Tone(pitch=784.0), Tone(pitch=622.0, start_s=0.45))),
    "three-tone": (
        1.4,
        (
            Tone(pitch=523.3, decay=4.0),
            Tone(pitch=659.3, start_s=0.3, decay=4.0),
            Tone(pitch=784.0, start_s=0.6, decay=4.0),
        ),
    ),
    "gong": (1.4, (Tone(pitch=540.0, overtones=GONG, decay=2.4),)),
}
"""Length in seconds and tones, by the name in config.yaml; ``none`` is no chime at all."""

USUAL: Final = "two-tone"


@cache
def chime(kind: str = USUAL) -> Samples[int]:
    """The samples of a chime; a kind that is not known here sounds as the usual one: no call goes without."""
    length_s, tones = KINDS.get(kind, KINDS[USUAL])
    loud = [0.0] * int(length_s * RATE)
    for tone in tones:
        for n in range(int(tone.start_s * RATE), len(loud)):
            t = n / RATE - tone.start_s
            turn = 2 * math.pi * tone.pitch * t
            form = sum(strength * math.sin(times * turn) for times, strength in tone.overtones)
            loud[n] += min(1.0, t / 0.008) * math.exp(-tone.decay * t) * form
    fade = int(FADE_S * RATE)
    for n in range(fade):
        loud[-1 - n] *= n / fade
    scale = PEAK * 32767 / max(map(abs, loud))
    return array("h", (int(value * scale) for value in loud))
