"""How the order is made, and why the last calls of a zone were next: for everybody, so without anything of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall, Zone
from queue_server.domain.line import Rule
from queue_server.domain.ticket import FIRST_OF_ALL, Ticket
from queue_server.storage import journal, tickets
from queue_server.usecases import shapes
from queue_server.usecases.show_hall import Moment

ROWS = 8
MINUTE = timedelta(minutes=1)


def show_order(conn: sa.Connection, hall: Hall, zone: Zone, now: Moment) -> shapes.Json:
    """The hall's rule in its own figures, and the newest calls of the zone's counters, each with the facts of why."""
    services = [s for s in hall.services if s.zone_id == zone.id]
    latest = tickets.called_today(
        conn, day=hall.site.day(now.at), counters=[c.id for c in hall.counters if c.zone_id == zone.id],
        limit=ROWS,
    )  # fmt: skip
    return {
        "seq": now.seq, "now": shapes.when(now.at), "site": shapes.site(hall), "zone": shapes.named(zone),
        "zones": [shapes.named(z) for z in hall.zones], "rules": _rules(hall),
        "head_starts": [
            {"name": dict(p.name), "minutes": _minutes(p.head_start)} for p in hall.priorities
        ],
        "services": [
            shapes.named(s) | {"prefix": s.prefix, "target_wait_min": _minutes(s.target_wait)}
            for s in services
        ],
        "calls": [_call(conn, hall, ticket) for ticket in latest],
    }  # fmt: skip


def _rules(hall: Hall) -> shapes.Json:
    r = hall.rules
    return {
        "order": r.order.value, "weights": list(r.weights), "max_priority_run": r.max_priority_run,
        "calls": r.calls, "recycle_after": r.recycle_after, "drop_min": _minutes(r.drop),
        "hold_min": _minutes(r.hold), "kept_share": r.kept_share, "kept_cap_min": _minutes(r.kept_cap),
        "early_min": _minutes(r.early), "late_min": _minutes(r.late), "call_before_min": _minutes(r.call_before),
    }  # fmt: skip


def _call(conn: sa.Connection, hall: Hall, ticket: Ticket) -> shapes.Json:
    """A call and why: never for whom it was, never what a person wrote as the reason."""
    call = next(iter(journal.of_ticket(conn, ticket.id, [Kind.TICKET_CALLED], limit=1)), None)
    told = call.data.get("why") if call else None
    why: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    service = hall.service_of(ticket.service_id)
    rule = _rule(str(why.get("rule") or ticket.rule or ""), ticket)
    v = _moment(why.get("v")) or ticket.v
    target_min = float(why.get("target_min") or service.target_wait / MINUTE)
    called_at = ticket.called_at or ticket.v
    used = float(why.get("used") or (called_at - v) / MINUTE / target_min)
    is_counted = rule not in (Rule.URGENT, Rule.DESK) and v > FIRST_OF_ALL
    over, over_v = why.get("over"), _moment(why.get("over_v"))
    shown = over_v and is_counted and over_v > FIRST_OF_ALL
    return {
        "seq": call.seq if call else 0, "number": ticket.number, "prefix": ticket.prefix,
        "counter": shapes.named(hall.counter_of(ticket.counter_id or 0)), "service": shapes.named(service),
        "called_at": shapes.when(called_at), "rule": "policy" if rule in (Rule.STRICT, Rule.WEIGHTED) else rule.value,
        "counted_at": shapes.when(_to_the_minute(v)) if is_counted else None,
        "used_percent": max(0, round(100 * used)) if is_counted else None, "target_min": round(target_min),
        "over": {"number": str(over), "counted_at": shapes.when(_to_the_minute(over_v))}
                if over and over_v and shown else None,
    }  # fmt: skip


def _rule(name: str, ticket: Ticket) -> Rule:
    """The rule of the call; of one from before there were names, by its words."""
    try:
        return Rule(name)
    except ValueError:
        return Rule.CHOSEN if ticket.reason.startswith("Di luar urutan") else Rule.ORDER


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _minutes(span: timedelta) -> int:
    return round(span / MINUTE)
