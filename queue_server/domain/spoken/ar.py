"""Arabic, with its vowel signs: without them espeak-ng says consonants only.

A doubling sign (shadda) stands before its vowel, else espeak drops the vowel; letters are the names that people in
offices say, spelt in Arabic so that no two tickets sound alike. Wants a native reader.
"""

from __future__ import annotations

from queue_server.domain.spoken.rules import Rules

# fmt: off
DIGITS = (
    "صِفْر", "وَاحِد", "اِثْنَان", "ثَلَاثَة", "أَرْبَعَة", "خَمْسَة", "سِتَّة", "سَبْعَة", "ثَمَانِيَة", "تِسْعَة",
)
TENS = ("عِشْرُون", "ثَلَاثُون", "أَرْبَعُون", "خَمْسُون", "سِتُّون", "سَبْعُون", "ثَمَانُون", "تِسْعُون")
HUNDREDS = (
    "مِئَة", "مِئَتَان", "ثَلَاثُمِئَة", "أَرْبَعُمِئَة", "خَمْسُمِئَة", "سِتُّمِئَة", "سَبْعُمِئَة", "ثَمَانُمِئَة", "تِسْعُمِئَة",
)
LETTERS = (
    "أَيْ", "بِي", "سِي", "دِي", "إِي", "إِف", "جِي", "أَيْتْش", "آي", "جَيْ", "كَيْ", "إِل", "إِم",
    "إِن", "أُو", "پِي", "كْيُو", "أَر", "إِس", "تِي", "يُو", "فِي", "دَبِلْيُو", "إِكْس", "وَايْ", "زِد",
)
# fmt: on
AND = " وَ"


def cardinal(number: int) -> str:
    """115 gives "مِئَة وَخَمْسَةَ عَشَر": hundred and fifteen. 0 to 9999."""
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return _teen(number - 10)
    if number < 100:
        ones, tens = number % 10, TENS[number // 10 - 2]
        return f"{DIGITS[ones]}{AND}{tens}" if ones else tens
    unit = 1000 if number >= 1000 else 100
    count, rest = divmod(number, unit)
    said = _thousands(count) if unit == 1000 else HUNDREDS[count - 1]
    return f"{said}{AND}{cardinal(rest)}" if rest else said


def _teen(ones: int) -> str:
    if ones == 0:
        return "عَشَرَة"
    return {1: "أَحَدَ", 2: "اِثْنَا"}.get(ones, DIGITS[ones] + "َ") + " عَشَر"


def _thousands(count: int) -> str:
    return {1: "أَلْف", 2: "أَلْفَان"}.get(count, f"{DIGITS[count]} آلَاف")


RULES = Rules(
    digits=DIGITS,
    letters=dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", LETTERS, strict=True)),
    names_all_letters=True,
    cardinal=cardinal,
    counter="الشُبَّاكِ رَقْم {}",
    counter_named="شُبَّاكِ {}",
    call="التَذْكِرَة رَقْم {ticket}{service}، مِنْ فَضْلِكَ إِلَى {counter}.",
    service="، لِخِدْمَة {}",
    again="نِدَاء مُكَرَّر. ",
    after_prefix="، ",
)
