"""A strip of paper that grows downward: black dots on white, and the words that were put on it."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from printer import fonts

WHITE, BLACK = 1, 0
LONGEST = 4000  # dots; half a metre
# The woven band of every screen: pucuk rebung and tampuk manggis, 32 x 13 cells, one number a row.
TENUN = (
    *(0x00000080, 0x01C00080, 0x01C00140, 0x03600220, 0x03600490, 0x063019CC, 0x06300490),
    *(0x0C980220, 0x0C980140, 0x19CC0080, 0x99CC8080, 0x00000000, 0xFFFFFFFF),
)
CELL = 2  # dots of one cell of the band
ONE_LINE_SHARE = 0.85  # a long name shrinks so far on one line, then it takes two,
SMALLEST_SHARE = 0.75  # and so far on two


class Paper:
    """``y`` is where the next thing stands: the baseline of text, the top of everything else."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.y = 0
        self.words: list[str] = []
        self._image = Image.new("1", (width, LONGEST), WHITE)
        self._draw = ImageDraw.Draw(self._image)
        self._draw.fontmode = "1"

    def picture(self) -> Image.Image:
        """The strip down to ``y``."""
        return self._image.crop((0, 0, self.width, self.y))

    def down(self, dots: int) -> None:
        self.y += dots

    def write(self, text: str, font: FreeTypeFont, x: int, *, ink: int = BLACK) -> None:
        """Put ``text`` on the baseline ``y``, beginning at ``x``. Says nothing to ``words``."""
        self._draw.text((x, self.y), text, font=font, fill=ink, anchor="ls")

    def centre(self, text: str, font: FreeTypeFont, *, ink: int = BLACK) -> None:
        """Put ``text`` on the baseline in the middle of the paper."""
        self.write(text, font, (self.width - width_of(text, font) + 1) // 2, ink=ink)

    def centred(
        self, text: str, px: int, weight: int = fonts.TEXT, *, edge: int, ink: int = BLACK
    ) -> None:
        """``text`` in the middle, whole: long ones shrink to two lines, then take as many as they need."""
        width, smallest = self.width - 2 * edge, round(px * SMALLEST_SHARE)
        for size in range(px, smallest - 1, -1):
            font = fonts.words(size, weight)
            lines = wrap_evenly(text, font, width)
            if len(lines) <= (1 if size > px * ONE_LINE_SHARE else 2) and unbroken(text, lines):
                break
        self.down(round((size - px) * 0.7))  # smaller letters: no more white above them than before
        for nth, line in enumerate(lines):
            self.down(round(size * 1.15) if nth else 0)
            self.centre(line, font, ink=ink)
        self.words.append(" ".join(lines))

    def lines(self, lines: Sequence[str], font: FreeTypeFont, x: int, *, step: int) -> None:
        """``lines`` below each other from ``x``; ``y`` stays on the last baseline."""
        for nth, line in enumerate(lines):
            self.down(step if nth else 0)
            self.write(line, font, x)
        self.words.append(" ".join(lines))

    def right(self, text: str, font: FreeTypeFont, edge: int) -> None:
        """Put ``text`` on the baseline so that it ends at ``edge``."""
        self.write(text, font, edge - width_of(text, font))

    def bar(self, x: int, width: int, height: int) -> None:
        """A black bar with its top left corner at (``x``, ``y``)."""
        self._draw.rectangle((x, self.y, x + width - 1, self.y + height - 1), fill=BLACK)

    def rule(self, thickness: int = 3) -> None:
        """A line over the whole width; the paper goes on below it."""
        self.bar(0, self.width, thickness)
        self.down(thickness)

    def band(self, *, upside_down: bool = False) -> None:
        """The woven band; at the lower edge of the paper it stands on its head."""
        rows = TENUN[::-1] if upside_down else TENUN
        cells = Image.frombytes("1", (32, len(rows)), b"".join(r.to_bytes(4, "big") for r in rows))
        tile = cells.resize((32 * CELL, len(rows) * CELL), Image.Resampling.NEAREST)
        black = Image.new("1", tile.size, BLACK)
        for x in range(0, self.width, tile.width):
            self._image.paste(black, (x, self.y), tile)
        self.down(tile.height)

    def code(self, code: segno.QRCode, x: int, dots: int) -> None:
        """A QR code with its top left module at (``x``, ``y``); the white around it is the layout's."""
        for row, modules in enumerate(code.matrix):
            for column, dark in enumerate(modules):
                if dark:
                    left, top = x + column * dots, self.y + row * dots
                    self._draw.rectangle((left, top, left + dots - 1, top + dots - 1), fill=BLACK)


def width_of(text: str, font: FreeTypeFont) -> int:
    """Dots that ``text`` takes, rounded up."""
    return -int(-font.getlength(text, mode="1") // 1)


def wrap(text: str, font: FreeTypeFont, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` dots.

    A word wider than a line is broken: nothing is left out.
    """
    return _greedy(fonts.printable(text, font), font, width)


def wrap_evenly(text: str, font: FreeTypeFont, width: int) -> list[str]:
    """As ``wrap``, but the lines as equally long as their number allows."""
    lines = wrap(text, font, width)
    narrow, wide = 0, width
    while unbroken(text, lines) and narrow < wide - 4:
        middle = (narrow + wide) // 2
        tried = wrap(text, font, middle)
        if len(tried) == len(lines) and unbroken(text, tried):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


def unbroken(text: str, lines: Sequence[str]) -> bool:
    """Whether every word of ``text`` stands whole in ``lines``."""
    return sum(len(line.split()) for line in lines) == len(text.split())


def _greedy(text: str, font: FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, font) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width_of(line, font) > width and len(line) > 1:
            fitting = _fitting(line, font, width)
            lines.append(line[:fitting])
            line = line[fitting:]
    return [*lines, line] if line else lines


def _fitting(word: str, font: FreeTypeFont, width: int) -> int:
    count = len(word) - 1
    while count > 1 and width_of(word[:count], font) > width:
        count -= 1
    return count
