"""How calls sound in a zone, and in which order: rules without voices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """Local hours in which the voice is quieter; ``start`` may be later than ``end`` (over midnight)."""

    start: time
    end: time
    volume: int

    def has(self, moment: time) -> bool:
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneSpeech:
    """What config.yaml says of the voice of one zone. ``zero`` is the word for 0 by language, where it is not the usual
    one; ``chime_always`` and ``repeat_always``: also when the next call waits already; volumes are per cent.
    """

    languages: tuple[str, ...] = ("id",)
    repeat: int = 1
    repeat_always: bool = True
    chime: str = "two-tone"
    chime_always: bool = True
    number_style: str = "digits"
    zero: Mapping[str, str] = field(default_factory=dict)
    say_service: bool = False
    volume: int = 100
    night: Night | None = None

    def volume_at(self, at: datetime, zone: ZoneInfo) -> float:
        """How loud a call is at ``at``, 0 to 1."""
        quiet = self.night is not None and self.night.has(at.astimezone(zone).time())
        return (self.night.volume if quiet and self.night else self.volume) / 100
