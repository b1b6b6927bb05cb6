"""The sentence that is said when a number is called.

One file per language beside this one: a file ``ms.py`` with ``RULES`` adds Malay. Spelt for people; what a voice
needs to say it well is the announcer's business.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from queue_server.domain.hall import Counter, Service
from queue_server.domain.speech import ZoneSpeech
from queue_server.domain.spoken.rules import Rules, finished, read_counter, read_ticket

LANGUAGES: tuple[str, ...] = tuple(
    sorted(found.name for found in iter_modules(__path__) if len(found.name) in (2, 3))
)
"""Codes of the languages a call can be said in: the modules whose names have two or three letters."""

_RULES: dict[str, Rules] = {
    language: import_module(f"{__name__}.{language}").RULES for language in LANGUAGES
}


def spoken(
    speech: ZoneSpeech,
    *,
    number: str,
    prefix: str,
    counter: Counter,
    service: Service,
    recall: bool = False,
) -> list[tuple[str, str]]:
    """What is said for one call in a zone: (language, text) in the order in which the zone says them.

    Raises ValueError for a language that has no file here.
    """
    return [
        (
            language,
            sentence(
                language, number=number, prefix=prefix, recall=recall,
                counter_code=counter.code, counter_spoken=counter.spoken.get(language),
                as_words=speech.number_style == "words", zero=speech.zero.get(language, ""),
                service=_name(service, language) if speech.say_service else "",
                phrase=service.phrase.get(language, ""),
            ),
        )
        for language in speech.languages
    ]  # fmt: skip


def sentence(
    language: str,
    *,
    number: str,
    counter_code: str,
    counter_spoken: str | None = None,
    recall: bool = False,
    prefix: str = "",
    as_words: bool = False,
    zero: str = "",
    service: str = "",
    phrase: str = "",
) -> str:
    """The sentence for one call: ("id", "A015", "3") gives
    "Nomor antrean A nol satu lima, silakan menuju loket tiga."

    ``counter_spoken`` is how the hall wants the counter said ("loket kasir"); without it the code is read. ``zero`` is
    the word for 0 where it is not the usual one, ``service`` what the number is for, ``phrase`` is said at the end.
    Raises ValueError for a language that has no file here.
    """
    rules = _rules(language)
    if zero:
        rules = replace(rules, digits=(zero, *rules.digits[1:]))
    said = rules.call.format(
        ticket=read_ticket(number, rules, prefix=prefix, as_words=as_words),
        service=rules.service.format(service) if service else "",
        counter=counter_spoken or read_counter(counter_code, rules),
    )
    after = f" {finished(phrase.strip(), rules)}" if phrase else ""
    return (rules.again if recall else "") + said + after


def number_words(language: str, number: int) -> str:
    """``number`` as a cardinal: ("id", 115) gives "seratus lima belas". Raises ValueError outside 0..9999."""
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not within 0..9999")
    return _rules(language).cardinal(number)


def digits(language: str) -> tuple[str, ...]:
    """The words for 0 to 9. Raises ValueError for a language that has no file here."""
    return _rules(language).digits


def _name(service: Service, language: str) -> str:
    """How the service is called in ``language``, "" when nothing is written that its voice could read."""
    texts = dict(service.name) | dict(service.spoken)
    return next(
        (texts[known] for known in (language, *_rules(language).reads) if known in texts), ""
    )


def _rules(language: str) -> Rules:
    try:
        return _RULES[language]
    except KeyError:
        raise ValueError(
            f'calls cannot be said in "{language}"; known languages: {", ".join(LANGUAGES)}'
        ) from None
