"""What kiosks and displays show, and what config.yaml says of a device."""

from __future__ import annotations

from pydantic import Field

from queue_server.domain import errors as e
from queue_server.domain.errors import NotFound
from queue_server.storage.people import Who
from queue_server.usecases import shapes
from queue_server.usecases.show_board import show_board
from queue_server.usecases.show_hall import moment, show_hall
from queue_server.web import guard
from queue_server.web.api import DEVICES, STAFF, Body, endpoint


class OfZone(Body):
    zone: str = Field(min_length=1, max_length=32)


@endpoint("GET", "/hall", roles=STAFF | {"kiosk"}, answer=("services", "agencies", "counters"))
def hall(who: Who) -> shapes.Json:
    """Agencies, services and whether numbers can be taken, counters, priorities; kiosks that are locked."""
    house = guard.house()
    return show_hall(house.hall, house.look(), house.printers)


@endpoint(
    "GET",
    "/board",
    roles=STAFF | {"display"},
    model=OfZone,
    answer=("seq", "calls", "waiting"),
    errors=(e.NotFound,),
)
def board(who: Who, query: OfZone) -> shapes.Json:
    """The newest calls of a zone and how many wait."""
    house = guard.house()
    zone = house.hall.zone(query.zone)
    with house.db.reading() as conn:
        now = moment(conn, house.hall, at=house.now())
        return show_board(conn, house.hall, zone, now, media=house.media_version)


@endpoint("GET", "/settings", roles=DEVICES, answer=("name",), errors=(e.NotFound,))
def settings(who: Who) -> shapes.Json:
    """What config.yaml says of this device."""
    of_role = guard.house().settings.get(who.role, {})
    found = of_role.get(who.name, of_role.get("*"))
    if found is None:
        raise NotFound(what=who.role, name=who.name)
    return {"name": who.name, **found}
