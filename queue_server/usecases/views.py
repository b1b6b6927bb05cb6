"""A ticket with what depends on the moment: its place in line, its likely time, its paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.estimate import Estimate, expected_call
from queue_server.domain.hall import Hall
from queue_server.domain.line import place_reason
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import print_jobs, tickets
from queue_server.storage.print_jobs import PrintJob

Pace = Mapping[int, float]
"""By service id: how many counters' worth of work its line gets at the moment (see usecases/pace.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    """``ahead`` and ``estimate`` are None unless it waits; ``reason`` says why it stands or was called there."""

    ticket: Ticket
    ahead: int | None
    estimate: Estimate | None
    job: PrintJob | None
    reason: str


def estimate_of(
    hall: Hall, *, service_id: int, ahead: int, pace: Pace, at: datetime
) -> Estimate | None:
    """The likely time of the call for somebody with ``ahead`` people before; None when nobody can say."""
    service = hall.service_of(service_id)
    return expected_call(
        ahead=ahead, service_time=service.service_time, counters=pace.get(service_id, 0), at=at
    )


def view(
    conn: sa.Connection, hall: Hall, ticket: Ticket, *, pace: Pace, at: datetime
) -> TicketView:
    """``ticket`` as it stands now."""
    waits = ticket.state is State.WAITING
    ahead = tickets.ahead(conn, ticket) if waits else None
    return seen(
        hall, ticket, ahead=ahead, pace=pace, at=at, job=print_jobs.of_ticket(conn, ticket.id)
    )


def seen(
    hall: Hall,
    ticket: Ticket,
    *,
    ahead: int | None,
    pace: Pace,
    at: datetime,
    job: PrintJob | None = None,
) -> TicketView:
    """The same from facts already read."""
    estimate = None
    if ahead is not None:
        estimate = estimate_of(hall, service_id=ticket.service_id, ahead=ahead, pace=pace, at=at)
    priority = hall.priority_name(ticket.priority)
    why = ticket.reason or place_reason(ticket, zone=hall.site.zone_info, priority=priority)
    return TicketView(ticket=ticket, ahead=ahead, estimate=estimate, job=job, reason=why)
