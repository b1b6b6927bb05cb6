"""Malay, as it is said in Malaysia and Riau: kosong for a zero, lapan for eight. Wants a native reader."""

from __future__ import annotations

from queue_server.domain.spoken.numbers import malayic
from queue_server.domain.spoken.rules import Rules

DIGITS = ("kosong", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "lapan", "sembilan")

RULES = Rules(
    digits=DIGITS,
    cardinal=malayic(DIGITS),
    counter="kaunter {}",
    call="Nombor giliran {ticket}{service}, sila ke {counter}.",
    service=", untuk {}",
    again="Panggilan semula. ",
    reads=("id",),
)
