"""Whether numbers can be had, why not, and when again: week, holidays and what staff changed, taken together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

from queue_server.domain.calendar import Calendar, Change, ChangeKind, full_minute, in_force
from queue_server.domain.hours import FRIDAY, Closed, Hours, Plan, Serving, Shut

AHEAD: Final = timedelta(days=31)
MIDNIGHT: Final = time(0)
Words = Mapping[str, str]
Found = tuple[Closed, Words | None]
_UNKNOWN: Final = object()


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The hours of one service, or with ``service_id`` None of the hall. ``hours`` are its own or those of the hall,
    ``hall`` always those of the hall. Everything in it begins and ends on full minutes, so one answer holds for
    a minute: it is kept, because every push asks for every service.
    """

    hours: Hours
    hall: Hours
    zone: ZoneInfo
    calendar: Calendar = field(default_factory=Calendar)
    service_id: int | None = None
    _kept: dict[tuple[str, datetime], Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def shut(self, at: datetime) -> Shut | None:
        """Why no number can be taken at ``at``; None when one can."""
        found: Shut | None = self._this_minute("shut", at, self._shut)
        return found

    def serving(self, at: datetime) -> Serving:
        """Whether the counters serve at ``at``."""
        found: Serving = self._this_minute("serving", at, self._serving)
        return found

    def today(self, at: datetime) -> Plan:
        """The windows of the day of ``at`` as they hold at ``at``; without any on a day off."""
        local = at.astimezone(self.zone)
        change = in_force(self._changes, local)
        if self._day_off(local.date()) and not (change and (change.tickets or change.service)):
            return Plan()
        return self._plan(local.date(), change)

    def _this_minute(self, what: str, at: datetime, look: Callable[[datetime], Any]) -> Any:
        minute = full_minute(at)
        found = self._kept.get((what, minute), _UNKNOWN)
        if found is _UNKNOWN:
            found = look(minute.astimezone(self.zone))
            if len(self._kept) > 1:
                self._kept.clear()
            self._kept[what, minute] = found
        return found

    def _shut(self, local: datetime) -> Shut | None:
        found = self._closed(local)
        if found is None:
            return None
        until = self._first_after(local, lambda moment: self._closed(moment) is None)
        return Shut(reason=found[0], until=until, words=found[1])

    def _serving(self, local: datetime) -> Serving:
        state, reason, words = self._serves(local)
        if state == "open":
            return Serving(state=state)
        until = self._first_after(local, lambda moment: self._serves(moment)[0] == "open")
        return Serving(state=state, reason=reason, until=until, words=words)

    def _closed(self, local: datetime) -> Found | None:
        """Why no number can be taken, and the words for it. The order is the order of what counts."""
        change = in_force(self._changes, local)
        if change and change.kind is ChangeKind.OPEN:
            return None
        if change and change.kind is ChangeKind.CLOSED:
            return Closed.MANUAL_CLOSED, change.words
        day, moment = local.date(), local.time()
        off = self._day_off(day)
        if off and not (change and change.tickets):
            return off
        plan = self._plan(day, change)
        if plan.always:
            return None
        if plan.tickets is None:
            return self._no_window(day), None
        if moment < plan.tickets.start:
            return Closed.NOT_OPEN, None
        if moment >= plan.tickets.end:
            passed = plan.service is not None and moment < plan.service.end
            return (Closed.LAST_TICKET_PASSED if passed else Closed.DAY_CLOSED), None
        return (Closed.PAUSE, None) if plan.pause(moment) else None

    def _serves(self, local: datetime) -> tuple[str, str | None, Words | None]:
        change = in_force(self._changes, local)
        if change and change.kind is ChangeKind.OPEN:
            return "open", None, None
        day, moment = local.date(), local.time()
        if change and change.kind is ChangeKind.CLOSED and self._before_anybody_came(change, day):
            return "closed", Closed.MANUAL_CLOSED.value, change.words
        off = self._day_off(day)
        if off and not (change and (change.tickets or change.service)):
            return "closed", off[0].value, off[1]
        plan = self._plan(day, change)
        if plan.always:
            return "open", None, None
        if plan.service is None:
            return "closed", Closed.DATE_CLOSED.value, None
        if moment < plan.service.start:
            return "before", None, None
        if moment >= plan.service.end:
            return "closed", None, None
        if plan.pause(moment):
            return "pause", "friday_prayer" if day.weekday() == FRIDAY else "pause", None
        return "open", None, None

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        return self.calendar.of(self.service_id)

    def _day_off(self, day: date) -> Found | None:
        holiday = self.calendar.holiday(day)
        if holiday:
            return Closed.HOLIDAY, holiday.name
        closed = day in self.hall.closed or day in self.hours.closed
        return (Closed.DATE_CLOSED, None) if closed else None

    def _no_window(self, day: date) -> Closed:
        """A day without hours: of this service alone, or of the hall."""
        of_hall = self.hall.on(day)
        alone = self.hours is not self.hall and (of_hall.always or of_hall.tickets)
        return Closed.SERVICE_CLOSED if alone else Closed.DATE_CLOSED

    def _plan(self, day: date, change: Change | None) -> Plan:
        """The day's hours with the windows that staff gave it; pauses stay."""
        plan = self.hours.on(day)
        if change is None or not (change.tickets or change.service):
            return plan
        usual = None if self._day_off(day) else plan.service
        return Plan(
            tickets=change.tickets or plan.tickets,
            service=change.service or usual or change.tickets,
            pauses=plan.pauses,
        )

    def _before_anybody_came(self, change: Change, day: date) -> bool:
        """Whether the hall was closed before the first number of ``day``: later, who has a number is still served."""
        window = self.hours.on(day).tickets
        first = datetime.combine(day, window.start if window else MIDNIGHT, tzinfo=self.zone)
        return change.start <= first

    def _first_after(self, local: datetime, fits: Callable[[datetime], bool]) -> datetime | None:
        """The first instant after ``local`` that ``fits``, aware UTC. Nothing changes but at an edge."""
        for moment in self._edges(local):
            if moment > local + AHEAD:
                break
            if fits(moment):
                return moment.astimezone(UTC)
        return None

    def _edges(self, local: datetime) -> Iterator[datetime]:
        """Every instant after ``local`` at which something may begin, in order."""
        for ahead in range(AHEAD.days + 2):
            day = local.date() + timedelta(days=ahead)
            plan, found = self.hours.on(day), {MIDNIGHT}
            found |= {span.start for span in (plan.tickets, plan.service) if span}
            found |= {pause.end for pause in plan.pauses}
            for change in self._changes:
                found |= {span.start for span in (change.tickets, change.service) if span}
                for edge in (
                    change.start.astimezone(self.zone),
                    change.until.astimezone(self.zone),
                ):
                    if edge.date() == day:
                        found.add(edge.time())
            for moment in sorted(found):
                instant = datetime.combine(day, moment, tzinfo=self.zone)
                if instant > local:
                    yield instant
