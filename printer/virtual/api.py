"""What can be asked and switched over HTTP. No sockets here: a request in, an answer out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from printer.virtual import faults
from printer.virtual.faults import KINDS, BadFault

if TYPE_CHECKING:
    from printer.virtual.printer import VirtualPrinter

LARGEST = 1024  # bytes of a request's body


@dataclass(kw_only=True)
class Refusal(Exception):
    """Answered as application/problem+json (RFC 9457). ``facts`` are further members of it."""

    status: HTTPStatus
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        return {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "code": self.code,
            **self.facts,
        }


Answer = Callable[["VirtualPrinter", str, object], None]


def _set_fault(printer: VirtualPrinter, name: str, body: object) -> None:
    if name not in KINDS:
        raise _no_fault(name)
    if not isinstance(body, dict) or "value" not in body:
        raise _invalid("value", 'is missing: {"value": true or a number}')
    if unknown := sorted(set(body) - {"value"}):
        raise _invalid(unknown[0], "is not known here")
    try:
        printer.faults.set(name, body["value"])
    except BadFault as error:
        raise _invalid("value", str(error)) from error


def _clear_fault(printer: VirtualPrinter, name: str, _: object) -> None:
    if name not in KINDS:
        raise _no_fault(name)
    printer.faults.clear(name)


def _clear_all(printer: VirtualPrinter, _: str, __: object) -> None:
    printer.faults.clear()


def _new_roll(printer: VirtualPrinter, _: str, __: object) -> None:
    printer.supply.new_roll()


def _power_cycle(printer: VirtualPrinter, _: str, __: object) -> None:
    printer.power_cycle()


def _look(_: VirtualPrinter, __: str, ___: object) -> None:
    """Nothing changes; the state is the answer, as of everything else here."""


_ROUTES: tuple[tuple[re.Pattern[str], Mapping[str, Answer]], ...] = (
    (re.compile(r"/api/state()"), {"GET": _look}),
    (re.compile(r"/api/faults()"), {"GET": _look, "DELETE": _clear_all}),
    (re.compile(r"/api/faults/([^/]*)"), {"PUT": _set_fault, "DELETE": _clear_fault}),
    (re.compile(r"/api/new-roll()"), {"POST": _new_roll}),
    (re.compile(r"/api/power-cycle()"), {"POST": _power_cycle}),
)


def methods_of(path: str) -> tuple[str, ...]:
    """What may be done at ``path``; nothing where there is nothing."""
    return next((tuple(ways) for pattern, ways in _ROUTES if pattern.fullmatch(path)), ())


def obey(printer: VirtualPrinter, method: str, path: str, body: object) -> None:
    """Do what is asked at a path and by a method that ``methods_of`` names. Raises Refusal."""
    for pattern, ways in _ROUTES:
        if found := pattern.fullmatch(path):
            ways[method](printer, found[1], body)
            return


def read_body(raw: bytes) -> object:
    """Raises Refusal for what is not JSON; an empty body is an empty object."""
    try:
        return json.loads(raw or b"{}")
    except (ValueError, RecursionError) as error:
        facts = {"errors": [{"field": "", "message": f"not JSON: {error}"}]}
        raise Refusal(status=HTTPStatus.BAD_REQUEST, code="invalid_input", facts=facts) from error


def faults_of(printer: VirtualPrinter) -> list[dict[str, object]]:
    """Every fault there can be, with its limits and its value (null: it is off)."""
    on = printer.faults.active()
    return [{"name": name, **asdict(kind), "value": on.get(name)} for name, kind in KINDS.items()]


def _invalid(field_name: str, message: str) -> Refusal:
    facts = {"errors": [{"field": field_name, "message": message}]}
    return Refusal(status=HTTPStatus.UNPROCESSABLE_ENTITY, code="invalid_input", facts=facts)


def _no_fault(name: str) -> Refusal:
    facts = {"faults": list(faults.KINDS), "fault": name[:80]}
    return Refusal(status=HTTPStatus.NOT_FOUND, code="not_found", facts=facts)
