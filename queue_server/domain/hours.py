"""When numbers may be taken and when the counters serve. Local times of the site; the reasons are machine codes."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class Closed(enum.StrEnum):
    """Why no number can be taken. Screens translate the code."""

    NOT_OPEN = "not_open"
    LAST_TICKET_PASSED = "last_ticket_passed"
    DAY_CLOSED = "day_closed"
    PAUSE = "pause"
    DATE_CLOSED = "date_closed"
    SERVICE_CLOSED = "service_closed"
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
    """``reason``, and when numbers can be had again (aware UTC), None if not within a month."""

    reason: Closed
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Whether the counters serve: ``state`` is open, before, pause or closed; ``reason`` says which pause or closing;
    ``until`` is when they serve again (aware UTC), None while they do or when that is not within a month.
    """

    state: str
    reason: str | None = None
    until: datetime | None = None


FRIDAY = 4


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Weekly hours; weekday 0 is Monday. Without any hours (``always``) the hall never closes."""

    always: bool = True
    tickets: Mapping[int, Span] = field(default_factory=dict)
    service: Mapping[int, Span] = field(default_factory=dict)
    pauses: Mapping[int, Span] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()

    def shut(self, at: datetime, zone: ZoneInfo) -> Shut | None:
        """Why no number can be taken at ``at``; None when one can."""
        local = at.astimezone(zone)
        reason = None if self.always else self._reason(local)
        return Shut(reason=reason, until=self._reopens(local)) if reason else None

    def serving(self, at: datetime, zone: ZoneInfo) -> Serving:
        """Whether the counters serve at ``at``."""
        local = at.astimezone(zone)
        state, reason = ("open", None) if self.always else self._serves(local)
        return Serving(
            state=state, reason=reason, until=None if state == "open" else self._serves_again(local)
        )

    def _serves(self, local: datetime) -> tuple[str, str | None]:
        day, moment = local.weekday(), local.time()
        window = self.service.get(day)
        if local.date() in self.closed or window is None:
            return "closed", Closed.DATE_CLOSED.value
        if moment < window.start:
            return "before", None
        if moment >= window.end:
            return "closed", None
        pause = self.pauses.get(day)
        if pause and pause.has(moment):
            return "pause", "friday_prayer" if day == FRIDAY else "pause"
        return "open", None

    def _serves_again(self, local: datetime) -> datetime | None:
        for ahead in range(32):
            day = local.date() + timedelta(days=ahead)
            for moment in self._openings(self.service, day.weekday()):
                opens = datetime.combine(day, moment, tzinfo=local.tzinfo)
                if opens > local and self._serves(opens)[0] == "open":
                    return opens.astimezone(_UTC)
        return None

    def _reason(self, local: datetime) -> Closed | None:
        day, moment = local.weekday(), local.time()
        window = self.tickets.get(day)
        if local.date() in self.closed or window is None:
            return Closed.DATE_CLOSED
        if moment < window.start:
            return Closed.NOT_OPEN
        if moment >= window.end:
            serving = self.service.get(day)
            return (
                Closed.LAST_TICKET_PASSED if serving and serving.has(moment) else Closed.DAY_CLOSED
            )
        pause = self.pauses.get(day)
        return Closed.PAUSE if pause and pause.has(moment) else None

    def _reopens(self, local: datetime) -> datetime | None:
        for ahead in range(32):
            day = local.date() + timedelta(days=ahead)
            for moment in self._openings(self.tickets, day.weekday()):
                opens = datetime.combine(day, moment, tzinfo=local.tzinfo)
                if opens > local and self._reason(opens) is None:
                    return opens.astimezone(_UTC)
        return None

    def _openings(self, week: Mapping[int, Span], weekday: int) -> list[time]:
        """When ``week``'s window opens on such a day: in the morning and after the pause."""
        window, pause = week.get(weekday), self.pauses.get(weekday)
        return [moment for moment in (window and window.start, pause and pause.end) if moment]


_UTC = ZoneInfo("UTC")
