"""The typefaces of the hall, read from where the set-up puts them, and those that help out."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from PIL import ImageFont, features

from printer.errors import MissingFont
from printer.ticket.bidi import has_right_to_left

FOLDER = Path(__file__).resolve().parents[2] / "queue_server" / "static" / "vendor"
WORDS = "atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
NUMBERS = "b612-latin-700-normal.woff2"
ARABIC = "noto-sans-arabic-arabic-{weight}-normal.woff2"
TEXT, LABEL, STRONG, LOUD = 500, 600, 700, 800  # paper is printed one step bolder than screens
# Where Debian puts letters we do not carry: (plain, bold, number of the face in the file).
SYSTEM = (
    ("/usr/share/fonts/truetype/dejavu/DejaVuSans{}.ttf", ("", "-Bold"), 0),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc", ("Regular", "Bold"), 2),
)
_NOBODY = "\uffff"  # no font has it: what is drawn for it is drawn for everything missing
_PROBE_PX = 20

Source = tuple[Path, int]  # a font file and the number of the face in it


def words(px: int, weight: int = TEXT) -> ImageFont.FreeTypeFont:
    """Atkinson Hyperlegible Next, ``px`` dots high. Raises MissingFont."""
    return load((FOLDER / WORDS.format(weight=weight), 0), px)


def numbers(px: int) -> ImageFont.FreeTypeFont:
    """B612 bold, for the ticket number and times. Raises MissingFont."""
    return load((FOLDER / NUMBERS, 0), px)


def check() -> None:
    """Raise MissingFont unless every font that a ticket cannot do without can be read."""
    numbers(_PROBE_PX)
    for weight in (TEXT, LABEL, STRONG, LOUD):
        words(_PROBE_PX, weight)


def chain(weight: int, extra: tuple[Source, ...] = ()) -> tuple[Source, ...]:
    """The fonts asked in turn for a letter: ours, Arabic, the hall's own, the system's."""
    ours = (FOLDER / WORDS.format(weight=weight), 0)
    helpers = [(FOLDER / ARABIC.format(weight=weight), 0), *extra]
    for pattern, cuts, face in SYSTEM:
        for cut in reversed(cuts) if weight >= LABEL else cuts:
            helpers.append((Path(pattern.format(cut)), face))
    return (ours, *(source for source in helpers if is_readable(source)))


def figures() -> Source:
    """The font that is asked first for a number."""
    return FOLDER / NUMBERS, 0


@cache
def is_readable(source: Source) -> bool:
    try:
        load(source, _PROBE_PX)
    except MissingFont:
        return False
    return True


@cache
def has(source: Source, ch: str) -> bool:
    """Whether the font draws ``ch`` as it should be: Arabic also needs its letters joined."""
    if unicodedata.category(ch)[0] == "C":
        return False
    if has_right_to_left(ch) and not can_shape():
        return False
    return ch == " " or _shape(source, ch) != _shape(source, _NOBODY)


@cache
def can_shape() -> bool:
    return bool(features.check("raqm") and features.check("fribidi"))


@cache
def _shape(source: Source, ch: str) -> tuple[bytes, tuple[int, int]]:
    mask = load(source, _PROBE_PX).getmask(ch, mode="1")
    return bytes(mask), mask.size


@cache
def load(source: Source, px: int) -> ImageFont.FreeTypeFont:
    """Raises MissingFont."""
    path, face = source
    try:
        return ImageFont.truetype(path, px, index=face)
    except OSError as error:
        raise MissingFont(
            "missing_font", f"{path} cannot be read ({error}); ./run fetches it"
        ) from error
