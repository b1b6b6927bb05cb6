"""What makes a day differ from its week: holidays, and what staff opened, closed or changed for a time."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from queue_server.domain.hours import Span

MINUTE_S: Final = 60
REASONS: Final = (
    {"id": "Gangguan sistem pusat", "en": "The central system is down"},
    {"id": "Petugas terbatas", "en": "Not enough staff today"},
    {"id": "Listrik padam", "en": "Power cut"},
    {"id": "Gangguan jaringan", "en": "Network trouble"},
    {"id": "Kegiatan kantor", "en": "Office event"},
    {"id": "Kuota terpenuhi", "en": "Today's numbers are used up"},
)
"""Reasons that the console offers, so that visitors read them in their language."""


class HolidayKind(enum.StrEnum):
    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day without service. ``active`` false: the hall works on it."""

    day: date
    name: Mapping[str, str]
    kind: HolidayKind = HolidayKind.NATIONAL
    active: bool = True
    actor: str = ""
    changed_at: datetime | None = None


class ChangeKind(enum.StrEnum):
    OPEN = "open"
    """Numbers can be had and the counters serve, whatever hours and holidays say."""
    CLOSED = "closed"
    """No numbers; who has one is still served."""
    CUSTOM = "custom"
    """Other windows, another quota, or both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What staff decided for the time from ``start`` to before ``until`` (aware UTC, on full minutes).

    ``service_id`` None is the whole hall. ``tickets`` and ``service`` are local windows of the days it lasts,
    ``quota`` the service's numbers of such a day; all three of kind ``custom`` alone. A greater id is newer.
    """

    id: int = 0
    service_id: int | None = None
    kind: ChangeKind
    start: datetime
    until: datetime
    tickets: Span | None = None
    service: Span | None = None
    quota: int | None = None
    reason: str
    actor: str = ""
    created_at: datetime | None = None

    @property
    def moves_hours(self) -> bool:
        """False for a quota alone."""
        return self.kind is not ChangeKind.CUSTOM or bool(self.tickets or self.service)

    def holds(self, at: datetime) -> bool:
        return self.start <= at < self.until

    @property
    def words(self) -> Mapping[str, str]:
        """The reason by language; what staff wrote in words of their own is in one."""
        known = (texts for texts in REASONS if self.reason in texts.values())
        return next(known, {"id": self.reason})


def full_minute(at: datetime, *, up: bool = False) -> datetime:
    """``at`` without its seconds, or with ``up`` the next full minute if it has any."""
    seconds = at.timestamp()
    rounded = -(-seconds // MINUTE_S) if up else seconds // MINUTE_S
    return datetime.fromtimestamp(rounded * MINUTE_S, UTC)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Holidays by day, and changes that nobody has ended."""

    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    def holiday(self, day: date) -> Holiday | None:
        """The holiday that is kept on ``day``."""
        found = self.holidays.get(day)
        return found if found and found.active else None

    def of(self, service_id: int | None) -> tuple[Change, ...]:
        """The changes that concern a service, those of the hall included; newest first."""
        mine = (c for c in self.changes if c.service_id is None or c.service_id == service_id)
        return tuple(sorted(mine, key=lambda change: -change.id))


def in_force(changes: tuple[Change, ...], at: datetime) -> Change | None:
    """Which of ``changes`` (newest first) decides about the hours at ``at``.

    What was said of the service counts more than what was said of the hall, except that closing the hall closes
    also what was opened before. Among equals the newest.
    """
    hall = service = None
    for change in changes:
        if change.moves_hours and change.holds(at):
            if change.service_id is None:
                hall = hall or change
            else:
                service = service or change
    if hall and service and hall.kind is ChangeKind.CLOSED and hall.id > service.id:
        return hall
    return service or hall
