"""A visitor takes a number."""

from __future__ import annotations

import secrets
from dataclasses import MISSING, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from queue_server.domain.errors import KeyReused, QuotaReached, ServiceClosed
from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall, Service
from queue_server.domain.line import virtual_arrival
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import numbers, print_jobs, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.usecases.views import Pace, TicketView, estimate_of, seen, view


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """``service`` and ``priority`` are codes; ``key`` is the client's Idempotency-Key; ``printer`` a name or None, and
    ``waits`` how long the visitor waits for the paper.
    """

    service: str
    priority: str | None
    language: str
    key: str
    actor: str
    printer: str | None
    waits: timedelta = timedelta(seconds=90)

    @property
    def asked(self) -> str:
        return f"{self.service}/{self.priority or ''}"


_NOTHING_YET: dict[str, Any] = {
    f.name: f.default
    for f in fields(Ticket)
    if f.default is not MISSING and f.name not in ("language", "priority")
}


class _SeenBefore(Exception):
    """The request key was used; the transaction is undone, so no number is lost."""


def take_ticket(
    db: Database, hall: Hall, request: Request, *, pace: Pace, at: datetime
) -> tuple[TicketView, bool]:
    """The visitor's ticket, and whether it was given out before for the same key.

    Raises NotFound (service, priority), ServiceClosed, QuotaReached, KeyReused.
    """
    service = hall.service(request.service)
    head_start = hall.priority(request.priority).head_start if request.priority else timedelta(0)
    try:
        return _issue(db, hall, request, service, head_start, pace=pace, at=at), False
    except _SeenBefore:
        return _again(db, hall, request, pace=pace, at=at), True
    except (ServiceClosed, QuotaReached):
        # A request sent again after closing time still gets the ticket it made before.
        try:
            return _again(db, hall, request, pace=pace, at=at), True
        except LookupError:
            pass
        raise


def _issue(
    db: Database, hall: Hall, request: Request, service: Service, head_start: timedelta, *, pace: Pace, at: datetime,
) -> TicketView:  # fmt: skip
    shut = hall.hours.shut(at, hall.site.zone_info)
    if shut:
        until = shut.until.isoformat().replace("+00:00", "Z") if shut.until else None
        raise ServiceClosed(service=service.code, reason=shut.reason.value, until=until)
    day = hall.site.day(at)
    with db.transaction() as tx:
        issued = numbers.count(tx.conn, day=day, service_id=service.id)
        if service.quota is not None and issued > service.quota:
            raise QuotaReached(service=service.code, quota=service.quota)
        serial = numbers.take(tx.conn, day=day, prefix=service.prefix)
        values = {
            "number": f"{service.prefix}{serial:03}", "prefix": service.prefix, "service_id": service.id, "day": day,
            "state": State.WAITING.value, "v": virtual_arrival(at=at, head_start=head_start),
            "issued_at": at, "waiting_since": at, "token": secrets.token_urlsafe(16), "language": request.language,
            "priority": request.priority, **_NOTHING_YET,
        }  # fmt: skip
        keyed = {"actor": request.actor, "request_key": request.key, "request": request.asked}
        try:
            id = tickets.add(tx.conn, **values, **keyed)
        except sa.exc.IntegrityError as error:
            raise _SeenBefore from error
        ticket = Ticket(**(values | {"id": id, "state": State.WAITING}))
        ahead = tickets.ahead(tx.conn, ticket)
        job = _print(tx, hall, request, ticket, ahead=ahead, pace=pace, at=at)
        tx.record(
            Kind.TICKET_ISSUED,
            at=at,
            actor=request.actor,
            ticket_id=id,
            number=ticket.number,
            service=service.code,
            print_job=job.id if job else None,
            printer=job.printer if job else None,
        )
    return seen(hall, ticket, ahead=ahead, pace=pace, at=at, job=job)


def _print(
    tx: Transaction, hall: Hall, request: Request, ticket: Ticket, *, ahead: int, pace: Pace, at: datetime,
) -> print_jobs.PrintJob | None:  # fmt: skip
    if request.printer is None:
        return None
    likely = estimate_of(hall, service_id=ticket.service_id, ahead=ahead, pace=pace, at=at)
    return print_jobs.add(
        tx.conn, ticket_id=ticket.id, printer=request.printer, at=at, expires_at=at + request.waits, ahead=ahead,
        estimate=likely.as_json() if likely else None, actor=request.actor,
    )  # fmt: skip


def _again(db: Database, hall: Hall, request: Request, *, pace: Pace, at: datetime) -> TicketView:
    with db.reading() as conn:
        found = tickets.by_request(conn, actor=request.actor, key=request.key)
        if found is None:
            raise LookupError(request.key)
        ticket, asked = found
        if asked != request.asked:
            raise KeyReused
        return view(conn, hall, ticket, pace=pace, at=at)
