"""People who may log in, and the agencies they are bound to."""

from __future__ import annotations

from typing import Annotated, Literal

from flask import current_app
from pydantic import Field

from queue_server.domain import errors as e
from queue_server.storage import people as rows
from queue_server.storage.people import Who
from queue_server.usecases import attempts, people, shapes
from queue_server.web import guard
from queue_server.web.admin import Name
from queue_server.web.api import ADMIN, Body, endpoint

Agencies = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=32)]], Field(max_length=100)
]
"""Codes of agencies that a person is bound to; none: the whole hall."""


class AddStaff(Body):
    name: Name
    role: Literal["staff", "supervisor", "admin"]
    password: str | None = Field(default=None, max_length=200)
    agencies: Agencies = Field(default=[])


class Bind(Body):
    agencies: Agencies


class Reset(Body):
    password: str | None = Field(default=None, max_length=200)


@endpoint("GET", "/staff", roles=ADMIN, answer=("staff",))
def staff(who: Who) -> shapes.Json:
    """Everybody who may log in."""
    with guard.house().db.reading() as conn:
        known = rows.everybody(conn)
    return {
        "staff": [
            {"name": p.name, "role": p.role, "created_at": shapes.when(p.created_at),
             "agencies": p.agencies or []}
            for p in known
        ]
    }  # fmt: skip


@endpoint(
    "POST", "/staff", roles=ADMIN, model=AddStaff, status=201, answer=("name", "role", "password"),
    errors=(e.AlreadyExists, e.InvalidInput),
)  # fmt: skip
def add_staff(who: Who, body: AddStaff) -> shapes.Json:
    """Add a person; the password is shown this once."""
    house = guard.house()
    password = people.add_staff(
        house.db, name=body.name, role=body.role, password=body.password, offload=house.offload,
        actor=who.actor, at=house.now(), agencies=_known_agencies(body.agencies),
    )  # fmt: skip
    return {"name": body.name, "role": body.role, "password": password}


@endpoint(
    "PUT", "/staff/<name>/agencies", roles=ADMIN, model=Bind, answer=("name", "agencies"),
    errors=(e.NotFound, e.InvalidInput),
)  # fmt: skip
def bind(who: Who, body: Bind, name: str) -> shapes.Json:
    """Bind a person to these agencies alone, none: to the whole hall; from the next request on."""
    house = guard.house()
    wanted = _known_agencies(body.agencies)
    bound = people.bind(house.db, name, wanted, actor=who.actor, at=house.now())
    current_app.extensions["known"].forget()
    return {"name": name, "agencies": list(bound)}


def _known_agencies(codes: list[str]) -> list[str]:
    """``codes``, each once. Raises InvalidInput for one that is not of this hall: it would close everything."""
    known = {agency.code for agency in guard.house().hall.agencies}
    for place, code in enumerate(codes):
        if code not in known:
            message = f"agencies here: {', '.join(sorted(known))}"
            raise e.InvalidInput(errors=[{"field": f"agencies.{place}", "message": message}])
    return list(dict.fromkeys(codes))


@endpoint(
    "POST",
    "/staff/<name>/reset",
    roles=ADMIN,
    model=Reset,
    answer=("name", "password"),
    errors=(e.NotFound, e.InvalidInput),
)
def reset(who: Who, body: Reset, name: str) -> shapes.Json:
    """Give a person a new password; all their sessions end."""
    house = guard.house()
    password = people.reset_password(
        house.db,
        name=name,
        password=body.password,
        offload=house.offload,
        actor=who.actor,
        at=house.now(),
    )
    current_app.extensions["known"].forget()
    attempts.forgive(house.db, name)
    house.keys.password_changed(name)
    return {"name": name, "password": password}


@endpoint("DELETE", "/staff/<name>", roles=ADMIN, status=204, errors=(e.NotFound, e.InvalidInput))
def remove_staff(who: Who, name: str) -> None:
    """The person may not log in any more; all sessions end at once. POST /staff lets them come back."""
    house = guard.house()
    people.remove_staff(house.db, name, actor=who.actor, at=house.now())
    current_app.extensions["known"].forget()
    house.keys.password_changed(name)
