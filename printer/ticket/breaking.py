"""Where lines of text may break: between words, and between Chinese characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

Width = Callable[[str], int]
_CLOSING = frozenset("。，、；：？！）」』》”’…")  # never begins a line
_OPENING = frozenset("（「『《“‘")  # never ends one


def wrap(text: str, width_of: Width, width: int) -> list[str]:
    """``text`` in lines of at most ``width``, measured by ``width_of``.

    A word wider than a line is broken: nothing is left out.
    """
    lines: list[str] = []
    line = ""
    for space, piece in _pieces(text):
        longer = f"{line}{space}{piece}" if line else piece
        if width_of(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = piece
        while width_of(line) > width and len(line) > 1:
            fitting = _fitting(line, width_of, width)
            lines.append(line[:fitting])
            line = line[fitting:]
    return [*lines, line] if line else lines


def wrap_evenly(text: str, width_of: Width, width: int) -> list[str]:
    """As ``wrap``, but the lines as equally long as their number allows."""
    lines = wrap(text, width_of, width)
    narrow, wide = 0, width
    while unbroken(text, lines) and narrow < wide - 4:
        middle = (narrow + wide) // 2
        tried = wrap(text, width_of, middle)
        if len(tried) == len(lines) and unbroken(text, tried):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


def unbroken(text: str, lines: Sequence[str]) -> bool:
    """Whether every word of ``text`` stands whole in ``lines``."""
    return sum(1 for line in lines for _ in _pieces(line)) == sum(1 for _ in _pieces(text))


def _fitting(word: str, width_of: Width, width: int) -> int:
    count = len(word) - 1
    while count > 1 and width_of(word[:count]) > width:
        count -= 1
    return count


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What must stay together, with the space before it: words, and characters of Chinese."""
    if text.isascii():
        yield from ((" ", word) for word in text.split())
        return
    for word in text.split():
        space, piece = " ", ""
        for ch in word:
            if piece and _may_part(piece[-1], ch):
                yield space, piece
                space, piece = "", ""
            piece += ch
        yield space, piece


def _may_part(before: str, after: str) -> bool:
    if after in _CLOSING or before in _OPENING:
        return False
    return _is_wide(before) or _is_wide(after)


def _is_wide(ch: str) -> bool:
    return unicodedata.east_asian_width(ch) in "WF"
