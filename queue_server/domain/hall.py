"""The hall as it is set up: site, zones, agencies, services, counters, priorities. Read-only while the hall runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from queue_server.domain.calendar import Calendar
from queue_server.domain.errors import NotFound
from queue_server.domain.hours import Hours, Serving, Shut, Span
from queue_server.domain.opening import Opening
from queue_server.domain.rules import Rules

T = TypeVar("T")
Text = Mapping[str, str]
"""A text in several languages; "id" is always there."""


def say(text: Text, language: str) -> str:
    """``text`` in ``language``, else in Indonesian."""
    return text.get(language) or text["id"]


@dataclass(frozen=True, kw_only=True)
class Site:
    code: str
    name: Text
    region: Text
    time_zone: str
    languages: tuple[str, ...]

    @cached_property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def day(self, at: datetime) -> str:
        """The business day of ``at``: the site's local date, as "2026-11-23"."""
        return at.astimezone(self.zone_info).date().isoformat()

    def lines(self, language: str) -> list[str]:
        """The name of the hall in one or two lines: what it is, and the region if it ends the name."""
        name, region = say(self.name, language), say(self.region, language) if self.region else ""
        if region and name.endswith(region) and name != region:
            return [name.removesuffix(region).strip(), region]
        return [name]


@dataclass(frozen=True, kw_only=True)
class Zone:
    id: int
    code: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class Agency:
    id: int
    code: str
    name: Text
    title: Text
    icon: str


@dataclass(frozen=True, kw_only=True)
class Priority:
    code: str
    name: Text
    note: Text
    icon: str
    head_start: timedelta


@dataclass(frozen=True, kw_only=True)
class Service:
    id: int
    code: str
    prefix: str
    agency_id: int
    zone_id: int
    name: Text
    short: Text
    requirements: Mapping[str, tuple[str, ...]]
    target_wait: timedelta
    service_time: timedelta
    quota: int | None
    popular: bool
    spoken: Text = field(default_factory=dict)
    """How the voice says its name, where that is not the name; by language."""
    phrase: Text = field(default_factory=dict)
    """What is said after a call; by language."""
    hours: Hours | None = None
    """Hours of its own; None: those of the hall."""
    quotas: Mapping[str, int] = field(default_factory=dict)
    """Numbers a day by channel (walk_in, priority, online), besides ``quota`` for all of them."""


@dataclass(frozen=True, kw_only=True)
class Counter:
    id: int
    code: str
    name: Text
    spoken: Text
    zone_id: int
    service_ids: tuple[int, ...]
    """What it serves; ``helps`` are those of them that are not its own work, only helped with."""
    helps: frozenset[int] = frozenset()
    priority_only: bool = False
    breaks: Mapping[int, Span] = field(default_factory=dict)
    """Planned breaks by weekday, 0 is Monday; local times. Staff takes them, nothing closes by itself."""


@dataclass(frozen=True, kw_only=True)
class Hall:
    """One consistent picture of the set-up. Look-ups by code raise NotFound, naming what was asked for.

    ``former`` are things taken out of the set-up: nothing new happens with them, but the day's tickets, calls and
    reports still speak of them.
    """

    site: Site
    zones: tuple[Zone, ...]
    agencies: tuple[Agency, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    priorities: tuple[Priority, ...]
    hours: Hours = field(default_factory=Hours)
    rules: Rules = field(default_factory=Rules)
    calendar: Calendar = field(default_factory=Calendar)
    former: tuple[Zone | Agency | Service | Counter, ...] = ()

    def _former(self, kind: type[T]) -> list[T]:
        return [thing for thing in self.former if isinstance(thing, kind)]

    @cached_property
    def _services(self) -> dict[str, Service]:
        return {s.code: s for s in self.services}

    @cached_property
    def _services_by_id(self) -> dict[int, Service]:
        return {s.id: s for s in (*self._former(Service), *self.services)}

    @cached_property
    def _counters(self) -> dict[str, Counter]:
        return {c.code: c for c in self.counters}

    @cached_property
    def _counters_by_id(self) -> dict[int, Counter]:
        return {c.id: c for c in (*self._former(Counter), *self.counters)}

    @cached_property
    def _zones_by_id(self) -> dict[int, Zone]:
        return {z.id: z for z in (*self._former(Zone), *self.zones)}

    @cached_property
    def _agencies_by_id(self) -> dict[int, Agency]:
        return {a.id: a for a in (*self._former(Agency), *self.agencies)}

    @cached_property
    def _priorities(self) -> dict[str, Priority]:
        return {p.code: p for p in self.priorities}

    def service(self, code: str) -> Service:
        return _found(self._services, code, "service")

    def service_ever(self, code: str) -> Service:
        """The service of this code, also one that was taken away."""
        former = {s.code: s for s in self._former(Service)}
        return _found(former | self._services, code, "service")

    def service_of(self, id: int) -> Service:
        return self._services_by_id[id]

    def counter(self, code: str) -> Counter:
        return _found(self._counters, code, "counter")

    def counter_ever(self, code: str) -> Counter:
        """The counter of this code, also one that was taken away."""
        former = {c.code: c for c in self._former(Counter)}
        return _found(former | self._counters, code, "counter")

    def counter_of(self, id: int) -> Counter:
        return self._counters_by_id[id]

    def zone_of(self, id: int) -> Zone:
        return self._zones_by_id[id]

    def zone(self, code: str) -> Zone:
        return _found({z.code: z for z in self.zones}, code, "zone")

    def agency_of(self, id: int) -> Agency:
        return self._agencies_by_id[id]

    def priority(self, code: str) -> Priority:
        return _found(self._priorities, code, "priority")

    def priority_text(self, code: str | None) -> Text | None:
        """The name of the class in all languages; a class that was removed keeps its code."""
        if not code:
            return None
        known = self._priorities.get(code)
        return known.name if known else {"id": code}

    @cached_property
    def _desks_by_service(self) -> dict[int, int]:
        own = [id for c in self.counters for id in c.service_ids if id not in c.helps]
        return {id: own.count(id) for id in own}

    def counters_of(self, service_id: int) -> int:
        """How many counters have the service as their own work."""
        return self._desks_by_service.get(service_id, 0)

    @cached_property
    def _openings(self) -> dict[int | None, Opening]:
        own = {None: None} | {s.id: s.hours for s in self._services_by_id.values()}
        return {
            id: Opening(
                hours=hours or self.hours, hall=self.hours, zone=self.site.zone_info, calendar=self.calendar,
                service_id=id,
            )
            for id, hours in own.items()
        }  # fmt: skip

    def opening(self, service: Service | None) -> Opening:
        """The hours of ``service``, or of the hall, with all that changes them."""
        return self._openings[service.id if service else None]

    def shut(self, service: Service | None, at: datetime) -> Shut | None:
        """Why no number of ``service`` can be taken at ``at`` (without one: of any by the hall's hours), None when one
        can. Quotas are not looked at.
        """
        return self.opening(service).shut(at)

    def serving(self, at: datetime) -> Serving:
        """Whether the counters serve at ``at``, by the hours of the hall."""
        return self._openings[None].serving(at)

    def quota(self, service: Service, at: datetime) -> int | None:
        """How many numbers of ``service`` there are on the day of ``at``: the usual, or what staff set for it."""
        changes = self.calendar.of(service.id)
        set_now = (c.quota for c in changes if c.quota is not None and c.holds(at))
        return next(set_now, service.quota)


def _found(known: Mapping[str, T], code: str, what: str) -> T:
    try:
        return known[code]
    except KeyError:
        raise NotFound(what=what, name=code) from None
