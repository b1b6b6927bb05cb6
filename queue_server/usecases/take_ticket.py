"""A visitor takes a number."""

from __future__ import annotations

import secrets
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from queue_server.domain.errors import (
    InvalidInput,
    KeyReused,
    NotFound,
    QuotaReached,
    ServiceClosed,
    TooEarly,
)
from queue_server.domain.estimate import Told
from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall, Service
from queue_server.domain.hours import Closed
from queue_server.domain.line import virtual_arrival
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import legs, numbers, print_jobs, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.usecases import predictions
from queue_server.usecases.views import Pace, TicketView, seen, told_of, view
from queue_server.usecases.visits import shortest


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """``service`` and ``priority`` are codes; ``key`` is the client's Idempotency-Key; ``printer`` a name or None, and
    ``waits`` how long the visitor waits for the paper. ``also``: codes of further services of the same visit, in this
    order or in ``any_order``; ``group``: the token of a ticket of those who came together; ``slot``: the time of an
    appointment.
    """

    service: str
    priority: str | None
    language: str
    key: str
    actor: str
    printer: str | None
    waits: timedelta = timedelta(seconds=90)
    also: tuple[str, ...] = ()
    any_order: bool = False
    group: str = ""
    slot: datetime | None = None

    @property
    def channel(self) -> str:
        """How the visitor comes in; quotas are counted by it."""
        if self.slot is not None:
            return "online"
        return "priority" if self.priority else "walk_in"

    @property
    def asked(self) -> str:
        """What was asked for, so that the same key cannot ask for something else."""
        more = [",".join(self.also) + ("*" if self.any_order else ""), self.group[:22]]
        return "/".join([self.service, self.priority or "", *(part for part in more if part)])[:120]


NOTHING_YET: dict[str, Any] = {
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

    Raises NotFound (service, priority, the group's ticket), InvalidInput (a service twice), ServiceClosed,
    QuotaReached, TooEarly, KeyReused.
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
    places = _may_be_taken(hall, request, service, at=at)
    day = hall.site.day(at)
    with db.transaction() as tx:
        for place in sorted(places, key=lambda place: place.id):  # as call_next locks them
            _count(tx, hall, place, request, day=day, at=at)
        first = service
        if request.any_order and len(places) > 1:
            ids = [place.id for place in places]
            first = hall.service_of(shortest(tx.conn, hall, ids, day=day))
        serial = numbers.take(tx.conn, day=day, prefix=service.prefix)
        values = NOTHING_YET | {
            "number": f"{service.prefix}{serial:03}", "prefix": service.prefix, "service_id": first.id, "day": day,
            "state": State.WAITING.value, "v": virtual_arrival(at=at, head_start=head_start),
            "issued_at": at, "waiting_since": at, "token": secrets.token_urlsafe(16), "language": request.language,
            "priority": request.priority, "channel": request.channel, "any_order": request.any_order,
            "visit_id": _visit(tx, request, day=day), **_appointment(hall, request, service, at=at),
        }  # fmt: skip
        keyed = {"actor": request.actor, "request_key": request.key, "request": request.asked}
        try:
            id = tickets.add(tx.conn, **values, **keyed)
        except sa.exc.IntegrityError as error:
            raise _SeenBefore from error
        ticket = Ticket(**(values | {"id": id, "state": State.WAITING}))
        if len(places) > 1:
            legs.plan(tx.conn, ticket, [place.id for place in places])
        ahead = tickets.ahead(tx.conn, ticket)
        told = told_of(ticket, ahead=ahead, pace=pace, at=at)
        predictions.told(tx, ticket, told, ahead=ahead, at=at)
        job = _print(tx, request, ticket, ahead=ahead, told=told, at=at)
        tx.record(
            Kind.TICKET_ISSUED, at=at, actor=request.actor, ticket_id=id, number=ticket.number, service=first.code,
            channel=ticket.channel, print_job=job.id if job else None, printer=job.printer if job else None,
            v=ticket.v.isoformat(), **_asked_besides(request),
        )  # fmt: skip
        stays = legs.of_ticket(tx.conn, id) if len(places) > 1 else ()
    now = seen(hall, ticket, ahead=ahead, pace=pace, at=at, job=job, told=told)
    return replace(now, legs=stays)


def _may_be_taken(hall: Hall, request: Request, service: Service, *, at: datetime) -> list[Service]:
    """All services of the visit; numbers of each can be taken now."""
    places = [service, *(hall.service(code) for code in request.also)]
    codes = [place.code for place in places]
    if len(set(codes)) < len(codes):
        raise InvalidInput(errors=[{"field": "also", "message": "a service stands twice"}])
    for place in places:
        shut = hall.shut(place, at)
        if shut and not (request.slot and shut.reason in _NOT_FOR_APPOINTMENTS):
            until = shut.until.isoformat().replace("+00:00", "Z") if shut.until else None
            words = {"words": dict(shut.words)} if shut.words else {}
            raise ServiceClosed(service=place.code, reason=shut.reason.value, until=until, **words)
    return places


_NOT_FOR_APPOINTMENTS = (Closed.NOT_OPEN, Closed.LAST_TICKET_PASSED, Closed.PAUSE)
"""A place was kept: the hours in which numbers are given out do not bind it."""


def _count(
    tx: Transaction, hall: Hall, service: Service, request: Request, *, day: str, at: datetime
) -> None:
    """Count the place before the quota is looked at, in the same transaction: never one too many."""
    channel = request.channel
    total, own = numbers.count(tx.conn, day=day, service_id=service.id, channel=channel)
    if request.slot:
        return  # counted against the quota when it was booked
    quota, of_channel = hall.quota(service, at), service.quotas.get(channel)
    if quota is not None and total > quota:
        raise QuotaReached(service=service.code, quota=quota, channel=None)
    if of_channel is not None and own > of_channel:
        raise QuotaReached(service=service.code, quota=of_channel, channel=channel)


def _visit(tx: Transaction, request: Request, *, day: str) -> int | None:
    """The first ticket of the group that this one joins."""
    if not request.group:
        return None
    first = tickets.by_token(tx.conn, request.group)
    if first is None or first.day != day:
        raise NotFound(what="ticket")
    if first.visit_id is None:
        tickets.save(tx.conn, replace(first, visit_id=first.id), was=first)
    return first.visit_id or first.id


def _appointment(hall: Hall, request: Request, service: Service, *, at: datetime) -> dict[str, Any]:
    """The key of somebody who comes to an appointment: its time when in time, else when they came."""
    slot, rules = request.slot, hall.rules
    if slot is None:
        return {}
    if at < slot - rules.early:
        facts = {"slot": _rfc(slot), "from": _rfc(slot - rules.early)}
        raise TooEarly(service=service.code, **facts)
    if at > slot + rules.late:
        return {"slot": slot}
    waits_since = max(at, slot)  # whoever came early was not kept waiting by the hall
    return {
        "slot": slot,
        "v": slot,
        "not_before": slot - rules.call_before,
        "waiting_since": waits_since,
    }


def _asked_besides(request: Request) -> dict[str, Any]:
    """What the day can be lived again from: an appointment's time, more services of the visit."""
    more: dict[str, Any] = {"slot": request.slot and request.slot.isoformat(), "also": list(request.also)}  # fmt: skip
    return {name: value for name, value in more.items() if value}


def _rfc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _print(
    tx: Transaction, request: Request, ticket: Ticket, *, ahead: int, told: Told, at: datetime
) -> print_jobs.PrintJob | None:
    if request.printer is None:
        return None
    return print_jobs.add(
        tx.conn, ticket_id=ticket.id, printer=request.printer, at=at, expires_at=at + request.waits, ahead=ahead,
        estimate=told.estimate.as_json() if told.estimate else None, actor=request.actor,
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
