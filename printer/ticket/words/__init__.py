"""The words on a ticket: a language is one file beside this one, named after its code."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from printer.ticket.words.dates import clock, long_date, short_date, zone_of
from printer.ticket.words.kind import Words

__all__ = ["Words", "clock", "long_date", "short_date", "words_of", "zone_of"]

NOT_LANGUAGES = {"dates", "kind"}


def words_of(language: str) -> Words:
    """The words of ``language``; Indonesian for every language that has none here."""
    return _all().get(language.split("-")[0], _all()["id"])


@cache
def _all() -> dict[str, Words]:
    names = {module.name for module in pkgutil.iter_modules(__path__)} - NOT_LANGUAGES
    return {name: import_module(f"{__name__}.{name}").WORDS for name in sorted(names)}
