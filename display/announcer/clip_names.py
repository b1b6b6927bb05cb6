"""Which recordings make a sentence. Pure: knows names of clips, not sounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

GAP_S: Final = 0.05
COMMA_S: Final = 0.25
LONGEST_RUN: Final = 6
PIECES: Final = re.compile(
    r"[\u4e00-\u9fff]|[^\W_\u4e00-\u9fff]+(?:['’-][^\W_\u4e00-\u9fff]+)*|[,.;:!?،؛。，、]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A recording by name, and the rest before it."""

    name: str
    rest_s: float


class MissingClips(Exception):
    """``names``: the recordings a sentence lacks, word by word."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def clips_of(text: str, have: Collection[str]) -> list[Clip]:
    """The recordings for ``text``, the longest that fit: "nomor antrean A nol" takes nomor-antrean, a, nol.

    So a phrase, a number (dua-belas) and the name of a counter (loket-kasir) can be recorded in one go, or word by
    word. Raises MissingClips.
    """
    pieces, at, rest_s = pieces_of(text), 0, 0.0
    made: list[Clip] = []
    missing: list[str] = []
    while at < len(pieces):
        if not _is_word(pieces[at]):
            rest_s, at = COMMA_S, at + 1
            continue
        name, count = _longest(pieces, at, have)
        if not count:
            missing.append(pieces[at])
        made.append(Clip(name=name, rest_s=rest_s if made else 0.0))
        at, rest_s = at + (count or 1), GAP_S
    if missing:
        raise MissingClips(list(dict.fromkeys(missing)))
    return made


def pieces_of(text: str) -> list[str]:
    """Words, each sign of Chinese, and the marks at which one rests; without the vowel signs of Arabic."""
    plain = "".join(sign for sign in text.lower() if not unicodedata.combining(sign))
    return PIECES.findall(plain)


def _longest(pieces: list[str], at: int, have: Collection[str]) -> tuple[str, int]:
    for count in range(min(LONGEST_RUN, len(pieces) - at), 0, -1):
        name = "-".join(pieces[at : at + count])  # with a comma in it, it is nobody's name
        if name in have:
            return name, count
    return "", 0


def _is_word(piece: str) -> bool:
    return piece[0].isalnum()
