"""Counters at this moment: open, paused or closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.hall import Counter
from queue_server.storage.numbers import UPSERTS
from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import desk as d

_ONE = sa.select(d).where(d.c.counter_id == sa.bindparam("id"))
_READ, _LOCK = Prepared(_ONE), Prepared(_ONE.with_for_update())
_EVERY = Prepared(sa.select(d).order_by(d.c.counter_id))
_NAMES = [column.name for column in d.c]


def one(conn: sa.Connection, counter: Counter, *, lock: bool = False) -> Desk:
    """The counter's state; closed when it was never opened.

    With ``lock``, for whoever is about to write, the counter is this transaction's until the commit (PostgreSQL).
    """
    row = (_LOCK if lock else _READ).row(conn, id=counter.id)
    return _desk(row, counter.code) if row else Desk(counter_id=counter.id, code=counter.code)


def every(conn: sa.Connection, counters: Mapping[int, Counter]) -> dict[int, Desk]:
    """All of ``counters`` by id."""
    rows = {row[0]: row for row in _EVERY.rows(conn)}
    return {
        id: _desk(rows[id], counter.code) if id in rows else Desk(counter_id=id, code=counter.code)
        for id, counter in counters.items()
    }


def open_of(conn: sa.Connection, staff: str, counters: Iterable[Counter]) -> list[Counter]:
    """Those of ``counters`` that ``staff`` has open now."""
    held = sa.select(d.c.counter_id).where(d.c.staff == staff, d.c.state == CounterState.OPEN.value)
    ids = set(conn.execute(held).scalars())
    return [counter for counter in counters if counter.id in ids]


def save(conn: sa.Connection, new: Desk) -> None:
    """Write the counter's state over the one before."""
    values = {
        "state": new.state.value,
        "reason": new.reason,
        "since": new.since,
        "staff": new.staff,
        "services": None if new.services is None else list(new.services),
    }
    first = UPSERTS[conn.dialect.name](d).values(counter_id=new.counter_id, **values)
    conn.execute(first.on_conflict_do_update(index_elements=["counter_id"], set_=values))


def _desk(row: Sequence[Any], code: str) -> Desk:
    values = dict(zip(_NAMES, row, strict=True))
    only = values["services"]
    values |= {
        "state": CounterState(values["state"]),
        "services": None if only is None else tuple(only),
    }
    return Desk(**values, code=code)
