"""What is written for people, made ready for espeak. The tests hold the phonemes that each change leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# fmt: off
RESPELLED: Final[Mapping[str, Mapping[str, str]]] = {
    "id": {
        "antrean": "antrian",  # so all recognition rates were measured
        # espeak knows the schwa of these (KBBI: sebêlas, êmpat, ênam) in figures only; as words they sound like "gelas"
        "sebelas": "11", "dua belas": "12", "tiga belas": "13", "empat belas": "14", "lima belas": "15",
        "enam belas": "16", "tujuh belas": "17", "delapan belas": "18", "sembilan belas": "19",
        "empat": "4", "enam": "6",
    },
}
# fmt: on
"""Words the voice says better in another spelling, by language."""

LONE_LETTER = re.compile(r"\b([A-Z])(?= [a-z])")


def for_the_voice(language: str, text: str) -> str:
    """``text`` respelt, with a short rest after the prefix of the number.

    Without the rest English takes the "A" of "Ticket A zero" for an article and says "uh".
    """
    text = LONE_LETTER.sub(r"\1,", text)
    for written, said in RESPELLED.get(language, {}).items():
        text = re.sub(rf"\b{written}\b", said, text)
    return text
