"""What is allowed in config.yaml, but seldom meant: told by check-config, and no fault."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from queue_server.config.models import Config

SOUND_ALIKE = ("BCDEGJPTVWY", "HK", "MN", "FS")
"""Letters whose names rhyme in Indonesian, or that people take for each other in a loud hall."""

FILM_GOOD_TO_M, FILM_GOOD_ON_INCHES = 5.0, 55.0


def warnings(config: Config) -> list[str]:
    """A line each, with the path of the key; empty when there is nothing to say."""
    return [*_letters(config), *_screens(config), *_voice(config)]


def _letters(config: Config) -> Iterator[str]:
    """Prefixes that sound alike are a visitor who stands up for somebody else's number."""
    for zone in config.zones:
        prefixes = sorted({s.prefix for s in config.services.values() if s.zone == zone})
        alike = sorted(
            {p for pair in combinations(prefixes, 2) if _sound_alike(*pair) for p in pair}
        )
        if alike:
            yield (
                f"zones.{zone}: the letters {', '.join(alike)} sound alike when they are called;"
                " choose among A D F K L M R U Z"
            )


def _sound_alike(one: str, other: str) -> bool:
    return len(one) == len(other) and all(
        a == b or any(a in group and b in group for group in SOUND_ALIKE)
        for a, b in zip(one, other, strict=True)
    )


def _screens(config: Config) -> Iterator[str]:
    for code, display in config.displays.items():
        good_to_m = FILM_GOOD_TO_M * display.screen_inches / FILM_GOOD_ON_INCHES
        if display.media == "film" and display.viewing_distance_m > good_to_m:
            yield (
                f"displays.{code}.media: film leaves letters that are read up to {good_to_m:.1f} m on"
                f" {display.screen_inches:g} inches; at {display.viewing_distance_m:g} m take slot or foot"
            )


def _voice(config: Config) -> Iterator[str]:
    speech = config.speech
    for path, file in speech.files.items():
        if not file.exists():
            yield f"{path}: there is no {file} on this machine"
    if speech.devices and speech.player != "local":
        yield "speech.devices: only player: local plays there"
