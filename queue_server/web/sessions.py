"""Logging in and out."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, current_app, request
from pydantic import Field

from queue_server.domain.errors import NotAuthenticated, TooManyAttempts, WrongLogin
from queue_server.storage.people import Who
from queue_server.usecases import people, shapes
from queue_server.web import guard
from queue_server.web.api import ANYONE, DEVICES, STAFF, Body, dump, endpoint

PER_MINUTE = 5


class LogIn(Body):
    name: str = Field(min_length=1, max_length=64)
    password: str = Field(min_length=1, max_length=200)


class Throttle:
    """At most five wrong log-ins a minute for one name from one address; others are not held up."""

    def __init__(self) -> None:
        self._wrong: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    @contextmanager
    def attempt(self, key: str) -> Iterator[None]:
        """One log-in. It counts as wrong from its begin: of a hundred at once no more than five are looked at.

        Raises TooManyAttempts with the seconds to wait.
        """
        at = self._begin(key)
        try:
            yield
        except WrongLogin:
            raise
        except BaseException:
            self._not_wrong(key, at)
            raise
        self._not_wrong(key, at)

    def forgive(self, name: str) -> None:
        """A new password: what was tried with the old one counts no more."""
        with self._lock:
            for key in [key for key in self._wrong if key.rpartition("@")[0] == name]:
                del self._wrong[key]

    def _begin(self, key: str) -> float:
        now = time.monotonic()
        with self._lock:
            recent = [at for at in self._wrong.get(key, ()) if now - at < 60]
            if len(self._wrong) > 10_000:
                self._wrong.clear()
            self._wrong[key] = recent
            if len(recent) >= PER_MINUTE:
                raise TooManyAttempts(retry_in=math.ceil(60 - (now - recent[0])))
            recent.append(now)
        return now

    def _not_wrong(self, key: str, at: float) -> None:
        with self._lock:
            if at in self._wrong.get(key, ()):
                self._wrong[key].remove(at)


@endpoint(
    "POST", "/sessions", roles=ANYONE, model=LogIn, status=201, errors=(WrongLogin, TooManyAttempts),
    answer=("token", "role", "name", "expires_at", "csrf"),
)  # fmt: skip
def log_in(body: LogIn) -> Response:
    """Log in. 201 with a token, which is set as a cookie, too."""
    house = guard.house()
    throttle: Throttle = current_app.extensions["throttle"]
    key = f"{body.name}@{request.remote_addr}"
    with throttle.attempt(key):
        session = people.log_in(
            house.db, name=body.name, password=body.password, offload=house.offload, at=house.now()
        )
    answer = Response(
        dump(
            {
                "token": session.token, "role": session.role, "name": session.name,
                "expires_at": shapes.when(session.expires_at), "csrf": people.csrf_of(session.token),
            }
        ),
        201,
        content_type="application/json",
    )  # fmt: skip
    answer.set_cookie(
        guard.COOKIE, session.token, httponly=True, samesite="Strict", path="/",
        secure=house.public_url.startswith("https:"), max_age=int(people.SESSION_LASTS.total_seconds()),
    )  # fmt: skip
    return answer


@endpoint("GET", "/sessions", roles=STAFF | DEVICES, answer=("role", "name", "csrf"))
def show(who: Who) -> shapes.Json:
    """Who I am: the person or device of this session or token."""
    return {
        "role": who.role, "name": who.name, "expires_at": shapes.when(who.expires_at),
        "csrf": people.csrf_of(guard.own_token()),
    }  # fmt: skip


@endpoint("DELETE", "/sessions", roles=STAFF, status=204, errors=(NotAuthenticated,))
def log_out(who: Who) -> Response:
    """Log out: the token stops working and the cookie goes."""
    people.log_out(guard.house().db, guard.own_token())
    known: guard.Known = current_app.extensions["known"]
    known.forget()
    answer = Response(status=204)
    answer.delete_cookie(guard.COOKIE, path="/")
    return answer
