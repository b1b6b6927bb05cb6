"""Devices, the hall's set-up, the live overview and the day's report."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Annotated, Literal

from flask import Response, current_app, request
from pydantic import AfterValidator, BeforeValidator, Field

from queue_server.domain import errors as e
from queue_server.storage import halls, print_jobs, tickets
from queue_server.storage import people as rows
from queue_server.storage.people import Who
from queue_server.usecases import people, set_up_hall, shapes
from queue_server.usecases.report_day import as_csv, report_day
from queue_server.usecases.show_line import show_states
from queue_server.web import guard, reach
from queue_server.web.api import ADMIN, SUPERVISOR, Body, endpoint
from queue_server.web.definition import Hall

LARGEST_DEFINITION = 1024 * 1024
"""The set-up of the hall in the repository has eleven thousand bytes already."""


def _part_of_a_path(name: str) -> str:
    if "/" in name or name in (".", ".."):
        raise ValueError("a name has no / and is not . or ..")
    return name


def _day(text: object) -> object:
    if not isinstance(text, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("a day is written YYYY-MM-DD")
    return text


Name = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_part_of_a_path)]


class AddDevice(Body):
    name: Name
    role: Literal["kiosk", "display", "printer", "announcer", "program"]


class Rotate(Body):
    role: Literal["kiosk", "display", "printer", "announcer", "program"]


class OfDay(Body):
    date: Annotated[date, BeforeValidator(_day)]


class Definition(Body):
    """The hall part of config.yaml in plain values."""

    definition: Hall
    dry_run: bool = False


@endpoint("GET", "/devices", roles=ADMIN, answer=("devices",))
def devices(who: Who) -> shapes.Json:
    """All devices that may connect, and which are connected."""
    with guard.house().db.reading() as conn:
        known = rows.devices(conn)
    online = current_app.extensions["online"]()
    return {
        "devices": [
            {"name": d.name, "role": d.role, "created_at": shapes.when(d.created_at),
             "online": (d.role, d.name) in online}
            for d in known
        ]
    }  # fmt: skip


@endpoint(
    "POST",
    "/devices",
    roles=ADMIN,
    model=AddDevice,
    status=201,
    answer=("name", "role", "token"),
    errors=(e.AlreadyExists,),
)
def add_device(who: Who, body: AddDevice) -> shapes.Json:
    """Add a device; its token is shown this once."""
    house = guard.house()
    token = people.add_device(
        house.db, name=body.name, role=body.role, actor=who.actor, at=house.now()
    )
    house.keys.device_added(body.role, body.name, token)
    return {"name": body.name, "role": body.role, "token": token}


@endpoint("DELETE", "/devices/<name>", roles=ADMIN, status=204, errors=(e.NotFound,))
def revoke_device(who: Who, name: str) -> None:
    """Revoke a device (?role= tells which of several): its token stops working at once."""
    house = guard.house()
    people.revoke_device(
        house.db, name, role=request.args.get("role"), actor=who.actor, at=house.now()
    )
    current_app.extensions["known"].forget()


@endpoint(
    "POST", "/devices/<name>/rotate", roles=ADMIN, model=Rotate, answer=("name", "role", "token"),
    errors=(e.NotFound,),
)  # fmt: skip
def rotate_device(who: Who, body: Rotate, name: str) -> shapes.Json:
    """Give a device a new token, shown this once; the old one stops working at once."""
    house = guard.house()
    token = people.rotate_device(
        house.db, name, role=body.role, actor=who.actor, at=house.now()
    )  # fmt: skip
    house.keys.device_added(body.role, name, token)
    current_app.extensions["known"].forget()
    return {"name": name, "role": body.role, "token": token}


@endpoint("GET", "/hall/definition", roles=ADMIN, answer=("definition",))
def definition(who: Who) -> shapes.Json:
    """The set-up of the hall as it is in the database."""
    with guard.house().db.reading() as conn:
        return {"definition": halls.export(conn)}


@endpoint(
    "POST",
    "/hall/definition",
    roles=ADMIN,
    model=Definition,
    answer=("changes",),
    errors=(e.InvalidInput,),
    largest=LARGEST_DEFINITION,
)
def import_definition(who: Who, body: Definition) -> shapes.Json:
    """Make the hall what the definition says, or with dry_run say what would change."""
    house, wanted = guard.house(), body.definition.plain()
    with house.db.reading() as conn:
        changes = list(set_up_hall.differences(halls.export(conn), wanted))
    if body.dry_run or not changes:
        return {"changes": changes}
    return {"changes": set_up_hall.write(house.db, wanted, actor=who.actor, at=house.now())}


@endpoint(
    "GET", "/overview", roles=SUPERVISOR, answer=("services", "counters", "printers", "devices")
)
def overview(who: Who) -> shapes.Json:
    """Counters with their current numbers, services, printers and devices at this moment."""
    house = guard.house()
    hall, now = house.hall, house.look()
    day = hall.site.day(now.at)
    online = current_app.extensions["online"]()
    with house.db.reading() as conn:
        current = {c.code: tickets.at_counter(conn, c.id, day=day) for c in hall.counters}
        spool = print_jobs.counts(conn)
        known = rows.devices(conn)
    states = show_states(hall, now, house.printers)
    for counter in states["counters"]:
        ticket = current[counter["code"]]
        counter["number"] = ticket.number if ticket else None
        counter["ticket_state"] = ticket.state.value if ticket else None
    for service in states["services"]:
        found = hall.service(service["code"])
        service |= {
            "name": dict(found.name), "prefix": found.prefix, "issued": now.given_out(found.id),
            "quota": found.quota,
            "target_wait_min": round(found.target_wait.total_seconds() / 60),
            "open_counters": sum(
                c["state"] == "open" and service["code"] in c["services"] for c in states["counters"]
            ),
        }  # fmt: skip
    for printer in states["printers"]:
        name = printer["name"]
        printer |= {"online": ("printer", name) in online, "jobs": spool.get(name, {})}
    states["devices"] = [
        {"name": d.name, "role": d.role, "online": (d.role, d.name) in online} for d in known
    ]
    return states


@endpoint(
    "GET",
    "/reports/day",
    roles=SUPERVISOR,
    model=OfDay,
    answer=("total", "services", "counters", "hours"),
)
def day(who: Who, query: OfDay) -> shapes.Json:
    """The figures of one business day."""
    house = guard.house()
    only = reach.of(who, house).services()
    return report_day(house.db, house.hall, day=query.date.isoformat(), only=only)


@endpoint("GET", "/reports/day.csv", roles=SUPERVISOR, model=OfDay)
def day_csv(who: Who, query: OfDay) -> Response:
    """The same as a table for a spreadsheet."""
    house = guard.house()
    out = io.StringIO()
    only = reach.of(who, house).services()
    report = report_day(house.db, house.hall, day=query.date.isoformat(), only=only)
    csv.writer(out).writerows(as_csv(report))
    name = f"attachment; filename=satu-pintu-{query.date.isoformat()}.csv"
    return Response(
        out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )
