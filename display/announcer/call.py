"""A call as the server pushes it: docs/contract.md in a dataclass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """``at`` is the server's time, aware UTC; ``spoken`` the sentence by language, spelt for people, in the order in
    which they are said.
    """

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


def moment(text: str) -> datetime:
    """An aware datetime of RFC 3339. Raises ValueError."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no time zone in {text}")
    return at
