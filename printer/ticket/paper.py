"""A strip of paper that grows downward: black dots on white, and the words that were put on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import segno
from PIL import Image, ImageDraw

from printer.ticket import fonts
from printer.ticket.breaking import unbroken, wrap_evenly
from printer.ticket.face import Face, Faces

WHITE, BLACK = 1, 0
PIECE = 2000  # dots by which the strip grows; a quarter of a metre
# The woven band of every screen: pucuk rebung and tampuk manggis, 32 x 13 cells, one number a row.
TENUN = (
    *(0x00000080, 0x01C00080, 0x01C00140, 0x03600220, 0x03600490, 0x063019CC, 0x06300490),
    *(0x0C980220, 0x0C980140, 0x19CC0080, 0x99CC8080, 0x00000000, 0xFFFFFFFF),
)
CELL = 2  # dots of one cell of the band
ONE_LINE_SHARE = 0.85  # a long name shrinks so far on one line, then it takes two,
SMALLEST_SHARE = 0.75  # and so far on two


class Paper:
    """``y`` is where the next thing stands: the baseline of text, the top of everything else.

    An ``x`` counts from the edge where reading begins: the left, or the right for Arabic.
    """

    def __init__(self, width: int, faces: Faces | None = None) -> None:
        self.width = width
        self.faces = faces or Faces()
        self.y = 0
        self.words: list[str] = []
        self._image = Image.new("1", (width, PIECE), WHITE)
        self._draw = self._pen()

    def picture(self) -> Image.Image:
        """The strip down to ``y``."""
        self._reach(self.y)
        return self._image.crop((0, 0, self.width, self.y))

    def down(self, dots: int) -> None:
        self.y += dots

    def write(self, text: str, face: Face, x: int, *, ink: int = BLACK) -> None:
        """Put ``text`` on the baseline ``y``, beginning at ``x``. Says nothing to ``words``."""
        self.put(text, face, self._from_left(x, face.width(text)), ink=ink)

    def put(self, text: str, face: Face, left: int, *, ink: int = BLACK) -> None:
        """The same, ``left`` dots from the left edge in every language."""
        self._reach(self.y + face.px)
        x = float(left)
        for run in face.runs(text):
            at = (round(x), self.y)
            self._draw.text(
                at, run.text, font=run.font, fill=ink, anchor="ls", direction=run.direction
            )
            x += run.width

    def centre(self, text: str, face: Face, *, ink: int = BLACK) -> None:
        """Put ``text`` on the baseline in the middle of the paper."""
        self.put(text, face, (self.width - face.width(text) + 1) // 2, ink=ink)

    def aligned(self, text: str, face: Face, align: str, *, edge: int, ink: int = BLACK) -> None:
        """Put ``text`` on the baseline: in the middle, or ``edge`` from where lines start or end."""
        if align == "center":
            self.centre(text, face, ink=ink)
        elif align == "end":
            self.ending(text, face, self.width - edge)
        else:
            self.write(text, face, edge, ink=ink)

    def block(
        self,
        text: str,
        px: int,
        weight: int = fonts.TEXT,
        *,
        edge: int,
        align: str = "center",
        ink: int = BLACK,
    ) -> None:
        """``text`` whole: long ones shrink to two lines, then take as many as they need."""
        face, lines = fitted(text, self.faces, px, weight, self.width - 2 * edge)
        size = face.px
        self.down(round((size - px) * 0.7))  # smaller letters: no more white above them than before
        for nth, line in enumerate(lines):
            self.down(round(size * 1.15) if nth else 0)
            self.aligned(line, face, align, edge=edge, ink=ink)
        self.words.append(" ".join(lines))

    def lines(self, lines: Sequence[str], face: Face, x: int, *, step: int) -> None:
        """``lines`` below each other from ``x``; ``y`` stays on the last baseline."""
        for nth, line in enumerate(lines):
            self.down(step if nth else 0)
            self.write(line, face, x)
        self.words.append(" ".join(lines))

    def ending(self, text: str, face: Face, edge: int) -> None:
        """Put ``text`` on the baseline so that it ends at ``edge``."""
        self.write(text, face, edge - face.width(text))

    def bar(self, x: int, width: int, height: int) -> None:
        """A black bar with its top corner at (``x``, ``y``)."""
        self._reach(self.y + height)
        left = self._from_left(x, width)
        self._draw.rectangle((left, self.y, left + width - 1, self.y + height - 1), fill=BLACK)

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
        self._reach(self.y + tile.height)
        for x in range(0, self.width, tile.width):
            self._image.paste(black, (x, self.y), tile)
        self.down(tile.height)

    def stick(self, picture: Image.Image, align: str, *, edge: int) -> None:
        """A 1-bit picture with its upper edge at ``y``; the paper goes on below it."""
        self._reach(self.y + picture.height)
        left = (self.width - picture.width) // 2
        if align != "center":
            x = edge if align == "start" else self.width - edge - picture.width
            left = self._from_left(x, picture.width)
        self._image.paste(picture, (left, self.y))
        self.down(picture.height)

    def code(self, code: segno.QRCode, x: int, dots: int) -> None:
        """A QR code with its top module at (``x``, ``y``); the white around it is the layout's."""
        side = len(code.matrix) * dots
        self._reach(self.y + side)
        start = self._from_left(x, side)
        for row, modules in enumerate(code.matrix):
            for column, dark in enumerate(modules):
                if dark:
                    left, top = start + column * dots, self.y + row * dots
                    self._draw.rectangle((left, top, left + dots - 1, top + dots - 1), fill=BLACK)

    def _from_left(self, x: int, width: int) -> int:
        return self.width - x - width if self.faces.leftwards else x

    def _reach(self, y: int) -> None:
        if y > self._image.height:
            longer = Image.new("1", (self.width, y + PIECE), WHITE)
            longer.paste(self._image)
            self._image = longer
            self._draw = self._pen()

    def _pen(self) -> ImageDraw.ImageDraw:
        pen = ImageDraw.Draw(self._image)
        pen.fontmode = "1"
        return pen


@lru_cache(maxsize=1024)  # the same names on every ticket
def fitted(text: str, faces: Faces, px: int, weight: int, width: int) -> tuple[Face, list[str]]:
    """``text`` in lines of at most ``width`` dots, and the face they are in: ``px`` high or less."""
    for size in range(px, round(px * SMALLEST_SHARE) - 1, -1):
        face = faces.words(size, weight)
        lines = wrap_evenly(text, face.width, width)
        if len(lines) <= (1 if size > px * ONE_LINE_SHARE else 2) and unbroken(text, lines):
            break
    return face, lines
