"""A demonstration day under way: what everybody at work in it shares, and what it came to."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Any

from queue_server.commands.demo_plan import Visitor
from queue_server.commands.demo_talk import Refused
from queue_server.domain.statistics import percentile

FAULTS_KEPT = 5


@dataclass(kw_only=True)
class Day:
    """``speed``: how many seconds of the hall pass in one of ours. ``stop`` ends it early; ``over``: all have gone."""

    speed: float
    expected: int
    stop: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    counts: Counter[str] = field(default_factory=Counter)
    waits: list[tuple[str, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._news = threading.Condition(self._lock)
        self._changes = 0
        self._visitors: dict[int, tuple[Visitor, float]] = {}
        self._called: set[int] = set()

    @property
    def elapsed_s(self) -> float:
        """Seconds of the hall since the doors opened."""
        return (time.monotonic() - self.began) * self.speed

    def pause(self, seconds: float) -> bool:
        """Let so much of the hall's time pass; False when the day was stopped meanwhile."""
        return not self.stop.wait(max(0.0, seconds) / self.speed)

    def until(self, at_s: float) -> bool:
        return self.pause(at_s - self.elapsed_s)

    def took(self, ticket: dict[str, Any], visitor: Visitor) -> None:
        """A visitor has a number now."""
        with self._lock:
            self.counts["taken"] += 1
            self._visitors[ticket["id"]] = (visitor, time.monotonic())
            self._tell()

    def turned_away(self, code: str) -> None:
        with self._lock:
            self.counts["turned away"] += 1
            self.counts[f"turned away: {code}"] += 1
            self._gone()

    def called(self, ticket: dict[str, Any]) -> Visitor:
        """Who comes for this call. People who are no part of the plan come and are served like everybody."""
        with self._lock:
            self.counts["calls"] += 1
            visitor, taken_at = self._visitors.get(ticket["id"], (None, 0.0))
            if visitor is None:
                return Visitor(arrives_s=0, service=ticket["service"])
            if ticket["id"] not in self._called:
                self._called.add(ticket["id"])
                waited = (time.monotonic() - taken_at) * self.speed
                self.waits.append((visitor.service, waited))
            return visitor

    def came_back(self, ticket: dict[str, Any], visitor: Visitor) -> None:
        """Somebody stands in line again, to be served this time."""
        with self._lock:
            self._visitors[ticket["id"]] = (visitor, time.monotonic())
            self._tell()

    def count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1

    def ended(self, ticket: dict[str, Any], how: str) -> None:
        """``how``: "served" or "no-shows". The day is over when this was the last of its visitors."""
        with self._lock:
            ours = ticket["id"] in self._visitors
            self.counts[how if ours else f"{how}, not of the plan"] += 1
            if ours:
                self._gone()

    def fault(self, error: object) -> None:
        """Something that should not have happened."""
        with self._lock:
            self.counts["errors"] += 1
            if len(self.faults) < FAULTS_KEPT:
                self.faults.append(str(error) or type(error).__name__)

    def attempt(self, act: Callable[[], None]) -> bool:
        """Do ``act``; a refusal or a lost connection is counted, and the day goes on."""
        try:
            act()
        except (Refused, OSError, http.client.HTTPException, ValueError) as error:
            self.fault(error)
            self.pause(20)
            return False
        return True

    def wait_for_news(self, seen: int, seconds: float) -> int:
        """Until somebody joined a line after ``seen``, at most ``seconds`` of ours; returns the new mark."""
        with self._news:
            self._news.wait_for(
                lambda: self._changes != seen or self.stop.is_set() or self.over.is_set(), seconds
            )
            return self._changes

    def wake(self) -> None:
        with self._lock:
            self._tell()

    def _tell(self) -> None:
        self._changes += 1
        self._news.notify_all()

    def _gone(self) -> None:
        self.counts["gone"] += 1
        if self.counts["gone"] >= self.expected:
            self.over.set()
        self._tell()

    def summary(self) -> dict[str, Any]:
        """The figures; waits from number to first call, in minutes at real scale."""
        with self._lock:
            waits = sorted(minutes / 60 for _, minutes in self.waits)
            c = self.counts
            reasons = {
                k.partition(": ")[2]: n for k, n in c.items() if k.startswith("turned away: ")
            }
            return {
                "visitors": self.expected, "taken": c["taken"], "turned_away": reasons, "served": c["served"],
                "no_shows": c["no-shows"], "still_here": c["taken"] + c["turned away"] - c["gone"], "calls": c["calls"],
                "recalls": c["recalls"], "holds": c["holds"], "transfers": c["transfers"],
                "returns": c["returns"], "others_served": c["served, not of the plan"],
                "wait_min": _figures(waits), "errors": c["errors"], "faults": list(self.faults),
                "hall_min": round(self.elapsed_s / 60), "seconds": round(time.monotonic() - self.began, 1),
            }  # fmt: skip


def _figures(waits: list[float]) -> dict[str, float] | None:
    if not waits:
        return None
    return {
        "mean": round(mean(waits), 1), "median": round(median(waits), 1),
        "p90": round(percentile(waits, 90), 1), "longest": round(waits[-1], 1),
    }  # fmt: skip
