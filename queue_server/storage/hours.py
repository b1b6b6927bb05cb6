"""Hours as they are stored (JSON), holidays, and what staff changed for a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from queue_server.domain.calendar import Calendar, Change, ChangeKind, Holiday, HolidayKind
from queue_server.domain.hours import Hours, National, Period, Span
from queue_server.storage.schema import changed_hours as c
from queue_server.storage.schema import holiday as h
from queue_server.storage.schema import site as s

MOST_CHANGES, MOST_HOLIDAYS = 500, 1000
Pair = Sequence[str]


def hours_of(stored: Mapping[str, Any]) -> Hours:
    """Hours from their JSON: {"always": true}, or weekday numbers with ["07:30", "15:00"]; a day's pauses are one such
    pair or several.
    """
    if stored.get("always", False):
        return Hours(national=_national(stored))
    return Hours(
        always=False,
        tickets=week_of(stored.get("tickets", {})),
        service=week_of(stored.get("service", {})),
        pauses=_pauses(stored.get("pauses", {})),
        closed=frozenset(date.fromisoformat(day) for day in stored.get("closed", ())),
        periods=tuple(_period(period) for period in stored.get("periods", ())),
        national=_national(stored),
    )


def week_of(days: Mapping[str, Pair]) -> dict[int, Span]:
    """One span a weekday."""
    return {int(day): _span(pair) for day, pair in days.items()}


def _pauses(days: Mapping[str, Any]) -> dict[int, tuple[Span, ...]]:
    return {
        int(day): (_span(told),) if isinstance(told[0], str) else tuple(map(_span, told))
        for day, told in days.items()
    }


def _period(stored: Mapping[str, Any]) -> Period:
    tickets, service, pauses = (stored.get(part) for part in ("tickets", "service", "pauses"))
    return Period(
        name=stored["name"],
        first=date.fromisoformat(stored["from"]),
        last=date.fromisoformat(stored["to"]),
        tickets=None if tickets is None else week_of(tickets),
        service=None if service is None else week_of(service),
        pauses=None if pauses is None else _pauses(pauses),
    )


def _national(stored: Mapping[str, Any]) -> National | None:
    told = stored.get("holidays")
    return National(country=told["country"], joint_leave=told["joint_leave"]) if told else None


def _span(pair: Pair) -> Span:
    return Span(start=time.fromisoformat(pair[0]), end=time.fromisoformat(pair[1]))


def _pair(span: Span | None) -> list[str] | None:
    return [f"{span.start:%H:%M}", f"{span.end:%H:%M}"] if span else None


def stored(conn: sa.Connection) -> dict[str, Any]:
    """The hours of the hall as they are in the database."""
    return dict(conn.scalar(sa.select(s.c.hours)) or {})


def calendar(conn: sa.Connection) -> Calendar:
    """All holidays, and the changes that nobody ended."""
    return Calendar(holidays={one.day: one for one in holidays(conn)}, changes=tuple(changes(conn)))


def holidays(conn: sa.Connection) -> list[Holiday]:
    """In order of their days."""
    rows = conn.execute(sa.select(h).order_by(h.c.day.desc()).limit(MOST_HOLIDAYS)).all()
    return [_holiday(row) for row in reversed(rows)]


def holiday(conn: sa.Connection, day: date) -> Holiday | None:
    """The row of ``day``, None when there is none."""
    row = conn.execute(sa.select(h).where(h.c.day == day.isoformat())).first()
    return _holiday(row) if row else None


def _holiday(row: sa.Row[Any]) -> Holiday:
    return Holiday(
        day=date.fromisoformat(row.day), name=row.name, kind=HolidayKind(row.kind),
        active=row.active, actor=row.actor, changed_at=row.changed_at,
    )  # fmt: skip


def save_holiday(conn: sa.Connection, new: Holiday) -> None:
    """Write a day, over what was there."""
    remove_holiday(conn, new.day)
    conn.execute(
        sa.insert(h).values(
            day=new.day.isoformat(), name=dict(new.name), kind=new.kind.value, active=new.active,
            actor=new.actor, changed_at=new.changed_at,
        )
    )  # fmt: skip


def remove_holiday(conn: sa.Connection, day: date) -> bool:
    """Forget a day; False when it was none."""
    return conn.execute(sa.delete(h).where(h.c.day == day.isoformat())).rowcount == 1


def changes(conn: sa.Connection) -> list[Change]:
    """Those that nobody ended, newest first; some may be over."""
    wanted = sa.select(c).where(c.c.ended_at.is_(None)).order_by(c.c.id.desc()).limit(MOST_CHANGES)
    return [_change(row) for row in conn.execute(wanted)]


def _change(row: sa.Row[Any]) -> Change:
    return Change(
        id=row.id, service_id=row.service_id, kind=ChangeKind(row.kind), start=row.from_at, until=row.until,
        tickets=_span(row.tickets) if row.tickets else None, service=_span(row.service) if row.service else None,
        quota=row.quota, reason=row.reason, actor=row.actor, created_at=row.created_at,
    )  # fmt: skip


def add_change(conn: sa.Connection, new: Change) -> int:
    """Its id. Changes that are over by now are ended on the way, so that few are ever read."""
    conn.execute(
        sa.update(c)
        .where(c.c.ended_at.is_(None), c.c.until <= new.created_at)
        .values(ended_at=c.c.until)
    )
    values = {
        "service_id": new.service_id, "kind": new.kind.value, "from_at": new.start, "until": new.until,
        "tickets": _pair(new.tickets), "service": _pair(new.service), "quota": new.quota, "reason": new.reason,
        "actor": new.actor, "created_at": new.created_at,
    }  # fmt: skip
    return int(conn.execute(sa.insert(c).values(**values).returning(c.c.id)).scalar_one())


def end_change(conn: sa.Connection, id: int, *, actor: str, at: datetime) -> bool:
    """False when there is no such change, or it had ended or was over before."""
    ended = conn.execute(
        sa.update(c)
        .where(c.c.id == id, c.c.ended_at.is_(None), c.c.until > at)
        .values(ended_at=at, ended_by=actor)
    )
    return ended.rowcount == 1
