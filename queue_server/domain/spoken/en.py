"""English."""

from __future__ import annotations

from queue_server.domain.spoken.rules import Rules

# fmt: off
SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on


def cardinal(number: int) -> str:
    """115 gives "one hundred fifteen". 0 to 9999."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        tens, ones = TENS[number // 10 - 2], number % 10
        return f"{tens} {SMALL[ones]}" if ones else tens
    unit, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    count, rest = divmod(number, unit)
    said = f"{cardinal(count)} {word}"
    return f"{said} {cardinal(rest)}" if rest else said


RULES = Rules(
    digits=SMALL[:10],
    cardinal=cardinal,
    counter="counter {}",
    call="Ticket {ticket}{service}, please go to {counter}.",
    service=", for {}",
    again="Calling again. ",
)
