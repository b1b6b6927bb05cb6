"""Refusals as HTTP answers (RFC 9457). The only place where a domain error meets a status code."""

from __future__ import annotations

import errno
import json
import logging
import secrets
import time
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from queue_server.domain import errors as e
from queue_server.domain.trouble import WORDS, Why

log = logging.getLogger(__name__)

STATUS: dict[type[e.QueueError], int] = {
    e.NotFound: 404,
    e.InvalidInput: 422,
    e.IllegalTransition: 409,
    e.NoCurrentTicket: 409,
    e.CounterBusy: 409,
    e.CounterClosed: 409,
    e.OfficerElsewhere: 409,
    e.Conflict: 409,
    e.ServiceClosed: 409,
    e.QuotaReached: 409,
    e.TooSoon: 409,
    e.TooEarly: 409,
    e.SlotTaken: 409,
    e.NothingToUndo: 409,
    e.KioskLocked: 409,
    e.TooManyTickets: 429,
    e.KeyReused: 422,
    e.AlreadyExists: 409,
    e.WrongLogin: 401,
    e.NotAuthenticated: 401,
    e.SessionLocked: 423,
    e.Forbidden: 403,
    e.OtherAgency: 403,
    e.TooManyAttempts: 429,
    e.DatabaseBusy: 503,
}
UNIQUE = "23505"
HTTP_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "wrong_content_type",
}


def problem(status: int, code: str, title: str, **facts: Any) -> Response:
    """A problem document; ``facts`` stand beside the standard members."""
    body = {"type": "about:blank", "title": title, "status": status, "code": code, **facts}
    return Response(
        json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json"
    )


OUT_OF: dict[int, Why] = {
    errno.EMFILE: Why.NO_FILES, errno.ENFILE: Why.NO_FILES, errno.ENOBUFS: Why.NO_FILES,
    errno.ENOMEM: Why.NO_MEMORY, errno.ENOSPC: Why.DISK_FULL, errno.EDQUOT: Why.DISK_FULL, errno.EROFS: Why.READ_ONLY,
    errno.EIO: Why.DISK_ERROR,
}  # fmt: skip
SAID_EVERY_S = 60.0
_said: dict[str, float] = {}


def out_of(error: Exception) -> Why | None:
    """What the machine has run out of, when that is why something failed."""
    if isinstance(error, MemoryError):
        return Why.NO_MEMORY
    return OUT_OF.get(error.errno or 0) if isinstance(error, OSError) else None


def say_once_a_minute(code: str, error: Exception | str) -> None:
    """A line in the log; a full disk refuses hundreds a minute, and the log may lie on it."""
    now = time.monotonic()
    if now - _said.get(code, -SAID_EVERY_S) >= SAID_EVERY_S:
        _said[code] = now
        log.error("%s", error)


def overloaded(why: Why, error: Exception) -> Response:
    """503: the machine has run out of something; whoever asks again in a moment may be luckier."""
    say_once_a_minute(f"overloaded {why}", error)
    title = "The server has run out of something"
    answer = problem(503, "overloaded", title, reason=why, words=dict(WORDS[why]))
    answer.headers["Retry-After"] = "2"
    return answer


def refused(error: e.QueueError) -> Response:
    """The answer to a refusal of the domain."""
    status = STATUS[type(error)]
    answer = problem(status, error.code, error.title, **error.details)
    if status >= 500:
        say_once_a_minute(f"{error.code} {error.details.get('reason')}", error)
        answer.headers["Retry-After"] = "2"
    if isinstance(error, (e.TooManyAttempts, e.TooManyTickets)):
        answer.headers["Retry-After"] = str(error.details["retry_in"])
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def install(app: Flask) -> None:
    app.register_error_handler(e.QueueError, refused)

    @app.errorhandler(ValidationError)
    def invalid(error: ValidationError) -> Response:
        faults = [
            {
                "field": ".".join(str(part) for part in fault["loc"]) or "body",
                "message": fault["msg"].removeprefix("Value error, "),
            }
            for fault in error.errors()
        ]
        return problem(422, e.InvalidInput.code, e.InvalidInput.title, errors=faults)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        status = error.code or 500
        if status == 400:
            faults = [{"field": "body", "message": error.description}]
            return problem(400, e.InvalidInput.code, e.InvalidInput.title, errors=faults)
        facts = {"detail": error.description} if status in (413, 415) else {}
        answer = problem(status, HTTP_CODES.get(status, "http_error"), error.name, **facts)
        if status == 405:
            allowed = getattr(error, "valid_methods", None) or ()
            answer.headers["Allow"] = ", ".join(allowed)
        return answer

    @app.errorhandler(sa.exc.IntegrityError)
    def faster(error: sa.exc.IntegrityError) -> Response:
        """On PostgreSQL two people may write the same new thing at the same moment: one of them did."""
        if getattr(error.orig, "sqlstate", "") != UNIQUE:
            return bug(error)
        return problem(409, e.Conflict.code, e.Conflict.title)

    @app.errorhandler(Exception)
    def bug(error: Exception) -> Response:
        if why := out_of(error):
            return overloaded(why, error)
        incident = secrets.token_hex(4)  # said to whoever asked, found in the log
        log.exception("unexpected, incident %s: %s %a", incident, request.method, request.path)
        title = "Something went wrong on the server; it was logged"
        return problem(500, "internal_error", title, incident=incident)
