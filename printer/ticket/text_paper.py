"""A strip of paper in letters: lines of one size each, and codes. ``columns`` letters are as wide as it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from printer.ticket.breaking import unbroken, wrap, wrap_evenly

ALIGNS = {"center": "center", "start": "left", "end": "right"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``wide`` and ``high`` magnify the letters, 1 to 8."""

    text: str
    align: str = "left"
    wide: int = 1
    high: int = 1
    bold: bool = False
    reverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code in the middle, ``module`` dots each."""

    address: str
    module: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    lines: int


class TextPaper:
    """``fold`` makes any text one of letters that the printer has."""

    def __init__(self, columns: int, fold: Callable[[str], str]) -> None:
        self.columns = columns
        self.rows: list[Line | Code | Feed] = []
        self._fold = fold

    def block(
        self,
        text: str,
        *,
        align: str = "center",
        wide: int = 1,
        high: int = 1,
        bold: bool = False,
        most: int = 99,
    ) -> None:
        """``text`` whole. Letters become narrower, then lower, until ``most`` lines hold it unbroken."""
        said = self._fold(text)
        lines = self._lines(said, wide)
        while wide > 1 and (len(lines) > most or not unbroken(said, lines)):
            wide -= 1
            lines = self._lines(said, wide)
        if len(lines) > most:
            high = min(high, 1)
        for line in lines:
            self.rows.append(Line(text=line, align=ALIGNS[align], wide=wide, high=high, bold=bold))

    def pair(self, label: str, value: str, *, high: int) -> None:
        """``label`` at the left and ``value`` at the right, on two lines where one is too short."""
        label, value = self._fold(label), self._fold(value)
        between = self.columns - len(label) - len(value)
        if between > 0:
            self.block(f"{label}{' ' * between}{value}", align="start", high=high, bold=True)
            return
        self.block(label, align="start")
        self.block(value, align="end", high=high, bold=True)

    def bar(self, text: str, *, high: int) -> None:
        """White letters in the middle of a black bar."""
        for line in wrap(self._fold(text), len, self.columns):
            full = line.center(self.columns)
            self.rows.append(Line(text=full, high=high, bold=True, reverse=True))

    def rule(self, mark: str = "-") -> None:
        self.rows.append(Line(text=mark * self.columns))

    def feed(self, lines: int) -> None:
        self.rows.append(Feed(lines=lines))

    def code(self, address: str, module: int) -> None:
        self.rows.append(Code(address=address, module=module))

    def _lines(self, text: str, wide: int) -> list[str]:
        if "  " in text:  # set in columns by ``pair``
            return [text]
        return wrap_evenly(text, len, max(1, self.columns // wide))
