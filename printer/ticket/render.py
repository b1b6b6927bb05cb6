"""A job becomes the bytes for one printer, in the mode its settings ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from printer.ticket.job import Job
from printer.ticket.layout import ticket_picture
from printer.ticket.look import Look
from printer.ticket.raster import ticket_bytes
from printer.ticket.style import length_mm
from printer.ticket.text import TextSettings, ticket_text_bytes


class PrinterSettings(TextSettings, Protocol):
    """What of the settings decides how a ticket looks. ``mode`` is raster or text."""

    @property
    def mode(self) -> str: ...
    @property
    def paper_mm(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One ticket: ``data`` for the printer, ``rows`` of dots where it is a picture, its words."""

    data: bytes
    rows: int | None
    length_mm: int
    text: str


def rendered(job: Job, settings: PrinterSettings, at: datetime, look: Look) -> Rendered:
    """The ticket of ``job`` for the printer of ``settings``; ``at`` (aware) is now. Raises MissingFont."""
    if settings.mode == "text":
        said = ticket_text_bytes(job, settings=settings, at=at, look=look)
        return Rendered(
            data=said.data,
            rows=None,
            length_mm=length_mm(said.rows, dots=settings.dots, paper_mm=settings.paper_mm),
            text="\n".join(said.lines),
        )
    picture = ticket_picture(job, dots=settings.dots, at=at, look=look)
    rows = picture.image.height
    return Rendered(
        data=ticket_bytes(picture.image),
        rows=rows,
        length_mm=length_mm(rows, dots=settings.dots, paper_mm=settings.paper_mm),
        text=picture.text,
    )
