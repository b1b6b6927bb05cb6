"""A call as the server pushes it, and the settings of the announcer: docs/contract.md in dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """``at`` is the server's time, aware UTC; ``spoken`` the sentence by language, spelt for people."""

    seq: int
    number: str
    counter: str
    zone: str
    spoken: Mapping[str, str]
    at: datetime

    @classmethod
    def from_push(cls, push: Mapping[str, Any]) -> Self:
        """Raises ValueError naming what the push lacks."""
        try:
            return cls(
                seq=int(push["seq"]),
                number=str(push["number"]),
                counter=str(push["counter"]["code"]),
                zone=str(push["zone"]),
                spoken={said["language"]: said["text"] for said in push["spoken"]},
                at=moment(push["at"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"a call without what it needs: {error!r}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What config.yaml says under ``speech``. ``zones`` are those this announcer speaks for; empty means all."""

    engine: str = "pyttsx3"
    voices: Mapping[str, str] = field(default_factory=dict)
    rate_wpm: int = 155
    chime: bool = True
    languages: tuple[str, ...] = ("id",)
    repeat: int = 1
    player: str = "page"
    zones: tuple[str, ...] = ()

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Self:
        """Takes what it knows; what is missing has its default, what is new in a later server is passed over."""
        known = {name: answer[name] for name in cls.__slots__ if answer.get(name) is not None}
        for name in ("languages", "zones"):
            if name in known:
                known[name] = tuple(known[name])
        return cls(**known)


def moment(text: str) -> datetime:
    """An aware datetime of RFC 3339. Raises ValueError."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no time zone in {text}")
    return at
