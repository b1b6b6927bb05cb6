"""Numbers that staff gives out by hand: the paper roll, and the last ones a person gave."""

from __future__ import annotations

import re

from flask import Response, request
from pydantic import Field

from queue_server.domain import errors as e
from queue_server.domain.errors import InvalidInput
from queue_server.domain.ticket import Ticket
from queue_server.storage import rolls, tickets
from queue_server.storage.people import Who
from queue_server.usecases import shapes
from queue_server.usecases.rolls import CHANNEL, MOST, Request, number_of, register_roll
from queue_server.usecases.views import view
from queue_server.web import guard
from queue_server.web.api import STAFF, Body, dump, endpoint

KEY = re.compile(r"[\x21-\x7e]{8,76}")
LAST_GIVEN = 10


class Roll(Body):
    service: str = Field(min_length=1, max_length=32)
    count: int = Field(ge=1, le=MOST, strict=True)
    first: int | None = Field(default=None, ge=1, le=9999, strict=True)
    priority: str | None = Field(default=None, max_length=32)


@endpoint(
    "POST", "/rolls", roles=STAFF, model=Roll, status=201, answer=("tickets",), headers=("Idempotency-Key",),
    errors=(e.ServiceClosed, e.QuotaReached, e.Conflict, e.KeyReused, e.NotFound),
)  # fmt: skip
def register(who: Who, body: Roll) -> Response:
    """Register the next numbers of the paper roll; they wait like all others. The same Idempotency-Key: the same."""
    house = guard.house()
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        message = "8 to 76 printable characters without spaces, made anew for each press"
        raise InvalidInput(errors=[{"field": "Idempotency-Key", "message": message}])
    asked = Request(**body.model_dump(), key=key, actor=who.actor)
    registered, replayed = register_roll(house.db, house.hall, asked, at=house.now())
    answer = Response(dump({"tickets": _shown(registered)}), 201, content_type="application/json")
    if replayed:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


@endpoint("GET", "/rolls", roles=STAFF, answer=("prefix", "last"))
def show(who: Who) -> shapes.Json:
    """The series of the roll and the last number of it that was registered today."""
    house = guard.house()
    prefix = house.hall.rules.roll_prefix
    with house.db.reading() as conn:
        serial = rolls.last(conn, day=house.hall.site.day(house.now()), prefix=prefix)
    return {
        "prefix": prefix,
        "serial": serial,
        "last": number_of(prefix, serial) if serial else None,
    }


@endpoint("GET", "/tickets", roles=STAFF, answer=("tickets",))
def last_given(who: Who) -> shapes.Json:
    """The last ten numbers that whoever asks gave out today, newest first; those of the roll are not among them."""
    house = guard.house()
    day = house.hall.site.day(house.now())
    with house.db.reading() as conn:
        ids = rolls.given_by(conn, who.actor, day=day, but=CHANNEL, limit=LAST_GIVEN)
        found = [tickets.by_id(conn, id) for id in ids]
    return {"tickets": _shown([ticket for ticket in found if ticket])}


def _shown(found: list[Ticket]) -> list[shapes.Json]:
    house = guard.house()
    with house.db.reading() as conn:
        seen = [view(conn, house.hall, one, pace=house.pace, at=house.now()) for one in found]
    return [shapes.ticket(house.hall, one, public_url=house.public_url) for one in seen]
