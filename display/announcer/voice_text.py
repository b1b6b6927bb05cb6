"""What is written for people, made ready for espeak. The tests hold the phonemes that each change leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# fmt: off
TEENS: Final[Mapping[str, str]] = {
    "sebelas": "11", "dua belas": "12", "tiga belas": "13", "empat belas": "14", "lima belas": "15",
    "enam belas": "16", "tujuh belas": "17", "sembilan belas": "19",
}
"""espeak knows the schwa of belas (KBBI: sebêlas) in figures only; as words it sounds like "gelas"."""

RESPELLED: Final[Mapping[str, Mapping[str, str]]] = {
    "id": {
        "antrean": "antrian",  # so all recognition rates were measured
        **TEENS, "delapan belas": "18",
        "empat": "4", "enam": "6",  # the same schwa
    },
    "ms": {**TEENS, "lapan belas": "18", "empat": "4", "enam": "6"},
    "jv": {  # read by the Indonesian voice: "a" at the end is an open "o", "dh" is no d with a breath
        "antrean": "antrian", "lima": "limo", "sanga": "songo", "sangang": "songong", "sangalas": "songolas",
        "sangalikur": "songolikur", "limalas": "limolas", "patbelas": "patblas", "mangga": "monggo",
        "dhateng": "dateng",
    },
}
# fmt: on
"""Words the voice says better in another spelling, by language."""

LAST_LETTER = re.compile(r"(?<=[A-Za-z0-9] )([A-Z])(?= [a-z0-9])")
ENGLISH_A = re.compile(r"(?<=[A-Za-z0-9] )A(?= [A-Z])")


def for_the_voice(language: str, text: str) -> str:
    """``text`` respelt, with a short rest after the prefix of the number.

    Without the rest English takes the "A" of "Ticket A zero" for an article and says "uh".
    """
    text = LAST_LETTER.sub(r"\1,", text)
    if language == "en":
        text = ENGLISH_A.sub("A,", text)
    for written, said in RESPELLED.get(language, {}).items():
        text = re.sub(rf"\b{written}\b", said, text)
    return text
