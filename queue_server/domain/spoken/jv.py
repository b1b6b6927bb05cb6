"""Javanese: polite in the sentence, everyday in the numbers, as halls say it. Read by the Indonesian voice.

The spelling is the usual one; that final "a" sounds like "o" (lima, sanga) is the announcer's business. Wants a native
reader.
"""

from __future__ import annotations

from queue_server.domain.spoken.id import RULES as INDONESIAN
from queue_server.domain.spoken.rules import Rules

DIGITS = ("nol", "siji", "loro", "telu", "papat", "lima", "enem", "pitu", "wolu", "sanga")
# fmt: off
TEENS = (
    "sepuluh", "sewelas", "rolas", "telulas", "patbelas", "limalas", "nembelas", "pitulas", "wolulas", "sangalas",
)
TWENTIES = (
    "rong puluh", "selikur", "rolikur", "telulikur", "patlikur", "selawe", "nemlikur", "pitulikur", "wolulikur",
    "sangalikur",
)
TENS = ("telung puluh", "patang puluh", "seket", "sewidak", "pitung puluh", "wolung puluh", "sangang puluh")
BOUND = ("rong", "telung", "patang", "limang", "nem", "pitung", "wolung", "sangang")
# fmt: on
"""Numbers before a unit: "telung atus", not "telu atus"."""


def cardinal(number: int) -> str:
    """115 gives "satus limalas". 0 to 9999."""
    if number < 10:
        return DIGITS[number]
    if number < 30:
        return (*TEENS, *TWENTIES)[number - 10]
    if number < 100:
        tens, ones = TENS[number // 10 - 3], number % 10
        return f"{tens} {DIGITS[ones]}" if ones else tens
    unit, one, many = (1000, "sewu", "ewu") if number >= 1000 else (100, "satus", "atus")
    count, rest = divmod(number, unit)
    said = one if count == 1 else f"{BOUND[count - 2]} {many}"
    return f"{said} {cardinal(rest)}" if rest else said


RULES = Rules(
    digits=DIGITS,
    letters=INDONESIAN.letters,
    cardinal=cardinal,
    counter="loket {}",
    call="Nomer antrian {ticket}{service}, mangga dhateng {counter}.",
    service=", kangge {}",
    again="Dipuntimbali malih. ",
    reads=("id",),
)
