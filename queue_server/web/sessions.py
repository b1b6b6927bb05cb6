"""Logging in and out, and the lock of a session that nobody sits at."""

from __future__ import annotations

from flask import Response, current_app, request
from pydantic import Field

from queue_server.domain.errors import NotAuthenticated, TooManyAttempts, WrongLogin
from queue_server.storage.people import Who
from queue_server.usecases import attempts, doors, people, shapes
from queue_server.web import guard
from queue_server.web.api import ANYONE, DEVICES, STAFF, Body, dump, endpoint

PEOPLE = frozenset({"staff", "supervisor", "admin"})


class LogIn(Body):
    name: str = Field(min_length=1, max_length=64)
    password: str = Field(min_length=1, max_length=200)


class Unlock(Body):
    password: str = Field(min_length=1, max_length=200)


class Nothing(Body):
    """No fields."""


@endpoint(
    "POST", "/sessions", roles=ANYONE, model=LogIn, status=201, errors=(WrongLogin, TooManyAttempts),
    answer=("token", "role", "name", "expires_at", "csrf", "idle_min"),
)  # fmt: skip
def log_in(body: LogIn) -> Response:
    """Log in. 201 with a token, which is set as a cookie, too."""
    house, at = guard.house(), guard.house().now()
    limits = attempts.log_in(body.name, request.remote_addr or "")
    with attempts.counted(house.db, limits, at=at, wrong=_is_wrong):
        session = people.log_in(
            house.db, name=body.name, password=body.password, offload=house.offload, at=at,
            lasts=house.doors.session,
        )  # fmt: skip
    answer = Response(
        dump(
            {
                "token": session.token, "role": session.role, "name": session.name,
                "expires_at": shapes.when(session.expires_at), "csrf": people.csrf_of(session.token),
                "idle_min": _idle_min(), "agencies": list(session.agencies),
            }
        ),
        201,
        content_type="application/json",
    )  # fmt: skip
    answer.set_cookie(
        guard.own_cookie(), session.token, httponly=True, samesite="Strict", path="/",
        secure=guard.own_cookie() == guard.SAFE_COOKIE, max_age=int(house.doors.session.total_seconds()),
    )  # fmt: skip
    return answer


@endpoint(
    "GET", "/sessions", roles=STAFF | DEVICES, answer=("role", "name", "csrf", "locked"), while_locked=True
)  # fmt: skip
def show(who: Who) -> shapes.Json:
    """Who I am: the person or device of this session or token, and whether it waits for the password."""
    house = guard.house()
    return {
        "role": who.role, "name": who.name, "expires_at": shapes.when(who.expires_at),
        "csrf": people.csrf_of(guard.own_token()), "idle_min": _idle_min() if who.kind == "staff" else None,
        "locked": doors.is_locked(who, house.doors, at=house.now()), "agencies": sorted(who.agencies),
    }  # fmt: skip


@endpoint(
    "DELETE", "/sessions", roles=STAFF, status=204, errors=(NotAuthenticated,), while_locked=True
)
def log_out(who: Who) -> Response:
    """Log out: the token stops working and the cookie goes."""
    house = guard.house()
    people.log_out(house.db, guard.own_token())
    _forget()
    answer = Response(status=204)
    # A __Host- cookie is taken back only as it was given.
    name = guard.own_cookie()
    answer.delete_cookie(name, path="/", secure=name == guard.SAFE_COOKIE, httponly=True)
    return answer


@endpoint("POST", "/sessions/seen", roles=PEOPLE, model=Nothing, status=204)
def seen(who: Who, body: Nothing) -> None:
    """A hand is at the page, though nothing was pressed: the session does not lock yet."""


@endpoint("POST", "/sessions/lock", roles=PEOPLE, model=Nothing, status=204, while_locked=True)
def lock(who: Who, body: Nothing) -> None:
    """Lock the session: 423 ``session_locked`` until its person gives the password."""
    house = guard.house()
    doors.lock(house.db, guard.own_token(), at=house.now())
    _forget()


@endpoint(
    "POST", "/sessions/unlock", roles=PEOPLE, model=Unlock, status=204, while_locked=True,
    errors=(WrongLogin, TooManyAttempts, NotAuthenticated),
)  # fmt: skip
def unlock(who: Who, body: Unlock) -> None:
    """The person of the session is here again. It ends when it would have ended anyway."""
    house, at = guard.house(), guard.house().now()
    limits = attempts.log_in(who.name, request.remote_addr or "")
    with attempts.counted(house.db, limits, at=at, wrong=_is_wrong):
        doors.unlock(house.db, guard.own_token(), body.password, offload=house.offload, at=at)
    _forget()


def _is_wrong(error: BaseException) -> bool:
    return isinstance(error, WrongLogin)


def _idle_min() -> int | None:
    """After so many minutes without a hand the page locks itself; null: never."""
    idle = guard.house().doors.idle
    return None if idle is None else round(idle.total_seconds() / 60)


def _forget() -> None:
    known: guard.Known = current_app.extensions["known"]
    known.forget()
