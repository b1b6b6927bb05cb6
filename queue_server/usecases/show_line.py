"""What staff sees: lines in calling order with their reasons, a counter with its ticket, today's figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import mean

import sqlalchemy as sa

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.line import Rule, Setting, call_order
from queue_server.domain.printer import Setups
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import desks, legs, numbers, tickets
from queue_server.storage.numbers import Runs
from queue_server.usecases import shapes, undo
from queue_server.usecases.call_next import services_of
from queue_server.usecases.show_hall import Moment
from queue_server.usecases.views import Pace, seen, view

LONGEST = 200
"""At most so many rows of a line are shown; all of them are counted."""


def show_lines(
    conn: sa.Connection, hall: Hall, services: Sequence[int], *, pace: Pace, public_url: str, at: datetime,
) -> list[shapes.Json]:  # fmt: skip
    """The waiting tickets of ``services`` in the order in which a counter serving them would call them."""
    day = hall.site.day(at)
    waiting = tickets.in_state(conn, [State.WAITING], day=day, services=services)
    settings = _settings(conn, hall, services, day=day)
    ordered = call_order(waiting, settings=settings, at=at, rules=hall.rules)
    return _rows(conn, hall, ordered, pace=pace, public_url=public_url, at=at)


def line_of(
    conn: sa.Connection, hall: Hall, counter: Counter, desk: Desk, *, pace: Pace, public_url: str, at: datetime,
) -> list[shapes.Json]:  # fmt: skip
    """Who waits for the counter: first those it may call now, in the order of its Next; then those who were sent to
    another desk or whose appointment has not come.
    """
    day, serves = hall.site.day(at), services_of(counter, desk)
    waiting = tickets.in_state(conn, [State.WAITING], day=day, services=serves)
    may = [ticket for ticket in waiting if _may_call(counter, desk, ticket, at=at)]
    settings = _settings(conn, hall, serves, day=day, helps=counter.helps)
    ordered = call_order(may, settings=settings, at=at, rules=hall.rules)
    known = {ticket.id for ticket in ordered}
    later = [ticket for ticket in waiting if ticket.id not in known]
    return _rows(conn, hall, [*ordered, *later], pace=pace, public_url=public_url, at=at)


def _may_call(counter: Counter, desk: Desk, ticket: Ticket, *, at: datetime) -> bool:
    """As storage/heads.py asks the database."""
    return (
        ticket.for_counter_id in (None, counter.id)
        and ticket.for_staff in (None, desk.staff)
        and (ticket.not_before is None or ticket.not_before <= at)
        and (ticket.priority is not None or not counter.priority_only)
    )


def _settings(
    conn: sa.Connection,
    hall: Hall,
    services: Sequence[int],
    *,
    day: str,
    helps: Collection[int] = (),
) -> dict[int, Setting]:
    runs = numbers.runs_now(conn, day=day, services=services)
    return {
        id: Setting(
            target=hall.service_of(id).target_wait, helps=id in helps,
            priority_run=runs.get(id, Runs()).priority, regular_run=runs.get(id, Runs()).regular,
        )
        for id in services
    }  # fmt: skip


def _rows(
    conn: sa.Connection, hall: Hall, ordered: Sequence[Ticket], *, pace: Pace, public_url: str, at: datetime,
) -> list[shapes.Json]:  # fmt: skip
    shown = ordered[:LONGEST]
    stays = legs.of_tickets(conn, [ticket.id for ticket in shown])
    groups = {ticket.visit_id for ticket in shown if ticket.visit_id}
    together: dict[int | None, list[Ticket]] = {}
    for ticket in tickets.visit(conn, groups):
        together.setdefault(ticket.visit_id, []).append(ticket)
    place: dict[int, int] = {}
    rows = []
    for ticket in shown:
        ahead = place.get(ticket.service_id, 0)
        place[ticket.service_id] = ahead + 1
        now = seen(hall, ticket, ahead=ahead, pace=pace, at=at)
        group = together.get(ticket.visit_id, []) if ticket.visit_id else []
        whole = replace(now, legs=stays.get(ticket.id, ()), group=group)
        rows.append(shapes.ticket(hall, whole, public_url=public_url))
    return rows


def show_counter(
    conn: sa.Connection, hall: Hall, counter: Counter, desk: Desk, *, pace: Pace, public_url: str, at: datetime,
) -> shapes.Json:  # fmt: skip
    """The counter, its ticket, its line, what is held and missed, its figures of today, and the rules it works by."""
    day = hall.site.day(at)
    current = tickets.at_counter(conn, counter.id, day=day)

    def shape(ticket: Ticket) -> shapes.Json:
        return shapes.ticket(
            hall, view(conn, hall, ticket, pace=pace, at=at), public_url=public_url
        )

    def of(state: State) -> list[shapes.Json]:
        found = tickets.in_state(conn, [state], day=day, services=counter.service_ids, limit=50)
        return [shape(ticket) for ticket in found if not ticket.expired]

    offer = undo.last_of(conn, hall, counter, at=at)
    return {
        "counter": shapes.counter(hall, desk, at=at), "ticket": shape(current) if current else None,
        "line": line_of(conn, hall, counter, desk, pace=pace, public_url=public_url, at=at),
        "held": of(State.ON_HOLD), "missed": of(State.NO_SHOW), "now": shapes.when(at),
        "today": _today(tickets.ended_at(conn, counter.id, day=day)), "rules": _rules(conn, hall),
        "undo": offer and {"kind": offer.kind, "number": offer.number, "until": shapes.when(offer.until)},
    }  # fmt: skip


def _rules(conn: sa.Connection, hall: Hall) -> shapes.Json:
    """What the console keeps to, and where a visitor can be sent."""
    rules = hall.rules
    open_now = [
        desk
        for desk in desks.every(conn, {c.id: c for c in hall.counters}).values()
        if desk.state is not CounterState.CLOSED
    ]
    return {
        "calls": rules.calls, "spacing_s": rules.spacing.total_seconds(), "strict": rules.strict,
        "rounds": rules.rounds, "recycle_after": rules.recycle_after,
        "hold_min": rules.hold // timedelta(minutes=1), "undo_s": rules.undo.total_seconds(),
        "results": [{"code": code, "name": dict(name)} for code, name in rules.results.items()],
        "counters": [desk.code for desk in open_now],
        "staff": sorted({desk.staff for desk in open_now if desk.staff}),
    }  # fmt: skip


def _today(ended: Sequence[Ticket]) -> shapes.Json:
    served = [
        t for t in ended if t.state is State.DONE and t.served_at and t.ended_at and t.called_at
    ]
    lengths = [(t.ended_at - t.served_at) / timedelta(seconds=1) for t in served]  # type: ignore[operator]
    waits = [max(0.0, (t.called_at - t.waiting_since) / timedelta(seconds=1)) for t in served]  # type: ignore[operator]
    return {
        "served": len(served), "service_s": round(mean(lengths)) if lengths else None,
        "wait_s": round(mean(waits)) if waits else None,
        "no_shows": sum(t.state is State.NO_SHOW for t in ended),
        "out_of_order": sum(t.rule == Rule.CHOSEN for t in ended), "urgent": sum(t.urgent for t in ended),
    }  # fmt: skip


def show_states(hall: Hall, now: Moment, setups: Setups) -> shapes.Json:
    """``line`` push: the state of counters and lines, small enough to send on every change."""
    return {
        "seq": now.seq, "now": shapes.when(now.at),
        "services": [
            {"code": s.code, "waiting": now.count(s.id), "oldest": shapes.when(now.oldest(s.id))}
            for s in hall.services
        ],
        "counters": [shapes.counter(hall, now.desks[c.id], at=now.at) for c in hall.counters],
        "printers": [shapes.printer(setup, setups, now.printers) for setup in setups.values()],
        "papers": now.papers,
    }  # fmt: skip
