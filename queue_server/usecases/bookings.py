"""Appointments are made and given up; a visitor who checks in gets a number."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from queue_server.domain import booking as rules
from queue_server.domain.booking import Booking, State
from queue_server.domain.errors import InvalidInput, NotFound, SlotTaken, TooEarly
from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall, Service
from queue_server.storage import bookings
from queue_server.storage.database import Database, Transaction
from queue_server.usecases.take_ticket import Request, take_ticket
from queue_server.usecases.views import Pace, TicketView


def book(
    db: Database, hall: Hall, *, service: str, slot: datetime, actor: str, at: datetime, priority: str | None = None,
    language: str = "id",
) -> Booking:  # fmt: skip
    """Keep a place at ``slot``. Raises NotFound (service, priority), InvalidInput (a time that cannot be booked),
    SlotTaken (the time or the day is full).
    """
    wanted = _bookable(hall, service)
    if priority:
        hall.priority(priority)
    day = slot.astimezone(hall.site.zone_info).date()
    if not at < slot <= at + rules.AHEAD or slot not in rules.slots(hall, wanted, day):
        message = "not a time that can be booked; GET /bookings/slots names them"
        raise InvalidInput(errors=[{"field": "slot", "message": message}])
    with db.transaction() as tx:
        bookings.lock(tx.conn, wanted.id)
        kept = bookings.kept(tx.conn, day=day.isoformat(), service_id=wanted.id)
        if (
            kept.get(slot, 0) >= rules.per_slot(hall, wanted)
            or sum(kept.values()) >= wanted.quotas["online"]
        ):
            raise SlotTaken(service=wanted.code, slot=slot.isoformat().replace("+00:00", "Z"))
        values = {"code": rules.new_code(), "service_id": wanted.id, "day": day.isoformat(), "slot": slot,
                  "priority": priority, "language": language}  # fmt: skip
        id = bookings.add(tx.conn, actor=actor, at=at, **values)
        made = Booking(id=id, state=State.BOOKED, **values)  # type: ignore[arg-type]
        _journal(tx, hall, made, actor=actor, at=at)
    return made


def free(
    conn: sa.Connection, hall: Hall, *, service: str, day: date, at: datetime
) -> list[tuple[datetime, int]]:
    """The times of ``day`` still to come, each with how many can be booked. Raises NotFound."""
    wanted = _bookable(hall, service)
    kept = bookings.kept(conn, day=day.isoformat(), service_id=wanted.id)
    left = wanted.quotas["online"] - sum(kept.values())
    most = rules.per_slot(hall, wanted)
    times = [slot for slot in rules.slots(hall, wanted, day) if at < slot <= at + rules.AHEAD]
    return [(slot, max(0, min(left, most - kept.get(slot, 0)))) for slot in times]


def give_up(db: Database, hall: Hall, code: str, *, actor: str, at: datetime) -> Booking:
    """The appointment will not be kept. Raises NotFound, also for one that was used or given up."""
    with db.transaction() as tx:
        found = _found(tx, code)
        if found.state is not State.BOOKED:
            raise NotFound(what="booking")
        bookings.change(tx.conn, found, state=State.CANCELLED, at=at, ticket_id=None)
        _journal(tx, hall, found, actor=actor, at=at, state=State.CANCELLED.value)
    return found


def check_in(
    db: Database, hall: Hall, code: str, *, printer: str | None, waits: timedelta, pace: Pace, actor: str, at: datetime,
) -> tuple[TicketView, bool]:  # fmt: skip
    """The visitor of the appointment is here: the ticket, and whether it had been given out before.

    Raises NotFound (unknown, given up, or of a day that is over), TooEarly, ServiceClosed.
    """
    with db.reading() as conn:
        found = bookings.by_code(conn, rules.as_code(code))
    today = hall.site.day(at)
    if found is None or found.state is State.CANCELLED or found.day < today:
        raise NotFound(what="booking")
    service = hall.service_of(found.service_id)
    if found.day > today:
        raise TooEarly(
            service=service.code,
            slot=_rfc(found.slot),
            **{"from": _rfc(found.slot - hall.rules.early)},
        )
    request = Request(
        service=service.code, priority=found.priority, language=found.language, key=f"booking-{found.code}",
        actor="booking", printer=printer, waits=waits, slot=found.slot,
    )  # fmt: skip
    view, replayed = take_ticket(db, hall, request, pace=pace, at=at)
    if not replayed or found.ticket_id is None:
        with db.transaction() as tx:
            bookings.change(tx.conn, found, state=State.ARRIVED, at=at, ticket_id=view.ticket.id)
            number = view.ticket.number
            _journal(tx, hall, found, actor=actor, at=at, state=State.ARRIVED.value, number=number)
    return view, replayed


def _bookable(hall: Hall, code: str) -> Service:
    service = hall.service(code)
    if not rules.is_bookable(service):
        raise NotFound(what="appointments", name=code)
    return service


def _found(tx: Transaction, code: str) -> Booking:
    found = bookings.by_code(tx.conn, rules.as_code(code), lock=True)
    if found is None:
        raise NotFound(what="booking")
    return found


def _rfc(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _journal(
    tx: Transaction, hall: Hall, booking: Booking, *, actor: str, at: datetime, state: str = "booked", number: str = ""
) -> None:  # fmt: skip
    facts: dict[str, Any] = {
        "booking": booking.id,
        "service": hall.service_of(booking.service_id).code,
        "state": state,
    }
    more: dict[str, Any] = {"number": number} if number else {}
    tx.record(Kind.BOOKING_CHANGED, at=at, actor=actor, **facts, **more)
