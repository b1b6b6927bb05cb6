"""How fast the lines move at this moment: which counters take whose visitors, and how long that takes. Pure.

A counter that serves several lines always takes the head that has used most of its promise (domain/line.py). Seen from
afar this evens the lines out, as water does: each counter turns to the line that would last longest. ``balance`` finds
these shares, a ``Flow`` is what one service sees of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

ROUNDS: Final = 12
"""Of balancing; the shares of the example halls move by less than 2 % afterwards."""
Shares = Mapping[int, float]
"""By service id: which part of a counter's time its line gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A line at this moment. ``target``: the promised wait; ``oldest``: since when its head waits."""

    count: int
    mean_s: float
    target: timedelta
    oldest: datetime | None = None

    @property
    def work_s(self) -> float:
        return self.count * self.mean_s

    def older_than(self, v: datetime, *, target: timedelta, at: datetime) -> float:
        """About how many of the line are called before somebody who counts as having come at ``v``.

        They are taken to have come evenly since the oldest of them.
        """
        used = (at - v) / target
        if self.oldest is None or used <= 0:
            return self.count
        same = at - used * self.target
        span = (at - self.oldest).total_seconds()
        part = (same - self.oldest).total_seconds() / span if span > 0 else 1.0
        return self.count * min(1.0, max(0.0, part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What the visitors of one service can expect of the counters that are open for them.

    ``ways``: for each such counter, seconds of its time that each one waiting in a line takes, by service id.
    ``free``: how many of the counters have nobody. ``overtaking``: which part of their time goes to visitors with a
    head start who are still to come; nobody is overtaken for longer than ``window``. ``changes``: when the counters
    will do more or less than now (planned breaks), as factors. ``learnt``: enough visitors were measured. ``hits``: of
    ten estimates so many were right. ``priority``: the same for visitors with priority, where counters are reserved.
    """

    service_id: int
    mean_s: float
    target: timedelta
    ways: Sequence[Shares]
    lines: Mapping[int, Waiting] = field(default_factory=dict)
    free: int = 0
    overtaking: float = 0.0
    window: timedelta = timedelta(0)
    changes: Sequence[tuple[datetime, float]] = ()
    learnt: bool = True
    hits: int | None = None
    priority: Flow | None = None

    def before(self, *, ahead: int, v: datetime, at: datetime) -> tuple[float, float]:
        """Somebody has ``ahead`` people in the own line and the key ``v``: seconds that the counters have work before,
        and how many counters come into question (one that is busy with others for longer is a part of one).
        """
        target = self.target
        older = {
            id: line.older_than(v, target=target, at=at)
            for id, line in self.lines.items()
            if id != self.service_id
        }
        older[self.service_id] = ahead
        busy = [sum(older.get(id, 0) * s for id, s in way.items()) for way in self.ways]
        first = min(busy)
        return first, sum((first + self.mean_s) / (other + self.mean_s) for other in busy)

    def done_by(self, moment: datetime, at: datetime) -> float:
        """How many seconds of work, at the pace of now, the counters have done by ``moment``."""
        factor, now, done = 1.0, at, 0.0
        for change, then in self.changes:
            if moment <= change:
                break
            done += (change - now).total_seconds() * factor
            factor, now = then, change
        return done + max(0.0, (moment - now).total_seconds()) * factor

    def after(self, seconds: float, at: datetime) -> datetime | None:
        """When the counters have done ``seconds`` of work at their pace of now; None if they never do."""
        factor, now, left = 1.0, at, seconds
        for moment, then in self.changes:
            done = (moment - now).total_seconds() * factor
            if left <= done:
                break
            factor, now, left = then, moment, left - done
        if left <= 0:
            return now
        return now + timedelta(seconds=left / factor) if factor > 0 else None


def simple(
    *, mean: timedelta, counters: int, target: timedelta = timedelta(minutes=30), **more: object
) -> Flow:
    """A line of its own at ``counters`` counters where somebody is served."""
    mean_s = mean.total_seconds()
    values = {"ways": [{0: mean_s / counters}] * counters} | more
    return Flow(service_id=0, mean_s=mean_s, target=target, **values)  # type: ignore[arg-type]


def balance(
    lines: Mapping[int, Waiting], counters: Sequence[Sequence[int]]
) -> list[dict[int, float]]:
    """For each counter, given the services it takes from: which part of its time goes to each of them.

    Each turns to the line with most work left for its promise, again and again, until the lines end together
    (after Zhang 2011, "Proportional response dynamics in the Fisher market"). A service nobody waits for gets nothing.
    """
    works = {id: line.work_s / line.target.total_seconds() for id, line in lines.items()}
    shares = [_normal({id: works[id] for id in ids if works[id]}) for ids in counters]
    if all(len(own) < 2 for own in shares):
        return shares
    for _ in range(ROUNDS):
        given = capacity(shares)
        lasts = {id: works[id] / part for id, part in given.items()}
        shares = [_normal({id: x * lasts[id] for id, x in own.items()}) for own in shares]
    return shares


def capacity(shares: Sequence[Shares]) -> dict[int, float]:
    """By service id: how many counters' worth of work its line gets."""
    found: dict[int, float] = {}
    for own in shares:
        for id, share in own.items():
            found[id] = found.get(id, 0.0) + share
    return found


def ways(
    service_id: int, lines: Mapping[int, Waiting], counters: Sequence[Sequence[int]], shares: Sequence[Shares],
    given: Shares,
) -> list[Shares]:  # fmt: skip
    """``Flow.ways`` of a service: one for each counter that takes from its line; ``given`` is their ``capacity``."""
    mine = [at for at, ids in enumerate(counters) if service_id in ids]
    found: list[Shares] = []
    for at in mine:
        way = {id: lines[id].mean_s * share / given[id] for id, share in shares[at].items()}
        if not given.get(service_id):
            way[service_id] = lines[service_id].mean_s / len(mine)
        found.append(way)
    return found


def _normal(weights: dict[int, float]) -> dict[int, float]:
    total = sum(weights.values())
    return {id: w / total for id, w in weights.items()}
