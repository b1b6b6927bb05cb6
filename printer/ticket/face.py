"""Letters of one height and weight, each from the first font that has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from PIL.ImageFont import FreeTypeFont

from printer.ticket import fonts
from printer.ticket.bidi import has_right_to_left, stretches


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font in one direction; ``direction`` None leaves it to the font engine."""

    text: str
    font: FreeTypeFont
    direction: str | None

    @property
    def width(self) -> float:
        return self.font.getlength(self.text, mode="1", direction=self.direction)


@dataclass(frozen=True, slots=True)
class Face:
    """``leftwards``: lines begin at the right, as Arabic ones do."""

    px: int
    sources: tuple[fonts.Source, ...]
    leftwards: bool = False

    def has(self, ch: str) -> bool:
        return any(fonts.has(source, ch) for source in self.sources)

    def runs(self, text: str) -> list[Run]:
        """``text`` from left to right, as it stands on paper."""
        if text.isascii() and not (
            self.leftwards and _has_no_letters(text)
        ):  # our own typefaces have all of it
            return [Run(text, fonts.load(self.sources[0], self.px), None)] if text else []
        if not has_right_to_left(text) and not (self.leftwards and _has_no_letters(text)):
            return [Run(part, font, None) for part, font in self._by_font(text)]
        runs: list[Run] = []
        for stretch, turned in stretches(text, right_to_left=self.leftwards):
            parts = list(self._by_font(stretch))
            direction = "rtl" if turned else "ltr"
            runs += [Run(p, f, direction) for p, f in (reversed(parts) if turned else parts)]
        return runs

    def width(self, text: str) -> int:
        """Dots that ``text`` takes, rounded up."""
        return -int(-self.length(text) // 1)

    def length(self, text: str) -> float:
        return _length(self, text)

    def box(self, text: str) -> tuple[int, int, int, int]:
        """The ink of ``text`` around its beginning on the baseline: left, top, right, bottom."""
        boxes = []
        x = 0.0
        for run in self.runs(text):
            box = run.font.getbbox(run.text, mode="1", direction=run.direction, anchor="ls")
            boxes.append((box[0] + round(x), box[1], box[2] + round(x), box[3]))
            x += run.width
        lefts, tops, rights, bottoms = zip(*boxes, strict=True) if boxes else ((0,),) * 4
        return int(min(lefts)), int(min(tops)), int(max(rights)), int(max(bottoms))

    def _by_font(self, text: str) -> Iterator[tuple[str, FreeTypeFont]]:
        chosen: list[fonts.Source] = []
        for ch in text:
            chosen.append(self._source(ch, chosen[-1] if chosen else None))
        for source, part in groupby(zip(chosen, text, strict=True), key=lambda pair: pair[0]):
            yield "".join(ch for _, ch in part), fonts.load(source, self.px)

    def _source(self, ch: str, before: fonts.Source | None) -> fonts.Source:
        """A space stays with the letters before it: a word is not torn from its font's spacing."""
        if ch == " " and before is not None:
            return before
        return next((s for s in self.sources if fonts.has(s, ch)), self.sources[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """The faces of a ticket; ``extra`` are the hall's own font files."""

    extra: tuple[fonts.Source, ...] = ()
    leftwards: bool = False

    def words(self, px: int, weight: int = fonts.TEXT) -> Face:
        return Face(px, _chain(weight, self.extra, fonts.FOLDER), self.leftwards)

    def numbers(self, px: int) -> Face:
        chain = _chain(fonts.STRONG, self.extra, fonts.FOLDER)
        return Face(px, (fonts.figures(), *chain), self.leftwards)

    def has(self, ch: str) -> bool:
        """Whether any font has ``ch``."""
        return self.words(20).has(ch)


def _has_no_letters(text: str) -> bool:
    """A span of times has none: it stands as the line runs, a Latin sentence as itself."""
    return not any(ch.isalpha() for ch in text)


@lru_cache(maxsize=8192)  # most words of a ticket stand on the next one, too
def _length(face: Face, text: str) -> float:
    return sum(run.width for run in face.runs(text))


@cache
def _chain(weight: int, extra: tuple[fonts.Source, ...], _folder: Path) -> tuple[fonts.Source, ...]:
    return fonts.chain(weight, extra)
