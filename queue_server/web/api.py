"""One way to write an endpoint: its roles, the model of its body or query, its answer. OpenAPI is made from this."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, Response, request
from pydantic import BaseModel, ConfigDict, field_validator
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from queue_server.domain.errors import QueueError
from queue_server.web import guard, reach

STAFF = frozenset({"staff", "supervisor", "admin", "program"})
SUPERVISOR = frozenset({"supervisor", "admin"})
ADMIN = frozenset({"admin", "owner"})
DEVICES = frozenset({"kiosk", "display", "printer", "announcer", "program"})
ANYONE: frozenset[str] = frozenset()

View = Callable[..., Any]
HIDING = ("Cc", "Zl", "Zp")
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing until they are taken back. Arabic needs none of them."""


class Body(BaseModel):
    """The body of a request; unknown fields are refused, and so are texts that no screen or database can take."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def shows(cls, value: Any) -> Any:
        """Refuse control characters, wherever they stand: PostgreSQL takes no NUL, a line break forges a line of a log,
        an escape is a command to a printer, and turned writing shows another text than the one that is there.
        """
        for text in _texts_in(value):
            plain_text(text)
        return value


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts_in(key)
            yield from _texts_in(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts_in(one)


def plain_text(text: str) -> str:
    """``text``, if every character of it shows itself. Raises ValueError."""
    if text.isprintable():
        return text
    if any(unicodedata.category(c) in HIDING or c in TURNING for c in text):
        raise ValueError("control characters are not allowed")
    return text


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One row of the contract."""

    method: str
    path: str
    summary: str
    roles: Collection[str]
    model: type[BaseModel] | None
    status: int
    answer: Sequence[str]
    errors: Sequence[type[QueueError]]
    headers: Sequence[str]
    largest: int | None
    content: str


ENDPOINTS: list[Endpoint] = []
blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


def endpoint(
    method: str,
    path: str,
    *,
    roles: Collection[str],
    model: type[BaseModel] | None = None,
    status: int = 200,
    answer: Sequence[str] = (),
    errors: Sequence[type[QueueError]] = (),
    headers: Sequence[str] = (),
    largest: int | None = None,
    content: str = "application/json",
    while_locked: bool = False,
) -> Callable[[View], View]:
    """Register a view. It gets ``who`` (unless anyone may ask), then the checked ``body`` or ``query`` of
    ``model``, then the path's parts; it returns the answer's object, None for 204, or a Response. ``largest`` is
    how many bytes the body may have where the usual limit is too small; ``content`` what it is when it is no JSON;
    ``while_locked`` lets a session ask that waits for its person's password.
    """

    def register(view: View) -> View:
        # A module may be imported again by another app of the same process: each row stands once.
        row = Endpoint(
            method=method, path=path, summary=(view.__doc__ or "").strip().split("\n")[0], roles=roles,
            model=model, status=status, answer=answer, errors=errors, headers=headers, largest=largest,
            content=content,
        )  # fmt: skip
        ENDPOINTS.append(row)

        name = f"{method} {path}"

        @wraps(view)
        def answered(**parts: Any) -> Response:
            given: dict[str, Any] = dict(parts)
            who = guard.who_asks(roles, while_locked=while_locked) if roles else None
            if who:
                given["who"] = who
            bound = who if who and who.agencies else None
            if bound:
                reach.must_stand_here(name, bound, guard.house())
            if largest is not None:
                request.max_content_length = largest
            if model is not None:
                given["query" if method == "GET" else "body"] = _read(method, model)
            if bound:
                body = given.get("query", given.get("body"))
                reach.check(name, bound, guard.house(), parts, body)
                return _write(reach.cut(name, bound, guard.house(), view(**given)), status)
            return _write(view(**given), status)

        rule = f"{method.lower()} {path}".replace(".", "_")
        blueprint.add_url_rule(path, endpoint=rule, view_func=answered, methods=[method])
        return view

    return register


def _read(method: str, model: type[BaseModel]) -> BaseModel:
    if method == "GET":
        return model.model_validate(request.args.to_dict())
    if request.mimetype != "application/json":
        if not request.get_data(cache=True) and not request.mimetype:
            return model.model_validate({})
        raise UnsupportedMediaType("send application/json")
    raw = request.get_data()
    try:
        parsed = json.loads(raw) if raw else {}
    except (ValueError, RecursionError):
        raise BadRequest("the body is not JSON") from None
    if not isinstance(parsed, dict):
        raise BadRequest("the body is not a JSON object")
    return model.model_validate(parsed)


def _write(answer: Any, status: int) -> Response:
    if answer is None:
        return Response(status=204)
    if isinstance(answer, Response):
        return answer
    return Response(dump(answer), status, content_type="application/json")


dump: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
