"""Number words of languages that build them alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

UNITS = ((1000, "ribu"), (100, "ratus"), (10, "puluh"))


def malayic(digits: Sequence[str]) -> Callable[[int], str]:
    """The cardinals of Indonesian and Malay, with these ten ``digits``: 115 gives "seratus lima belas". 0 to 9999."""

    def cardinal(number: int) -> str:
        if number < 10:
            return digits[number]
        if number in (10, 11):
            return "sepuluh" if number == 10 else "sebelas"
        if number < 20:
            return f"{digits[number - 10]} belas"
        unit, word = next((u, w) for u, w in UNITS if number >= u)
        count, rest = divmod(number, unit)
        said = f"se{word}" if count == 1 else f"{cardinal(count)} {word}"
        return f"{said} {cardinal(rest)}" if rest else said

    return cardinal
