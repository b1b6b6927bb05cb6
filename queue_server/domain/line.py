"""Who is next, and why. Pure: the console, the estimate, the simulator and the tests call the same functions."""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from queue_server.domain.rules import Policy, Rules
from queue_server.domain.ticket import Ticket

USUAL = Rules()


class Rule(enum.StrEnum):
    """By which rule a ticket was called; kept with the call."""

    ORDER = "order"
    VALVE = "valve"
    WEIGHTED = "weighted"
    STRICT = "strict"
    HELPED = "helped"
    EARLY = "early"
    URGENT = "urgent"
    DIRECTED = "directed"
    ANY_ORDER = "any_order"
    CHOSEN = "chosen"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What matters of one service's line for the next call of a counter.

    ``head`` is the smallest key of all that the counter may call, ``regular`` and ``priority`` the smallest without and
    with a class (where the policy asks for them). The runs count the calls of this service since the last one of the
    other kind. ``helps``: it is not the counter's own work.
    """

    service_id: int
    target: timedelta
    head: Ticket | None
    regular: Ticket | None = None
    priority: Ticket | None = None
    priority_run: int = 0
    regular_run: int = 0
    helps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The ticket to call, by which rule, and ``over`` whom: the next best of another line."""

    ticket: Ticket
    target: timedelta
    rule: Rule = Rule.ORDER
    over: Ticket | None = None

    def used(self, at: datetime) -> float:
        """Share of the promised time that is used: 1.0 is exactly on target."""
        return (at - self.ticket.v) / self.target


def order(ticket: Ticket) -> tuple[datetime, int]:
    """The sorting key inside a service: virtual arrival time, then id, so that two runs always agree."""
    return ticket.v, ticket.id


def virtual_arrival(*, at: datetime, head_start: timedelta) -> datetime:
    """The key of a new ticket: its arrival minus the head start of its priority class."""
    return at - head_start


def of_line(line: Line, *, at: datetime, rules: Rules = USUAL) -> Choice | None:
    """The next of one service, by the hall's policy."""
    head = line.head
    if head is None:
        return None
    if head.urgent:
        return Choice(ticket=head, target=line.target, rule=Rule.URGENT)
    if rules.order is Policy.HEAD_START:
        late = line.regular is not None and at - line.regular.v > line.target
        if head.priority and line.priority_run >= rules.max_priority_run and late and line.regular:
            return Choice(ticket=line.regular, target=line.target, rule=Rule.VALVE)
        rule = Rule.DIRECTED if head.for_counter_id or head.for_staff else Rule.ORDER
        return Choice(ticket=head, target=line.target, rule=rule)
    first = rules.order is Policy.STRICT or _is_priority_turn(line, rules.weights)
    wanted = (line.priority or line.regular) if first else (line.regular or line.priority)
    ticket = wanted or head
    rule = Rule(rules.order.value) if ticket.id != head.id else Rule.ORDER
    return Choice(ticket=ticket, target=line.target, rule=rule)


def _is_priority_turn(line: Line, weights: tuple[int, int]) -> bool:
    """Rounds of ``weights``: so many priority calls, then so many regular ones; the first of the day is priority."""
    if line.priority_run:
        return line.priority_run < weights[0]
    return line.regular_run == 0 or line.regular_run >= weights[1]


def select_next(lines: Iterable[Line], *, at: datetime, rules: Rules = USUAL) -> Choice | None:
    """The ticket a counter serving ``lines`` calls next, or None when nobody waits.

    Within a service by the policy; across services the head that has used most of its promised time,
    ``(at - v) / target``; the smaller id settles a tie. Emergencies first of all. With another service the counter
    helps only as ``Rules`` says.
    """
    own: list[Choice] = []
    theirs: list[Choice] = []
    for line in lines:
        if choice := of_line(line, at=at, rules=rules):
            (theirs if line.helps else own).append(choice)
    return _among(own, theirs, at=at, rules=rules)


def _among(
    own: Sequence[Choice], theirs: Sequence[Choice], *, at: datetime, rules: Rules
) -> Choice | None:
    every = [*own, *theirs]
    if urgent := [choice for choice in every if choice.rule is Rule.URGENT]:
        return min(urgent, key=lambda c: order(c.ticket))
    best, other = (
        max(some, key=lambda c: (c.used(at), -c.ticket.id), default=None) for some in (own, theirs)
    )
    found = best
    if other and (
        best is None or (other.used(at) >= rules.help_from and best.used(at) < rules.help_below)
    ):
        found = replace(other, rule=Rule.HELPED)
    if found is None:
        return None
    rest = [choice for choice in every if choice.ticket.id != found.ticket.id]
    over = max(rest, key=lambda c: (c.used(at), -c.ticket.id), default=None)
    return replace(found, over=over.ticket if over else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a list needs of a service: its ``target``, its runs so far, whether the counter only helps with it."""

    target: timedelta
    priority_run: int = 0
    regular_run: int = 0
    helps: bool = False


def call_order(
    waiting: Sequence[Ticket],
    *,
    settings: Mapping[int, Setting],
    at: datetime,
    rules: Rules = USUAL,
) -> list[Ticket]:
    """All ``waiting`` of one or several services in the order in which a counter would call them from now.

    It is ``select_next`` again and again, so the first of the list is who is called next.
    """
    queues = {id: _Queue(id, setting) for id, setting in settings.items()}
    for ticket in sorted(waiting, key=order):
        queues[ticket.service_id].add(ticket)
    heads = {id: of_line(queue.line(), at=at, rules=rules) for id, queue in queues.items()}
    ordered: list[Ticket] = []
    while True:
        own = [c for id, c in heads.items() if c and not settings[id].helps]
        theirs = [c for id, c in heads.items() if c and settings[id].helps]
        choice = _among(own, theirs, at=at, rules=rules)
        if choice is None:
            return ordered
        ordered.append(choice.ticket)
        queue = queues[choice.ticket.service_id]
        queue.take(choice.ticket)
        heads[queue.service_id] = of_line(queue.line(), at=at, rules=rules)


class _Queue:
    """The line of one service while a list is made."""

    def __init__(self, service_id: int, setting: Setting) -> None:
        self.service_id, self._setting = service_id, setting
        self._kinds: dict[bool, deque[Ticket]] = {False: deque(), True: deque()}
        self._runs = {True: setting.priority_run, False: setting.regular_run}

    def add(self, ticket: Ticket) -> None:
        self._kinds[ticket.priority is not None].append(ticket)

    def line(self) -> Line:
        regular, priority = (kind[0] if kind else None for kind in self._kinds.values())
        head = min((t for t in (regular, priority) if t), key=order, default=None)
        return Line(
            service_id=self.service_id, target=self._setting.target, head=head, regular=regular, priority=priority,
            priority_run=self._runs[True], regular_run=self._runs[False], helps=self._setting.helps,
        )  # fmt: skip

    def take(self, ticket: Ticket) -> None:
        kind = ticket.priority is not None
        self._kinds[kind].popleft()
        self._runs = {kind: self._runs[kind] + 1, not kind: 0}
