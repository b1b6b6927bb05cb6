"""When a visitor will probably be called: a range, or the reason why nobody can say. Never one minute figure.

With ``n`` people before, ``c`` counters and service times of mean ``m`` and coefficient of variation CV, the next
counter is free after ``m (1 + CV**2) / 2 / c`` on average (what is left of a service one looks into, Cox 1962), and the
wait is near a Gamma of shape ``(n + 1) / CV**2`` (Whitt 1999), reckoned by the Wilson-Hilferty approximation. Told is
the narrowest range on full five minutes that holds the call four times out of five. How good it is:
docs/waiting-time.md.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cbrt, ceil, erf, floor, sqrt
from typing import Any, Final

from queue_server.domain.flow import Flow

CV: Final = 0.6  # how service times scatter around their mean
DRIFT: Final = 0.08  # how far the pace itself is from what it seems: pauses nobody planned, who is slow, who left
AT_ONCE_S: Final = 45.0  # until somebody presses Next at a free counter
Z90: Final = 1.2816
SURE: Final = (
    0.72  # at least; on a grid of five minutes that makes four of five (docs/waiting-time.md)
)
LATE: Final = 0.15  # at most so often the call comes later than told: that worries more than one that comes earlier
LOOKS: Final = 4  # so many later ends are tried
SOONEST_S: Final = 60.0  # what is told does not end sooner
ROOT2: Final = sqrt(2)
STEP: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(hours=2)
KEPT: Final = timedelta(minutes=5)
KEPT_SHARE: Final = 0.2


class NoEstimate(enum.StrEnum):
    """Why no time is told. Screens translate the code."""

    NO_COUNTER = "no_counter"
    LEARNING = "learning"
    LONG = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Earliest and latest likely time of the call, aware UTC, each on a full five minutes.

    ``hits``: how many of ten were right so far, None when too few are known. ``quantiles``: the 10, 50 and 90 % points
    before rounding.
    """

    start: datetime
    end: datetime
    hits: int | None = None
    quantiles: tuple[datetime, datetime, datetime] | None = None

    def as_json(self) -> dict[str, Any]:
        """{"from": ..., "to": ..., "hits": ...} in RFC 3339 UTC, as it goes over the wire and onto paper."""
        return {
            "from": self.start.isoformat()[:19] + "Z",
            "to": self.end.isoformat()[:19] + "Z",
            "hits": self.hits,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a visitor is told: an estimate, or else why there is none; neither to who does not wait."""

    estimate: Estimate | None = None
    reason: NoEstimate | None = None


NOTHING: Final = Told()


def expected_call(
    flow: Flow | None, *, ahead: int, at: datetime, v: datetime | None = None, is_priority: bool = False,
    not_before: datetime | None = None,
) -> Told:  # fmt: skip
    """What to tell somebody with ``ahead`` people of the own line before and the key ``v`` (None: who comes now).

    ``flow``: None when no counter is open. ``not_before``: an appointment is not called earlier.
    """
    if flow and is_priority and flow.priority:
        flow = flow.priority
    if flow is None or not flow.ways:
        return Told(reason=NoEstimate.NO_COUNTER)
    if not flow.learnt:
        return Told(reason=NoEstimate.LEARNING)
    wait = _wait(flow, ahead=ahead, v=at if v is None else v, at=at)
    found = [flow.after(wait.at(z), at) for z in (-Z90, 0.0, Z90)]
    low, middle, high = (max(moment, not_before or at) if moment else None for moment in found)
    if low is None or middle is None or high is None or high - at > LONGEST:
        return Told(reason=NoEstimate.LONG)
    first, last = _narrowest(flow, wait, at, _floor(at))
    start, end = _floor(at) + first * STEP, _floor(at) + last * STEP
    if not_before and start < not_before:
        start = _floor(low)
        end = max(end, _ceil(high) if middle <= not_before else end, start + STEP)
    return Told(
        estimate=Estimate(start=start, end=end, hits=flow.hits, quantiles=(low, middle, high))
    )


class _Wait:
    """A Gamma of this mean, in seconds of work, and shape."""

    __slots__ = ("_centre", "_mean", "_spread")

    def __init__(self, mean: float, shape: float) -> None:
        self._mean, self._centre, self._spread = mean, 1 - 1 / (9 * shape), 3 * sqrt(shape)

    def at(self, z: float) -> float:
        """The point with as much before it as a normal variable has before ``z``."""
        root = max(0.0, self._centre + z / self._spread)
        return self._mean * root * root * root

    def share(self, seconds: float) -> float:
        """How probable it is that the wait is not longer."""
        if seconds <= 0:
            return 0.0
        return (1 + erf((cbrt(seconds / self._mean) - self._centre) * self._spread / ROOT2)) / 2


def _narrowest(flow: Flow, wait: _Wait, at: datetime, first: datetime) -> tuple[int, int]:
    """The narrowest range that holds the call with SURE; later than it with LATE at most. In STEPs after ``first``."""
    step, offset = STEP.total_seconds(), (first - at).total_seconds()
    shares = [0.0]  # how probable a call until each of the moments is
    ends: list[int] = []
    while len(ends) < LOOKS:
        seconds = offset + len(shares) * step
        done = flow.done_by(at + timedelta(seconds=seconds), at) if flow.changes else seconds
        shares.append(wait.share(done))
        if shares[-1] >= 1 - LATE and seconds >= SOONEST_S:
            ends.append(len(shares) - 1)
    start, found = 0, (0, ends[0])
    for end in ends:
        while start + 1 < end and shares[end] - shares[start + 1] >= SURE:
            start += 1
        if end - start < found[1] - found[0]:
            found = (start, end)
    return found


def _wait(flow: Flow, *, ahead: int, v: datetime, at: datetime) -> _Wait:
    """How long it probably is, in seconds of work at the pace of now."""
    work, counters = flow.before(ahead=ahead, v=v, at=at)
    people = work * counters / flow.mean_s  # the same, as so many of the own service
    if people < flow.free - 0.5:
        return _Wait(AT_ONCE_S, 1.0)
    people = max(0.0, people - flow.free)
    left = flow.mean_s * (1 + CV**2) / 2
    mean = _overtaken((people * flow.mean_s + left) / counters, flow, at - v)
    return _Wait(mean, 1 / (CV**2 / (people + 1) + DRIFT**2))


def _overtaken(mean: float, flow: Flow, age: timedelta) -> float:
    """``mean`` and the time for visitors with a head start who come meanwhile: during the wait, within the window."""
    window = max(0.0, (flow.window - age).total_seconds())
    part = min(flow.overtaking, 0.9)
    return min(mean / (1 - part), mean + part * window)


def steady(told: Told, fresh: Told, *, at: datetime) -> Told:
    """``told`` before, unless ``fresh`` has moved away from it by more than five minutes and a fifth of the wait.

    A visitor who plans by what was told is not worried by every press of a button.
    """
    old, new = told.estimate, fresh.estimate
    if old is None or new is None or old.end <= at:
        return fresh
    moved = max(abs(new.start - old.start), abs(new.end - old.end))
    return told if moved <= max(KEPT, (new.end - at) * KEPT_SHARE) else fresh


def _floor(at: datetime) -> datetime:
    return datetime.fromtimestamp(floor(at.timestamp() / 300) * 300, tz=at.tzinfo)


def _ceil(at: datetime) -> datetime:
    return datetime.fromtimestamp(ceil(at.timestamp() / 300) * 300, tz=at.tzinfo)
