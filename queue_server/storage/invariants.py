"""What must hold of the rows whatever happened, asked in SQL: each answers with the first offending row, in words.

Without ``day`` all of history is asked; a million tickets take seconds. What needs the rows in their order is in
``usecases/invariants.py``.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

import sqlalchemy as sa

from queue_server.domain.events import Kind
from queue_server.domain.ticket import State
from queue_server.storage.journal import TOLD, Event
from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import desk, journal_head, number_series, service, service_day
from queue_server.storage.schema import journal as j
from queue_server.storage.schema import ticket as t

_SERIAL = sa.cast(sa.func.substr(t.c.number, sa.func.length(t.c.prefix) + 1), sa.Integer)
CHANNELS = ("walk_in", "priority", "online")
"""Ways in that have a quota of their own, and a column of ``service_day``."""


def numbers(conn: sa.Connection, *, rolls: str, day: str | None = None) -> Iterator[str]:
    """I1: of each day and prefix the numbers 1, 2, 3 .. are there once, up to the last given out.

    Numbers of the paper roll (prefix ``rolls``) are printed before: there may be gaps between those.
    """
    facts = sa.func.count(), sa.func.count(_SERIAL.distinct()), sa.func.min(_SERIAL), sa.func.max(_SERIAL)  # fmt: skip
    found = sa.select(t.c.day, t.c.prefix, *facts).where(t.c.prefix != rolls)
    groups = {
        (of_day, prefix): (count, different, least, most)
        for of_day, prefix, count, different, least, most in conn.execute(
            _on(found, t.c.day, day).group_by(t.c.day, t.c.prefix)
        )
    }
    series = sa.select(number_series.c.day, number_series.c.prefix, number_series.c.last)
    for of_day, prefix, last in conn.execute(
        _on(series.where(number_series.c.prefix != rolls), number_series.c.day, day)
    ):
        if groups.pop((of_day, prefix), (0, 0, 1, 0)) != (last, last, 1, last):
            yield _first_wrong_number(conn, of_day, prefix, last)
    for of_day, prefix in groups:
        yield f"I1 {of_day}: numbers {prefix} were given out, but none is counted"


def _first_wrong_number(conn: sa.Connection, day: str, prefix: str, last: int) -> str:
    where = t.c.day == day, t.c.prefix == prefix
    expected = 1
    for serial, number in conn.execute(sa.select(_SERIAL, t.c.number).where(*where).order_by(_SERIAL)):  # fmt: skip
        if serial < expected:
            return f"I1 {day}: number {number} was given out twice"
        if serial > expected:
            break
        expected += 1
    if expected <= last:
        return f"I1 {day}: number {prefix}{expected:03} is missing, {last} were given out"
    return f"I1 {day}: number {prefix}{last + 1:03} was given out, but only {last} are counted"


def steps(conn: sa.Connection, *, rolls: str, day: str | None = None) -> Iterator[str]:
    """I11: numbers of a prefix grow with the ids, whatever the clock said when they were taken."""
    before = sa.func.lag(_SERIAL).over(partition_by=(t.c.day, t.c.prefix), order_by=t.c.id)
    columns = t.c.id, t.c.day, t.c.number, _SERIAL.label("serial"), before.label("before")
    rows = _on(sa.select(*columns).where(t.c.prefix != rolls), t.c.day, day).subquery()
    wrong = sa.select(rows).where(rows.c.serial <= rows.c.before).order_by(rows.c.id).limit(1)
    for row in conn.execute(wrong):
        yield f"I11 {row.day}: ticket {row.id} has number {row.number} after {row.before} of its prefix"


def at_counters(conn: sa.Connection, *, day: str | None = None) -> Iterator[str]:
    """I4: no counter has two visitors, and nobody is called or served nowhere."""
    active = _on(sa.select(t), t.c.day, day).where(t.c.state.in_(["called", "serving"])).subquery()
    two = (
        sa.select(active.c.counter_id, sa.func.min(active.c.id), sa.func.max(active.c.id))
        .group_by(active.c.counter_id)
        .having(sa.func.count() > 1)
        .order_by(active.c.counter_id)
    )
    for counter, one, other in conn.execute(two):
        if counter is not None:
            yield f"I4: counter {counter} has tickets {one} and {other} at once"
    nowhere = sa.select(active.c.id, active.c.state).where(active.c.counter_id.is_(None))
    for id, state in conn.execute(nowhere.order_by(active.c.id).limit(1)):
        yield f"I4: ticket {id} is {state} at no counter"


_NOBODY_THERE = Prepared(
    sa.select(t.c.id, t.c.number, t.c.for_counter_id, t.c.for_staff)
    .where(
        t.c.day == sa.bindparam("day"),
        t.c.state == "waiting",
        sa.or_(
            sa.and_(
                t.c.for_counter_id.is_not(None),
                ~sa.exists().where(
                    desk.c.counter_id == t.c.for_counter_id, desk.c.state != "closed"
                ),
            ),
            sa.and_(t.c.for_staff.is_not(None), ~sa.exists().where(desk.c.staff == t.c.for_staff)),
        ),
    )
    .order_by(t.c.id)
    .limit(1)
)


def sent_to_nobody(conn: sa.Connection, *, day: str) -> Iterator[str]:
    """Nobody waits for a counter that is closed, or for a person who has gone."""
    for id, number, counter, staff in _NOBODY_THERE.rows(conn, day=day):
        where = f"counter {counter}" if counter else staff
        yield f"sent to nobody: ticket {id}, {number} waits for {where}, which is closed or gone"


def states(conn: sa.Connection, *, day: str | None = None) -> Iterator[str]:
    """I7: every number given out is in one of the known states."""
    known = [state.value for state in State]
    strange = _on(sa.select(t.c.id, t.c.state), t.c.day, day).where(t.c.state.not_in(known))
    for id, state in conn.execute(strange.order_by(t.c.id).limit(1)):
        yield f"I7: ticket {id} is in the unknown state {state!r}"


def sums(conn: sa.Connection, *, day: str | None = None) -> Iterator[str]:
    """I7: what each service and way in counts is what was given out."""
    given = _given_out(conn, day)
    counted = _on(sa.select(service_day), service_day.c.day, day)
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

    for row in conn.execute(_on(rows.group_by(t.c.day, code, t.c.channel), t.c.day, day)):
        more(*row)
    visits = sa.select(t.c.day, code, t.c.channel, t.c.request).join_from(t, j, issued)
    for of_day, first, channel, request in conn.execute(_on(visits.where(_SEVERAL), t.c.day, day)):
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
        _on(sa.select(t.c.actor, t.c.request_key, sa.func.min(t.c.id), sa.func.max(t.c.id)), t.c.day, day)
        .group_by(t.c.actor, t.c.request_key)
        .having(sa.func.count() > 1)
        .limit(1)
    )  # fmt: skip
    for actor, key, one, other in conn.execute(twice):
        yield f"I8: request {key!r} of {actor} made the tickets {one} and {other}"
    issued = sa.and_(j.c.ticket_id == t.c.id, j.c.kind == Kind.TICKET_ISSUED.value)
    made = (
        _on(sa.select(t.c.id, sa.func.count(j.c.seq)).outerjoin_from(t, j, issued), t.c.day, day)
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
    wrong = calls.where(j.c.kind == Kind.TICKET_CALLED.value, sa.or_(*empty))
    for seq, rule, reason in conn.execute(wrong.order_by(j.c.seq).limit(1)):
        yield f"I9: call {seq} has rule {rule!r} and reason {reason!r}"


def sequence(conn: sa.Connection) -> Iterator[str]:
    """The rows of the journal are numbered without a gap, up to the last number used."""
    facts = sa.func.min(j.c.seq), sa.func.max(j.c.seq), sa.func.count()
    least, most, count = conn.execute(sa.select(*facts)).one()
    head = conn.scalar(sa.select(journal_head.c.seq).where(journal_head.c.id == 1)) or 0
    if count and count != most - least + 1:
        after = j.alias()
        gone = sa.select(j.c.seq).where(~sa.exists().where(after.c.seq == j.c.seq + 1), j.c.seq < most)  # fmt: skip
        row = conn.scalar(gone.order_by(j.c.seq).limit(1))
        yield f"journal: row {(row or 0) + 1} is missing"
    if (most or 0) != head:
        yield f"journal: the last row is {most or 0}, the last number used is {head}"


_TWO_AT_ONCE = Prepared(
    sa.select(t.c.counter_id)
    .where(t.c.day == sa.bindparam("day"), sa.text("state IN ('called', 'serving')"))
    .group_by(t.c.counter_id)
    .having(sa.func.count() > 1)
)
_GIVEN = Prepared(
    sa.select(sa.func.coalesce(sa.func.sum(number_series.c.last), 0)).where(
        number_series.c.day == sa.bindparam("day"), number_series.c.prefix != sa.bindparam("rolls")
    )
)
_THERE = Prepared(
    sa.select(sa.func.count()).where(
        t.c.day == sa.bindparam("day"), t.c.prefix != sa.bindparam("rolls")
    )
)
_HEAD = Prepared(
    sa.select(journal_head.c.seq, sa.select(sa.func.max(j.c.seq)).scalar_subquery()).where(
        journal_head.c.id == 1
    )
)


def at_each_step(conn: sa.Connection, *, rolls: str, day: str) -> Iterator[str]:
    """What costs next to nothing: nobody twice at a counter, as many tickets as numbers, the journal's last row."""
    for row in _TWO_AT_ONCE.rows(conn, day=day):
        yield f"I4: counter {row[0]} has two tickets at once"
    given, there = (
        _GIVEN.value(conn, day=day, rolls=rolls),
        _THERE.value(conn, day=day, rolls=rolls),
    )
    if given != there:
        yield f"I7 {day}: {given} numbers were given out, there are {there} tickets"
    head = _HEAD.row(conn)
    if head and head[0] != (head[1] or 0):
        yield f"journal: the last row is {head[1]}, the last number used is {head[0]}"


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


def _on(statement: sa.Select[Any], column: sa.Column[Any], day: str | None) -> sa.Select[Any]:
    return statement if day is None else statement.where(column == day)
