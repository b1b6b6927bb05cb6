"""How fast each line moves: which counters are open for whom, what they learnt, what waits (domain/flow.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.figures import Figures
from queue_server.domain.flow import Flow, Shares, Waiting, balance, capacity, ways
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.hours import Span
from queue_server.domain.rules import Policy

SHORTEST_MORNING = timedelta(hours=1)
"""Arrivals are counted per this time at least: three at the door are no flood."""
Lines = Mapping[int, tuple[int, datetime | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the pace is made of, besides the set-up. By counter id: ``desks``, and who is ``busy``. By service id:
    ``lines`` (how many wait, and since when the oldest), ``figures``, and ``arrivals``: numbers with priority since
    ``since``.
    """

    desks: Mapping[int, Desk]
    lines: Lines
    busy: frozenset[int] = frozenset()
    figures: Mapping[int, Figures] = field(default_factory=dict)
    arrivals: Mapping[int, int] = field(default_factory=dict)
    since: datetime | None = None


def pace_of(hall: Hall, facts: Facts, *, at: datetime) -> dict[int, Flow]:
    """By service id; a service without an open counter is not named."""
    lines = _lines(hall, facts)
    opened = [c for c in hall.counters if facts.desks[c.id].state is CounterState.OPEN]
    regular = _flows(hall, facts, lines, [c for c in opened if not c.priority_only], at=at)
    if len(opened) == sum(not c.priority_only for c in opened):
        return regular
    everywhere = _flows(hall, facts, lines, opened, at=at)
    return {
        id: replace(regular.get(id) or replace(flow, ways=()), priority=flow)
        for id, flow in everywhere.items()
    }


def _lines(hall: Hall, facts: Facts) -> dict[int, Waiting]:
    found = {}
    for s in hall.services:
        count, oldest = facts.lines.get(s.id, (0, None))
        mean = facts.figures.get(s.id, Figures()).mean(s.service_time)
        found[s.id] = Waiting(
            count=count, oldest=oldest, mean_s=mean.total_seconds(), target=s.target_wait
        )
    return found


def _flows(
    hall: Hall, facts: Facts, lines: Mapping[int, Waiting], counters: Sequence[Counter], *, at: datetime,
) -> dict[int, Flow]:  # fmt: skip
    taken = [_takes_from(c, facts.desks[c.id], lines) for c in counters]
    shares = balance(lines, taken)
    given = capacity(shares)
    hurried = _arrivals_per_s(facts, at)
    found = {}
    for s in hall.services:
        mine = [at_ for at_, ids in enumerate(taken) if s.id in ids]
        if not mine:
            continue
        own = ways(s.id, lines, taken, shares, given)
        known = facts.figures.get(s.id, Figures())
        found[s.id] = Flow(
            service_id=s.id, mean_s=lines[s.id].mean_s, target=s.target_wait, ways=own,
            lines={id: lines[id] for way in own for id in way},
            free=sum(counters[i].id not in facts.busy for i in mine),
            overtaking=_overtaking(own, hurried), window=_window(hall),
            changes=_changes(hall, facts, [counters[i] for i in mine], s.id, at=at),
            learnt=known.seen >= hall.rules.estimates_after, hits=known.of_ten(),
        )  # fmt: skip
    return found


def _takes_from(counter: Counter, desk: Desk, lines: Mapping[int, Waiting]) -> tuple[int, ...]:
    """The lines that the counter takes from now: its own, and those it helps with while nobody waits in its own."""
    wanted = counter.service_ids if desk.services is None else desk.services
    offered = [id for id in wanted if id in lines]
    own = [id for id in offered if id not in counter.helps]
    return tuple(own if any(lines[id].count for id in own) else offered)


def _arrivals_per_s(facts: Facts, at: datetime) -> dict[int, float]:
    span = max(SHORTEST_MORNING, at - facts.since) if facts.since else SHORTEST_MORNING
    return {id: count / span.total_seconds() for id, count in facts.arrivals.items()}


def _overtaking(own: Sequence[Shares], hurried: Mapping[int, float]) -> float:
    """Which part of the counters' time goes to those with priority who come."""
    parts = [sum(hurried.get(id, 0.0) * seconds for id, seconds in way.items()) for way in own]
    return sum(parts) / len(parts)


def _window(hall: Hall) -> timedelta:
    """For how long at most somebody with priority who comes now may still go before one who is here."""
    if hall.rules.order is not Policy.HEAD_START:
        return timedelta(days=1)
    return max((p.head_start for p in hall.priorities), default=timedelta(0))


def _changes(
    hall: Hall, facts: Facts, opened: Sequence[Counter], service_id: int, *, at: datetime
) -> list[tuple[datetime, float]]:
    """Planned breaks and the hall's own, as factors of the counters' pace now.

    Those who are in their planned break come back from it.
    """
    local = at.astimezone(hall.site.zone_info)
    weekday = local.weekday()
    hours = hall.service_of(service_id).hours or hall.hours
    everybody = hours.on(local.date()).pauses
    away = [span for c in opened if (span := c.breaks.get(weekday))]
    back = [
        span
        for c in hall.counters
        if facts.desks[c.id].state is CounterState.PAUSED and service_id in c.service_ids
        if (span := c.breaks.get(weekday)) and span.has(local.time())
    ]
    if not (everybody or away or back):
        return []

    def moments(span: Span) -> tuple[datetime, datetime]:
        first, last = (local.replace(hour=t.hour, minute=t.minute, second=0, microsecond=0)
                       for t in (span.start, span.end))  # fmt: skip
        return first.astimezone(at.tzinfo), last.astimezone(at.tzinfo)

    gone = [(begin, end) for begin, end in map(moments, away) if begin > at]
    returns = [end for _, end in map(moments, back)]
    stops = [(b, e) for b, e in map(moments, everybody) if b > at]
    found = []
    for moment in sorted({*(m for pair in (*gone, *stops) for m in pair), *returns}):
        there = len(opened) - sum(b <= moment < e for b, e in gone)
        there += sum(end <= moment for end in returns)
        stopped = any(b <= moment < e for b, e in stops)
        found.append((moment, 0.0 if stopped else there / len(opened)))
    return found
