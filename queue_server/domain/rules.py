"""The rules of the hall that a site may set: the order, who did not come, holds, undoing, appointments."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any


class Policy(enum.StrEnum):
    """Who is next inside one service."""

    HEAD_START = "head_start"
    """By counted arrival: a priority class counts as having come some minutes earlier. The usual one."""
    WEIGHTED = "weighted"
    """Priority and regular calls take turns, by ``weights``."""
    STRICT = "strict"
    """Whoever has priority, then the others."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The defaults are the usual rules. ``weights``: priority calls, then regular calls, of one round of policy
    ``weighted``. ``max_priority_run``: so many priority calls in a row while a regular is past its target. A counter
    helps with another service only if its own lines are empty, or when that head has used ``help_from`` of its promise
    and its own less than ``help_below``.

    ``calls`` to make, ``spacing`` apart, before a visitor counts as not come (the server insists when ``strict``);
    ``rounds`` of them, with ``recycle_after`` others called between two; who comes within ``drop`` stands behind
    ``recycle_after`` others, later counts as just come. ``hold``: how long a ticket is set aside. ``undo``: how long a
    press can be taken back. A transfer keeps ``kept_share`` of the wait, ``kept_cap`` at most. ``results``: how a
    service may end, by code. An appointment may be checked in from ``early`` before to ``late`` after its time, and is
    called from ``call_before`` on; ``online_share`` of what the counters can serve may be booked. A service's waiting
    time is told once ``estimates_after`` visitors were served.
    """

    order: Policy = Policy.HEAD_START
    weights: tuple[int, int] = (2, 1)
    max_priority_run: int = 3
    help_from: float = 1.0
    help_below: float = 0.7
    calls: int = 3
    spacing: timedelta = timedelta(seconds=25)
    strict: bool = False
    rounds: int = 1
    recycle_after: int = 2
    drop: timedelta = timedelta(minutes=30)
    hold: timedelta = timedelta(minutes=30)
    undo: timedelta = timedelta(seconds=10)
    kept_share: float = 0.5
    kept_cap: timedelta = timedelta(minutes=20)
    results: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    roll_prefix: str = "Z"
    early: timedelta = timedelta(minutes=30)
    late: timedelta = timedelta(minutes=10)
    call_before: timedelta = timedelta(minutes=10)
    online_share: float = 0.6
    estimates_after: int = 20

    def __post_init__(self) -> None:
        """Raises ValueError for what makes no sense."""
        at_least = {"weights": min(self.weights) - 1, "max_priority_run": self.max_priority_run - 1,
                    "calls": self.calls - 1, "rounds": self.rounds - 1, "recycle_after": self.recycle_after,
                    "estimates_after": self.estimates_after}  # fmt: skip
        at_least |= {name: getattr(self, name).total_seconds() for name, _ in _SPANS.values()}
        shares = {"kept_share": self.kept_share, "online_share": self.online_share}
        wrong = [name for name, value in at_least.items() if value < 0]
        wrong += [name for name, value in shares.items() if not 0 <= value <= 1]
        if wrong:
            raise ValueError(f"out of range: {', '.join(wrong)}")


_SPANS = {
    "spacing_s": ("spacing", 1), "drop_min": ("drop", 60), "hold_min": ("hold", 60), "undo_s": ("undo", 1),
    "kept_cap_min": ("kept_cap", 60), "early_min": ("early", 60), "late_min": ("late", 60),
    "call_before_min": ("call_before", 60),
}  # fmt: skip


def rules_of(plain: Mapping[str, Any]) -> Rules:
    """Rules from plain values as config.yaml and the database have them: flat, spans as whole ``_s`` or ``_min``.

    What is not named is as usual; {} gives the usual rules.
    """
    values: dict[str, Any] = {}
    for key, value in plain.items():
        if key in _SPANS:
            name, seconds = _SPANS[key]
            values[name] = timedelta(seconds=value * seconds)
        elif key == "order":
            values[key] = Policy(value)
        elif key == "weights":
            values[key] = (int(value[0]), int(value[1]))
        else:
            values[key] = value
    return Rules(**values)
