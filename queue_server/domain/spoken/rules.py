"""How a ticket number and a counter become words. What differs between languages is in ``Rules``, one file each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

LONGEST_CARDINAL = 9999
LONGEST_SPELT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One language. ``call`` has the places ``{ticket}`` and ``{counter}``; ``again`` stands before a repeated call.

    ``letters`` names the letters that are written out within a counter's name; the others stay capitals, which a voice
    reads as letters. ``cardinal`` is asked for 0..9999 only.
    """

    digits: tuple[str, ...]
    letters: Mapping[str, str]
    cardinal: Callable[[int], str]
    counter: str
    call: str
    again: str


def read_ticket(number: str, rules: Rules) -> str:
    """Each sign for itself: "A015" gives "A nol satu lima".

    In a loud hall that is heard better than "lima belas".
    """
    signs = (rules.digits[int(s)] if s in "0123456789" else s.upper() for s in _speakable(number))
    return " ".join(signs)


def read_counter(code: str, rules: Rules) -> str:
    """The counter in words: "3" gives "loket tiga", "4K-10" "loket empat ka sepuluh", "KASIR" "loket kasir"."""
    parts = re.findall(r"[0-9]+|[^\W\d_]+", code)
    return " ".join([rules.counter, *(_part(part, rules) for part in parts)])


def _part(part: str, rules: Rules) -> str:
    if part[0] in "0123456789":
        return _number(part, rules)
    if len(part) > LONGEST_SPELT:
        return part.lower()
    return " ".join(rules.letters.get(letter, letter) for letter in part.upper())


def _number(digits: str, rules: Rules) -> str:
    """A cardinal; leading zeros are said, so that counters 03 and 3 differ."""
    rest = digits.lstrip("0")
    zeros = [rules.digits[0]] * (len(digits) - len(rest))
    if not rest:
        return " ".join(zeros)
    if int(rest) > LONGEST_CARDINAL:
        return " ".join(rules.digits[int(d)] for d in digits)
    return " ".join([*zeros, rules.cardinal(int(rest))])


def _speakable(text: str) -> str:
    return "".join(re.findall(r"[0-9]|[^\W\d_]", text))
