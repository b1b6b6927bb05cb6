"""Texts in letters that can be printed: what no font has is written plainly, or not at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Has = Callable[[str], bool]
MISSING = "?"
# What Unicode does not call the same but people do.
_PLAIN = {
    **dict.fromkeys("‐‑‒–—―−·", "-"),
    **dict.fromkeys("‘’‚‛ʻʼ′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict(zip("•×÷⁄đĐłŁøØı", "*x//dDlLoOi", strict=True)),
    **dict(zip("ßæÆœŒ±€", ("ss", "ae", "AE", "oe", "OE", "+/-", "EUR"), strict=True)),
}


def legible(text: str, has: Has) -> str:
    """``text`` in letters of which ``has`` is true; empty when too little of it would be left.

    Others lose their accents, or become one "?" for the whole stretch of them.
    """
    written = [ch if has(ch) else _plainly(ch, has) for ch in text]
    letters = [
        s for s, ch in zip(written, text, strict=True) if unicodedata.category(ch)[0] in "LN"
    ]
    lost = sum(1 for said, ch in zip(written, text, strict=True) if said == MISSING != ch)
    if lost and 2 * lost > len(letters):
        return ""
    out = ""
    for said, ch in zip(written, text, strict=True):
        is_lost = said == MISSING != ch
        out += "" if is_lost and out.endswith(MISSING) else said
    return out.strip()


def is_writable(text: str, has: Has) -> bool:
    """Whether every letter of ``text`` can be printed, if need be without its accent."""
    return all(has(ch) or _plainly(ch, has) != MISSING for ch in text)


def _plainly(ch: str, has: Has) -> str:
    if unicodedata.combining(ch):
        return ""
    parts = "".join(_PLAIN.get(part, part) for part in unicodedata.normalize("NFKD", ch))
    return "".join(part for part in parts if has(part)) or MISSING
