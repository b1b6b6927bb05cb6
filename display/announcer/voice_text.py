"""What is written for people, made ready for espeak. The tests hold the phonemes that each change leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

RESPELLED: Final[Mapping[str, Mapping[str, str]]] = {"id": {"antrean": "antrian"}}
"""Words the voice says in another spelling: with "antrian" all recognition rates were measured."""

LONE_LETTER = re.compile(r"\b([A-Z])(?= [a-z])")


def for_the_voice(language: str, text: str) -> str:
    """``text`` respelt, with a short rest after the prefix of the number.

    Without the rest English takes the "A" of "Ticket A zero" for an article and says "uh".
    """
    for written, said in RESPELLED.get(language, {}).items():
        text = re.sub(rf"\b{written}\b", said, text)
    return LONE_LETTER.sub(r"\1,", text)
