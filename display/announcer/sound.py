"""The one sound of a call, in numbers: chime, rests, speech at an even level. 22050 Hz, one channel, 16 bit."""

from __future__ import annotations

import io
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from display.announcer.chimes import chime
from display.announcer.level import levelled
from display.announcer.resample import RATE, Samples, resampled

VERSION: Final = "2"
"""Part of the cache's key: raise it when anything here changes what is heard."""

QUIET: Final = 160  # below -46 dBFS: espeak's own silence around a sentence
KEPT_BEFORE_S: Final = 0.02
KEPT_AFTER_S: Final = 0.05

AFTER_CHIME_S: Final = 0.25
BETWEEN_LANGUAGES_S: Final = 0.6
BETWEEN_SENTENCES_S: Final = 0.3
BEFORE_REPEAT_S: Final = 1.5
AT_THE_END_S: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The WAV of one call. ``chime_s``: where the first word begins, 0 without a chime or without words; ``once_s``:
    where the first saying ends, before any repeat.
    """

    wav: bytes
    chime_s: float
    once_s: float

    @property
    def seconds(self) -> float:
        return seconds_of(self.wav)


def announcement(
    spoken: Sequence[Samples[int]], *, chime_kind: str, repeat: int = 1
) -> Announcement:
    """The chime, then the sentence in each language, all of it said ``repeat`` times."""
    once = _joined([level(s) for s in spoken], rest_s=BETWEEN_LANGUAGES_S)
    said = [_joined([once] * repeat, rest_s=BEFORE_REPEAT_S)] if spoken else []
    before = [chime(chime_kind)] if chime_kind != "none" else []
    wav = as_wav(_joined(before + said, rest_s=AFTER_CHIME_S) + silence(AT_THE_END_S))
    return described(wav, chime_kind=chime_kind, repeat=repeat, is_spoken=bool(spoken))


def level(speech: Samples[int]) -> Samples[int]:
    """One sentence as loud as all others, without the silence around it."""
    return levelled(trimmed(speech))


def told(sentences: Sequence[Samples[int]]) -> bytes:
    """A WAV of sentences one after the other, without a chime."""
    return as_wav(_joined(sentences, rest_s=BETWEEN_SENTENCES_S) + silence(AT_THE_END_S))


def described(wav: bytes, *, chime_kind: str, repeat: int, is_spoken: bool) -> Announcement:
    """The places in an announcement that was made before, worked out from its length."""
    whole_s = seconds_of(wav) - AT_THE_END_S
    if not is_spoken:
        return Announcement(wav=wav, chime_s=0.0, once_s=round(whole_s, 3))
    chime_s = seconds(chime(chime_kind)) + AFTER_CHIME_S if chime_kind != "none" else 0.0
    said_s = (whole_s - chime_s - (repeat - 1) * BEFORE_REPEAT_S) / repeat
    return Announcement(wav=wav, chime_s=round(chime_s, 3), once_s=round(chime_s + said_s, 3))


def silence(length_s: float) -> Samples[int]:
    return array("h", bytes(2 * int(length_s * RATE)))


def trimmed(samples: Samples[int]) -> Samples[int]:
    """Without the silence around the speech, but for the 20 and 50 ms in which it begins and dies away."""
    heard = (n for n, value in enumerate(samples) if abs(value) > QUIET)
    heard_last = (n for n in range(len(samples) - 1, -1, -1) if abs(samples[n]) > QUIET)
    first, last = next(heard, 0), next(heard_last, -1)
    return samples[max(0, first - int(KEPT_BEFORE_S * RATE)) : last + 1 + int(KEPT_AFTER_S * RATE)]


def part_of(wav: bytes, *, from_s: float, to_s: float | None, volume: float) -> bytes:
    """What a loudspeaker plays of an announcement: between two places, at ``volume`` from 0 to 1."""
    samples = samples_of(wav)
    cut = samples[int(from_s * RATE) : None if to_s is None else int(to_s * RATE)]
    if volume < 1:
        cut = array("h", (int(value * max(0.0, volume)) for value in cut))
    return as_wav(cut)


def read(path: Path) -> Samples[int]:
    """The samples of a WAV as ours: mono, 22050 Hz. Raises wave.Error or ValueError unless it has 16 bits."""
    with wave.open(str(path)) as sound:
        if sound.getsampwidth() != 2:
            raise ValueError(f"{path.name} has not 16 bits")
        samples = array("h", sound.readframes(sound.getnframes()))
        channels, rate = sound.getnchannels(), sound.getframerate()
    if channels > 1:
        voices = (samples[n::channels] for n in range(channels))
        samples = array("h", (sum(frame) // channels for frame in zip(*voices, strict=False)))
    return resampled(samples, rate)


def samples_of(wav: bytes) -> Samples[int]:
    """The samples of a WAV that is ours. Raises wave.Error, EOFError or ValueError."""
    with wave.open(io.BytesIO(wav)) as sound:
        if (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) != (RATE, 1, 2):
            raise ValueError(f"not {RATE} Hz, mono, 16 bit")
        return array("h", sound.readframes(sound.getnframes()))


def as_wav(samples: Samples[int]) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return made.getvalue()


def seconds(samples: Samples[int]) -> float:
    return len(samples) / RATE


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
