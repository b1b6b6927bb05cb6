"""Taking a number, seeing it, leaving the line; what staff does with any ticket."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import segno
import sqlalchemy as sa
from flask import Response, current_app, request
from pydantic import Field

from queue_server.domain import errors as e
from queue_server.domain.errors import InvalidInput, NotFound
from queue_server.domain.ticket import Ticket
from queue_server.storage import tickets
from queue_server.storage.people import Who
from queue_server.usecases import any_ticket, shapes
from queue_server.usecases.house import House
from queue_server.usecases.take_ticket import Request, take_ticket
from queue_server.usecases.views import view
from queue_server.web import guard
from queue_server.web.api import ANYONE, STAFF, SUPERVISOR, Body, dump, endpoint
from queue_server.web.kiosks import gate
from queue_server.web.lookups import Lookups

KEY = re.compile(r"[\x21-\x7e]{8,80}")
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
NO_TOKEN = "-"
"""Looked up instead of what is no token at all."""


class TakeTicket(Body):
    service: str = Field(min_length=1, max_length=32)
    priority: str | None = Field(default=None, max_length=32)
    language: str = Field(default="id", pattern="^[a-z]{2,3}$")
    also: list[Annotated[str, Field(min_length=1, max_length=32)]] = Field(default=[], max_length=5)
    """Further services of the same visit, under the same number: in this order, or in any."""
    any_order: bool = Field(default=False, strict=True)
    group: str | None = Field(default=None, pattern="^[A-Za-z0-9_-]{22}$")
    """The token of a ticket of those who came together."""
    printer: str | None = Field(default=None, max_length=64)
    """Where staff wants it printed; a kiosk has a printer of its own."""


class CallThis(Body):
    counter: str = Field(min_length=1, max_length=32)
    reason: str = Field(min_length=3, max_length=120)


class Urgent(Body):
    reason: str = Field(min_length=3, max_length=120)


class AtCounter(Body):
    counter: str = Field(min_length=1, max_length=32)


class WithReason(Body):
    reason: str = Field(min_length=1, max_length=120)


class Reprint(Body):
    printer: str | None = Field(default=None, max_length=64)
    reason: str = Field(default="", max_length=120)
    open_paper: bool = Field(default=False, strict=True)


class Nothing(Body):
    """No fields."""


@endpoint(
    "POST", "/tickets", roles=STAFF | {"kiosk"}, model=TakeTicket, status=201, answer=("ticket",),
    errors=(e.ServiceClosed, e.QuotaReached, e.KioskLocked, e.TooManyTickets, e.KeyReused, e.NotFound),
    headers=("Idempotency-Key",),
)  # fmt: skip
def take(who: Who, body: TakeTicket) -> Response:
    """Take a number. The same Idempotency-Key again gives the same ticket."""
    house = guard.house()
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        message = "8 to 80 printable characters without spaces, made anew for each visitor"
        raise InvalidInput(errors=[{"field": "Idempotency-Key", "message": message}])
    known = {"id", "en", *house.hall.site.languages}
    if body.language not in known:
        message = f"languages here: {', '.join(sorted(known))}"
        raise InvalidInput(errors=[{"field": "language", "message": message}])
    asked = Request(
        service=body.service, priority=body.priority, language=body.language, key=key, actor=who.actor,
        printer=_printer(house, who, body.printer), waits=house.papers.waits, also=tuple(body.also),
        any_order=body.any_order, group=body.group or "",
    )  # fmt: skip
    with gate().admit(house, who, key) as attempt:
        ticket, replayed = take_ticket(house.db, house.hall, asked, pace=house.pace, at=house.now())
        attempt.is_new = not replayed
    shape = shapes.ticket(house.hall, ticket, public_url=house.public_url)
    answer = Response(dump({"ticket": shape}), 201, content_type="application/json")
    if replayed:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


def _printer(house: House, who: Who, wanted: str | None) -> str | None:
    """A kiosk has its own; staff names one, or gives the number without paper."""
    if who.role == "kiosk":
        return house.printer_of(who.name)
    if wanted and wanted not in house.printers:
        raise NotFound(what="printer", name=wanted)
    return house.ready_for(wanted) if wanted else None


@endpoint(
    "GET", "/tickets/<token>", roles=ANYONE, answer=("ticket",), errors=(e.NotFound, e.TooManyAttempts)
)  # fmt: skip
def show(token: str) -> shapes.Json:
    """The visitor's own ticket, on the phone."""
    house = guard.house()
    at = house.now()
    with house.db.reading() as conn, _looked_up(conn, token, day=house.hall.site.day(at)) as ticket:
        seen = view(conn, house.hall, ticket, pace=house.pace, at=at)
    return {"ticket": shapes.public_ticket(house.hall, seen, at=at)}


@contextmanager
def _looked_up(conn: sa.Connection, token: str, *, day: str) -> Iterator[Ticket]:
    """Today's ticket of this token. Unknown, malformed and yesterday's ones cost the same work and are one answer."""
    lookups: Lookups = current_app.extensions["lookups"]
    address = request.remote_addr or ""
    lookups.may_look(address, token)
    ticket = tickets.by_token(conn, token if TOKEN.fullmatch(token) else NO_TOKEN)
    there = ticket is not None and ticket.day == day
    lookups.was(address, token, there=there)
    if ticket is None or not there:
        raise NotFound(what="ticket")
    yield ticket


@endpoint("GET", "/tickets/<token>/qr.svg", roles=ANYONE, errors=(e.NotFound,))
def qr(token: str) -> Response:
    """The QR code of the visitor's page, as a picture."""
    if not TOKEN.fullmatch(token):
        raise NotFound(what="ticket")
    out = io.BytesIO()
    code = segno.make(shapes.ticket_url(guard.house().public_url, token), error="m", micro=False)
    code.save(out, kind="svg", border=4, xmldecl=False, svgns=True, light="#fff", omitsize=True)
    return Response(out.getvalue(), content_type="image/svg+xml")


@endpoint(
    "DELETE", "/tickets/<token>", roles=ANYONE, status=204,
    errors=(e.NotFound, e.IllegalTransition, e.TooManyAttempts),
)  # fmt: skip
def leave(token: str) -> None:
    """The visitor gives the number up."""
    house = guard.house()
    at = house.now()
    with house.db.reading() as conn, _looked_up(conn, token, day=house.hall.site.day(at)):
        pass  # guesses never wait for the one who writes
    any_ticket.leave(house.db, house.hall, token, at=at)


@endpoint(
    "POST", "/tickets/<int:id>/call", roles=STAFF, model=CallThis, answer=("ticket",),
    errors=(e.NotFound, e.IllegalTransition, e.CounterBusy, e.CounterClosed, e.Conflict),
)  # fmt: skip
def call(who: Who, body: CallThis, id: int) -> shapes.Json:
    """Call this ticket out of order; the reason is journalled."""
    house = guard.house()
    called = any_ticket.call_out_of_order(
        house.db, house.hall, id, house.hall.counter(body.counter), reason=body.reason, actor=who.actor,
        at=house.now(),
    )  # fmt: skip
    return shown(called)


@endpoint(
    "POST", "/tickets/<int:id>/urgent", roles=SUPERVISOR, model=Urgent, answer=("ticket",),
    errors=(e.NotFound, e.IllegalTransition, e.Conflict),
)  # fmt: skip
def urge(who: Who, body: Urgent, id: int) -> shapes.Json:
    """An emergency: before everybody else. The reason is journalled and counted."""
    house = guard.house()
    return shown(any_ticket.urge(
        house.db, house.hall, id, reason=body.reason, actor=who.actor, at=house.now()
    ))  # fmt: skip


@endpoint(
    "POST", "/tickets/<int:id>/resume", roles=STAFF, model=AtCounter, answer=("ticket",),
    errors=(e.NotFound, e.IllegalTransition, e.CounterBusy, e.CounterClosed, e.Conflict),
)  # fmt: skip
def resume(who: Who, body: AtCounter, id: int) -> shapes.Json:
    """Serve a held ticket again."""
    house = guard.house()
    counter = house.hall.counter(body.counter)
    return shown(
        any_ticket.resume(house.db, house.hall, id, counter, actor=who.actor, at=house.now())
    )


@endpoint(
    "POST", "/tickets/<int:id>/return", roles=STAFF, model=Nothing, answer=("ticket",),
    errors=(e.NotFound, e.IllegalTransition, e.Conflict),
)  # fmt: skip
def give_back(who: Who, body: Nothing, id: int) -> shapes.Json:
    """Put a called, held or missed visitor back in line."""
    house = guard.house()
    return shown(any_ticket.give_back(house.db, house.hall, id, actor=who.actor, at=house.now()))


@endpoint(
    "POST", "/tickets/<int:id>/cancel", roles=STAFF, model=WithReason, answer=("ticket",),
    errors=(e.NotFound, e.IllegalTransition, e.Conflict),
)  # fmt: skip
def cancel(who: Who, body: WithReason, id: int) -> shapes.Json:
    """Take a ticket out of the line."""
    house = guard.house()
    return shown(
        any_ticket.cancel(
            house.db, house.hall, id, reason=body.reason, actor=who.actor, at=house.now()
        )
    )


@endpoint(
    "POST",
    "/tickets/<int:id>/reprint",
    roles=STAFF,
    model=Reprint,
    answer=("ticket",),
    errors=(e.NotFound, e.Conflict),
)
def reprint(who: Who, body: Reprint, id: int) -> shapes.Json:
    """Print the ticket once more, marked SALINAN."""
    house = guard.house()
    if body.printer and body.printer not in house.printers:
        raise NotFound(what="printer", name=body.printer)
    return shown(
        any_ticket.reprint(
            house.db,
            house.hall,
            id,
            printer=body.printer,
            reason=body.reason,
            waits=house.papers.waits,
            pace=house.pace,
            setups=house.printers,
            actor=who.actor,
            at=house.now(),
            because_of_paper=body.open_paper,
        )
    )


def shown(ticket: Ticket) -> shapes.Json:
    """``{ticket}`` as it stands after the action."""
    house = guard.house()
    with house.db.reading() as conn:
        seen = view(conn, house.hall, ticket, pace=house.pace, at=house.now())
    return {"ticket": shapes.ticket(house.hall, seen, public_url=house.public_url)}
