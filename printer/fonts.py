"""The two typefaces of the hall, read from where the set-up puts them."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from PIL import ImageFont

from printer.errors import MissingFont

FOLDER = Path(__file__).resolve().parent.parent / "queue_server" / "static" / "vendor"
WORDS = "atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
NUMBERS = "b612-latin-700-normal.woff2"
TEXT, LABEL, STRONG, LOUD = 500, 600, 700, 800  # paper is printed one step bolder than screens
_NOBODY = "\uffff"  # no font has it: what is drawn for it is drawn for everything missing


def words(px: int, weight: int = TEXT) -> ImageFont.FreeTypeFont:
    """Atkinson Hyperlegible Next, ``px`` dots high. Raises MissingFont."""
    return _load(FOLDER / WORDS.format(weight=weight), px)


def numbers(px: int) -> ImageFont.FreeTypeFont:
    """B612 bold, for the ticket number and times. Raises MissingFont."""
    return _load(FOLDER / NUMBERS, px)


def check() -> None:
    """Raise MissingFont unless every font of a ticket can be read."""
    numbers(20)
    for weight in (TEXT, LABEL, STRONG, LOUD):
        words(20, weight)


def printable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """``text`` in letters that ``font`` has: other letters lose their accents, or become "?"."""
    return "".join(ch if _has(font, ch) else _nearest(font, ch) for ch in text)


def _nearest(font: ImageFont.FreeTypeFont, ch: str) -> str:
    plain = "".join(
        c
        for c in unicodedata.normalize("NFKD", ch)
        if not unicodedata.combining(c) and _has(font, c)
    )
    return plain or ("" if unicodedata.combining(ch) else "?")


@cache
def _has(font: ImageFont.FreeTypeFont, ch: str) -> bool:
    return ch == " " or _shape(font, ch) != _shape(font, _NOBODY)


@cache
def _shape(font: ImageFont.FreeTypeFont, ch: str) -> tuple[bytes, tuple[int, int]]:
    mask = font.getmask(ch, mode="1")
    return bytes(mask), mask.size


@cache
def _load(path: Path, px: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(path, px)
    except OSError as error:
        raise MissingFont(
            "missing_font", f"{path} cannot be read ({error}); ./run fetches it"
        ) from error
