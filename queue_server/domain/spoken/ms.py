"""Malay, as it is said in Malaysia and Riau: kosong for a zero, lapan for eight. Wants a native reader."""

from __future__ import annotations

from queue_server.domain.spoken.rules import Rules

DIGITS = ("kosong", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "lapan", "sembilan")
UNITS = ((1000, "ribu"), (100, "ratus"), (10, "puluh"))


def cardinal(number: int) -> str:
    """115 gives "seratus lima belas". 0 to 9999."""
    if number < 10:
        return DIGITS[number]
    if number in (10, 11):
        return "sepuluh" if number == 10 else "sebelas"
    if number < 20:
        return f"{DIGITS[number - 10]} belas"
    unit, word = next((u, w) for u, w in UNITS if number >= u)
    count, rest = divmod(number, unit)
    said = f"se{word}" if count == 1 else f"{cardinal(count)} {word}"
    return f"{said} {cardinal(rest)}" if rest else said


RULES = Rules(
    digits=DIGITS,
    cardinal=cardinal,
    counter="kaunter {}",
    call="Nombor giliran {ticket}{service}, sila ke {counter}.",
    service=", untuk {}",
    again="Panggilan semula. ",
    reads=("id",),
)
