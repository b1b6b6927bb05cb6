"""``python -m printer.preview``: a ticket as it would come out, from JSON on the standard input.

The admin pages run it as a process of its own: the server itself draws nothing.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from printer.decoder.decoder import Cut, Decoder
from printer.errors import PrinterError
from printer.ticket.job import Job, read_job
from printer.ticket.layout import ticket_picture
from printer.ticket.look import Look, look_of
from printer.ticket.render import Rendered, rendered
from printer.ticket.style import NARROWEST, length_mm
from printer.ticket.template import built_in
from queue_server.messages.ticket_template import TemplateFaults, read_template

BAD_INPUT = 2
WIDEST = 1024  # dots; no ticket printer is wider
BITS_OF_BYTE = 10  # on a serial line, with start and stop
EPILOG = """
standard input: {"settings": {...}, "job": {...}, "at": "2026-11-23T03:41:00Z"}
  settings  as GET /api/v1/settings tells a printer; job as a claimed print job; at: now when left out
standard output: a PNG with exactly the dots of the paper; with --json
  {"png": base64, "width", "height", "length_mm", "bytes", "text", "seconds_at_baud": number or null,
   "notes": what the print agent would write into its log, such as letters that no font has}

exit codes: 0 well, 2 bad input: every fault on a line of its own on the standard error
"""


class BadInput(Exception):
    """``faults`` in words, each with its path."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class _Notes(logging.Handler):
    """Keeps the log lines, each once: the standard error is for faults alone."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage() not in self.said:
            self.said.append(record.getMessage())


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What of a printer's settings decides how its tickets look."""

    mode: str
    paper_mm: int
    dots: int
    columns: int
    qr: str
    code_page: str
    baud: int | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m printer.preview",
        description="Draws a ticket without a printer.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="answer with JSON, the PNG inside")
    options = parser.parse_args(arguments)
    notes = _Notes()
    logging.getLogger("printer").addHandler(notes)
    try:
        told = preview(json.load(sys.stdin.buffer)) | {"notes": notes.said}
    except BadInput as error:
        sys.stderr.write("".join(f"{fault}\n" for fault in error.faults))
        return BAD_INPUT
    except (ValueError, RecursionError) as error:
        sys.stderr.write(f"standard input: not JSON: {error}\n")
        return BAD_INPUT
    if options.json:
        json.dump(told | {"png": base64.b64encode(told["png"]).decode()}, sys.stdout)
    else:
        sys.stdout.buffer.write(told["png"])
    return 0


def preview(asked: object) -> dict[str, Any]:
    """What ``--json`` answers, the PNG as bytes. Raises BadInput."""
    body = _mapping(asked, "standard input")
    settings = _mapping(body.get("settings"), "settings")
    paper = _paper(settings)
    look = _look(settings.get("tickets"))
    job = _job(body.get("job"), look)
    at = _moment(body.get("at"))
    try:
        ticket = rendered(job, paper, at, look)
        picture = _picture(ticket, job, paper, at, look)
    except PrinterError as error:
        raise BadInput(str(error)) from error
    png = io.BytesIO()
    picture.save(png, "PNG", optimize=True)
    size = len(ticket.data)
    return {
        "png": png.getvalue(),
        "width": picture.width,
        "height": picture.height,
        "length_mm": length_mm(picture.height, dots=paper.dots, paper_mm=paper.paper_mm),
        "bytes": size,
        "text": ticket.text,
        "seconds_at_baud": round(size * BITS_OF_BYTE / paper.baud, 2) if paper.baud else None,
    }


def _picture(ticket: Rendered, job: Job, paper: Paper, at: datetime, look: Look) -> Image.Image:
    """The drawn dots; of a text ticket what a printer makes of its bytes."""
    if paper.mode == "raster":
        return ticket_picture(job, dots=paper.dots, at=at, look=look).image
    cuts = [cut for cut in Decoder(paper.dots).feed(ticket.data) if isinstance(cut, Cut)]
    return cuts[0].image


def _paper(settings: Mapping[str, Any]) -> Paper:
    faults: list[str] = []

    def number(key: str, default: int, least: int, most: int) -> int:
        value = default if settings.get(key) is None else settings[key]
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        faults.append(f"settings.{key}: {least} to {most} (got {value!r:.60})")
        return default

    def choice(key: str, *known: str) -> str:
        value = settings.get(key) or known[0]
        if value in known:
            return str(value)
        faults.append(f"settings.{key}: one of {', '.join(known)} (got {value!r:.60})")
        return known[0]

    paper_mm = number("paper_mm", 80, 30, 120)
    dots = number("dots", 384 if paper_mm == 58 else 576, NARROWEST, WIDEST)
    paper = Paper(
        mode=choice("mode", "raster", "text"),
        paper_mm=paper_mm,
        dots=dots,
        columns=number("columns", dots // 12, 16, 96),
        qr=choice("qr", "native", "picture"),
        code_page=choice("code_page", "ascii", "cp437", "cp850", "cp858", "cp1252"),
        baud=number("baud", 9600, 1200, 921600) if settings.get("type") == "serial" else None,
    )
    if dots % 8:
        faults.append(f"settings.dots: a multiple of 8 (got {dots})")
    if faults:
        raise BadInput(*faults)
    return paper


def _look(tickets: object) -> Look:
    """As a printer reads it, but a broken template is told, not replaced."""
    told = {} if tickets is None else _mapping(tickets, "settings.tickets")
    faults = []
    for name, raw in _mapping(told.get("templates") or {}, "settings.tickets.templates").items():
        try:
            read_template(raw)
        except TemplateFaults as error:
            faults += [f"{name}: {fault}" for fault in error.faults]
    if faults:
        raise BadInput(*faults)
    return look_of(told)


def _job(body: object, look: Look) -> Job:
    try:
        job = read_job(_mapping(body, "job"))
    except PrinterError as error:
        raise BadInput(f"job: {error.detail}") from error
    if job.template not in look.templates:
        known = ", ".join(sorted({*look.templates, *built_in()}))
        raise BadInput(f"job.template: one of {known} (got {job.template!r:.60})")
    return job


def _moment(value: object) -> datetime:
    if value is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise BadInput(f"at: a time like 2026-11-23T03:41:00Z (got {value!r:.60})") from error
    if moment.tzinfo is None:
        raise BadInput(f"at: a time with its zone (got {value!r:.60})")
    return moment


def _mapping(value: object, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadInput(f"{path}: an object (got {value!r:.60})")
    return value


if __name__ == "__main__":
    sys.exit(main())
