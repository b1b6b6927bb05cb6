"""What must hold of the rows whatever happened, asked in SQL: each answers with the first offending row, in words.

Without ``day`` all of history is asked; a million tickets take seconds. Here are tickets and their numbers; the journal
is in ``invariants_journal.py`` and ``invariants_chain.py``, what needs the rows in their order in
``usecases/invariants.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from queue_server.domain.ticket import State
from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import desk, journal_head, number_gap, number_series
from queue_server.storage.schema import journal as j
from queue_server.storage.schema import ticket as t

_SERIAL = sa.cast(sa.func.substr(t.c.number, sa.func.length(t.c.prefix) + 1), sa.Integer)


def numbers(conn: sa.Connection, *, rolls: str, day: str | None = None) -> Iterator[str]:
    """I1: of each day and prefix the numbers 1, 2, 3 .. are there once, up to the last given out.

    Numbers of the paper roll (prefix ``rolls``) are printed before: there may be gaps between those. Elsewhere only
    the numbers of ``number_gap`` are missing, and all of those.
    """
    facts = sa.func.count(), sa.func.count(_SERIAL.distinct()), sa.func.min(_SERIAL), sa.func.max(_SERIAL)  # fmt: skip
    found = sa.select(t.c.day, t.c.prefix, *facts).where(t.c.prefix != rolls)
    groups = {
        (of_day, prefix): (count, different, least, most)
        for of_day, prefix, count, different, least, most in conn.execute(
            on_day(found, t.c.day, day).group_by(t.c.day, t.c.prefix)
        )
    }
    skipped = _skipped(conn, day)
    series = sa.select(number_series.c.day, number_series.c.prefix, number_series.c.last)
    for of_day, prefix, last in conn.execute(
        on_day(series.where(number_series.c.prefix != rolls), number_series.c.day, day)
    ):
        without = skipped.get((of_day, prefix), set())
        good = groups.pop((of_day, prefix), (0, 0, 1, 0)) == (last, last, 1, last)
        if without or not good:
            yield from _first_wrong_number(conn, of_day, prefix, last, without)
    for of_day, prefix in groups:
        yield f"I1 {of_day}: numbers {prefix} were given out, but none is counted"


def _skipped(conn: sa.Connection, day: str | None) -> dict[tuple[str, str], set[int]]:
    """By day and prefix: the serials that nobody was given, on purpose."""
    gaps: dict[tuple[str, str], set[int]] = {}
    found = sa.select(number_gap.c.day, number_gap.c.prefix, number_gap.c.first, number_gap.c.last)
    for of_day, prefix, first, last in conn.execute(on_day(found, number_gap.c.day, day)):
        gaps.setdefault((of_day, prefix), set()).update(range(first, last + 1))
    return gaps


def _first_wrong_number(
    conn: sa.Connection, day: str, prefix: str, last: int, skipped: set[int]
) -> Iterator[str]:
    rows = sa.select(_SERIAL, t.c.number).where(t.c.day == day, t.c.prefix == prefix)
    before = 0
    for serial, number in conn.execute(rows.order_by(_SERIAL, t.c.id)):
        if serial == before:
            yield f"I1 {day}: number {number} was given out twice"
        elif missing := _missing(before + 1, serial, skipped):
            yield f"I1 {day}: number {prefix}{missing:03} is missing, {last} were given out"
        elif serial in skipped:
            yield f"I1 {day}: number {number} was given out, though it was to be left out"
        elif serial > last:
            yield f"I1 {day}: number {number} was given out, but only {last} are counted"
        else:
            before = serial
            continue
        return
    if missing := _missing(before + 1, last + 1, skipped):
        yield f"I1 {day}: number {prefix}{missing:03} is missing, {last} were given out"


def _missing(first: int, end: int, skipped: set[int]) -> int | None:
    return next((serial for serial in range(first, end) if serial not in skipped), None)


def steps(conn: sa.Connection, *, rolls: str, day: str | None = None) -> Iterator[str]:
    """I11: numbers of a prefix grow with the ids, whatever the clock said when they were taken."""
    before = sa.func.lag(_SERIAL).over(partition_by=(t.c.day, t.c.prefix), order_by=t.c.id)
    columns = t.c.id, t.c.day, t.c.number, _SERIAL.label("serial"), before.label("before")
    rows = on_day(sa.select(*columns).where(t.c.prefix != rolls), t.c.day, day).subquery()
    wrong = sa.select(rows).where(rows.c.serial <= rows.c.before).order_by(rows.c.id).limit(1)
    for row in conn.execute(wrong):
        yield f"I11 {row.day}: ticket {row.id} has number {row.number} after {row.before} of its prefix"


def at_counters(conn: sa.Connection, *, day: str | None = None) -> Iterator[str]:
    """I4: no counter has two visitors, and nobody is called or served nowhere."""
    active = (
        on_day(sa.select(t), t.c.day, day).where(t.c.state.in_(["called", "serving"])).subquery()
    )
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
    strange = on_day(sa.select(t.c.id, t.c.state), t.c.day, day).where(t.c.state.not_in(known))
    for id, state in conn.execute(strange.order_by(t.c.id).limit(1)):
        yield f"I7: ticket {id} is in the unknown state {state!r}"


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
_LEFT_OUT = Prepared(
    sa.select(sa.func.coalesce(sa.func.sum(number_gap.c.last - number_gap.c.first + 1), 0)).where(
        number_gap.c.day == sa.bindparam("day"), number_gap.c.prefix != sa.bindparam("rolls")
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
    of_day = {"day": day, "rolls": rolls}
    given = _GIVEN.value(conn, **of_day) - _LEFT_OUT.value(conn, **of_day)
    there = _THERE.value(conn, **of_day)
    if given != there:
        yield f"I7 {day}: {given} numbers were given out, there are {there} tickets"
    head = _HEAD.row(conn)
    if head and head[0] != (head[1] or 0):
        yield f"journal: the last row is {head[1]}, the last number used is {head[0]}"


def count(conn: sa.Connection) -> int:
    """How many tickets there are."""
    return conn.scalar(sa.select(sa.func.count()).select_from(t)) or 0


def days(conn: sa.Connection, *, limit: int | None) -> list[str]:
    """The days on which numbers were given out, the newest first; at most ``limit``, all with None."""
    found = sa.select(number_series.c.day).distinct().order_by(number_series.c.day.desc())
    return list(conn.scalars(found.limit(limit)))


def on_day(statement: sa.Select[Any], column: sa.Column[Any], day: str | None) -> sa.Select[Any]:
    """Only the rows of ``day``; all of history with None."""
    return statement if day is None else statement.where(column == day)
