"""Counters at this moment: open, paused or closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.hall import Counter
from queue_server.storage.numbers import UPSERTS
from queue_server.storage.schema import desk as d


def one(conn: sa.Connection, counter: Counter, *, lock: bool = False) -> Desk:
    """The counter's state; closed when it was never opened.

    With ``lock``, for whoever is about to write, the counter is this transaction's until the commit (PostgreSQL).
    """
    wanted = sa.select(d).where(d.c.counter_id == counter.id)
    row = conn.execute(wanted.with_for_update() if lock else wanted).first()
    return _desk(row, counter.code) if row else Desk(counter_id=counter.id, code=counter.code)


def every(conn: sa.Connection, counters: Mapping[int, Counter]) -> dict[int, Desk]:
    """All of ``counters`` by id."""
    rows = {row.counter_id: row for row in conn.execute(sa.select(d).order_by(d.c.counter_id))}
    return {
        id: _desk(rows[id], counter.code) if id in rows else Desk(counter_id=id, code=counter.code)
        for id, counter in counters.items()
    }


def save(conn: sa.Connection, new: Desk) -> None:
    values = {
        "state": new.state.value,
        "reason": new.reason,
        "since": new.since,
        "staff": new.staff,
    }
    first = UPSERTS[conn.dialect.name](d).values(counter_id=new.counter_id, **values)
    conn.execute(first.on_conflict_do_update(index_elements=["counter_id"], set_=values))


def _desk(row: sa.Row[Any], code: str) -> Desk:
    values = row._asdict()
    return Desk(**(values | {"state": CounterState(values["state"]), "code": code}))
