"""Who would be called next, by the rules and what the journal has told so far (see replay.py)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from queue_server.domain.hall import Counter, Hall
from queue_server.domain.line import Choice, Line, Rule, order, select_next
from queue_server.domain.ticket import Ticket
from queue_server.storage.numbers import Runs


@dataclass(slots=True)
class Known:
    """A ticket as the journal tells it so far. ``planned`` are services still to come, ``before`` what it was before
    each step, so that a step can be taken back.
    """

    ticket: Ticket
    planned: list[int] = field(default_factory=list)
    before: list[tuple[Ticket, list[int]]] = field(default_factory=list)


@dataclass(slots=True)
class Seat:
    """Who sits at a counter, and which services it was narrowed to."""

    staff: str = ""
    services: tuple[int, ...] | None = None

    def serves(self, counter: Counter) -> list[int]:
        return [id for id in counter.service_ids if self.services is None or id in self.services]


@dataclass(slots=True)
class Waiting:
    """The waiting room at one moment."""

    hall: Hall
    waiting: Collection[Known]
    runs: Mapping[int, Runs]

    def choose(self, counter: Counter, seat: Seat, *, at: datetime) -> Choice | None:
        """Whom ``counter`` would call at ``at``, None when nobody waits for it."""
        serves, rules = seat.serves(counter), self.hall.rules
        mine = [known for known in self.waiting if _may_go(known.ticket, counter, seat.staff)]
        if counter.priority_only:
            mine = [known for known in mine if known.ticket.priority]
        everybody = [known.ticket for known in mine]
        due = [t for t in everybody if t.not_before is None or t.not_before <= at]
        if choice := select_next(self._lines(counter, serves, due), at=at, rules=rules):
            return choice
        heads = [
            Line(service_id=line.service_id, target=line.target, head=line.head, helps=line.helps)
            for line in self._lines(counter, serves, everybody)
        ]
        if choice := select_next(heads, at=at, rules=rules):
            return replace(choice, rule=Rule.EARLY)
        for id in () if counter.priority_only else serves:
            free = [
                known.ticket for known in mine if known.ticket.any_order and id in known.planned
            ]
            if free:
                first = min(free, key=order)
                target = self.hall.service_of(first.service_id).target_wait
                return Choice(ticket=first, target=target, rule=Rule.ANY_ORDER)
        return None

    def key_behind(self, service_id: int) -> datetime | None:
        """The key of the last of those behind whom a missed visitor comes, None when nobody waits."""
        here = (known.ticket for known in self.waiting if known.ticket.service_id == service_id)
        first = sorted(here, key=order)[: self.hall.rules.recycle_after]
        return first[-1].v if first else None

    def _lines(
        self, counter: Counter, serves: Iterable[int], waiting: Sequence[Ticket]
    ) -> list[Line]:
        lines = []
        for id in serves:
            here = sorted((t for t in waiting if t.service_id == id), key=order)
            runs = self.runs.get(id, Runs())
            lines.append(
                Line(
                    service_id=id, target=self.hall.service_of(id).target_wait, helps=id in counter.helps,
                    head=next(iter(here), None), regular=next((t for t in here if not t.priority), None),
                    priority=next((t for t in here if t.priority), None),
                    priority_run=runs.priority, regular_run=runs.regular,
                )
            )  # fmt: skip
        return lines


def _may_go(ticket: Ticket, counter: Counter, staff: str) -> bool:
    return ticket.for_counter_id in (None, counter.id) and ticket.for_staff in (None, staff)
