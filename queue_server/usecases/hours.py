"""Opening, closing and changing the hours for a time: of the whole hall or of one service."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from queue_server.domain.calendar import Change, ChangeKind, Holiday, full_minute
from queue_server.domain.errors import InvalidInput, NotFound
from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall, Service
from queue_server.domain.hours import Span
from queue_server.storage import hours
from queue_server.storage.database import Database
from queue_server.usecases.shapes import Json, when

LONGEST: Final = timedelta(days=366)


def change_hours(db: Database, hall: Hall, change: Change, *, at: datetime) -> Change:
    """Open, close or change the hours from ``change.start`` (now at the earliest) to ``change.until``.

    Both are put on full minutes. Raises InvalidInput naming the field.
    """
    wanted = replace(
        change,
        start=full_minute(max(change.start, at)),
        until=full_minute(change.until, up=True),
        created_at=at,
    )
    _check(wanted)
    with db.transaction() as tx:
        made = replace(wanted, id=hours.add_change(tx.conn, wanted))
        tx.record(
            Kind.HOURS_CHANGED, at=at, actor=made.actor, what=made.kind.value, id=made.id,
            service=_code(hall, made), start=when(made.start), until=when(made.until), reason=made.reason,
            tickets=pair(made.tickets), service_hours=pair(made.service), quota=made.quota,
        )  # fmt: skip
    return made


def end_change(db: Database, hall: Hall, id: int, *, actor: str, at: datetime) -> None:
    """End a change now. Raises NotFound when there is none, or it is over."""
    known = {change.id: change for change in hall.calendar.changes}
    with db.transaction() as tx:
        if not hours.end_change(tx.conn, id, actor=actor, at=at):
            raise NotFound(what="change", name=str(id))
        code = _code(hall, known[id]) if id in known else None
        tx.record(Kind.HOURS_CHANGED, at=at, actor=actor, what="ended", id=id, service=code)


def _check(change: Change) -> None:
    custom = change.kind is ChangeKind.CUSTOM
    given = {"tickets": change.tickets, "service_hours": change.service, "quota": change.quota}
    named = [field for field, value in given.items() if value is not None]
    if change.until <= change.start:
        _refuse("until", "is over before it begins")
    if change.until - change.start > LONGEST:
        _refuse("until", "a change lasts a year at most")
    if custom and not named:
        _refuse("tickets", "give other tickets, service_hours or quota")
    if named and not custom:
        _refuse(named[0], "only of kind custom")
    if change.quota is not None and change.service_id is None:
        _refuse("service", "a quota is one service's")


def _refuse(field: str, message: str) -> None:
    raise InvalidInput(errors=[{"field": field, "message": message}])


def pair(span: Span | None) -> list[str] | None:
    """["07:30", "15:00"], as it goes over the wire."""
    return [f"{span.start:%H:%M}", f"{span.end:%H:%M}"] if span else None


def _code(hall: Hall, change: Change) -> str | None:
    return None if change.service_id is None else hall.service_of(change.service_id).code


def shape(hall: Hall, change: Change, *, at: datetime) -> Json:
    """``change`` of the contract."""
    return {
        "id": change.id, "service": _code(hall, change), "kind": change.kind.value,
        "from": when(change.start), "until": when(change.until), "tickets": pair(change.tickets),
        "service_hours": pair(change.service), "quota": change.quota, "reason": change.reason,
        "words": dict(change.words), "who": _who(change.actor),
        "created_at": when(change.created_at), "state": "running" if change.holds(at) else "planned",
    }  # fmt: skip


def show_hours(db: Database, hall: Hall, *, at: datetime) -> Json:
    """Today in the hall and in each service, the changes that hold or come, the holidays."""
    with db.reading() as conn:
        stored, days = hours.stored(conn), hours.holidays(conn)
    running = [change for change in hall.calendar.changes if change.until > at]
    return {
        "hours": stored, "periods": stored.get("periods", []),
        "today": [_today(hall, None, at)] + [_today(hall, service, at) for service in hall.services],
        "changes": [shape(hall, change, at=at) for change in running],
        "holidays": [holiday_shape(one) for one in days],
    }  # fmt: skip


def holiday_shape(one: Holiday) -> Json:
    """``holiday`` of the contract."""
    return {
        "day": one.day.isoformat(), "name": dict(one.name), "kind": one.kind.value, "active": one.active,
        "who": _who(one.actor), "changed_at": when(one.changed_at),
    }  # fmt: skip


def _who(actor: str) -> str:
    return actor.partition(":")[2] or actor


def _today(hall: Hall, service: Service | None, at: datetime) -> Json:
    """How it is now, and the windows of the day; ``own``: by hours of its own."""
    shut, opening = hall.shut(service, at), hall.opening(service)
    plan = opening.today(at)
    return {
        "service": service.code if service else None, "own": bool(service and service.hours),
        "open": shut is None, "reason": shut.reason.value if shut else None,
        "until": when(shut.until) if shut else None, "words": dict(shut.words) if shut and shut.words else None,
        "always": plan.always, "tickets": pair(plan.tickets), "service_hours": pair(plan.service),
        "pauses": [pair(pause) for pause in plan.pauses],
        "quota": hall.quota(service, at) if service else None,
    }  # fmt: skip
