"""Who is next, and why. Pure: the console, the estimate, the simulator and the tests call the same functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from queue_server.domain.ticket import Ticket

MAX_PRIORITY_RUN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What matters of one service's line for the next call.

    ``head`` is the smallest key of all waiting, ``regular`` the smallest without priority; ``priority_run`` counts the
    priority calls of this service since its last regular one.
    """

    service_id: int
    target: timedelta
    head: Ticket | None
    regular: Ticket | None = None
    priority_run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The ticket to call; ``valve`` says that a regular went before a priority ticket by the rule of three."""

    ticket: Ticket
    target: timedelta
    valve: bool = False

    def used(self, at: datetime) -> float:
        """Share of the promised time that is used: 1.0 is exactly on target."""
        return (at - self.ticket.v) / self.target


def order(ticket: Ticket) -> tuple[datetime, int]:
    """The sorting key inside a service: virtual arrival time, then id, so that two runs always agree."""
    return ticket.v, ticket.id


def virtual_arrival(*, at: datetime, head_start: timedelta) -> datetime:
    """The key of a new ticket: its arrival minus the head start of its priority class."""
    return at - head_start


def of_line(line: Line, *, at: datetime, max_run: int = MAX_PRIORITY_RUN) -> Choice | None:
    """The next of one service. After ``max_run`` priority calls in a row a regular past its target goes first."""
    if line.head is None:
        return None
    late = line.regular is not None and at - line.regular.v > line.target
    if line.head.priority and line.priority_run >= max_run and late and line.regular:
        return Choice(ticket=line.regular, target=line.target, valve=True)
    return Choice(ticket=line.head, target=line.target)


def select_next(
    lines: Iterable[Line], *, at: datetime, max_run: int = MAX_PRIORITY_RUN
) -> Choice | None:
    """The ticket a counter serving ``lines`` calls next, or None when nobody waits.

    Within a service the smallest virtual arrival time; across services the head that has used most of its promised
    time, ``(at - v) / target``; the smaller id settles a tie.
    """
    choices = [choice for line in lines if (choice := of_line(line, at=at, max_run=max_run))]
    return max(choices, key=lambda c: (c.used(at), -c.ticket.id), default=None)


def call_order(
    waiting: Sequence[Ticket], *, targets: dict[int, timedelta], at: datetime
) -> list[Ticket]:
    """All ``waiting`` of one or several services in the order in which a counter would call them from now."""
    return sorted(waiting, key=lambda t: (-((at - t.v) / targets[t.service_id]), t.id))


def place_reason(ticket: Ticket, *, zone: ZoneInfo, priority: str | None = None) -> str:
    """Why a waiting ticket stands where it stands, in words for staff."""
    counted = _clock(ticket.v, zone)
    if ticket.origin:
        return f"Alihan dari {ticket.origin}, dihitung {counted}"
    if ticket.returns:
        return f"Kembali, dihitung {counted}"
    if priority:
        return f"{priority}, dihitung {counted}"
    return f"Datang {_clock(ticket.issued_at, zone)}"


def call_reason(
    choice: Choice, *, at: datetime, zone: ZoneInfo, priority: str | None = None
) -> str:
    """Why this ticket was next, in a sentence that a visitor accepts; stored with the call."""
    minutes = max(0, round((at - choice.ticket.v) / timedelta(minutes=1)))
    target = round(choice.target / timedelta(minutes=1))
    words = place_reason(choice.ticket, zone=zone, priority=priority)
    words = f"{words}; {minutes} dari {target} menit yang dijanjikan terpakai"
    if choice.valve:
        words += f"; didahulukan setelah {MAX_PRIORITY_RUN} panggilan prioritas"
    return words


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%H.%M")
