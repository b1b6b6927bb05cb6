"""Appointments: made by staff or a booking site, used at the kiosk."""

from __future__ import annotations

from datetime import date, datetime

from flask import Response
from pydantic import AwareDatetime, Field

from queue_server.domain import errors as e
from queue_server.domain.booking import Booking
from queue_server.storage import bookings as stored
from queue_server.storage.people import Who
from queue_server.usecases import bookings, shapes
from queue_server.web import guard
from queue_server.web.api import STAFF, Body, dump, endpoint
from queue_server.web.kiosks import gate


class Wish(Body):
    service: str = Field(min_length=1, max_length=32)
    slot: AwareDatetime
    priority: str | None = Field(default=None, max_length=32)
    language: str = Field(default="id", pattern="^[a-z]{2,3}$")


class OfDay(Body):
    day: date
    service: str | None = Field(default=None, max_length=32)


class Slots(Body):
    day: date
    service: str = Field(min_length=1, max_length=32)


class Nothing(Body):
    """No fields."""


@endpoint(
    "POST", "/bookings", roles=STAFF, model=Wish, status=201, answer=("booking",),
    errors=(e.NotFound, e.InvalidInput, e.SlotTaken),
)  # fmt: skip
def book(who: Who, body: Wish) -> shapes.Json:
    """Keep a place at a time; the code is for the visitor."""
    house = guard.house()
    made = bookings.book(
        house.db, house.hall, service=body.service, slot=body.slot, priority=body.priority,
        language=body.language, actor=who.actor, at=house.now(),
    )  # fmt: skip
    return {"booking": shape(made)}


@endpoint("GET", "/bookings", roles=STAFF, model=OfDay, answer=("bookings",), errors=(e.NotFound,))
def show(who: Who, query: OfDay) -> shapes.Json:
    """The appointments of a day by time."""
    house = guard.house()
    service = house.hall.service(query.service) if query.service else None
    with house.db.reading() as conn:
        found = stored.of_day(
            conn, day=query.day.isoformat(), service_id=service.id if service else None
        )
    return {"bookings": [shape(one) for one in found]}


@endpoint(
    "GET", "/bookings/slots", roles=STAFF, model=Slots, answer=("slots",), errors=(e.NotFound,)
)
def slots(who: Who, query: Slots) -> shapes.Json:
    """The times of a day that are still to come, each with how many can be booked."""
    house = guard.house()
    with house.db.reading() as conn:
        found = bookings.free(
            conn, house.hall, service=query.service, day=query.day, at=house.now()
        )
    return {"slots": [{"slot": shapes.when(at), "free": free} for at, free in found]}


@endpoint("DELETE", "/bookings/<code>", roles=STAFF, status=204, errors=(e.NotFound,))
def give_up(who: Who, code: str) -> None:
    """The appointment will not be kept."""
    house = guard.house()
    bookings.give_up(house.db, house.hall, code, actor=who.actor, at=house.now())


@endpoint(
    "POST", "/bookings/<code>/check-in", roles=STAFF | {"kiosk"}, model=Nothing, status=201, answer=("ticket",),
    errors=(e.NotFound, e.TooEarly, e.ServiceClosed, e.KioskLocked, e.TooManyTickets),
)  # fmt: skip
def check_in(who: Who, body: Nothing, code: str) -> Response:
    """The visitor is here: the number. The same code again gives the same number."""
    house = guard.house()
    printer = house.printer_of(who.name) if who.role == "kiosk" else None
    with gate().admit(house, who, f"booking-{code}") as attempt:
        view, replayed = bookings.check_in(
            house.db, house.hall, code, printer=printer, waits=house.papers.waits, pace=house.pace,
            actor=who.actor, at=house.now(),
        )  # fmt: skip
        attempt.is_new = not replayed
    ticket = shapes.ticket(house.hall, view, public_url=house.public_url)
    answer = Response(dump({"ticket": ticket}), 201, content_type="application/json")
    if replayed:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


def shape(booking: Booking) -> shapes.Json:
    """``booking`` of the contract."""
    house = guard.house()
    rules, slot = house.hall.rules, booking.slot
    return {
        "code": booking.code, "service": house.hall.service_of(booking.service_id).code, "slot": shapes.when(slot),
        "state": booking.state.value, "check_in_from": shapes.when(slot - rules.early),
        "check_in_until": shapes.when(_last(slot)),
    }  # fmt: skip


def _last(slot: datetime) -> datetime:
    """Later in the day one may still check in, and is counted as having come then."""
    zone = guard.house().hall.site.zone_info
    return slot.astimezone(zone).replace(hour=23, minute=59, second=0, microsecond=0)
