"""Indonesian, spelt for people: antrean, not antrian."""

from __future__ import annotations

from queue_server.domain.spoken.numbers import malayic
from queue_server.domain.spoken.rules import Rules

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
# fmt: off
LETTERS = (
    "a", "be", "ce", "de", "e", "ef", "ge", "ha", "i", "je", "ka", "el", "em",
    "en", "o", "pe", "ki", "er", "es", "te", "u", "ve", "we", "eks", "ye", "zet",
)
# fmt: on

RULES = Rules(
    digits=DIGITS,
    letters=dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", LETTERS, strict=True)),
    cardinal=malayic(DIGITS),
    counter="loket {}",
    call="Nomor antrean {ticket}{service}, silakan menuju {counter}.",
    service=", untuk {}",
    again="Panggilan ulang. ",
)
