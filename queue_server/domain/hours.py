"""The week of a hall or a service: when numbers may be taken, when the counters serve. Local times of the site.

What makes one day differ (holidays, staff) is in domain/calendar.py; both together answer in domain/opening.py.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time


class Closed(enum.StrEnum):
    """Why no number can be taken. Screens translate the code."""

    MANUAL_CLOSED = "manual_closed"
    HOLIDAY = "holiday"
    DATE_CLOSED = "date_closed"
    SERVICE_CLOSED = "service_closed"
    NOT_OPEN = "not_open"
    PAUSE = "pause"
    LAST_TICKET_PASSED = "last_ticket_passed"
    DAY_CLOSED = "day_closed"
    QUOTA_REACHED = "quota_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time of day from ``start`` to before ``end``, local."""

    start: time
    end: time

    def has(self, moment: time) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """``reason``, and when numbers can be had again (aware UTC), None if not within 31 days. ``words``: the name of the
    holiday, or what staff gave as the reason; by language.
    """

    reason: Closed
    until: datetime | None
    words: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Whether the counters serve: ``state`` is open, before, pause or closed; ``reason`` says which pause or closing
    (friday_prayer, pause, holiday, date_closed, manual_closed); ``until`` is when they serve again (aware UTC), None
    while they do or when that is not within 31 days. ``words`` as in Shut.
    """

    state: str
    reason: str | None = None
    until: datetime | None = None
    words: Mapping[str, str] | None = None


FRIDAY = 4
Week = Mapping[int, Span]
"""By weekday, 0 is Monday."""
Pauses = Mapping[int, tuple[Span, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One day as the week has it. ``always``: round the clock, whatever the spans say."""

    tickets: Span | None = None
    service: Span | None = None
    pauses: tuple[Span, ...] = ()
    always: bool = False

    def pause(self, moment: time) -> Span | None:
        """The pause that ``moment`` falls in."""
        return next((pause for pause in self.pauses if pause.has(moment)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days with hours of their own, ``first`` and ``last`` included (Ramadan). What is None is as usual."""

    name: str
    first: date
    last: date
    tickets: Week | None = None
    service: Week | None = None
    pauses: Pauses | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """Which national calendar fills the table of holidays, and whether joint leave (cuti bersama) is part of it."""

    country: str
    joint_leave: bool = True


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Weekly hours. Without any (``always``) numbers can be had at any time."""

    always: bool = True
    tickets: Week = field(default_factory=dict)
    service: Week = field(default_factory=dict)
    pauses: Pauses = field(default_factory=dict)
    closed: frozenset[date] = frozenset()
    periods: tuple[Period, ...] = ()
    national: National | None = None

    def on(self, day: date) -> Plan:
        """What holds on ``day``, by its weekday and period. Closed dates are not looked at."""
        if self.always:
            return Plan(always=True)
        weekday = day.weekday()
        tickets, service, pauses = self.tickets, self.service, self.pauses
        for period in self.periods:
            if period.first <= day <= period.last:
                tickets = tickets if period.tickets is None else period.tickets
                service = service if period.service is None else period.service
                pauses = pauses if period.pauses is None else period.pauses
                break
        return Plan(
            tickets=tickets.get(weekday),
            service=service.get(weekday),
            pauses=pauses.get(weekday, ()),
        )
