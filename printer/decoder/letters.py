"""The letters a printer has inside: cells of 12x24 (font A) and 9x17 dots (font B)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFont

from printer.errors import MissingFont
from printer.ticket import fonts

# code page number of ESC t -> Python's name of it
CODE_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}
_FINE = 8  # letters are drawn so many times larger, then thinned out: cleaner than hinting
_DARK = 112  # of 255: from here on a dot is burnt


class Letter(NamedTuple):
    """How a letter looks. ``wide`` and ``high`` magnify it, 1 to 8."""

    small: bool = False
    strong: bool = False
    underline: int = 0
    reverse: bool = False
    wide: int = 1
    high: int = 1


@lru_cache(maxsize=1024)
def cell(character: str, look: Letter) -> Image.Image:
    """One letter, mode "1", ink is 1. The dots of magnified letters are as coarse as on paper."""
    image = _glyph(character, look.small, look.strong)
    if look.underline:
        image = image.copy()
        box = (0, image.height - look.underline, image.width, image.height)
        image.paste(1, box)
    if look.reverse:
        image = ImageChops.invert(image)
    size = (image.width * look.wide, image.height * look.high)
    return image.resize(size, Image.Resampling.NEAREST)


@lru_cache(maxsize=1024)
def _glyph(character: str, small: bool, strong: bool) -> Image.Image:
    width, height, px, baseline = (9, 17, 15, 13) if small else (12, 24, 22, 18)
    image = Image.new("1", (width, height), 0)
    font = _font(px * _FINE, strong)
    left, _, right, _ = font.getbbox(character, anchor="ls")
    if character.isspace() or right <= left:
        return image
    drawn = Image.new("L", (int(right - left) + 1, height * _FINE), 0)
    ImageDraw.Draw(drawn).text((-left, baseline * _FINE), character, 255, font, anchor="ls")
    fitting = max(1, min(round((right - left) / _FINE), width - 1))  # wide letters are squeezed
    thin = drawn.resize((fitting, height), Image.Resampling.BOX)
    dots = thin.point([255 * (grey >= _DARK) for grey in range(256)], "1")
    image.paste(dots, ((width - fitting) // 2, 0))
    return image


@cache
def _font(px: int, strong: bool) -> ImageFont.FreeTypeFont:
    try:
        return fonts.words(px, fonts.LOUD if strong else fonts.LABEL)
    except MissingFont:
        spare = ImageFont.load_default(
            px
        )  # what Pillow carries itself; a printer always has letters
        assert isinstance(spare, ImageFont.FreeTypeFont)
        return spare
