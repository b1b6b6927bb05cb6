"""The journal: what happened, in commit order without gaps. Outbox of every push, audit trail, source of reports."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from queue_server.domain.events import CALLS, Kind
from queue_server.storage import chain
from queue_server.storage.prepared import Prepared, Row
from queue_server.storage.schema import calls
from queue_server.storage.schema import journal as j
from queue_server.storage.schema import journal_head as head


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened. ``seq`` is 0 until it is written. ``actor`` is "device:kiosk-1", "staff:ani" or "system"."""

    kind: Kind
    at: datetime
    actor: str
    ticket_id: int | None = None
    counter_id: int | None = None
    data: dict[str, Any]
    seq: int = 0


TOLD = [column for column in j.c if column.name != "hash"]
"""What a row tells; the chain is another matter."""
_END = sa.select(head.c.seq, head.c.hash).where(head.c.id == 1)
# Locked until the commit. SQLite has one writer anyway.
_LOCKED = Prepared({"sqlite": _END, "postgresql": _END.with_for_update()})
# The facts are stored as the very text that is hashed.
_FACTS = sa.bindparam("facts", type_=sa.Text)
_INSERT = Prepared(
    {
        "sqlite": sa.insert(j).values(data=_FACTS),
        "postgresql": sa.insert(j).values(data=sa.cast(_FACTS, j.c.data.type)),
    }
)
_MOVED = (
    sa.update(head)
    .where(head.c.id == 1)
    .values(
        seq=sa.bindparam("last", type_=sa.Integer),
        hash=sa.bindparam("link", type_=sa.LargeBinary),
    )
)
# Those who listen are told with the same statement, at the commit.
_MOVE = Prepared(
    {"sqlite": _MOVED, "postgresql": _MOVED.returning(sa.func.pg_notify("journal", ""))}
)
_LAST = Prepared(sa.select(head.c.seq).where(head.c.id == 1))
_SINCE = Prepared(
    sa.select(*TOLD)
    .where(j.c.seq > sa.bindparam("last"))
    .order_by(j.c.seq)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_CALLS_SINCE = Prepared(
    sa.select(*TOLD)
    .where(calls, j.c.at >= sa.bindparam("since", type_=j.c.at.type))
    .order_by(j.c.at.desc(), j.c.seq.desc())
    .limit(500)
)
_NAMES = [column.name for column in TOLD]


def append(conn: sa.Connection, events: Sequence[Event]) -> int | None:
    """Chain ``events`` behind the last row and return the seq of the last one; None when there are none.

    The head row stays locked until the commit, so order of seq is order of commits.
    """
    if not events:
        return None
    end = _LOCKED.row(conn)
    assert end is not None  # made when the database was opened
    seq, link = end[0], end[1] if end[0] and end[1] else chain.BEGINNING
    for event in events:
        seq += 1
        facts, kind = chain.as_text(event.data), event.kind.value
        actor = event.actor.replace("\n", " ")
        link = chain.link(
            link, seq=seq, at=event.at, kind=kind, ticket_id=event.ticket_id, counter_id=event.counter_id,
            actor=actor, data=facts,
        )  # fmt: skip
        _INSERT.run(
            conn, seq=seq, at=event.at, kind=kind, ticket_id=event.ticket_id, counter_id=event.counter_id,
            actor=actor, facts=facts, hash=link,
        )  # fmt: skip
    _MOVE.run(conn, last=seq, link=link)
    return int(seq)


def last_seq(conn: sa.Connection) -> int:
    """The seq of the newest row, 0 for an empty journal."""
    return _LAST.value(conn) or 0


def epoch(conn: sa.Connection) -> str:
    """Which life of the database this is: it changes when an older copy is restored."""
    return conn.scalar(sa.select(head.c.epoch).where(head.c.id == 1)) or ""


def since(conn: sa.Connection, last: int, *, limit: int = 500) -> list[Event]:
    """The rows after ``last`` in order, at most ``limit``."""
    return [_event(row) for row in _SINCE.rows(conn, last=last, limit=limit)]


def of_kinds(
    conn: sa.Connection, kinds: Sequence[Kind], *, after: int, limit: int = 100
) -> list[Event]:
    """Rows of ``kinds`` after ``after`` in order; of more than ``limit`` the newest."""
    wanted = sa.select(*TOLD).where(j.c.seq > after, j.c.kind.in_([k.value for k in kinds]))
    rows = conn.execute(wanted.order_by(j.c.seq.desc()).limit(limit)).all()
    return [_event(row) for row in reversed(rows)]


def calls_since(conn: sa.Connection, at: datetime) -> list[Event]:
    """Calls and recalls journalled with ``at`` or a later time, in order; of more than 500 the newest."""
    found = [_event(row) for row in _CALLS_SINCE.rows(conn, since=at)]
    return sorted(found, key=lambda event: event.seq)


def of_ticket(
    conn: sa.Connection, ticket_id: int, kinds: Sequence[Kind], *, limit: int = 100
) -> list[Event]:
    """What happened to a ticket, of ``kinds``, in order; of more than ``limit`` the newest."""
    wanted = sa.select(*TOLD).where(
        j.c.ticket_id == ticket_id, j.c.kind.in_([k.value for k in kinds])
    )
    rows = conn.execute(wanted.order_by(j.c.seq.desc()).limit(limit)).all()
    return [_event(row) for row in reversed(rows)]


def one(conn: sa.Connection, seq: int) -> Event | None:
    """The row ``seq``, None when there is none."""
    row = conn.execute(sa.select(*TOLD).where(j.c.seq == seq)).first()
    return _event(row) if row else None


def call_seqs(conn: sa.Connection, ticket_ids: Sequence[int]) -> dict[int, int]:
    """By ticket id: the seq of its newest call or recall."""
    if not ticket_ids:
        return {}
    wanted = {f"id{i}": id for i, id in enumerate(ticket_ids)}
    rows = _call_seqs(len(wanted)).rows(conn, **wanted)
    return {row[0]: row[1] for row in rows}


@lru_cache(64)
def _call_seqs(count: int) -> Prepared:
    tickets = (j.c.ticket_id == sa.bindparam(f"id{i}") for i in range(count))
    calls = (j.c.kind == kind.value for kind in sorted(CALLS))
    return Prepared(
        sa.select(j.c.ticket_id, sa.func.max(j.c.seq))
        .where(sa.or_(*tickets), sa.or_(*calls))
        .group_by(j.c.ticket_id)
    )


def start(conn: sa.Connection) -> None:
    """Make the head of an empty journal."""
    if conn.scalar(sa.select(head.c.id).where(head.c.id == 1)) is None:
        conn.execute(sa.insert(head).values(id=1, seq=0, epoch=secrets.token_hex(8)))


def _event(row: Row) -> Event:
    values = dict(zip(_NAMES, row, strict=True))
    return Event(**(values | {"kind": Kind(values["kind"])}))
