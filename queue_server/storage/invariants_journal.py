"""What must hold of the journal beside the tickets, asked in SQL: sums, requests, reasons; and a day's rows to be lived
once more. Each answers with the first offending row, in words. The chain is in ``invariants_chain.py``.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import sqlalchemy as sa

from queue_server.domain.events import Kind
from queue_server.storage.invariants import on_day
from queue_server.storage.journal import TOLD, Event
from queue_server.storage.numbers import CHANNELS
from queue_server.storage.schema import journal as j
from queue_server.storage.schema import journal_head, service, service_day
from queue_server.storage.schema import ticket as t


def sums(conn: sa.Connection, *, day: str | None = None) -> Iterator[str]:
    """I7: what each service and way in counts is what was given out."""
    given = _given_out(conn, day)
    counted = on_day(sa.select(service_day), service_day.c.day, day)
    for row in conn.execute(counted.order_by(service_day.c.day, service_day.c.service_id)):
        ways = given.pop((row.day, row.service_id), {})
        wrong = {"issued": (row.issued, sum(ways.values()))}
        wrong |= {way: (getattr(row, way), ways.get(way, 0)) for way in CHANNELS}
        for what, (told, are) in wrong.items():
            if told != are:
                yield f"I7 {row.day}: service {row.service_id} counts {told} ({what}), there are {are}"
    for (of_day, service_id), ways in given.items():
        yield f"I7 {of_day}: service {service_id} counts nothing, there are {sum(ways.values())}"


def _given_out(conn: sa.Connection, day: str | None) -> dict[tuple[str, int], dict[str, int]]:
    """By day and service: the places given out in its line, by way in. A visit has a place in each of its lines."""
    code = j.c.data["service"].as_string()
    ids = {name: id for name, id in conn.execute(sa.select(service.c.code, service.c.id))}  # noqa: C416
    issued = sa.and_(j.c.ticket_id == t.c.id, j.c.kind == Kind.TICKET_ISSUED.value)
    rows = sa.select(t.c.day, code, t.c.channel, sa.func.count()).join_from(t, j, issued)
    given: dict[tuple[str, int], dict[str, int]] = {}

    def more(of_day: str, name: str, channel: str, count: int) -> None:
        ways = given.setdefault((of_day, ids.get(name, 0)), {})
        ways[channel] = ways.get(channel, 0) + count

    for row in conn.execute(on_day(rows.group_by(t.c.day, code, t.c.channel), t.c.day, day)):
        more(*row)
    visits = sa.select(t.c.day, code, t.c.channel, t.c.request).join_from(t, j, issued)
    for of_day, first, channel, request in conn.execute(
        on_day(visits.where(_SEVERAL), t.c.day, day)
    ):
        for name in of_visit(request, ids):
            if name != first:
                more(of_day, name, channel, 1)
    return given


_SEVERAL = sa.and_(t.c.request.like("%/%/%"), t.c.channel.in_(CHANNELS))


def of_visit(request: str, known: Container[str]) -> list[str]:
    """The codes of all services that a visitor asked for, from the words kept of the request."""
    first, *more = request.split("/")
    several = [part.removesuffix("*").split(",") for part in more[1:2]]
    return [first, *(code for part in several for code in part if code in known)]


def requests(conn: sa.Connection, *, day: str | None = None) -> Iterator[str]:
    """I8: one request made one ticket, and every ticket was made once."""
    twice = (
        on_day(sa.select(t.c.actor, t.c.request_key, sa.func.min(t.c.id), sa.func.max(t.c.id)), t.c.day, day)
        .group_by(t.c.actor, t.c.request_key)
        .having(sa.func.count() > 1)
        .limit(1)
    )  # fmt: skip
    for actor, key, one, other in conn.execute(twice):
        yield f"I8: request {key!r} of {actor} made the tickets {one} and {other}"
    issued = sa.and_(j.c.ticket_id == t.c.id, j.c.kind == Kind.TICKET_ISSUED.value)
    made = (
        on_day(sa.select(t.c.id, sa.func.count(j.c.seq)).outerjoin_from(t, j, issued), t.c.day, day)
        .group_by(t.c.id)
        .having(sa.func.count(j.c.seq) != 1)
        .order_by(t.c.id)
        .limit(1)
    )
    for id, times in conn.execute(made):
        yield f"I8: ticket {id} is journalled as given out {times} times"


def reasons(conn: sa.Connection, *, day: str | None = None) -> Iterator[str]:
    """I9: every call is journalled with its rule and with words that say why."""
    facts = j.c.data[("why", "rule")].as_string(), j.c.data["reason"].as_string()
    calls = sa.select(j.c.seq, *facts)
    if day is not None:
        calls = calls.join_from(t, j, j.c.ticket_id == t.c.id).where(t.c.day == day)
    empty = [sa.func.coalesce(fact, "") == "" for fact in facts]
    told = calls.where(j.c.kind == Kind.TICKET_CALLED.value, j.c.seq > told_from(conn))
    wrong = told.where(sa.or_(*empty))
    for seq, rule, reason in conn.execute(wrong.order_by(j.c.seq).limit(1)):
        yield f"I9: call {seq} has rule {rule!r} and reason {reason!r}"


def told_from(conn: sa.Connection) -> int:
    """The last call that was journalled by a release which did not say by which rule; 0: there is none."""
    return conn.scalar(sa.select(journal_head.c.told_from).where(journal_head.c.id == 1)) or 0


_LIVED = (
    Kind.TICKET_ISSUED, Kind.TICKET_CALLED, Kind.TICKET_RECALLED, Kind.TICKET_STARTED, Kind.TICKET_FINISHED,
    Kind.LEG_FINISHED, Kind.TICKET_SKIPPED, Kind.TICKET_RECYCLED, Kind.TICKET_HELD, Kind.TICKET_RESUMED,
    Kind.TICKET_RETURNED, Kind.TICKET_TRANSFERRED, Kind.TICKET_URGENT, Kind.TICKET_CANCELLED, Kind.TICKET_EXPIRED,
    Kind.TICKET_UNDONE,
)  # fmt: skip
_AROUND = (
    Kind.COUNTER_OPENED, Kind.COUNTER_PAUSED, Kind.COUNTER_CLOSED, Kind.COUNTER_NARROWED, Kind.HALL_CHANGED,
)  # fmt: skip
_LOOK_BACK = 20_000  # rows before the day's first ticket: who opened which counter


def lived(conn: sa.Connection, *, day: str) -> list[Event]:
    """What the journal tells of the tickets of ``day``, and of the counters meanwhile and shortly before, in order."""
    mine = sa.select(sa.func.min(j.c.seq), sa.func.max(j.c.seq)).join_from(
        t, j, j.c.ticket_id == t.c.id
    )
    first, last = conn.execute(mine.where(t.c.day == day)).one()
    if first is None:
        return []
    kinds = sa.or_(
        sa.and_(t.c.day == day, j.c.kind.in_([kind.value for kind in _LIVED])),
        j.c.kind.in_([kind.value for kind in _AROUND]),
    )
    rows = sa.select(*TOLD).outerjoin_from(j, t, j.c.ticket_id == t.c.id).where(kinds)
    between = rows.where(j.c.seq.between(first - _LOOK_BACK, last)).order_by(j.c.seq)
    return [Event(**(row._asdict() | {"kind": Kind(row.kind)})) for row in conn.execute(between)]


def asked(conn: sa.Connection, *, day: str) -> dict[int, str]:
    """By ticket id: the words kept of the request, of those who may have asked for several services."""
    found = sa.select(t.c.id, t.c.request).where(t.c.day == day, _SEVERAL)
    return {id: request for id, request in conn.execute(found)}  # noqa: C416
