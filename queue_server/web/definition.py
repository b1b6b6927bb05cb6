"""The hall's set-up as it comes over HTTP: checked as strictly as config.yaml, because the hall starts from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, field_validator, model_validator

from queue_server.domain.rules import rules_of
from queue_server.domain.spoken import LANGUAGES
from queue_server.web.api import Body


def _text(value: dict[str, str]) -> dict[str, str]:
    if value and "id" not in value:
        raise ValueError('the Indonesian text "id" is missing')
    for language, text in value.items():
        if not text.strip() or not text.isprintable() or len(text) > 120:
            raise ValueError(f"{language}: 1 to 120 printable characters")
    return value


def _said(value: dict[str, str]) -> dict[str, str]:
    for language in value:
        if language not in LANGUAGES:
            raise ValueError(f"{language}: known languages: {', '.join(LANGUAGES)}")
    return value


def _needed(value: dict[str, str]) -> dict[str, str]:
    if not value:
        raise ValueError('the Indonesian text "id" is missing')
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("no such time zone") from None
    return value


def _span(value: list[str]) -> list[str]:
    clock = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
    if len(value) != 2 or not all(map(clock.fullmatch, value)) or value[0] >= value[1]:
        raise ValueError('a span is ["07:30", "15:00"]')
    return value


def _pausing(value: list[Any]) -> list[Any]:
    """One span, or up to six."""
    several = value if value and all(isinstance(one, list) for one in value) else [value]
    if len(several) > 6 or not all(isinstance(clock, str) for one in several for clock in one):
        raise ValueError('a pause is ["11:30", "13:00"], several are a list of such')
    for one in several:
        _span(one)
    return value


Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")]
Icon = Annotated[str, Field(min_length=1, max_length=32)]
Text = Annotated[dict[str, str], AfterValidator(_text)]
Named = Annotated[Text, AfterValidator(_needed)]
Spoken = Annotated[Text, AfterValidator(_said)]
Weekday = Annotated[str, Field(pattern="^[0-6]$")]
Pair = Annotated[list[str], AfterValidator(_span)]
Week = dict[Weekday, Pair]
Pauses = dict[Weekday, Annotated[list[Any], AfterValidator(_pausing)]]


class Site(Body):
    code: Code
    name: Named
    region: Text
    time_zone: Annotated[str, AfterValidator(_zone)]
    languages: list[Annotated[str, Field(pattern="^[a-z]{2,3}$")]] = Field(min_length=1)


class Period(Body):
    name: str = Field(min_length=1, max_length=60)
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    tickets: Week = Field(default_factory=dict)
    service: Week = Field(default_factory=dict)
    pauses: Pauses = Field(default_factory=dict)


class Holidays(Body):
    country: Literal["ID"]
    joint_leave: bool


class Hours(Body):
    always: bool = False
    tickets: Week = Field(default_factory=dict)
    service: Week = Field(default_factory=dict)
    pauses: Pauses = Field(default_factory=dict)
    closed: list[date] = Field(default_factory=list)
    periods: list[Period] = Field(default_factory=list, max_length=50)
    holidays: Holidays | None = None


class Zone(Body):
    code: Code
    name: Named


class Agency(Body):
    code: Code
    name: Named
    title: Named
    icon: Icon


class Service(Body):
    code: Code
    prefix: str = Field(pattern="^[0-9]?[A-HJ-NPR-Z]{1,2}$")
    agency: str
    zone: str
    name: Named
    short: Named
    requirements: dict[str, list[str]]
    target_wait_s: int = Field(ge=60, le=480 * 60)
    service_s: int = Field(ge=1, le=480 * 60)
    quota: int | None = Field(ge=0, le=9999)
    popular: bool
    spoken: Spoken = Field(default_factory=dict)
    phrase: Spoken = Field(default_factory=dict)
    hours: Hours = Field(default_factory=Hours)
    quotas: dict[Literal["walk_in", "priority", "online"], Annotated[int, Field(ge=0, le=9999)]] = Field(
        default_factory=dict
    )  # fmt: skip


class Priority(Body):
    code: Code
    name: Named
    note: Text
    icon: Icon
    head_start_s: int = Field(ge=0, le=240 * 60)


class Counter(Body):
    code: Annotated[Code, Field(max_length=16)]
    name: Named
    spoken: Text
    zone: str
    services: list[str]
    helps: list[str] = Field(default_factory=list)
    priority_only: bool = False
    breaks: Week = Field(default_factory=dict)


class Hall(Body):
    """Site to counters, in the shape that ``GET /hall/definition`` gives."""

    site: Site
    hours: Hours
    rules: dict[str, Any] = Field(default_factory=dict)
    zones: list[Zone] = Field(min_length=1)
    agencies: list[Agency] = Field(min_length=1)
    services: list[Service] = Field(min_length=1)
    priorities: list[Priority]
    counters: list[Counter] = Field(min_length=1)

    @field_validator("rules")
    @classmethod
    def known(cls, value: dict[str, Any]) -> dict[str, Any]:
        try:
            rules_of(value)
        except (TypeError, ValueError, IndexError) as error:
            raise ValueError(str(error)[:200]) from None
        return value

    @model_validator(mode="after")
    def hangs_together(self) -> Hall:
        faults = list(_faults(self))
        if faults:
            raise ValueError("; ".join(faults[:10]))
        return self

    def plain(self) -> dict[str, Any]:
        """As it came, for the database; what is said of a service is empty where nothing came."""
        plain = self.model_dump(mode="json", exclude_unset=True, by_alias=True)
        nothing: dict[str, Any] = {"spoken": {}, "phrase": {}, "hours": {}, "quotas": {}}
        alone: dict[str, Any] = {"helps": [], "priority_only": False, "breaks": {}}
        return {"rules": {}} | plain | {
            "services": [nothing | row for row in plain["services"]],
            "counters": [alone | row for row in plain["counters"]],
        }  # fmt: skip


def _faults(hall: Hall) -> Iterator[str]:
    """Codes that stand twice, names that point at nothing, letters of two agencies."""
    codes: dict[str, set[str]] = {}
    for part in ("zones", "agencies", "services", "priorities", "counters"):
        rows = [row.code for row in getattr(hall, part)]
        codes[part] = set(rows)
        yield from (f"{part}.{code} stands twice" for code in codes[part] if rows.count(code) > 1)
    letters: dict[str, str] = {}
    for row in hall.services:
        yield from _missing(f"services.{row.code}.agency", [row.agency], codes["agencies"])
        yield from _missing(f"services.{row.code}.zone", [row.zone], codes["zones"])
        if letters.setdefault(row.prefix, row.agency) != row.agency:
            yield f"services.{row.code}.prefix: {row.prefix} belongs to agency {letters[row.prefix]} already"
    for desk in hall.counters:
        yield from _missing(f"counters.{desk.code}.zone", [desk.zone], codes["zones"])
        yield from _missing(f"counters.{desk.code}.services", desk.services, codes["services"])
        yield from _missing(f"counters.{desk.code}.helps", desk.helps, codes["services"])
        if len({*desk.services, *desk.helps}) < len(desk.services) + len(desk.helps):
            yield f"counters.{desk.code}.services: a service stands twice"


def _missing(path: str, named: list[str], known: set[str]) -> Iterator[str]:
    yield from (f"{path}: there is no {name!r}" for name in named if name not in known)
