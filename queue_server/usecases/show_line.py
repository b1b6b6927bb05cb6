"""What staff sees: lines in calling order with their reasons, a counter with its ticket, today's figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import mean

import sqlalchemy as sa

from queue_server.domain.counter_state import Desk
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.line import call_order
from queue_server.domain.printer import Setups
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import tickets
from queue_server.usecases import shapes
from queue_server.usecases.show_hall import Moment
from queue_server.usecases.views import Pace, seen, view

LONGEST = 200
"""At most so many rows of a line are shown; all of them are counted."""


def show_lines(
    conn: sa.Connection,
    hall: Hall,
    services: Sequence[int],
    *,
    pace: Pace,
    public_url: str,
    at: datetime,
) -> list[shapes.Json]:
    """The waiting tickets of ``services`` in the order in which a counter serving them would call them."""
    day = hall.site.day(at)
    waiting = tickets.in_state(conn, [State.WAITING], day=day, services=services)
    place: dict[int, int] = {}
    rows = []
    for ticket in call_order(waiting, targets=hall.targets(), at=at)[:LONGEST]:
        ahead = place.get(ticket.service_id, 0)
        place[ticket.service_id] = ahead + 1
        seen_now = seen(hall, ticket, ahead=ahead, pace=pace, at=at)
        rows.append(shapes.ticket(hall, seen_now, public_url=public_url))
    return rows


def show_counter(
    conn: sa.Connection, hall: Hall, counter: Counter, desk: Desk, *, pace: Pace, public_url: str, at: datetime,
) -> shapes.Json:  # fmt: skip
    """The counter, its ticket, its line, what is held and missed, and its figures of today."""
    day = hall.site.day(at)
    current = tickets.at_counter(conn, counter.id, day=day)

    def shape(ticket: Ticket) -> shapes.Json:
        return shapes.ticket(
            hall, view(conn, hall, ticket, pace=pace, at=at), public_url=public_url
        )

    def of(state: State) -> list[shapes.Json]:
        found = tickets.in_state(conn, [state], day=day, services=counter.service_ids, limit=50)
        return [shape(ticket) for ticket in found if not ticket.expired]

    return {
        "counter": shapes.counter(hall, desk), "ticket": shape(current) if current else None,
        "line": show_lines(conn, hall, counter.service_ids, pace=pace, public_url=public_url, at=at),
        "held": of(State.ON_HOLD), "missed": of(State.NO_SHOW), "now": shapes.when(at),
        "today": _today(tickets.ended_at(conn, counter.id, day=day)),
    }  # fmt: skip


def _today(ended: Sequence[Ticket]) -> shapes.Json:
    served = [
        t for t in ended if t.state is State.DONE and t.served_at and t.ended_at and t.called_at
    ]
    lengths = [(t.ended_at - t.served_at) / timedelta(seconds=1) for t in served]  # type: ignore[operator]
    waits = [(t.called_at - t.waiting_since) / timedelta(seconds=1) for t in served]  # type: ignore[operator]
    return {
        "served": len(served), "service_s": round(mean(lengths)) if lengths else None,
        "wait_s": round(mean(waits)) if waits else None,
        "no_shows": sum(t.state is State.NO_SHOW for t in ended),
    }  # fmt: skip


def show_states(hall: Hall, now: Moment, setups: Setups) -> shapes.Json:
    """``line`` push: the state of counters and lines, small enough to send on every change."""
    return {
        "seq": now.seq, "now": shapes.when(now.at),
        "services": [
            {"code": s.code, "waiting": now.count(s.id), "oldest": shapes.when(now.oldest(s.id))}
            for s in hall.services
        ],
        "counters": [shapes.counter(hall, now.desks[c.id]) for c in hall.counters],
        "printers": [shapes.printer(setup, setups, now.printers) for setup in setups.values()],
        "papers": now.papers,
    }  # fmt: skip
