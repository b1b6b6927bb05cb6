"""One simulated day of a hall, with the hall's own rule, figures and estimate.

It knows nothing of the estimate's model: service times are lognormal, people walk, some do not come, some leave, staff
is unequal, breaks begin late.
"""

from __future__ import annotations

import bisect
import heapq
import itertools
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.estimate import Told, expected_call
from queue_server.domain.figures import Figures, counts
from queue_server.domain.hall import Agency, Counter, Hall, Priority, Service, Site, Zone
from queue_server.domain.hours import Span
from queue_server.domain.line import Line, select_next
from queue_server.domain.rules import Rules
from queue_server.domain.ticket import State, Ticket
from queue_server.usecases.pace import Facts, pace_of

DAY = date(2026, 11, 23)
EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 08.00 in Siak
HOURS = 7
NO_SHOW, LEAVES = 0.05, 0.03
NO_SHOW_S = 75.0  # three calls, 25 seconds apart
GAP_S = 8.0  # between two visitors, until Next is pressed
TARGET = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """``lines``: mean minutes of each service and its part of the visitors; ``counters``: which of them each takes.
    ``load``: visitors' work by counters' time; ``profile``: how many come in each hour, relative. ``slow``: the first
    counter takes so many times as long. ``lunch``: planned breaks by counter; ``late_min``: how much later they are
    taken. ``closes``: the hour at which the last counter closes for good, unplanned.
    """

    name: str
    lines: Sequence[tuple[float, float]] = ((8.0, 1.0),)
    counters: Sequence[Sequence[int]] = ((0,),) * 3
    load: float = 0.85
    profile: Sequence[float] = (1.0,) * HOURS
    priority: float = 0.15
    scatter: float = 0.7
    slow: float = 1.0
    lunch: Sequence[tuple[float, float] | None] = ()
    late_min: float = 0.0
    is_planned: bool = True
    closes: float | None = None
    configured: float = 0.8  # what config.yaml says, as a part of the truth


@dataclass(slots=True)
class Outcome:
    """What one visitor was told, and how long it was."""

    service: int
    told: Told
    made: datetime
    called: datetime | None = None

    @property
    def wait_s(self) -> float:
        assert self.called
        return (self.called - self.made).total_seconds()


def a_hall(scene: Scenario) -> Hall:
    """The scenario's set-up."""
    site = Site(code="S", name={"id": "S"}, region={}, time_zone="Asia/Jakarta", languages=("id",))
    services = tuple(
        Service(
            id=i, code=f"S{i}", prefix="A", agency_id=1, zone_id=1, name={"id": "S"}, short={}, requirements={},
            target_wait=TARGET, service_time=timedelta(minutes=scene.configured * m), quota=None, popular=False,
        )
        for i, (m, _) in enumerate(scene.lines)
    )  # fmt: skip
    counters = tuple(
        Counter(
            id=i, code=str(i), name={"id": "L"}, spoken={}, zone_id=1, service_ids=tuple(ids),
            breaks=_break(scene, i) if scene.is_planned else {},
        )
        for i, ids in enumerate(scene.counters)
    )  # fmt: skip
    elderly = Priority(
        code="lansia", name={"id": "Lansia"}, note={}, icon="", head_start=timedelta(minutes=15)
    )
    return Hall(
        site=site, zones=(Zone(id=1, code="A", name={"id": "A"}),),
        agencies=(Agency(id=1, code="A", name={"id": "A"}, title={}, icon=""),), services=services,
        counters=counters, priorities=(elderly,), rules=Rules(estimates_after=0),
    )  # fmt: skip


def _break(scene: Scenario, i: int) -> dict[int, Span]:
    if i >= len(scene.lunch) or scene.lunch[i] is None:
        return {}
    start, end = (time(int(h), round(h % 1 * 60)) for h in scene.lunch[i] or ())
    return {DAY.weekday(): Span(start=start, end=end)}


@dataclass
class Day:
    """One day of a scenario; ``figures`` are what the days before taught."""

    scene: Scenario
    hall: Hall
    figures: dict[int, Figures]
    rng: random.Random
    outcomes: list[Outcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = EIGHT
        self.events: list[tuple[datetime, int, Callable[[], None]]] = []
        self.serial = itertools.count(1)
        self.lines: dict[int, list[tuple[datetime, int]]] = {s.id: [] for s in self.hall.services}
        self.tickets: dict[int, Ticket] = {}
        self.told: dict[int, Outcome] = {}
        self.runs = dict.fromkeys(self.lines, 0)
        self.arrived = dict.fromkeys(self.lines, 0)
        self.busy: set[int] = set()
        self.desks = {
            c.id: Desk(counter_id=c.id, code=c.code, state=CounterState.OPEN) for c in self.hall.counters
        }  # fmt: skip

    def run(self) -> list[Outcome]:
        for moment, service in self._arrivals():
            self._at(moment, lambda s=service: self._arrive(s))
        for i, span in enumerate(self.scene.lunch):
            if span:
                late = timedelta(minutes=self.scene.late_min)
                for hour, state in zip(span, (CounterState.PAUSED, CounterState.OPEN), strict=True):
                    self._at(_clock(hour) + late, lambda i=i, s=state: self._set(i, s))
        if self.scene.closes:
            last = len(self.scene.counters) - 1
            self._at(_clock(self.scene.closes), lambda: self._set(last, CounterState.CLOSED))
        while self.events:
            self.now, _, act = heapq.heappop(self.events)
            act()
        return [o for o in self.outcomes if o.called]

    def _arrivals(self) -> Iterator[tuple[datetime, int]]:
        work_s = sum(part * (60 * m + 35) for m, part in self.scene.lines)  # with the way there
        expected = self.scene.load * len(self.scene.counters) * HOURS * 3600 / work_s
        total = sum(self.scene.profile)
        for hour, weight in enumerate(self.scene.profile):
            rate = expected * weight / total / 3600
            s = hour * 3600 + self.rng.expovariate(rate)
            while s < (hour + 1) * 3600:
                parts = [part for _, part in self.scene.lines]
                yield EIGHT + timedelta(seconds=s), self.rng.choices(range(len(parts)), parts)[0]
                s += self.rng.expovariate(rate)

    def _at(self, moment: datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self.events, (moment, next(self.serial), act))

    def _set(self, i: int, state: CounterState) -> None:
        self.desks[i] = replace(self.desks[i], state=state)
        if state is CounterState.OPEN:
            self._next(i)

    def _arrive(self, service: int) -> None:
        urgent = self.rng.random() < self.scene.priority
        v = self.now - timedelta(minutes=15) if urgent else self.now
        id = next(self.serial)
        ahead = bisect.bisect(self.lines[service], (v, id))
        told = expected_call(
            self._pace().get(service), ahead=ahead, at=self.now, v=v, is_priority=urgent
        )
        self.tickets[id] = Ticket(
            id=id, number="A001", prefix="A", service_id=service, day="d", state=State.WAITING, v=v,
            issued_at=self.now, waiting_since=self.now, token="t", priority="lansia" if urgent else None,
        )  # fmt: skip
        outcome = self.told[id] = Outcome(service, told, self.now)
        self.outcomes.append(outcome)
        bisect.insort(self.lines[service], (v, id))
        self.arrived[service] += urgent
        if self.rng.random() < LEAVES:
            patience = timedelta(minutes=self.rng.uniform(5, 40))
            self._at(self.now + patience, lambda: self._leave(service, id))
        for i, ids in enumerate(self.scene.counters):
            if service in ids and i not in self.busy:
                self._next(i)

    def _leave(self, service: int, id: int) -> None:
        key = (self.tickets[id].v, id)
        if key in self.lines[service]:
            self.lines[service].remove(key)

    def _pace(self) -> Any:
        lines = {
            id: (len(line), min((self.tickets[i].waiting_since for _, i in line), default=None))
            for id, line in self.lines.items()
        }
        facts = Facts(
            desks=self.desks, lines=lines, busy=frozenset(self.busy), figures=self.figures,
            arrivals=self.arrived, since=EIGHT,
        )  # fmt: skip
        return pace_of(self.hall, facts, at=self.now)

    def _next(self, i: int) -> None:
        if i in self.busy or self.desks[i].state is not CounterState.OPEN:
            return
        choice = select_next([self._line(id) for id in self.scene.counters[i]], at=self.now)
        if choice is None:
            return
        ticket = choice.ticket
        service = ticket.service_id
        self.lines[service].remove((ticket.v, ticket.id))
        self.runs[service] = self.runs[service] + 1 if ticket.priority else 0
        self.told[ticket.id].called = self.now
        self.busy.add(i)
        kept = NO_SHOW_S
        if self.rng.random() >= NO_SHOW:
            kept = self.rng.uniform(10, 60) + self._serving(service, i)
            usual = self.hall.services[service].service_time
            if counts(kept, usual=usual):
                known = self.figures.get(service, Figures())
                self.figures[service] = known.served(kept)  # a moment early: no matter here
        self._at(
            self.now + timedelta(seconds=kept + GAP_S * self.rng.random() * 2),
            lambda: self._free(i),
        )

    def _serving(self, service: int, i: int) -> float:
        spread = math.sqrt(math.log(1 + self.scene.scatter**2))
        typical = 60 * self.scene.lines[service][0] * math.exp(-(spread**2) / 2)
        return self.rng.lognormvariate(math.log(typical), spread) * (
            self.scene.slow if i == 0 else 1
        )

    def _free(self, i: int) -> None:
        self.busy.discard(i)
        self._next(i)

    def _line(self, id: int) -> Line:
        waiting = [self.tickets[t] for _, t in self.lines[id]]
        regular = next((t for t in waiting if t.priority is None), None)
        return Line(
            service_id=id, target=TARGET, head=waiting[0] if waiting else None, regular=regular,
            priority_run=self.runs[id],
        )  # fmt: skip


def _clock(hour: float) -> datetime:
    return EIGHT + timedelta(hours=hour - 8)
