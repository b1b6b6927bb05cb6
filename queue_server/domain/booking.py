"""Appointments: which times can be booked, how many at each, and when somebody may check in."""

from __future__ import annotations

import enum
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import floor
from typing import Final

from queue_server.domain.hall import Hall, Service

STEP: Final = timedelta(minutes=15)
AHEAD: Final = timedelta(days=35)
"""So far ahead a time can be booked, as other public booking systems here allow."""
CLEAR: Final = "23456789ABCDEFGHJKMNPRSTUVWXYZ"  # no letter that looks like a digit
LENGTH: Final = 8


class State(enum.StrEnum):
    BOOKED = "booked"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A place kept at ``slot`` (aware UTC). It is no ticket: that comes into being when the visitor checks in."""

    id: int
    code: str
    service_id: int
    day: str
    slot: datetime
    state: State
    language: str = "id"
    priority: str | None = None
    ticket_id: int | None = None


def new_code() -> str:
    """Eight clear letters and digits, 39 bits by chance: nobody guesses another's appointment at a kiosk."""
    return "".join(secrets.choice(CLEAR) for _ in range(LENGTH))


def as_code(typed: str) -> str:
    """What somebody typed or a QR code held, as codes are stored: the last part of an address, without dashes."""
    return "".join(c for c in typed.rsplit("/", 1)[-1].upper() if c.isalnum())


def per_slot(hall: Hall, service: Service) -> int:
    """How many may be booked for one time: a share of what the service's counters can serve meanwhile, one at least."""
    served = hall.counters_of(service.id) * (STEP / service.service_time)
    return max(1, floor(served * hall.rules.online_share))


def slots(hall: Hall, service: Service, day: date) -> list[datetime]:
    """The times of ``day`` (local) that can be booked, every quarter of an hour while counters serve; aware UTC."""
    zone, opening = hall.site.zone_info, hall.opening(service)
    start = datetime.combine(day, time(0), tzinfo=zone)
    quarters = (start + n * STEP for n in range(96))
    own = (at for at in quarters if at.date() == day and opening.serving(at).state == "open")
    return [at.astimezone(UTC) for at in own]


def is_bookable(service: Service) -> bool:
    """Only services with a quota for the online channel take appointments."""
    return service.quotas.get("online", 0) > 0
