"""How a ticket number and a counter become words. What differs between languages is in ``Rules``, one file each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

LONGEST_CARDINAL = 9999
LONGEST_SPELT = 3
FIGURES = "0123456789"
SIGNS = re.compile(r"[0-9]|[^\W\d_]")
PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
LETTERS_TOGETHER = re.compile("(?<=[A-Z])(?=[A-Z])")
ENDS = ".!?。！？؟"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One language.

    ``call`` has the places ``{ticket}``, ``{service}`` (``service``, or nothing) and ``{counter}``; ``again`` stands
    before a repeated call. ``counter`` and ``service`` have a place each for what they name; ``counter_named`` is for
    counters without a number, where those are called otherwise.
    ``letters`` names the letters that are written out within a counter's code; the others stay capitals, which a voice
    reads as letters. Those of tickets stay capitals, unless ``names_all_letters``.
    ``cardinal`` is asked for 0..9999 only. ``between`` stands between words (``between_letters`` where that would
    be nothing), ``after_prefix`` after a ticket's letters.
    ``reads``: other languages in which its voice can read the name of a service.
    """

    digits: tuple[str, ...]
    cardinal: Callable[[int], str]
    counter: str
    call: str
    service: str
    again: str
    counter_named: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)
    names_all_letters: bool = False
    between: str = " "
    between_letters: str = " "
    after_prefix: str = " "
    stop: str = "."
    reads: tuple[str, ...] = ()


def read_ticket(number: str, rules: Rules, *, prefix: str = "", as_words: bool = False) -> str:
    """Each sign for itself: "A015" gives "A nol satu lima", ``as_words`` "A lima belas".

    In a loud hall single digits are heard better. Without ``prefix`` the last figures are taken for the number.
    """
    letters, figures = _split(number, prefix)
    before = _joined([_sign(sign, rules) for sign in letters], rules)
    if as_words and figures:
        after = _number(figures.lstrip("0") or "0", rules)
    else:
        after = _joined([rules.digits[int(figure)] for figure in figures], rules)
    return (rules.after_prefix if before and after else "").join([before, after])


def read_counter(code: str, rules: Rules) -> str:
    """The counter in words: "3" gives "loket tiga", "4K-10" "loket empat ka sepuluh", "KASIR" "loket kasir"."""
    parts = PARTS.findall(code)
    has_number = any(part[0] in FIGURES for part in parts)
    template = rules.counter if has_number else rules.counter_named or rules.counter
    return template.format(_joined([_part(part, rules) for part in parts], rules)).strip()


def finished(text: str, rules: Rules) -> str:
    """``text`` with a full stop, unless it ends with one."""
    return text if text.endswith(tuple(ENDS)) else text + rules.stop


def _split(number: str, prefix: str) -> tuple[str, str]:
    """(letters and figures of the prefix, the figures of the number itself), without what cannot be said."""
    signs = "".join(SIGNS.findall(number))
    letters = signs.rstrip(FIGURES)
    if len(prefix) > len(letters) and signs.startswith(prefix):
        letters = prefix
    return letters, signs[len(letters) :]


def _sign(sign: str, rules: Rules) -> str:
    if sign in FIGURES:
        return rules.digits[int(sign)]
    named = rules.letters.get(sign.upper()) if rules.names_all_letters else None
    return named or sign.upper()


def _part(part: str, rules: Rules) -> str:
    if part[0] in FIGURES:
        return _number(part, rules)
    if len(part) > LONGEST_SPELT:
        return part.lower()
    return _joined([rules.letters.get(letter, letter) for letter in part.upper()], rules)


def _number(figures: str, rules: Rules) -> str:
    """A cardinal; leading zeros are said, so that counters 03 and 3 differ."""
    rest = figures.lstrip("0")
    zeros = [rules.digits[0]] * (len(figures) - len(rest))
    if len(rest) > len(str(LONGEST_CARDINAL)):
        return _joined([rules.digits[int(d)] for d in figures], rules)
    return _joined([*zeros, *([rules.cardinal(int(rest))] if rest else [])], rules)


def _joined(words: list[str], rules: Rules) -> str:
    """Words of one language; two Latin letters never stand together: "AB" would be read as a word."""
    said = rules.between.join(words)
    return said if rules.between else LETTERS_TOGETHER.sub(rules.between_letters, said)
