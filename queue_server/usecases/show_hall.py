"""What kiosks show: agencies and services, which are open, how many wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from queue_server.domain import screen
from queue_server.domain.booking import is_bookable
from queue_server.domain.counter_state import Desk
from queue_server.domain.estimate import NOTHING, expected_call
from queue_server.domain.hall import Hall
from queue_server.domain.hours import Closed, Shut
from queue_server.domain.printer import Setups, States
from queue_server.storage import (
    desks,
    figures,
    journal,
    numbers,
    plays,
    print_jobs,
    printers,
    screens,
    settings,
    tickets,
)
from queue_server.storage.numbers import CHANNELS, Issued
from queue_server.storage.plays import Play
from queue_server.storage.tickets import AtCounter
from queue_server.usecases import shapes
from queue_server.usecases.kiosks import show_in_short
from queue_server.usecases.pace import Facts, pace_of
from queue_server.usecases.views import Pace

PLAYS = 5
"""So many of the newest plays of each zone are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The hall at one instant: counters, lines, numbers given out. Everything the pushes need, read in one view."""

    seq: int
    at: datetime
    desks: dict[int, Desk]
    waiting: dict[int, tuple[int, datetime]]
    issued: dict[int, Issued]
    pace: Pace
    printers: States
    papers: int
    current: Mapping[int, AtCounter]
    screens: screen.States
    plays: Mapping[str, Sequence[Play]]
    settings: Mapping[str, Any]

    def count(self, service_id: int) -> int:
        return self.waiting[service_id][0] if service_id in self.waiting else 0

    def given_out(self, service_id: int) -> int:
        return self.issued[service_id].total if service_id in self.issued else 0

    def oldest(self, service_id: int) -> datetime | None:
        return self.waiting[service_id][1] if service_id in self.waiting else None


def moment(conn: sa.Connection, hall: Hall, *, at: datetime) -> Moment:
    """Read the instant ``at``."""
    day = hall.site.day(at)
    waiting = tickets.waiting_counts(conn, day=day)
    found = desks.every(conn, {counter.id: counter for counter in hall.counters})
    current = tickets.at_counters(conn, day=day)
    return Moment(
        seq=journal.last_seq(conn), at=at, desks=found, waiting=waiting,
        issued=numbers.issued_today(conn, day=day), printers=printers.every(conn),
        papers=print_jobs.count_open_papers(conn, day=day),
        current=current, screens=screens.every(conn),
        plays={zone.code: plays.last(conn, zone.code, limit=PLAYS) for zone in hall.zones},
        settings=settings.every(conn),
        pace=_pace(conn, hall, found, waiting, current, at=at),
    )  # fmt: skip


def _pace(
    conn: sa.Connection, hall: Hall, desks: Mapping[int, Desk], waiting: Mapping[int, tuple[int, datetime]],
    current: Mapping[int, AtCounter], *, at: datetime,
) -> Pace:  # fmt: skip
    day = hall.site.day(at)
    facts = Facts(
        desks=desks, lines=waiting, busy=frozenset(current), figures=figures.every(conn),
        arrivals=figures.priority_arrivals(conn, day=day), since=figures.first_number_at(conn, day=day),
    )  # fmt: skip
    return pace_of(hall, facts, at=at)


def show_hall(hall: Hall, now: Moment, setups: Setups) -> shapes.Json:
    """``hall`` of the contract."""
    shut = hall.shut(None, now.at)
    return {
        "seq": now.seq, "now": shapes.when(now.at), "site": shapes.site(hall),
        "bookings": any(map(is_bookable, hall.services)),
        "closed_reason": shut.reason.value if shut else None,
        "closed_until": shapes.when(shut.until) if shut else None, "closed_words": _words(shut),
        "agencies": [
            {"code": a.code, "name": dict(a.name), "title": dict(a.title), "icon": a.icon,
             "prefix": next((s.prefix for s in hall.services if s.agency_id == a.id), "")}
            for a in hall.agencies
        ],
        "zones": [shapes.named(z) for z in hall.zones],
        "services": [_service(hall, now, service.id) for service in hall.services],
        "priorities": [
            {"code": p.code, "name": dict(p.name), "note": dict(p.note), "icon": p.icon,
             "head_start_min": round(p.head_start / timedelta(minutes=1))}
            for p in hall.priorities
        ],
        "counters": [shapes.counter(hall, now.desks[c.id], at=now.at) for c in hall.counters],
        "printers": [shapes.printer_in_short(setup, setups, now.printers) for setup in setups.values()],
        "kiosks": show_in_short(now.settings, at=now.at),
    }  # fmt: skip


def _words(shut: Shut | None) -> dict[str, str] | None:
    """The name of the holiday, or what staff gave as the reason."""
    return dict(shut.words) if shut and shut.words else None


def _service(hall: Hall, now: Moment, id: int) -> dict[str, Any]:
    s = hall.service_of(id)
    shut = hall.shut(s, now.at)
    quota, issued = hall.quota(s, now.at), now.issued.get(id, Issued())
    left = None if quota is None else max(0, quota - issued.total)
    reason = shut.reason if shut else Closed.QUOTA_REACHED if left == 0 else None
    waiting = now.count(id)
    told = NOTHING
    if reason is None:
        told = expected_call(now.pace.get(id), ahead=waiting, at=now.at)
    return {
        "code": s.code, "prefix": s.prefix, "name": dict(s.name), "short": dict(s.short),
        "agency": hall.agency_of(s.agency_id).code, "zone": hall.zone_of(s.zone_id).code,
        "open": reason is None, "closed_reason": reason.value if reason else None,
        "closed_until": shapes.when(shut.until) if shut else None, "closed_words": _words(shut), "waiting": waiting,
        "estimate": shapes.range_of(told.estimate), "estimate_reason": told.reason, "quota": quota, "quota_left": left,
        "quotas": {c: max(0, s.quotas[c] - getattr(issued, c)) for c in CHANNELS if c in s.quotas},
        "requirements": {language: list(items) for language, items in s.requirements.items()},
        "popular": s.popular, "target_wait_min": round(s.target_wait / timedelta(minutes=1)),
        "service_min": round(s.service_time / timedelta(minutes=1)),
    }  # fmt: skip
