"""The hall part of config.yaml as plain values, in the shape that the database takes and gives."""

from __future__ import annotations

from typing import Any

from queue_server.config.models import Config, HoursTable, OwnHours, Period
from queue_server.config.values import Pauses, Week, weekdays


def definition(config: Config) -> dict[str, Any]:
    """Site to counters; times in seconds, weekdays as numbers (Monday is "0")."""
    c = config
    return {
        "site": {"code": c.site.code, "name": c.site.name, "region": c.site.region,
                 "time_zone": c.site.time_zone, "languages": list(c.site.languages)},
        "hours": _hours(c.hours), "rules": c.rules.plain(),
        "zones": [{"code": code, "name": z.name} for code, z in c.zones.items()],
        "agencies": [{"code": code, "name": a.name, "title": a.title or a.name, "icon": a.icon}
                     for code, a in c.agencies.items()],
        "services": [
            {"code": code, "prefix": s.prefix, "agency": s.agency, "zone": s.zone, "name": s.name,
             "short": s.short or s.name, "requirements": s.requirements,
             "target_wait_s": s.target_wait_min * 60, "service_s": round(s.service_min * 60),
             "quota": s.quota, "quotas": s.quotas.model_dump(exclude_none=True),
             "popular": s.popular, "spoken": s.spoken, "phrase": s.phrase,
             "hours": _hours(s.hours) if s.hours else {}}
            for code, s in c.services.items()
        ],
        "priorities": [{"code": code, "name": p.name, "note": p.note, "icon": p.icon,
                        "head_start_s": p.head_start_min * 60} for code, p in c.priorities.items()],
        "counters": [{"code": code, "name": k.name, "spoken": k.spoken, "zone": k.zone, "services": k.services,
                      "helps": k.helps, "priority_only": k.priority_only, "breaks": _week(k.breaks)}
                     for code, k in c.counters.items()],
    }  # fmt: skip


def _week(table: Week) -> dict[str, list[str]]:
    return {str(day): span.split("-") for key, span in table.items() for day in weekdays(key)}


def _pauses(table: Pauses) -> dict[str, Any]:
    """One pause a day is a pair, several are a list of pairs."""
    plain: dict[str, Any] = {}
    for key, spans in table.items():
        pairs = [span.split("-") for span in sorted(spans)]
        plain |= {str(day): pairs[0] if len(pairs) == 1 else pairs for day in weekdays(key)}
    return plain


def _period(period: Period) -> dict[str, Any]:
    parts = {
        "tickets": None if period.tickets is None else _week(period.tickets),
        "service": None if period.service is None else _week(period.service),
        "pauses": None if period.pauses is None else _pauses(period.pauses),
    }
    named = {name: table for name, table in parts.items() if table is not None}
    return {
        "name": period.name,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
    } | named


def _hours(hours: str | OwnHours) -> dict[str, Any]:
    """What a site did not write is left out, as in the rows of earlier releases."""
    if isinstance(hours, str):
        return {"always": True}
    more: dict[str, Any] = {}
    if hours.periods:
        more["periods"] = [_period(period) for period in hours.periods]
    if isinstance(hours, HoursTable) and hours.holidays:
        more["holidays"] = hours.holidays.model_dump()
    return {
        "tickets": _week(hours.tickets), "service": _week(hours.service), "pauses": _pauses(hours.pauses),
        "closed": [day.isoformat() for day in hours.closed], **more,
    }  # fmt: skip
