"""The paper below the print head: rows of dots, the words on them, and the line being filled."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

LEFT, CENTRE, RIGHT = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A ticket fell off: its picture, its words line by line, the bytes nobody understood.

    ``torn``: it was not cut, the paper ended in the middle of it.
    """

    image: Image.Image
    unknown: int
    text: str = ""
    torn: bool = False


class Strip:
    """``dots`` wide, growing downward. Ink is 1 in pictures handed in, black in the ticket."""

    def __init__(self, dots: int) -> None:
        self.dots = dots
        self.unknown = 0
        self._rows = bytearray()
        self._words: list[tuple[int, str]] = []  # with the row on which they end

    @property
    def _row(self) -> int:
        return -(-self.dots // 8)

    @property
    def rows(self) -> int:
        return len(self._rows) // self._row

    def feed(self, rows: int) -> None:
        self._rows += bytes(rows * self._row)

    def add(self, image: Image.Image, align: int) -> None:
        """Burn ``image``; what is wider than the paper loses its right edge."""
        spare = max(0, self.dots - image.width)
        left = {LEFT: 0, CENTRE: spare // 2, RIGHT: spare}[align]
        page = image
        if (left, image.width) != (0, self.dots):
            page = Image.new("1", (self.dots, image.height), 0)
            page.paste(image, (left, 0))
        self._rows += page.tobytes()

    def say(self, words: str) -> None:
        self._words.append((self.rows, words))

    def cut(self, rows: int | None = None, *, torn: bool = False) -> Cut:
        """Take off the strip, or its first ``rows`` rows."""
        rows = self.rows if rows is None else rows
        end = rows * self._row
        raw = bytes(self._rows[:end])
        image = Image.frombytes("1", (self.dots, rows), raw, "raw", "1;I")
        here = [words for row, words in self._words if row <= rows]
        self._words = [(row - rows, words) for row, words in self._words if row > rows]
        text = "\n".join(here).rstrip("\n")
        cut = Cut(image=image, unknown=self.unknown, text=text, torn=torn)
        del self._rows[:end]
        self.unknown = 0
        return cut

    def keep(self, rows: int) -> None:
        """Only the first ``rows`` rows were really burnt; the rest is forgotten."""
        del self._rows[rows * self._row :]
        self._words = [(row, words) for row, words in self._words if row <= rows]


class Line:
    """Letters side by side, standing on a common edge, until a line feed prints them."""

    def __init__(self) -> None:
        self._cells: list[Image.Image] = []
        self._text = ""
        self.width = 0

    def __bool__(self) -> bool:
        return bool(self._cells)

    def add(self, character: str, cell: Image.Image) -> None:
        self._cells.append(cell)
        self._text += character
        self.width += cell.width

    def clear(self) -> None:
        self._cells.clear()
        self._text, self.width = "", 0

    def burn(self, strip: Strip, *, align: int, feed: int) -> None:
        """Print the line; the paper moves by ``feed`` rows, or by the tallest letter if that is more."""
        height = max((cell.height for cell in self._cells), default=0)
        if height:
            image, x = Image.new("1", (self.width, height), 0), 0
            for cell in self._cells:
                image.paste(cell, (x, height - cell.height))
                x += cell.width
            strip.add(image, align)
        strip.feed(max(0, feed - height))
        strip.say(self._text.rstrip())
        self.clear()
