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
from queue_server.storage.prepared import Prepared, Row
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
_NEXT = Prepared(
    sa.update(head)
    .where(head.c.id == 1)
    .values(seq=head.c.seq + sa.bindparam("n", type_=sa.Integer))
    .returning(head.c.seq)
)
_INSERT = Prepared(sa.insert(j))
_LAST = Prepared(sa.select(head.c.seq).where(head.c.id == 1))
_SINCE = Prepared(
    sa.select(*TOLD)
    .where(j.c.seq > sa.bindparam("last"))
    .order_by(j.c.seq)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_NAMES = [column.name for column in TOLD]


def append(conn: sa.Connection, events: Sequence[Event]) -> int | None:
    """Write ``events`` behind the last row and return the seq of the last one; None when there are none.

    The head row stays locked until the commit, so order of seq is order of commits.
    """
    if not events:
        return None
    last = int(_NEXT.value(conn, n=len(events)))
    for seq, event in enumerate(events, last - len(events) + 1):
        _INSERT.run(
            conn, seq=seq, at=event.at, kind=event.kind.value, ticket_id=event.ticket_id,
            counter_id=event.counter_id, actor=event.actor, data=event.data,
        )  # fmt: skip
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("SELECT pg_notify('journal', '')")
    return last


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
    conn: sa.Connection, kinds: Sequence[Kind], *, after: int, limit: int = 100,
    since: datetime | None = None,
) -> list[Event]:  # fmt: skip
    """Rows of ``kinds`` after ``after`` (and not before ``since``) in order; of more than ``limit`` the newest."""
    wanted = sa.select(*TOLD).where(j.c.seq > after, j.c.kind.in_([k.value for k in kinds]))
    if since is not None:
        wanted = wanted.where(j.c.at >= since)
    rows = conn.execute(wanted.order_by(j.c.seq.desc()).limit(limit)).all()
    return [_event(row) for row in reversed(rows)]


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
