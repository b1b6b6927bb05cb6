"""What is known of a screen or an announcer, and what staff is told of a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

Device = tuple[str, str]
"""(role, name)"""
SILENT = ("blocked", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenState:
    """``online``: connected, or gone for less than ten seconds. ``sound`` of a display: none (it does not speak), on,
    blocked (the browser wants a touch first), failed. ``voice`` of an announcer: ok, failed, none; "" of a display.
    """

    role: str
    name: str
    online: bool = False
    sound: str = "none"
    voice: str = ""
    changed_at: datetime | None = None


States = Mapping[Device, ScreenState]


def state_of(states: States, role: str, name: str) -> ScreenState:
    """What is known of the device; one that never came is not online."""
    return states.get((role, name)) or ScreenState(role=role, name=name)


def notices(before: ScreenState, after: ScreenState) -> Iterator[tuple[str, str]]:
    """(level, code) of what staff is told: each trouble when it begins, and once when it is over.

    A device that comes for the first time is no news.
    """
    what = "announcer" if after.role == "announcer" else "display"
    if before.online and not after.online:
        yield "bad", f"{what}_lost"
    if after.online and not before.online and before.changed_at:
        yield "ok", f"{what}_back"
    if after.sound != before.sound:
        if after.sound == "blocked":
            yield "warn", "speaker_blocked"
        elif after.sound == "failed":
            yield "bad", "speaker_silent"
        elif after.sound == "on" and before.sound in SILENT:
            yield "ok", "speaker_well"
    if after.voice != before.voice:
        if after.voice == "failed":
            yield "warn", "voice_failed"
        elif after.voice == "ok" and before.voice == "failed":
            yield "ok", "voice_well"
