"""The one sound of a call, in numbers: chime, rests, speech at an even level. 22050 Hz, one channel, 16 bit."""

from __future__ import annotations

import io
import math
import wave
from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

RATE: Final = 22050
VERSION: Final = "1"
"""Part of the cache's key: raise it when anything here changes what is heard."""

PEAK: Final = int(32767 * 10 ** (-1 / 20))  # -1 dBFS
CHIME_PEAK: Final = 0.55
QUIET: Final = 160  # below -46 dBFS: espeak's own silence around a sentence
KEPT_BEFORE_S: Final = 0.02
KEPT_AFTER_S: Final = 0.05

AFTER_CHIME_S: Final = 0.25
BETWEEN_LANGUAGES_S: Final = 0.6
BEFORE_REPEAT_S: Final = 1.5
AT_THE_END_S: Final = 0.25

Samples = array  # array("h"): one signed 16-bit number per sample


def announcement(spoken: Sequence[Samples[int]], *, with_chime: bool, repeat: int = 1) -> bytes:
    """The WAV of one call: the chime, then the sentence in each language, all of it said ``repeat`` times."""
    once = _joined([normalised(trimmed(s)) for s in spoken], rest_s=BETWEEN_LANGUAGES_S)
    said = [_joined([once] * repeat, rest_s=BEFORE_REPEAT_S)] if spoken else []
    before = [chime()] if with_chime else []
    return as_wav(_joined(before + said, rest_s=AFTER_CHIME_S) + silence(AT_THE_END_S))


@cache
def chime() -> Samples[int]:
    """Two falling tones with two overtones each, below the pitch that older ears lose."""
    seconds, tones = 1.35, ((784.0, 0.0), (622.0, 0.45))
    loud = [0.0] * int(seconds * RATE)
    for pitch, start in tones:
        for n in range(int(start * RATE), len(loud)):
            t = n / RATE - start
            turn = 2 * math.pi * pitch * t
            wave_form = math.sin(turn) + 0.35 * math.sin(2 * turn) + 0.12 * math.sin(3 * turn)
            loud[n] += min(1.0, t / 0.008) * math.exp(-3.2 * t) * wave_form
    fade = int(0.05 * RATE)
    for n in range(fade):
        loud[-1 - n] *= n / fade
    scale = CHIME_PEAK * 32767 / max(map(abs, loud))
    return array("h", (int(value * scale) for value in loud))


def silence(seconds: float) -> Samples[int]:
    return array("h", bytes(2 * int(seconds * RATE)))


def trimmed(samples: Samples[int]) -> Samples[int]:
    """Without the silence around the speech, but for the 20 and 50 ms in which it begins and dies away."""
    heard = (n for n, value in enumerate(samples) if abs(value) > QUIET)
    heard_last = (n for n in range(len(samples) - 1, -1, -1) if abs(samples[n]) > QUIET)
    first, last = next(heard, 0), next(heard_last, -1)
    return samples[max(0, first - int(KEPT_BEFORE_S * RATE)) : last + 1 + int(KEPT_AFTER_S * RATE)]


def normalised(samples: Samples[int]) -> Samples[int]:
    """As loud as it gets with its highest peak at -1 dBFS; nothing is clipped."""
    highest = max(map(abs, samples), default=0)
    if not highest:
        return samples
    gain = PEAK / highest
    return array("h", (int(value * gain) for value in samples))


def read(path: Path) -> Samples[int]:
    """The samples of a WAV. Raises wave.Error or ValueError unless it is 22050 Hz, mono, 16 bit."""
    with wave.open(str(path)) as sound:
        if (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) != (RATE, 1, 2):
            raise ValueError(f"{path.name} is not {RATE} Hz, mono, 16 bit")
        return array("h", sound.readframes(sound.getnframes()))


def as_wav(samples: Samples[int]) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return made.getvalue()


def seconds_of(wav: bytes) -> float:
    return (len(wav) - 44) / (2 * RATE)


def _joined(parts: Sequence[Samples[int]], *, rest_s: float) -> Samples[int]:
    rest = silence(rest_s)
    joined: Samples[int] = array("h")
    for n, part in enumerate(parts):
        if n:
            joined += rest
        joined += part
    return joined
