"""Screens that ask to come in, and the administrator who types their code."""

from __future__ import annotations

import math
import threading
import time
from typing import Any, Literal

from flask import current_app, request
from pydantic import Field

from queue_server.domain import errors as e
from queue_server.domain.errors import TooManyAttempts
from queue_server.storage.people import Who
from queue_server.usecases import pairings, shapes
from queue_server.web import guard
from queue_server.web.admin import Name
from queue_server.web.api import ADMIN, ANYONE, Body, endpoint

PER_MINUTE = 5
SCREENS = ("display", "kiosk")


class Allowance:
    """Five times a minute for each who asks; ``give_back`` when it should not have counted."""

    def __init__(self) -> None:
        self._used: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def take(self, key: str) -> None:
        """Raises TooManyAttempts with the seconds to wait."""
        now = time.monotonic()
        with self._lock:
            if len(self._used) > 10_000:
                self._used.clear()
            recent = [at for at in self._used.get(key, ()) if now - at < 60]
            if len(recent) >= PER_MINUTE:
                raise TooManyAttempts(retry_in=math.ceil(60 - (now - recent[0])))
            self._used[key] = [*recent, now]

    def give_back(self, key: str) -> None:
        """The last one does not count."""
        with self._lock:
            if self._used.get(key):
                self._used[key].pop()


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
    _allowance().take(f"ask@{address}")
    asked = pairings.ask_in(
        house.db, role=body.role, wish=body.name or "", address=address[:64], at=house.now()
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
    house, key = guard.house(), f"confirm {who.actor}@{request.remote_addr}"
    _allowance().take(key)  # before looking: of a hundred at once no more than five are looked at
    try:
        found = pairings.confirm(
            house.db, code=body.code, name=body.name, role=body.role, expected=_expected(),
            actor=who.actor, at=house.now(),
        )  # fmt: skip
    except e.NotFound:
        raise
    except BaseException:
        _allowance().give_back(key)
        raise
    _allowance().give_back(key)
    return {"name": body.name, "role": found.role}


@endpoint("DELETE", "/pairings/<int:id>", roles=ADMIN, status=204, errors=(e.NotFound,))
def refuse(who: Who, id: int) -> None:
    """Send a screen that asks away; it will show another code."""
    house = guard.house()
    pairings.refuse(house.db, id, actor=who.actor, at=house.now())


def _allowance() -> Allowance:
    made: Allowance = current_app.extensions.setdefault("pairing", Allowance())
    return made


def _expected() -> set[tuple[str, str]]:
    settings = guard.house().settings
    return {(role, name) for role in SCREENS for name in settings.get(role, {})}
