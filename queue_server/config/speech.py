"""What config.yaml says of the voice: how calls sound in the hall, and what single zones have of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from queue_server.config.values import Code, OptionalText, Section
from queue_server.domain.speech import Night as QuietHours
from queue_server.domain.speech import ZoneSpeech
from queue_server.domain.spoken import LANGUAGES, digits


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"calls cannot be said in it; known languages: {', '.join(LANGUAGES)}")
    return value


def _each_once(value: list[str]) -> list[str]:
    if len(set(value)) < len(value):
        raise ValueError("a language stands twice")
    return value


def _rate(value: Any) -> Any:
    by_language = value if isinstance(value, dict) else {}
    for words in by_language.values() or [value]:
        if isinstance(words, bool) or not isinstance(words, int) or not 80 <= words <= 300:
            raise ValueError("80 to 300 words per minute, for all or by language")
    _each_known(by_language)
    return value


def _chime(value: Any) -> Any:
    """Until release 0.2 it was true or false."""
    return {True: "two-tone", False: "none"}[value] if isinstance(value, bool) else value


def _voice(value: Any) -> Any:
    if isinstance(value, str):
        return {"name": value}
    if not isinstance(value, dict | Voice):
        raise ValueError(
            "the name of espeak's voice, or {model: FILE, length_scale: 1.15} of piper"
        )
    return value


def _zero(value: dict[str, str]) -> dict[str, str]:
    for language, word in value.items():
        if not re.fullmatch(r"[^\W\d_][\w' -]{0,19}", word) or re.search(r"[\d_]", word):
            raise ValueError(f"{language}: one word, without figures")
        if word in digits(language)[1:]:
            raise ValueError(f"{language}: {word} is another number")
    return value


def _clock(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise ValueError('a time like "18:00", in quotes')
    return value


def _each_known(value: dict[str, str]) -> dict[str, str]:
    for language in value:
        if language not in LANGUAGES:
            raise ValueError(f"{language}: known languages: {', '.join(LANGUAGES)}")
    return value


Language = Annotated[str, AfterValidator(_language)]
SpokenText = Annotated[OptionalText, AfterValidator(_each_known)]
"""What a voice says: in languages that it knows."""

Languages = Annotated[list[Language], AfterValidator(_each_once)]
Rate = Annotated[int | dict[str, int], BeforeValidator(_rate)]
Chime = Annotated[Literal["two-tone", "three-tone", "gong", "none"], BeforeValidator(_chime)]
When = Literal["always", "when_idle"]
Zero = Annotated[dict[Language, str], AfterValidator(_zero)]
Clock = Annotated[str, BeforeValidator(_clock)]


class Voice(Section):
    """espeak's voice ``name``, or a ``model`` file of piper; above 1 a ``length_scale`` is slower."""

    name: str = Field(default="", max_length=60)
    model: str = Field(default="", max_length=400)
    length_scale: float = Field(default=1.15, ge=0.5, le=2)

    @model_validator(mode="after")
    def one_of_them(self) -> Voice:
        if bool(self.name.strip()) == bool(self.model.strip()):
            raise ValueError("the name of espeak's voice, or model: FILE of piper, one of them")
        return self


class Night(Section):
    """Hours in which calls are said at ``volume``; they may run over midnight."""

    start: Clock = Field(alias="from")
    end: Clock = Field(alias="to")
    volume: int = Field(ge=0, le=100)

    @model_validator(mode="after")
    def has_hours(self) -> Night:
        if self.start == self.end:
            raise ValueError("a night that ends when it begins")
        return self


class Manner(Section):
    """How calls sound: what a zone may have of its own. See the comments in config.yaml."""

    languages: Languages = ["id"]
    repeat: int = Field(default=1, ge=1, le=3)
    repeat_when: When = "always"
    chime: Chime = "two-tone"
    chime_when: When = "always"
    number_style: Literal["digits", "words"] = "digits"
    zero: Zero = {}
    say_service: bool = False
    volume: int = Field(default=100, ge=0, le=100)
    night: Night | None = None


Voices = dict[Language, Annotated[Voice, BeforeValidator(_voice)]]
ESPEAK = {"id": Voice(name="id+f2"), "en": Voice(name="en-us+f2")}
"""The clearest ones by measured recognition."""


class Speech(Manner):
    engine: Literal["pyttsx3", "piper", "clips", "none"] = "pyttsx3"
    voices: Voices = Field(default=ESPEAK, validate_default=True)
    clips: str = Field(default="", max_length=400, validate_default=True)
    rate_wpm: Rate = 155
    player: Literal["page", "local"] = "page"
    devices: dict[Code, Annotated[str, Field(min_length=1, max_length=120)]] = {}
    zones: dict[Code, Manner] = {}
    _folder: Path = PrivateAttr(default=Path())

    @field_validator("voices")
    @classmethod
    def engine_has_its_models(
        cls, value: dict[str, Voice], info: ValidationInfo
    ) -> dict[str, Voice]:
        models = any(voice.model for voice in value.values())
        if info.data.get("engine") == "piper" and not models:
            raise ValueError("engine: piper needs {model: FILE} for a language at least")
        if models and info.data.get("engine", "piper") != "piper":
            raise ValueError("a model needs engine: piper")
        return value

    @field_validator("clips")
    @classmethod
    def engine_has_its_clips(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("engine") == "clips" and not value:
            raise ValueError("is missing (engine: clips needs the folder of its recordings)")
        return value

    def beside(self, folder: Path) -> None:
        """Take the files that are named for relative to ``folder``, where config.yaml is."""
        self._folder = folder.absolute()

    @property
    def files(self) -> dict[str, Path]:
        """The files that are named, by their path in config.yaml."""
        models = {
            f"speech.voices.{language}.model": voice.model
            for language, voice in self.voices.items()
        }
        named = models | {"speech.clips": self.clips}
        return {path: self._folder / file for path, file in named.items() if file}

    @property
    def sounds(self) -> bool:
        """Whether a call makes any sound in any zone."""
        manners = [self, *self.zones.values()]
        return self.engine != "none" or any(manner.chime != "none" for manner in manners)

    def manner(self, zone: str) -> Manner:
        """How calls sound in ``zone``: its own values over those of the hall, zeros by language."""
        own = self.zones.get(zone, Manner())
        chosen = {
            name: getattr(own if name in own.model_fields_set else self, name)
            for name in Manner.model_fields
        }
        return Manner.model_construct(**chosen | {"zero": {**self.zero, **own.zero}})

    def for_zone(self, zone: str) -> ZoneSpeech:
        """What the server goes by in ``zone``."""
        manner = self.manner(zone)
        night = manner.night
        return ZoneSpeech(
            languages=tuple(manner.languages), repeat=manner.repeat, chime=manner.chime,
            repeat_always=manner.repeat_when == "always", chime_always=manner.chime_when == "always",
            number_style=manner.number_style, zero=dict(manner.zero), say_service=manner.say_service,
            volume=manner.volume,
            night=QuietHours(start=time.fromisoformat(night.start), end=time.fromisoformat(night.end),
                             volume=night.volume) if night else None,
        )  # fmt: skip

    def plain(self, zones: Iterable[str]) -> dict[str, Any]:
        """What the announcer is told: every key, with files that have their whole path, and each zone by itself."""
        codes = list(zones)
        voices = {
            language: {"model": str(self._folder / voice.model), "length_scale": voice.length_scale}
            if voice.model
            else voice.name
            for language, voice in self.voices.items()
        }
        return _plain(self) | {
            "engine": self.engine, "voices": voices, "rate_wpm": self.rate_wpm,
            "clips": str(self._folder / self.clips) if self.clips else "", "player": self.player,
            "devices": dict(self.devices), "zones": codes,
            "by_zone": {code: _plain(self.manner(code)) for code in codes},
        }  # fmt: skip


def _plain(manner: Manner) -> dict[str, Any]:
    return manner.model_dump(by_alias=True, include=set(Manner.model_fields))
