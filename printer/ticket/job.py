"""A print job as the server's contract sends it, made safe for paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from printer.errors import BadJob

LONGEST_TEXT = 400  # characters of one field; more is a fault of the sender, not a ticket
MOST_TEXTS = 12  # lines of the hall's name, things to bring
LONGEST_ADDRESS = 400  # characters; a code of more cannot be read from paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Indonesian:
    """Texts to print instead where no font has the letters of the ticket's language; all may be empty."""

    hall: tuple[str, ...] = ()
    service: str = ""
    agency: str = ""
    place: str = ""
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What stands on the paper, in the ticket's own language. ``ahead`` and the estimate may be None."""

    number: str
    prefix: str
    language: str
    hall: tuple[str, ...]
    service: str
    agency: str
    place: str
    ahead: int | None
    called_from: datetime | None
    called_to: datetime | None
    requirements: tuple[str, ...]
    issued_at: datetime
    time_zone: str
    url: str
    indonesian: Indonesian = Indonesian()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """``copy_no`` 0 is the first paper; 1 and more are copies and say so."""

    id: str
    copy_no: int
    state: str
    ticket: Ticket
    template: str = "standard"


def clean(text: object) -> str:
    """``text`` on one line without anything a printer could take for a command.

    Control, format and unassigned characters (newline, ESC, direction marks) become spaces or vanish.
    """
    spaced = "".join(" " if ch.isspace() else ch for ch in unicodedata.normalize("NFC", str(text)))
    kept = "".join(" " if unicodedata.category(ch) == "Cc" else ch for ch in spaced)
    return " ".join("".join(ch for ch in kept if unicodedata.category(ch)[0] != "C").split())


def read_job(body: Mapping[str, Any]) -> Job:
    """The job in ``body``. Raises BadJob naming the field that is missing or wrong."""
    try:
        return Job(
            id=str(body["id"]),
            copy_no=int(body.get("copy_no") or 0),
            state=str(body.get("state", "offered")),
            ticket=_read_ticket(body["ticket"]),
            template=str(body.get("template") or "standard"),
        )
    except KeyError as error:
        raise BadJob("bad_job", f"{error.args[0]} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise BadJob("bad_job", str(error)) from error


def _read_ticket(body: Mapping[str, Any]) -> Ticket:
    estimate = body.get("estimate") or {}
    ahead = body.get("ahead")
    return Ticket(
        number=_required(body, "number"),
        prefix=clean(body.get("prefix") or ""),
        language=str(body.get("language") or "id"),
        hall=_texts(body.get("hall")),
        service=_required(body, "service"),
        agency=_text(body.get("agency")),
        place=_text(body.get("place")),
        ahead=None if ahead is None else max(0, int(ahead)),
        called_from=_moment(estimate.get("from"), "estimate.from"),
        called_to=_moment(estimate.get("to"), "estimate.to"),
        requirements=_texts(body.get("requirements")),
        issued_at=_needed_moment(body["issued_at"]),
        time_zone=str(body.get("time_zone") or "Asia/Jakarta"),
        url=_address(body.get("url")),
        indonesian=_read_indonesian(body.get("indonesian") or {}),
    )


def _read_indonesian(body: Mapping[str, Any]) -> Indonesian:
    return Indonesian(
        hall=_texts(body.get("hall")),
        service=_text(body.get("service")),
        agency=_text(body.get("agency")),
        place=_text(body.get("place")),
        requirements=_texts(body.get("requirements")),
    )


def _address(value: object) -> str:
    """The address for the code, or "" for one that no paper has room for."""
    address = clean(value or "").replace(" ", "")
    return address if len(address) <= LONGEST_ADDRESS else ""


def _text(value: object) -> str:
    return "" if value is None else clean(value)[:LONGEST_TEXT]


def _texts(values: object) -> tuple[str, ...]:
    if values is not None and not isinstance(values, list | tuple):
        raise ValueError(f"expected a list of texts, got {values!r:.60}")
    return tuple(text for text in map(_text, values or ()) if text)[:MOST_TEXTS]


def _required(body: Mapping[str, Any], field: str) -> str:
    text = _text(body[field])
    if not text:
        raise ValueError(f"{field} is empty")
    return text


def _needed_moment(value: object) -> datetime:
    moment = _moment(value, "issued_at")
    if moment is None:
        raise ValueError("issued_at is empty")
    return moment


def _moment(value: object, field: str) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError(f"{field} has no time zone: {value}")
    return moment
