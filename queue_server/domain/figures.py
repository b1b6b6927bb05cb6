"""What a hall learns about one service: how long a visitor keeps a counter, and how often the estimates were right.

Both fade, so that about the last 300 visitors count. Pure arithmetic; where it is kept: storage/figures.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

MEMORY: Final = 300
FADE: Final = 1 - 1 / MEMORY
"""What is left of the weight of all before when one more is added: the weights add up to MEMORY at most."""
PRIOR: Final = 10
"""The configured time counts as much as so many visitors."""
SHORTEST_S: Final = 20.0
LONGEST_TIMES: Final = 8
"""Shorter than the one, or longer than so many times the configured time, is a press too late or a forgotten ticket."""
LONGEST_WALK: Final = timedelta(minutes=2)
KNOWN: Final = (1 - FADE**20) / (1 - FADE)
"""The faded weight of 20 outcomes: with fewer nobody says how often the estimates are right."""


class Served(Protocol):
    """What is needed of a ticket that was served."""

    @property
    def called_at(self) -> datetime | None: ...
    @property
    def served_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def expired(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """``seen`` counts all visitors that were measured; ``weight`` and ``sum_s`` are of their faded times, ``told`` and
    ``hits`` of the faded outcomes of estimates.
    """

    seen: int = 0
    weight: float = 0.0
    sum_s: float = 0.0
    told: float = 0.0
    hits: float = 0.0

    def mean(self, usual: timedelta) -> timedelta:
        """How long a visitor probably keeps a counter: ``(k0 m0 + sum x) / (k0 + n)``.

        The posterior mean of a rate with a Gamma prior worth ``k0`` = 10 visitors of the ``usual`` time (Gelman et al.,
        Bayesian Data Analysis, 2.6): it starts at the configured time and follows what is measured.
        """
        seconds = (PRIOR * usual.total_seconds() + self.sum_s) / (PRIOR + self.weight)
        return timedelta(seconds=seconds)

    def of_ten(self) -> int | None:
        """How many of ten estimates were right, None with fewer than 20 outcomes."""
        return min(10, round(10 * self.hits / self.told)) if self.told >= KNOWN - 1e-6 else None

    def served(self, seconds: float) -> Figures:
        """One more visitor kept a counter for so long."""
        return replace(
            self, seen=self.seen + 1, weight=self.weight * FADE + 1, sum_s=self.sum_s * FADE + seconds
        )  # fmt: skip

    def unserved(self, seconds: float) -> Figures:
        """The one before did not count after all."""
        return replace(
            self, seen=max(0, self.seen - 1), weight=max(0.0, (self.weight - 1) / FADE),
            sum_s=max(0.0, (self.sum_s - seconds) / FADE),
        )  # fmt: skip

    def came_true(self, hit: bool) -> Figures:
        """One more estimate was right, or was not."""
        return replace(self, told=self.told * FADE + 1, hits=self.hits * FADE + hit)

    def untold(self, hit: bool) -> Figures:
        """The outcome before did not count after all."""
        return replace(
            self, told=max(0.0, (self.told - 1) / FADE), hits=max(0.0, (self.hits - hit) / FADE)
        )


def counts(seconds: float, *, usual: timedelta) -> bool:
    """Whether a measured time is one: not a slip of the finger, not a forgotten ticket."""
    return SHORTEST_S <= seconds <= LONGEST_TIMES * usual.total_seconds()


def kept_counter(ticket: Served) -> float | None:
    """Seconds that the visitor kept a counter: the way there, two minutes at most, and the serving without holds.

    None for a ticket that was not served to its end.
    """
    if ticket.expired or not (ticket.called_at and ticket.served_at and ticket.ended_at):
        return None
    walk = min(max(ticket.served_at - ticket.called_at, timedelta(0)), LONGEST_WALK)
    return (walk + (ticket.ended_at - ticket.served_at)).total_seconds()


def together(all_of_them: Iterable[Figures]) -> Figures:
    """Several services as one."""
    sums = [(f.seen, f.weight, f.sum_s, f.told, f.hits) for f in all_of_them]
    seen, *rest = (sum(column) for column in zip(*sums, strict=True)) if sums else (0, 0, 0, 0, 0)
    return Figures(seen=int(seen), weight=rest[0], sum_s=rest[1], told=rest[2], hits=rest[3])
