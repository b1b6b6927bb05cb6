"""A ticket as a printer would burn it. The printer's package draws it, in a process of its own: never the server."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from flask import Response
from pydantic import Field

from queue_server.domain import errors as e
from queue_server.domain.errors import InvalidInput, NotFound, TooManyAttempts
from queue_server.domain.estimate import Estimate
from queue_server.domain.hall import Service
from queue_server.domain.ticket import State, Ticket
from queue_server.storage.people import Who
from queue_server.storage.print_jobs import PrintJob
from queue_server.usecases import shapes
from queue_server.usecases.house import House
from queue_server.web import guard
from queue_server.web.api import ADMIN, Body, endpoint

ROOT = Path(__file__).parent.parent.parent
TIMEOUT_S = 10.0
BAD_INPUT = 2
NICE = ("nice", "-n", "15")
"""On two cores it would take its second from whoever calls a number: 232 ms were seen where others wait 5."""
BITS_OF_BYTE = 10
"""On a serial line, with start and stop."""
EXAMPLE_TOKEN = "contoh-000000000000000"
ROLL_M = {58: 30, 80: 80}
DOTS = {58: 384, 80: 576}
PLAIN = {"type": "virtual", "baud": 19200, "qr": "native", "code_page": "ascii", "tickets": {}}
"""Where config.yaml has no printer."""
_alone = threading.Lock()


class Preview(Body):
    """``printer`` is one of config.yaml; paper, dots and mode go before its own. ``copy_no`` 0 is the first paper."""

    service: str = Field(min_length=1, max_length=32)
    language: str = Field(default="id", pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")
    printer: str | None = Field(default=None, max_length=64)
    paper_mm: Literal[58, 80] | None = None
    dots: int | None = Field(default=None, ge=200, le=1000, multiple_of=8)
    mode: Literal["raster", "text"] | None = None
    template: str | None = Field(default=None, min_length=1, max_length=200)
    copy_no: int = Field(default=0, ge=0, le=99)


@endpoint(
    "POST", "/ticket-preview", roles=ADMIN, model=Preview, errors=(e.InvalidInput, e.TooManyAttempts)
)  # fmt: skip
def ticket_preview(who: Who, body: Preview) -> Response:
    """An example ticket: a PNG of exactly the dots, X-Ticket-Length-Mm, -Bytes, -Seconds (at -Baud), -Per-Roll."""
    house = guard.house()
    settings = _settings(house, body)
    asked = {"settings": settings, "job": _job(house, body), "at": shapes.when(house.now())}
    told = drawn(house, asked)
    length, size = told["length_mm"], told["bytes"]
    answer = Response(base64.b64decode(told["png"]), content_type="image/png")
    answer.headers |= {
        "X-Ticket-Length-Mm": str(length), "X-Ticket-Bytes": str(size), "X-Ticket-Baud": str(settings["baud"]),
        "X-Ticket-Seconds": f"{size * BITS_OF_BYTE / settings['baud']:.1f}",
        "X-Ticket-Per-Roll": str(int(1000 * settings["roll_m"] / length) if length else 0),
    }  # fmt: skip
    return answer


def drawn(house: House, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What ``python -m printer.preview`` makes of ``asked``; one at a time, so that nobody keeps the machine busy.

    Raises InvalidInput with its faults, TooManyAttempts when another one takes too long.
    """
    if not _alone.acquire(timeout=TIMEOUT_S):
        raise TooManyAttempts(retry_in=TIMEOUT_S)
    try:
        status, out, faults = house.offload(_run, json.dumps(asked).encode())
    except subprocess.TimeoutExpired:
        raise TooManyAttempts(retry_in=TIMEOUT_S) from None
    finally:
        _alone.release()
    if status == BAD_INPUT:
        raise InvalidInput(errors=[_error(line) for line in faults.splitlines() if line])
    if status != 0:
        raise RuntimeError(f"printer.preview ended with {status}: {faults[-2000:]}")
    found: dict[str, Any] = json.loads(out)
    return found


def _run(asked: bytes) -> tuple[int, bytes, str]:
    done = subprocess.run(
        [*NICE, sys.executable, "-m", "printer.preview", "--json"],
        cwd=ROOT,
        input=asked,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def _error(fault: str) -> dict[str, str]:
    """``settings.dots: a multiple of 8`` is about the field ``dots``; the rest is about the template."""
    path, _, said = fault.partition(": ")
    if path.startswith("settings.") and path.count(".") == 1:
        return {"field": path.removeprefix("settings."), "message": said}
    if path == "job.template":
        return {"field": "template", "message": said}
    return {"field": "template", "message": fault}


def _settings(house: House, body: Preview) -> dict[str, Any]:
    """The settings of the printer, or of any one with the paper that was asked for."""
    printers = house.settings.get("printer", {})
    if body.printer is not None and body.printer not in printers:
        raise _wrong("printer", f"one of {', '.join(printers) or 'none'}")
    base = printers[body.printer] if body.printer else next(iter(printers.values()), PLAIN)
    settings: dict[str, Any] = {"paper_mm": 80, "mode": "raster"} | dict(base)
    other = body.paper_mm is not None and body.paper_mm != settings["paper_mm"]
    if other or body.printer is None:
        paper_mm = body.paper_mm or settings["paper_mm"]
        settings |= {"paper_mm": paper_mm, "dots": DOTS[paper_mm], "roll_m": ROLL_M[paper_mm]}
        settings |= {"columns": DOTS[paper_mm] // 12, "mode": body.mode or "raster"}
    if body.dots:
        settings |= {"dots": body.dots, "columns": body.dots // 12}
    return settings | ({"mode": body.mode} if body.mode else {})


def _job(house: House, body: Preview) -> shapes.Json:
    """An example as it could be tomorrow at ten: number 62, fourteen people ahead."""
    try:
        service = house.hall.service(body.service)
    except NotFound:
        raise _wrong("service", "no such service") from None
    at = house.now()
    name = body.template or house.papers.template_for(service, body.language)
    return shapes.job(
        house.hall, _example_job(body, at), _example_ticket(house, service, body.language, at),
        public_url=house.public_url, template=name,
    )  # fmt: skip


def _example_job(body: Preview, at: datetime) -> PrintJob:
    early = at - timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return PrintJob(
        id=0, ticket_id=0, printer=body.printer or "", copy_no=body.copy_no, state="offered",
        created_at=at, expires_at=at, tries=0, why="", ahead=14,
        estimate=Estimate(
            start=early + timedelta(minutes=35), end=early + timedelta(minutes=55)
        ).as_json(),
    )  # fmt: skip


def _example_ticket(house: House, service: Service, language: str, at: datetime) -> Ticket:
    return Ticket(
        id=0, number=f"{service.prefix}062", prefix=service.prefix, service_id=service.id,
        day=house.hall.site.day(at), state=State.WAITING, v=at, issued_at=at, waiting_since=at,
        token=EXAMPLE_TOKEN, language=language,
    )  # fmt: skip


def _wrong(field: str, message: str) -> InvalidInput:
    return InvalidInput(errors=[{"field": field, "message": message}])
