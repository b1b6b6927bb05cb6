"""What the screens of a zone show."""

from __future__ import annotations

import sqlalchemy as sa

from queue_server.domain.counter_state import CounterState
from queue_server.domain.hall import Hall, Zone
from queue_server.storage import journal, tickets
from queue_server.usecases import shapes
from queue_server.usecases.show_hall import Moment

ROWS = 8


def show_board(conn: sa.Connection, hall: Hall, zone: Zone, now: Moment) -> shapes.Json:
    """``board`` of the contract: the newest calls of the zone's counters, one row per ticket, and who waits."""
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
        "time_zone": hall.site.time_zone,
    }  # fmt: skip
