"""Kinds of values in config.yaml, each with what it refuses, in words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
PREFIX = re.compile(r"[0-9]?[A-Z]{1,2}")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        raise ValueError("a code has 1 to 32 letters, digits, - or _")
    return value


def _prefix(value: str) -> str:
    if not PREFIX.fullmatch(value):
        raise ValueError("a prefix is one or two capital letters, a digit may stand before them")
    if any(letter in "IOQ" for letter in value):
        raise ValueError("I, O and Q look like 1 and 0: choose among A D F K L M R U Z first")
    return value


def _texts(value: Any) -> Any:
    if isinstance(value, dict) and "id" not in value:
        raise ValueError('the Indonesian text "id" is missing')
    return value


def _clean(value: dict[str, str]) -> dict[str, str]:
    for language, text in value.items():
        if not text.strip() or any(not c.isprintable() for c in text) or len(text) > 120:
            raise ValueError(f"{language}: 1 to 120 printable characters")
    return value


def _translated(value: dict[str, str]) -> dict[str, str]:
    if value and "id" not in value:
        raise ValueError('the Indonesian text "id" is missing')
    return _clean(value)


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise ValueError("an address like http://192.168.1.10:8080")
    return value


def _short_code(value: str) -> str:
    if len(value) > 16:
        raise ValueError("a counter's code has at most 16 characters")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(
            "no such time zone; Indonesia has Asia/Jakarta, Asia/Makassar, Asia/Jayapura"
        ) from None
    return value


Code = Annotated[str, AfterValidator(_code)]
Prefix = Annotated[str, AfterValidator(_prefix)]
Text = Annotated[dict[str, str], BeforeValidator(_texts), AfterValidator(_clean)]
OptionalText = Annotated[dict[str, str], AfterValidator(_translated)]
CounterCode = Annotated[Code, AfterValidator(_short_code)]
Icon = Annotated[str, Field(min_length=1, max_length=32)]
Url = Annotated[str, AfterValidator(_url)]
TimeZone = Annotated[str, AfterValidator(_zone)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]


def _days(value: dict[str, str]) -> dict[str, str]:
    seen: set[int] = set()
    for key, span in value.items():
        days = set(weekdays(key))
        if days & seen:
            raise ValueError(f"{key}: a day stands twice")
        seen |= days
        start, end = span.split("-")
        if start >= end:
            raise ValueError(f"{key}: {span} ends before it begins")
    return value


def weekdays(key: str) -> list[int]:
    """Weekday numbers of "fri" or "mon-thu". Raises ValueError for anything else."""
    first, _, last = key.partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        raise ValueError(f"{key}: days are {', '.join(WEEKDAYS)}, or a range like mon-thu")
    if WEEKDAYS.index(first) > WEEKDAYS.index(last or first):
        raise ValueError(f"{key}: a week runs from mon to sun")
    return list(range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1))


def _apart(value: dict[str, list[str]]) -> dict[str, list[str]]:
    for key, spans in value.items():
        for span in spans:
            _days({key: span})
        if any(later.split("-")[0] < span.split("-")[1] for span, later in pairwise(sorted(spans))):
            raise ValueError(f"{key}: the pauses overlap")
    _days(dict.fromkeys(value, "00:00-23:59"))
    return value


def _one_or_several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Language = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
Week = Annotated[dict[str, Clock], AfterValidator(_days)]
Clocks = Annotated[list[Clock], Field(min_length=1, max_length=6), BeforeValidator(_one_or_several)]
Pauses = Annotated[dict[str, Clocks], AfterValidator(_apart)]
