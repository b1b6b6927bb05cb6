"""Mandarin. Letters stay Latin capitals: espeak-ng 1.52 says them by their English names, as people do.

espeak-ng 1.51 reads common words as letters: see docs/speech.md. Wants a native reader.
"""

from __future__ import annotations

from queue_server.domain.spoken.rules import Rules

DIGITS = tuple("零一二三四五六七八九")
UNITS = ((1000, "千"), (100, "百"), (10, "十"))


def cardinal(number: int) -> str:
    """115 gives "一百一十五", 12 "十二", 101 "一百零一". 0 to 9999."""
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "十" + _after(number - 10, skipped=False)
    unit, word = next((u, w) for u, w in UNITS if number >= u)
    count, rest = divmod(number, unit)
    said = ("两" if (count, unit) == (2, 1000) else DIGITS[count]) + word
    return said + _after(rest, skipped=rest < unit // 10)


def _after(rest: int, *, skipped: bool) -> str:
    """What follows a unit: behind a skipped place stands 零, and ten is "one ten" (一十)."""
    if not rest:
        return ""
    ten = "一" if 10 <= rest < 20 else ""
    return ("零" if skipped else "") + ten + cardinal(rest)


RULES = Rules(
    digits=DIGITS,
    cardinal=cardinal,
    counter="{}号窗口",
    counter_named="{}窗口",
    call="号码{ticket}{service}，请到{counter}。",
    service="，办理{}",
    again="重新呼叫。",
    between="",
    between_letters="·",
    after_prefix="，",
    stop="。",
)
