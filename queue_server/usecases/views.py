"""A ticket with what depends on the moment: its place in line, its likely time, its paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.estimate import NOTHING, Estimate, NoEstimate, Told, expected_call
from queue_server.domain.flow import Flow
from queue_server.domain.hall import Hall
from queue_server.domain.reasons import place_reason
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import legs, print_jobs, tickets
from queue_server.storage.legs import Leg
from queue_server.storage.print_jobs import PrintJob
from queue_server.usecases import predictions

Pace = Mapping[int, Flow]
"""By service id: how its line moves at the moment (usecases/pace.py); without an open counter it is not named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    """``ahead`` and ``estimate`` are None unless it waits; ``estimate_reason`` is why there is none although it does.
    ``reason`` says why it stands or was called there. ``legs`` are the services of a visit of several, ``group`` the
    tickets of those who came together.
    """

    ticket: Ticket
    ahead: int | None
    estimate: Estimate | None
    job: PrintJob | None
    reason: str
    legs: Sequence[Leg] = ()
    group: Sequence[Ticket] = ()
    estimate_reason: NoEstimate | None = None


def told_of(ticket: Ticket, *, ahead: int | None, pace: Pace, at: datetime) -> Told:
    """What to tell the visitor about the time of the call; nothing when ``ahead`` is None: the ticket does not wait."""
    if ahead is None:
        return NOTHING
    return expected_call(
        pace.get(ticket.service_id), ahead=ahead, at=at, v=ticket.v,
        is_priority=ticket.priority is not None, not_before=ticket.not_before,
    )  # fmt: skip


def view(
    conn: sa.Connection, hall: Hall, ticket: Ticket, *, pace: Pace, at: datetime
) -> TicketView:
    """``ticket`` as it stands now."""
    waits = ticket.state is State.WAITING
    ahead = tickets.ahead(conn, ticket) if waits else None
    told = predictions.kept(conn, ticket, told_of(ticket, ahead=ahead, pace=pace, at=at), at=at)
    job = print_jobs.of_ticket(conn, ticket.id)
    now = seen(hall, ticket, ahead=ahead, pace=pace, at=at, job=job, told=told)
    group = tickets.visit(conn, [ticket.visit_id]) if ticket.visit_id else ()
    return replace(now, legs=legs.of_ticket(conn, ticket.id), group=group)


def seen(
    hall: Hall,
    ticket: Ticket,
    *,
    ahead: int | None,
    pace: Pace,
    at: datetime,
    job: PrintJob | None = None,
    told: Told | None = None,
) -> TicketView:
    """The same from facts already read; ``told``: what the visitor is told of the time, worked out already."""
    told = told or told_of(ticket, ahead=ahead, pace=pace, at=at)
    priority = hall.priority_text(ticket.priority)
    why = ticket.reason or place_reason(ticket, zone=hall.site.zone_info, priority=priority)
    return TicketView(
        ticket=ticket, ahead=ahead, estimate=told.estimate, estimate_reason=told.reason, job=job, reason=why,
    )  # fmt: skip
