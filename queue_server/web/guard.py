"""Who may come in: Host, tokens, cookies, CSRF, and headers that keep browsers strict."""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from queue_server.domain.errors import Forbidden, NotAuthenticated, SessionLocked
from queue_server.storage.people import Who
from queue_server.usecases import doors, people
from queue_server.usecases.house import House
from queue_server.web.errors import problem

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
COOKIE, SAFE_COOKIE = people.COOKIE, people.SAFE_COOKIE
"""Over TLS: browsers take it from this host alone, over TLS alone, and no subdomain can set another."""
LOOPBACK = ("127.0.0.1", "::1")
# Pictures of blob: are files that a TV keeps while the server is away, and those an admin is about to upload.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
"""Of every answer that says nothing else about it."""
KNOWN_FOR_S = 5.0
FOR_STAFF = ("/counter/", "/admin/", "/reception/")


class Known:
    """Tokens seen in the last seconds, so that not every request asks the database. Emptied when anybody changes."""

    def __init__(self) -> None:
        self._who: dict[str, tuple[float, Who]] = {}
        self._forgotten = 0
        self._lock = threading.Lock()

    def who(self, house: House, token: str) -> Who | None:
        found, at = self._who.get(token), house.now()
        if found and time.monotonic() - found[0] < KNOWN_FOR_S:
            return found[1] if found[1].expires_at is None or at < found[1].expires_at else None
        forgotten = self._forgotten
        who = people.who_is(house.db, token, at=at)
        with self._lock:
            # A token that was revoked while the database was asked must not be remembered.
            if who and forgotten == self._forgotten:
                if len(self._who) > 1000:
                    self._who.clear()
                self._who[token] = (time.monotonic(), who)
        return who

    def seen(self, token: str, who: Who, at: datetime) -> None:
        """The person of this token is there."""
        with self._lock:
            if token in self._who:
                self._who[token] = (self._who[token][0], replace(who, seen_at=at))

    def forget(self) -> None:
        with self._lock:
            self._forgotten += 1
            self._who.clear()


def house() -> House:
    here: House = current_app.extensions["house"]
    return here


def who_asks(roles: Collection[str], *, while_locked: bool = False) -> Who:
    """Whoever asks, if in one of ``roles``. Raises NotAuthenticated, Forbidden or SessionLocked."""
    token, by_cookie = _given()
    known: Known = current_app.extensions["known"]
    who = known.who(house(), token) if token else None
    if who is None:
        raise NotAuthenticated
    if by_cookie and request.method not in ("GET", "HEAD"):
        given = request.headers.get("X-CSRF-Token", "")
        if not hmac.compare_digest(given.encode(), people.csrf_of(token).encode()):
            raise Forbidden(role=who.role, reason="X-CSRF-Token is missing or wrong")
    if who.role not in roles:
        raise Forbidden(role=who.role)
    return who if while_locked else _awake(known, token, who)


def _awake(known: Known, token: str, who: Who) -> Who:
    """``who``, unless the session waits for the password. A press tells that somebody is there; a look does not."""
    here, at = house(), house().now()
    if doors.is_locked(who, here.doors, at=at):
        raise SessionLocked(name=who.name)
    if request.method not in ("GET", "HEAD") and doors.is_news(who, at=at):
        doors.seen(here.db, token, at=at)
        known.seen(token, who, at)
    return who


def own_token() -> str:
    """The token the request came with, from header or cookie."""
    return _given()[0]


def _given() -> tuple[str, bool]:
    """The token, and whether it is the cookie's."""
    kind, _, bearer = request.headers.get("Authorization", "").partition(" ")
    token = bearer.strip() if kind.lower() == "bearer" else ""
    return (token, False) if token else (request.cookies.get(own_cookie(), ""), True)


def own_cookie() -> str:
    """The name of the session's cookie for this request: whoever comes over TLS has the one that needs it."""
    return people.cookie_of(house().public_url, secure=request.is_secure)


def hosts_of(public_url: str, *more: str) -> frozenset[str]:
    """Host names under which the server answers."""
    own = urlsplit(public_url).hostname or ""
    names = {own, "127.0.0.1", "localhost", "::1", *(name.lower() for name in more)}
    return frozenset(names - {"", "0.0.0.0", "::"})


def answers_under(host: str, hosts: Collection[str]) -> bool:
    """Whether the Host of a request (with or without a port) is one of ours."""
    try:
        return urlsplit(f"//{host}").hostname in hosts
    except ValueError:
        return False


def own_names(app: Wsgi, hosts: Collection[str]) -> Wsgi:
    """``app`` with live connections under our own names alone: they never come to Flask's look at the Host."""

    def named(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        live = environ.get("PATH_INFO", "").startswith("/socket.io")
        if live and not answers_under(environ.get("HTTP_HOST", ""), hosts):
            return wrong_host()(environ, start_response)
        return app(environ, start_response)

    return named


def wrong_host() -> Response:
    """A page of a stranger whose name was made to point here (DNS rebinding) has another Host."""
    return problem(400, "wrong_host", "This server does not answer under this name")


def strict(app: Wsgi) -> Wsgi:
    """``app`` with HEADERS in every answer: here, below Flask, where they cost next to nothing."""
    plain = [(name.lower(), (name, value)) for name, value in HEADERS.items()]

    def answering(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            there = {name.lower() for name, _ in headers}
            headers += [header for name, header in plain if name not in there]
            return start_response(status, headers, *more)

        return app(environ, begin)

    return answering


def install(app: Flask, *, hosts: frozenset[str]) -> None:
    app.extensions["known"] = Known()

    @app.before_request
    def known_host() -> Response | None:
        return None if answers_under(request.host, hosts) else wrong_host()

    @app.after_request
    def forgotten(answer: Response) -> Response:
        if request.path in FOR_STAFF and answer.mimetype == "text/html":
            answer.headers["Cache-Control"] = "no-store"  # after logging out, "back" shows nothing
        return answer

    app.wsgi_app = strict(app.wsgi_app)  # type: ignore[method-assign,assignment]
