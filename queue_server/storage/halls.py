"""The set-up of the hall: read whole, written whole. Rows that fall away stay, inactive, for history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from queue_server.domain.hall import Agency, Counter, Hall, Priority, Service, Site, Zone
from queue_server.domain.hours import Span
from queue_server.domain.rules import rules_of
from queue_server.storage import schema as s
from queue_server.storage.hours import calendar, hours_of, week_of

T = TypeVar("T")


def load(conn: sa.Connection) -> Hall | None:
    """The hall as it is set up; None for an empty database."""
    row = conn.execute(sa.select(s.site)).first()
    if row is None:
        return None
    serves: dict[int, list[int]] = {}
    helps: dict[int, set[int]] = {}
    for pair in conn.execute(sa.select(s.counter_service).order_by(s.counter_service.c.position)):
        serves.setdefault(pair.counter_id, []).append(pair.service_id)
        if pair.helps:
            helps.setdefault(pair.counter_id, set()).add(pair.service_id)
    zones = [(Zone(id=r.id, code=r.code, name=r.name), r.active) for r in _rows(conn, s.zone)]
    agencies = [(Agency(id=r.id, code=r.code, name=r.name, title=r.title, icon=r.icon), r.active)
                for r in _rows(conn, s.agency)]  # fmt: skip
    services = [(_service(r), r.active) for r in _rows(conn, s.service)]
    counters = [(Counter(id=r.id, code=r.code, name=r.name, spoken=r.spoken, zone_id=r.zone_id,
                         service_ids=tuple(serves.get(r.id, ())), helps=frozenset(helps.get(r.id, ())),
                         priority_only=r.priority_only, breaks=week_of(r.breaks or {})), r.active)
                for r in _rows(conn, s.counter)]  # fmt: skip
    return Hall(
        site=Site(code=row.code, name=row.name, region=row.region, time_zone=row.time_zone,
                  languages=tuple(row.languages)),
        hours=hours_of(row.hours), rules=rules_of(row.rules or {}), calendar=calendar(conn),
        zones=_now(zones), agencies=_now(agencies), services=_now(services), counters=_now(counters),
        priorities=_now((Priority(code=r.code, name=r.name, note=r.note, icon=r.icon,
                                  head_start=timedelta(seconds=r.head_start_s)), r.active)
                        for r in _rows(conn, s.priority)),
        former=(*_gone(zones), *_gone(agencies), *_gone(services), *_gone(counters)),
    )  # fmt: skip


def _now(things: Iterable[tuple[T, bool]]) -> tuple[T, ...]:
    return tuple(thing for thing, active in things if active)


def _gone(things: Iterable[tuple[T, bool]]) -> tuple[T, ...]:
    return tuple(thing for thing, active in things if not active)


def _service(r: sa.Row[Any]) -> Service:
    return Service(
        id=r.id, code=r.code, prefix=r.prefix, agency_id=r.agency_id, zone_id=r.zone_id, name=r.name, short=r.short,
        requirements={language: tuple(items) for language, items in r.requirements.items()},
        target_wait=timedelta(seconds=r.target_wait_s), service_time=timedelta(seconds=r.service_s),
        quota=r.quota, popular=r.popular, spoken=r.spoken or {}, phrase=r.phrase or {},
        hours=hours_of(r.hours) if r.hours else None, quotas=r.quotas or {},
    )  # fmt: skip


def _rows(conn: sa.Connection, table: sa.Table) -> Sequence[sa.Row[Any]]:
    return conn.execute(sa.select(table).order_by(table.c.position, table.c.id)).all()


def save(conn: sa.Connection, definition: Mapping[str, Any]) -> None:
    """Make the database say what ``definition`` says: rows by code, updated, added, or set inactive."""
    site = definition["site"] | {
        "hours": definition["hours"],
        "rules": definition.get("rules") or {},
    }
    _put(conn, s.site, [site], keep=False)
    zones = _put(conn, s.zone, definition["zones"])
    agencies = _put(conn, s.agency, definition["agencies"])
    services = _put(
        conn,
        s.service,
        [
            {k: v for k, v in row.items() if k not in ("agency", "zone")}
            | {"agency_id": agencies[row["agency"]], "zone_id": zones[row["zone"]]}
            for row in definition["services"]
        ],
    )
    _put(conn, s.priority, definition["priorities"])
    counters = _put(
        conn,
        s.counter,
        [
            {k: v for k, v in row.items() if k not in ("services", "helps", "zone")}
            | {"zone_id": zones[row["zone"]]}
            for row in definition["counters"]
        ],
    )
    conn.execute(sa.delete(s.counter_service))
    pairs = [
        {
            "counter_id": counters[row["code"]],
            "service_id": services[code],
            "position": place,
            "helps": code in row.get("helps", ()),
        }
        for row in definition["counters"]
        for place, code in enumerate([*row["services"], *row.get("helps", ())])
    ]
    if pairs:
        conn.execute(sa.insert(s.counter_service), pairs)


def _put(
    conn: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]], *, keep: bool = True
) -> dict[str, int]:
    """Update, insert, deactivate; returns ids by code."""
    known = {r.code: r.id for r in conn.execute(sa.select(table.c.code, table.c.id))}
    if keep:
        conn.execute(sa.update(table).values(active=False))
    for place, row in enumerate(rows):
        values = dict(row) | ({"active": True, "position": place} if keep else {})
        if row["code"] in known or (not keep and known):
            where = table.c.code == row["code"] if keep else sa.true()
            conn.execute(sa.update(table).where(where).values(**values))
        else:
            conn.execute(sa.insert(table).values(**values))
    return {r.code: r.id for r in conn.execute(sa.select(table.c.code, table.c.id))}


def export(conn: sa.Connection) -> dict[str, Any]:
    """The set-up as plain values, in the shape that ``save`` takes; empty for an empty database."""
    row = conn.execute(sa.select(s.site)).first()
    if row is None:
        return {}
    hall = load(conn)
    assert hall is not None
    site = {"code": row.code, "name": row.name, "region": row.region, "time_zone": row.time_zone}
    hours = {r.code: r.hours for r in conn.execute(sa.select(s.service.c.code, s.service.c.hours))}
    zones = {zone.id: zone.code for zone in hall.zones}
    agencies = {agency.id: agency.code for agency in hall.agencies}
    return {
        "site": site | {"languages": list(row.languages)},
        "hours": row.hours, "rules": row.rules or {},
        "zones": [{"code": z.code, "name": z.name} for z in hall.zones],
        "agencies": [{"code": a.code, "name": a.name, "title": a.title, "icon": a.icon} for a in hall.agencies],
        "services": [
            {"code": x.code, "prefix": x.prefix, "agency": agencies[x.agency_id], "zone": zones[x.zone_id],
             "name": x.name, "short": x.short,
             "requirements": {language: list(items) for language, items in x.requirements.items()},
             "target_wait_s": int(x.target_wait.total_seconds()), "service_s": int(x.service_time.total_seconds()),
             "quota": x.quota, "popular": x.popular, "spoken": x.spoken, "phrase": x.phrase,
             "hours": hours[x.code] or {}, "quotas": x.quotas} for x in hall.services
        ],
        "priorities": [{"code": p.code, "name": p.name, "note": p.note, "icon": p.icon,
                        "head_start_s": int(p.head_start.total_seconds())} for p in hall.priorities],
        "counters": [{"code": c.code, "name": c.name, "spoken": c.spoken, "zone": zones[c.zone_id],
                      "services": [hall.service_of(id).code for id in c.service_ids if id not in c.helps],
                      "helps": [hall.service_of(id).code for id in c.service_ids if id in c.helps],
                      "priority_only": c.priority_only, "breaks": _plain_week(c.breaks)} for c in hall.counters],
    }  # fmt: skip


def _plain_week(week: Mapping[int, Span]) -> dict[str, list[str]]:
    return {
        str(day): [f"{span.start:%H:%M}", f"{span.end:%H:%M}"] for day, span in sorted(week.items())
    }
