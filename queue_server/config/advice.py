"""What is allowed in config.yaml, but seldom meant: told by check-config, and no fault."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from queue_server.config import advice_hours, advice_network
from queue_server.config.models import Config

SOUND_ALIKE = ("BCDEGJPTVWY", "HK", "MN", "FS")
"""Letters whose names rhyme in Indonesian, or that people take for each other in a loud hall."""

FILM_GOOD_TO_M, FILM_GOOD_ON_INCHES = 5.0, 55.0
TV_M_PER_INCH, SLOT_M_PER_INCH, DESK_M_PER_INCH = 0.236, 0.186, 0.3
"""How far the largest letters reach (0.7 degree) by the screen's diagonal; docs/displays.md has the arithmetic."""


def warnings(config: Config) -> list[str]:
    """A line each, with the path of the key; empty when there is nothing to say."""
    return [
        *_letters(config), *_screens(config), *_voice(config), *advice_hours.warnings(config),
        *advice_network.warnings(config), *_copies(config),
    ]  # fmt: skip


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
    """Letters that are too small from where people read them."""
    for code, display in config.displays.items():
        metres, inches = display.viewing_distance_m, display.screen_inches
        on = f"on {inches:g} inches"
        reach = (DESK_M_PER_INCH if display.counter else TV_M_PER_INCH) * inches
        if metres > reach:
            yield (
                f"displays.{code}: numbers {on} are read up to {reach:.1f} m; at {metres:g} m"
                f" take {metres * inches / reach:.0f} inches, or a second screen"
            )
            continue
        good_to_m = FILM_GOOD_TO_M * inches / FILM_GOOD_ON_INCHES
        if display.media == "film" and metres > good_to_m:
            yield (
                f"displays.{code}.media: film leaves letters that are read up to {good_to_m:.1f} m"
                f" {on}; at {metres:g} m take slot or foot"
            )
        elif display.media == "slot" and metres > SLOT_M_PER_INCH * inches:
            yield (
                f"displays.{code}.media: at {metres:g} m the large letters {on} leave no room for"
                " slot; texts stand in the foot, pictures and films nowhere"
            )


def _voice(config: Config) -> Iterator[str]:
    speech = config.speech
    for path, file in speech.files.items():
        if not file.exists():
            yield f"{path}: there is no {file} on this machine"
    if speech.devices and speech.player != "local":
        yield "speech.devices: only player: local plays there"


def _copies(config: Config) -> Iterator[str]:
    if fault := config.backup.fault():
        yield fault
