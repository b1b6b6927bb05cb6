"""Screens that ask to come in, and the administrator who types their code."""

from __future__ import annotations

from typing import Any, Literal

from flask import current_app, request
from pydantic import Field

from queue_server.domain import errors as e
from queue_server.storage.people import Who
from queue_server.usecases import attempts, pairings, shapes
from queue_server.web import guard
from queue_server.web.admin import Name
from queue_server.web.api import ADMIN, ANYONE, Body, endpoint

SCREENS = ("display", "kiosk")


class AskIn(Body):
    role: Literal["kiosk", "display"]
    name: Name | None = None


class Claim(Body):
    secret: str = Field(min_length=20, max_length=100)


class Confirm(Body):
    """``role`` is what the administrator takes the screen for; another one is refused."""

    code: str = Field(min_length=1, max_length=20)
    name: Name
    role: Literal["kiosk", "display"] | None = None


@endpoint(
    "POST", "/pairings", roles=ANYONE, model=AskIn, status=201, answer=("code", "secret", "expires_at"),
    errors=(e.TooManyAttempts,),
)  # fmt: skip
def ask_in(body: AskIn) -> shapes.Json:
    """A screen asks to come in: a code to show, and a secret to claim its token with."""
    house, address = guard.house(), request.remote_addr or ""
    at = house.now()
    attempts.count(house.db, attempts.asking_in(address), at=at)
    asked = pairings.ask_in(
        house.db, role=body.role, wish=body.name or "", address=address[:64], at=at
    )
    return {"code": asked.code, "secret": asked.secret, "expires_at": shapes.when(asked.expires_at)}


@endpoint(
    "POST", "/pairings/claim", roles=ANYONE, model=Claim, answer=("state",), errors=(e.NotFound, e.AlreadyExists)
)  # fmt: skip
def claim(body: Claim) -> shapes.Json:
    """The screen's name and token, once, as soon as its code was confirmed."""
    house = guard.house()
    paired = pairings.claim(
        house.db, secret=body.secret, expected=_expected(), keys=house.keys, at=house.now()
    )
    if paired is None:
        return {"state": "waiting"}
    current_app.extensions["known"].forget()
    return {
        "state": "confirmed", "role": paired.role, "name": paired.name, "token": paired.token,
    }  # fmt: skip


@endpoint("GET", "/pairings", roles=ADMIN, answer=("pairings", "expected"))
def show(who: Who) -> shapes.Json:
    """Screens that wait for somebody who types their code, and the names that config.yaml has for them."""
    house = guard.house()
    expected: dict[str, Any] = {role: sorted(house.settings.get(role, {})) for role in SCREENS}
    return {
        "pairings": [
            {
                "id": one.id, "role": one.role, "wish": one.wish, "address": one.address,
                "created_at": shapes.when(one.created_at), "expires_at": shapes.when(one.expires_at),
            }
            for one in pairings.open_pairings(house.db, at=house.now())
        ],
        "expected": expected,
    }  # fmt: skip


@endpoint(
    "POST", "/pairings/confirm", roles=ADMIN, model=Confirm, answer=("name", "role"),
    errors=(e.NotFound, e.AlreadyExists, e.InvalidInput, e.TooManyAttempts),
)  # fmt: skip
def confirm(who: Who, body: Confirm) -> shapes.Json:
    """Let the screen that shows this code in. Five wrong codes a minute."""
    house, at = guard.house(), guard.house().now()
    with attempts.counted(
        house.db, attempts.codes(who.actor), at=at, wrong=lambda error: isinstance(error, e.NotFound)
    ):  # fmt: skip
        found = pairings.confirm(
            house.db, code=body.code, name=body.name, role=body.role, expected=_expected(),
            actor=who.actor, at=at,
        )  # fmt: skip
    return {"name": body.name, "role": found.role}


@endpoint("DELETE", "/pairings/<int:id>", roles=ADMIN, status=204, errors=(e.NotFound,))
def refuse(who: Who, id: int) -> None:
    """Send a screen that asks away; it will show another code."""
    house = guard.house()
    pairings.refuse(house.db, id, actor=who.actor, at=house.now())


def _expected() -> set[tuple[str, str]]:
    settings = guard.house().settings
    return {(role, name) for role in SCREENS for name in settings.get(role, {})}
