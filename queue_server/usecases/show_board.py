"""What the screens of a zone show."""

from __future__ import annotations

import sqlalchemy as sa

from queue_server.domain.counter_state import CounterState
from queue_server.domain.hall import Counter, Hall, Zone
from queue_server.storage import journal, tickets
from queue_server.usecases import shapes
from queue_server.usecases.show_hall import Moment

ROWS = 8


def show_board(
    conn: sa.Connection, hall: Hall, zone: Zone, now: Moment, *, media: int = 0
) -> shapes.Json:
    """``board`` of the contract: the newest calls of the zone's counters, one row per ticket, and who waits.

    ``media`` is the version of the pictures and films between calls.
    """
    services = [s for s in hall.services if s.zone_id == zone.id]
    counters = [c for c in hall.counters if c.zone_id == zone.id]
    latest = tickets.called_today(
        conn, day=hall.site.day(now.at), counters=[c.id for c in counters], limit=ROWS
    )
    seqs = journal.call_seqs(conn, [t.id for t in latest])
    calls = [
        shapes.called(hall, {
            "number": t.number, "prefix": t.prefix, "service": hall.service_of(t.service_id).code,
            "counter": hall.counter_of(t.counter_id or 0).code,
        }) | {"seq": seqs.get(t.id, now.seq), "called_at": shapes.when(t.called_at), "state": t.state.value}
        for t in latest
    ]  # fmt: skip
    return {
        "seq": now.seq, "now": shapes.when(now.at), "zone": shapes.named(zone), "calls": calls,
        "waiting": [{"service": s.code, "count": now.count(s.id)} for s in services],
        "waiting_total": sum(now.count(s.id) for s in services),
        "open_counters": sum(now.desks[c.id].state is CounterState.OPEN for c in counters),
        "time_zone": hall.site.time_zone, "hours": hours(hall, now),
        "counters": [_desk(c, now) for c in counters], "media": media,
    }  # fmt: skip


def public_board(conn: sa.Connection, hall: Hall, zone: Zone, now: Moment) -> shapes.Json:
    """What anybody may see of a zone, at the entrance and in the web. Field by field: nothing slips through."""
    board = show_board(conn, hall, zone, now)
    shown = ("seq", "number", "prefix", "counter", "service", "agency", "called_at")
    waiting = []
    for row in board["waiting"]:
        service = hall.service(row["service"])
        waiting.append(
            {"service": shapes.named(service), "prefix": service.prefix, "count": row["count"]}
        )
    site = {
        name: shapes.site(hall)[name]
        for name in ("code", "name", "region", "time_zone", "languages")
    }
    return {
        "seq": board["seq"], "now": board["now"], "site": site, "zone": board["zone"],
        "zones": [shapes.named(z) for z in hall.zones], "hours": board["hours"],
        "calls": [{name: call[name] for name in shown} for call in board["calls"]],
        "waiting": waiting, "waiting_total": board["waiting_total"], "open_counters": board["open_counters"],
    }  # fmt: skip


def hours(hall: Hall, now: Moment) -> shapes.Json:
    """Whether the counters serve at this moment, and when they do again."""
    serving = hall.serving(now.at)
    return {
        "state": serving.state,
        "reason": serving.reason,
        "until": shapes.when(serving.until),
        "words": dict(serving.words) if serving.words else None,
    }


def _desk(counter: Counter, now: Moment) -> shapes.Json:
    """A counter as the small screen above it shows it: never who sits there, never why it is paused."""
    ticket = now.current.get(counter.id)
    return shapes.named(counter) | {
        "state": now.desks[counter.id].state.value,
        "number": ticket.number if ticket else None,
        "prefix": ticket.prefix if ticket else None,
        "ticket_state": ticket.state if ticket else None,
    }
