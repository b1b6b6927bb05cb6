"""What the doctor found, and what to write into config.yaml for it. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from display.announcer.doctor.measure import Measured
from display.announcer.doctor.words import TROUBLE, Words, filled
from display.announcer.settings import PiperVoice, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A language that somebody says: with which engine and voice, how long making a sentence took."""

    engine: str
    voice: str
    text: str
    ms: float
    sound: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneFound:
    """``played``: None when nobody asked for it."""

    seconds: float
    per_hour: int
    played: bool | None = None


@dataclass(slots=True, kw_only=True)
class Findings:
    engines: dict[str, str] = field(default_factory=dict)
    languages: dict[str, Spoken] = field(default_factory=dict)
    zones: dict[str, ZoneFound] = field(default_factory=dict)
    missing_clips: dict[str, list[str]] = field(default_factory=dict)
    trouble: list[tuple[str, Words]] = field(default_factory=list)

    def warn(self, what: str, **facts: object) -> None:
        found = (what, filled(TROUBLE[what], facts))
        if found not in self.trouble:
            self.trouble.append(found)

    def plain(self) -> dict[str, Any]:
        told = asdict(self)
        return told | {
            "trouble": [{"what": what, "id": id, "en": en} for what, (id, en) in self.trouble]
        }


def advice(settings: Settings, found: Findings) -> dict[str, Any]:
    """The lines of ``speech:`` that are right on this machine."""
    engines = {spoken.engine for spoken in found.languages.values()}
    wished = settings.engine
    made: dict[str, Any] = {"engine": wished if wished in engines or not engines else "pyttsx3"}
    if wished == "none":
        made["engine"] = "none"
    if made["engine"] != "clips" and found.languages:
        made["voices"] = {
            language: _voice(settings, language, spoken)
            for language, spoken in found.languages.items()
        }
    if made["engine"] == "clips":
        made["clips"] = settings.clips
    made["player"] = settings.player
    if settings.player == "local" and settings.devices:
        made["devices"] = dict(settings.devices)
    return made


def as_yaml(config: dict[str, Any], found: Findings) -> str:
    """As it stands in config.yaml; JSON is YAML."""
    why = {"engine": ", ".join(found.engines.values())}
    if found.languages:
        slowest = max(spoken.ms for spoken in found.languages.values())
        why["voices"] = f"a sentence in {slowest:.0f} ms at most"
    lines = ["speech:"]
    for key, value in config.items():
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        because = f"    # {why[key]}" if why.get(key) else ""
        lines.append(f"  {key}: {said}{because}")
    return "\n".join(lines)


def _voice(settings: Settings, language: str, spoken: Spoken) -> Any:
    named = settings.voices.get(language)
    if spoken.engine == "piper" and isinstance(named, PiperVoice):
        return {"model": named.model, "length_scale": named.length_scale}
    return spoken.voice
