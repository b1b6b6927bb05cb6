"""Refusals as HTTP answers (RFC 9457). The only place where a domain error meets a status code."""

from __future__ import annotations

import json
import logging
from typing import Any

from flask import Flask, Response
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from queue_server.domain import errors as e

log = logging.getLogger(__name__)

STATUS: dict[type[e.QueueError], int] = {
    e.NotFound: 404,
    e.InvalidInput: 422,
    e.IllegalTransition: 409,
    e.NoCurrentTicket: 409,
    e.CounterBusy: 409,
    e.CounterClosed: 409,
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
    e.TooManyAttempts: 429,
    e.DatabaseBusy: 503,
}
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


def install(app: Flask) -> None:
    @app.errorhandler(e.QueueError)
    def refuse(error: e.QueueError) -> Response:
        status = STATUS[type(error)]
        if status >= 500:
            log.error("%s", error)
        answer = problem(status, error.code, error.title, **error.details)
        if isinstance(error, (e.TooManyAttempts, e.TooManyTickets)):
            answer.headers["Retry-After"] = str(error.details["retry_in"])
        if status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

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

    @app.errorhandler(Exception)
    def bug(error: Exception) -> Response:
        log.exception("unexpected")
        return problem(500, "internal_error", "Something went wrong on the server; it was logged")
