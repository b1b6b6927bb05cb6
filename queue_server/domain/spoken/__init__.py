"""The sentence that is said when a number is called.

One file per language beside this one: a file ``ms.py`` with ``RULES`` adds Malay. Spelt for people; what a voice
needs to say it well is the announcer's business.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from queue_server.domain.spoken.rules import Rules, read_counter, read_ticket

LANGUAGES: tuple[str, ...] = tuple(
    sorted(found.name for found in iter_modules(__path__) if len(found.name) in (2, 3))
)
"""Codes of the languages a call can be said in: the modules whose names have two or three letters."""

_RULES: dict[str, Rules] = {
    language: import_module(f"{__name__}.{language}").RULES for language in LANGUAGES
}


def sentence(
    language: str,
    *,
    number: str,
    counter_code: str,
    counter_spoken: str | None = None,
    recall: bool = False,
) -> str:
    """The sentence for one call: ("id", "A015", "3") gives
    "Nomor antrean A nol satu lima, silakan menuju loket tiga."

    ``counter_spoken`` is how the hall wants the counter said ("loket kasir"); without it the code is read.
    Raises ValueError for a language that has no file here.
    """
    rules = _rules(language)
    said = rules.call.format(
        ticket=read_ticket(number, rules),
        counter=counter_spoken or read_counter(counter_code, rules),
    )
    return (rules.again if recall else "") + said


def number_words(language: str, number: int) -> str:
    """``number`` as a cardinal: ("id", 115) gives "seratus lima belas". Raises ValueError outside 0..9999."""
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not within 0..9999")
    return _rules(language).cardinal(number)


def _rules(language: str) -> Rules:
    try:
        return _RULES[language]
    except KeyError:
        raise ValueError(
            f'calls cannot be said in "{language}"; known languages: {", ".join(LANGUAGES)}'
        ) from None
