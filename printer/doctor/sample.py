"""The test paper: rulers, letters, codes and grey, so that a person sees what a printer can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from printer.settings import Settings
from printer.ticket.layout_code import code_of
from printer.ticket.raster import BAND, CUT, START, a_printer
from printer.ticket.text import CODE_PAGES, LEVEL_M

WIDTHS = (384, 512, 576)
ADDRESS = "https://antrean.siak.go.id/t/4pX9wq2LhT8cVbN3kRmZ7Q/{which}"
MODULE = 6  # dots of a code's square: 21 mm in all
RULER_ROWS, GAP_ROWS, GREY_ROWS, LINE_ROWS = 48, 8, 48, 30
MARKED = "é ñ ü ±"
BEFORE_CUT_MM = 15  # from the head to the cutter


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPaper:
    """``data`` ends with the cut; ``length_mm`` is about how long it gets."""

    __test__ = False  # not a test, whatever its name begins with
    data: bytes
    length_mm: int


def test_paper(settings: Settings) -> TestPaper:
    """All that a person has to look at, on one piece of paper."""
    out = a_printer(max(WIDTHS))
    out._raw(START)
    rows = _text(out, f"SATU PINTU  {settings.name}", "1.", ("1234567890" * 10)[: settings.columns])
    for width in WIDTHS:
        out.image(ruler(width), impl="bitImageRaster", fragment_height=BAND)
    rows += len(WIDTHS) * (RULER_ROWS + GAP_ROWS)
    rows += _letters(out, settings.code_page)
    rows += _codes(out, settings.dots)
    rows += _text(out, "5.")
    out.image(grey(settings.dots), impl="bitImageRaster", fragment_height=BAND)
    out._raw(CUT)
    return TestPaper(data=bytes(out.output), length_mm=(rows + GREY_ROWS) // 8 + BEFORE_CUT_MM)


test_paper.__test__ = False  # type: ignore[attr-defined]


def ruler(width: int) -> Image.Image:
    """A frame ``width`` dots wide with a mark every 8 dots and a number every 64."""
    picture = Image.new("1", (width, RULER_ROWS + GAP_ROWS), 1)
    draw = ImageDraw.Draw(picture)
    draw.fontmode = "1"
    draw.rectangle((0, 0, width - 1, RULER_ROWS - 1), outline=0, width=2)
    font = ImageFont.load_default(18)
    for dot in range(8, width - 7, 8):
        high = 20 if dot % 64 == 0 else 12 if dot % 32 == 0 else 6
        draw.line((dot, 2, dot, high), fill=0, width=1)
        if dot % 64 == 0 and dot < width - 72:
            draw.text((dot, 24), str(dot), fill=0, font=font, anchor="mt")
    draw.text((width - 10, 24), f"{width} >", fill=0, font=font, anchor="rt")
    return picture


def grey(width: int) -> Image.Image:
    """Five fields from white to black: too pale or smeared ones want another density."""
    picture = Image.new("L", (width, GREY_ROWS), 255)
    draw = ImageDraw.Draw(picture)
    for field in range(5):
        left, right = width * field // 5, width * (field + 1) // 5 - 1
        draw.rectangle((left, 0, right, GREY_ROWS - 1), fill=255 - field * 255 // 4)
    return picture.convert("1")


def _letters(out: Any, code_page: str) -> int:
    page, number = CODE_PAGES[code_page]
    rows = _text(out, "2. ABCDEFGHIJ abcdefghij 0123456789 .,:;-/()")
    if number is None:
        return rows
    out._raw(b"\x1bt" + bytes([number]))
    out._raw(f"3. {code_page}: {MARKED}\n".encode(page))
    return rows + LINE_ROWS


def _codes(out: Any, dots: int) -> int:
    rows = _text(out, "4. QR 1")
    out._raw(b"\x1ba\x01")
    out.qr(ADDRESS.format(which=1), ec=LEVEL_M, size=MODULE, native=True)
    out._raw(b"\x1bd\x01\x1ba\x00")
    rows += _text(out, "   QR 2")
    code = drawn_code(ADDRESS.format(which=2), dots)
    out.image(code, impl="bitImageRaster", fragment_height=BAND)
    return rows + LINE_ROWS + 2 * code.height


def drawn_code(address: str, dots: int) -> Image.Image:
    """The code in the middle of a picture as wide as the paper, with the white around it that it wants."""
    modules = code_of(address).matrix
    side = len(modules) * MODULE
    picture = Image.new("1", (dots, side + 8 * MODULE), 1)
    left, top = (dots - side) // 2, 4 * MODULE
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                x, y = left + column * MODULE, top + row * MODULE
                picture.paste(0, (x, y, x + MODULE, y + MODULE))
    return picture


def _text(out: Any, *lines: str) -> int:
    for line in lines:
        out._raw(line.encode("ascii") + b"\n")
    return len(lines) * LINE_ROWS
