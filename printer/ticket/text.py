"""The ticket as text bytes: one run of commands and letters, nothing of a field can become a command."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import segno
from PIL import Image

from printer.ticket.content import content_of
from printer.ticket.job import Job
from printer.ticket.layout_code import QUIET, code_of
from printer.ticket.legible import legible
from printer.ticket.look import Look
from printer.ticket.raster import BAND, CUT, a_printer
from printer.ticket.text_layout import lay_out
from printer.ticket.text_paper import Code, Feed, Line, TextPaper

LETTER_ROWS, LINE_ROWS = 24, 30  # dots of a letter of font A and of a line
# Name in the settings -> Python's name of it and the number ESC t knows it by.
CODE_PAGES = {
    "ascii": ("ascii", None),
    "cp437": ("cp437", 0),
    "cp850": ("cp850", 2),
    "cp858": ("cp858", 19),
    "cp1252": ("cp1252", 16),
}
_PLAIN = {"align": "left", "bold": False, "invert": False, "width": 1, "height": 1}
LEVEL_M = 1  # of a code, as python-escpos counts


class TextSettings(Protocol):
    """What the text mode needs to know of a printer."""

    @property
    def dots(self) -> int: ...
    @property
    def columns(self) -> int: ...
    @property
    def qr(self) -> str: ...
    @property
    def code_page(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTicket:
    """``lines`` are the words as they stand; ``rows`` the dots that the paper is fed, about."""

    data: bytes
    lines: tuple[str, ...]
    rows: int


def ticket_text_bytes(job: Job, *, settings: TextSettings, at: datetime, look: Look) -> TextTicket:
    """The ticket of ``job``, printed at ``at``, from the same template as the picture."""
    page, number = CODE_PAGES.get(settings.code_page, CODE_PAGES["ascii"])
    has = _letters_of(page)
    content = content_of(job, at=at, look=look, has=has)
    paper = TextPaper(settings.columns, lambda text: legible(text, has))
    lay_out(paper, content, dots=settings.dots)
    printer = _Printer(a_printer(settings.dots), page, number, pictures=settings.qr == "picture")
    for row in paper.rows:
        printer.print(row)
    return TextTicket(data=printer.cut(), lines=_lines(paper.rows), rows=_rows(paper.rows))


def _letters_of(page: str) -> Callable[[str], bool]:
    def has(ch: str) -> bool:
        try:
            coded = ch.encode(page)
        except UnicodeEncodeError:
            return False
        return len(coded) == 1 and coded[0] >= 0x20 and coded[0] != 0x7F

    return has


class _Printer:
    """Collects the bytes of one ticket. The styles of a line are sent only where they change."""

    def __init__(self, out: Any, page: str, number: int | None, *, pictures: bool) -> None:
        self._out, self._page, self._picture_codes = out, page, pictures
        self._out._raw(b"\x1b@")  # first: it forgets what the last ticket set
        if number is not None:
            self._out._raw(b"\x1bt" + bytes([number]))
        self._style: dict[str, Any] = dict(_PLAIN)

    def print(self, row: Line | Code | Feed) -> None:
        if isinstance(row, Line):
            self._line(row)
        elif isinstance(row, Code):
            self._code(row)
        else:
            self._set(width=1, height=1)
            self._out._raw(b"\x1bd" + bytes([row.lines]))

    def cut(self) -> bytes:
        self._out._raw(CUT)
        return bytes(self._out.output)

    def _line(self, row: Line) -> None:
        self._set(
            align=row.align, bold=row.bold, invert=row.reverse, width=row.wide, height=row.high
        )
        self._out._raw(row.text.encode(self._page) + b"\n")

    def _code(self, row: Code) -> None:
        self._set(align="center", bold=False, invert=False, width=1, height=1)
        if self._picture_codes:
            picture = _drawn(code_of(row.address), row.module)
            self._out.image(picture, impl="bitImageRaster", fragment_height=BAND)
        else:
            self._out.qr(row.address, ec=LEVEL_M, size=row.module, native=True)

    def _set(self, **wanted: Any) -> None:
        new = {name: value for name, value in wanted.items() if self._style[name] != value}
        self._style |= new
        if "width" in new or "height" in new:
            size = {"width": self._style["width"], "height": self._style["height"]}
            new |= {"custom_size": True} | size  # without custom_size the size is not sent at all
        if new:
            self._out.set(**new)


def _drawn(code: segno.QRCode, module: int) -> Image.Image:
    """The code with half the white it wants at its sides; its width is one of whole bytes."""
    side = len(code.matrix) * module
    width = -(-(side + QUIET * module) // 8) * 8
    picture = Image.new("1", (width, side), 1)
    for row, modules in enumerate(code.matrix):
        for column, dark in enumerate(modules):
            if dark:
                left, top = (width - side) // 2 + column * module, row * module
                picture.paste(0, (left, top, left + module, top + module))
    return picture


def _lines(rows: Iterable[Line | Code | Feed]) -> tuple[str, ...]:
    return tuple(" ".join(row.text.split()) for row in rows if isinstance(row, Line))


def _rows(rows: Iterable[Line | Code | Feed]) -> int:
    def high(row: Line | Code | Feed) -> int:
        if isinstance(row, Feed):
            return row.lines * LINE_ROWS
        if isinstance(row, Code):
            return len(code_of(row.address).matrix) * row.module
        return max(LINE_ROWS, LETTER_ROWS * row.high)

    return sum(map(high, rows))
