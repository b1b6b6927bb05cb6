"""What config.yaml says under ``speech``, as the server tells it: docs/contract.md in dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from display.announcer.chimes import USUAL

RATE_WPM: Final = 155
LENGTH_SCALE: Final = 1.15
MOST_REPEATS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneSound:
    """How the calls of a zone sound, apart from their words. ``languages`` only tells which voices to have ready."""

    chime: str = USUAL
    repeat: int = 1
    languages: tuple[str, ...] = ("id",)

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Self:
        """Before there was a choice of chimes, ``chime`` was true or false."""
        kind = answer.get("chime", USUAL)
        return cls(
            chime={True: USUAL, False: "none", None: USUAL}.get(kind, kind),
            repeat=max(1, min(int(answer.get("repeat") or 1), MOST_REPEATS)),
            languages=tuple(answer.get("languages") or ("id",)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PiperVoice:
    """A voice file of piper's. ``length_scale`` above 1 is slower."""

    model: str
    length_scale: float = LENGTH_SCALE


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``zones`` are those this announcer speaks for; empty means all. ``voices`` by language: espeak's name of a voice,
    or a voice file; ``devices`` by zone: aplay's name of a loudspeaker.
    """

    engine: str = "pyttsx3"
    voices: Mapping[str, str | PiperVoice] = field(default_factory=dict)
    rate_wpm: int | Mapping[str, int] = RATE_WPM
    clips: str = ""
    player: str = "page"
    devices: Mapping[str, str] = field(default_factory=dict)
    zones: tuple[str, ...] = ()
    usual: ZoneSound = ZoneSound()
    by_zone: Mapping[str, ZoneSound] = field(default_factory=dict)

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Self:
        """Takes what it knows; what is missing has its default, what is new in a later server is passed over."""
        plain = ("engine", "rate_wpm", "clips", "player", "devices")
        known: dict[str, Any] = {name: answer[name] for name in plain if answer.get(name)}
        usual = ZoneSound.from_answer(answer)
        zones = answer.get("by_zone") or {}
        return cls(
            **known,
            voices={name: _voice(told) for name, told in (answer.get("voices") or {}).items()},
            zones=tuple(answer.get("zones") or ()),
            usual=usual,
            by_zone={code: ZoneSound.from_answer(told) for code, told in zones.items()},
        )

    def of(self, zone: str) -> ZoneSound:
        return self.by_zone.get(zone, self.usual)

    def rate_of(self, language: str) -> int:
        if isinstance(self.rate_wpm, Mapping):
            return self.rate_wpm.get(language, RATE_WPM)
        return self.rate_wpm

    @property
    def languages(self) -> tuple[str, ...]:
        """All that are said in some zone, the first one first."""
        said = [self.usual, *self.by_zone.values()] if not self.by_zone else self.by_zone.values()
        return tuple(dict.fromkeys(name for sound in said for name in sound.languages))


def _voice(told: Any) -> str | PiperVoice:
    if isinstance(told, Mapping):
        return PiperVoice(
            model=str(told["model"]),
            length_scale=float(told.get("length_scale") or LENGTH_SCALE),
        )
    return str(told)
