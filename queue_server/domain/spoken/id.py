"""Indonesian, spelt for people: antrean, not antrian."""

from __future__ import annotations

from queue_server.domain.spoken.rules import Rules

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
# fmt: off
LETTERS = (
    "a", "be", "ce", "de", "e", "ef", "ge", "ha", "i", "je", "ka", "el", "em",
    "en", "o", "pe", "ki", "er", "es", "te", "u", "ve", "we", "eks", "ye", "zet",
)
UNITS = ((1000, "ribu"), (100, "ratus"), (10, "puluh"))
# fmt: on


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
    letters=dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", LETTERS, strict=True)),
    cardinal=cardinal,
    counter="loket {}",
    call="Nomor antrean {ticket}{service}, silakan menuju {counter}.",
    service=", untuk {}",
    again="Panggilan ulang. ",
)
