"""I10: the journal's rows are those that were written, in their order, without a gap, up to the last one.

Three things hold each other: every row's hash (see ``chain.py``), the head of the chain in ``journal_head``, and heads
of earlier days, in ``day_head`` and on paper. Whoever takes rows away at the end and mends the head is found by those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from queue_server.domain.events import Kind
from queue_server.storage.chain import BEGINNING, canonical
from queue_server.storage.schema import day_head, journal_head
from queue_server.storage.schema import journal as j
from queue_server.storage.schema import ticket as t

AT_ONCE = 50_000
"""Rows read in one go."""
ENOUGH = 5
"""Faults told of the chain: behind the first ones are mostly more of the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A row of the journal and the beginning of its hash, in hexadecimal digits. ``name`` says where that stands."""

    name: str
    seq: int
    hash: str


@dataclass(slots=True)
class Walk:
    """How far the chain was looked through: ``rows`` of them, the last one's ``seq`` and ``hash``."""

    rows: int = 0
    seq: int = 0
    hash: bytes = BEGINNING
    found: list[str] = field(default_factory=list)


def behind(conn: sa.Connection, seq: int) -> Walk:
    """A walk that begins behind the row ``seq``, or the last one before it that is there."""
    before = sa.select(j.c.seq, j.c.hash).where(j.c.seq <= seq).order_by(j.c.seq.desc()).limit(1)
    row = conn.execute(before).first()
    return Walk(seq=row.seq, hash=bytes(row.hash or BEGINNING)) if row else Walk()


def behind_day_before(conn: sa.Connection, day: str) -> Walk:
    """A walk that begins before what the journal first tells of the tickets of ``day``."""
    first = sa.select(sa.func.min(j.c.seq)).join_from(t, j, j.c.ticket_id == t.c.id)
    return behind(conn, (conn.scalar(first.where(t.c.day == day)) or 1) - 1)


def further(conn: sa.Connection, walk: Walk, *, until: int, rows: int = AT_ONCE) -> bool:
    """Look through the next ``rows`` rows, up to seq ``until``; False when there are no more."""
    step = _on_postgresql if conn.dialect.name == "postgresql" else _on_sqlite
    return step(conn, walk, until, rows)


def _on_sqlite(conn: sa.Connection, walk: Walk, until: int, rows: int) -> bool:
    dbapi: Any = conn.connection.dbapi_connection
    found = dbapi.execute(
        f"SELECT seq, hash, CAST({canonical('sqlite')} AS BLOB) FROM journal"
        " WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
        (walk.seq, until, rows),
    )
    last, before, count = walk.seq, walk.hash, 0
    for seq, hash, form in found:  # the loop that all of history goes through
        if sha256(before + form).digest() != hash or seq != last + 1:
            _wrong(conn, walk, last, seq, linked=sha256(before + form).digest() == hash)
        last, before, count = seq, hash or BEGINNING, count + 1
    walk.seq, walk.hash, walk.rows = last, before, walk.rows + count
    return count == rows


_PART = f"""
    SELECT seq, hash, lag(seq) OVER w AS before,
      sha256(coalesce(lag(hash) OVER w, %(hash)s) || convert_to({canonical("postgresql")}, 'UTF8')) AS made
    FROM journal WHERE seq > %(seq)s AND seq <= %(until)s WINDOW w AS (ORDER BY seq) ORDER BY seq LIMIT %(rows)s"""


def _on_postgresql(conn: sa.Connection, walk: Walk, until: int, rows: int) -> bool:
    where = {"seq": walk.seq, "hash": walk.hash, "until": until, "rows": rows}
    odd = f"""
        WITH part AS ({_PART})
        SELECT seq, coalesce(before, %(seq)s), made = hash, hash, 1 FROM part
        WHERE made IS DISTINCT FROM hash OR seq <> coalesce(before, %(seq)s) + 1
        UNION ALL (SELECT max(seq), count(*), NULL, (array_agg(hash ORDER BY seq DESC))[1], 2 FROM part)
        ORDER BY 5, 1"""
    *wrong, end = conn.exec_driver_sql(odd.replace("%(hash)s", "%(hash)s::bytea"), where).all()
    for seq, before, linked, _, _ in wrong:
        _wrong(conn, walk, before, seq, linked=bool(linked))
    if end[1]:
        walk.seq, walk.hash, walk.rows = end[0], bytes(end[3] or BEGINNING), walk.rows + end[1]
    return bool(end[1] == rows)


def _wrong(conn: sa.Connection, walk: Walk, before: int, seq: int, *, linked: bool) -> None:
    """Row ``seq`` does not follow the row ``before``; ``linked``: its hash does, only its number jumps."""
    if len(walk.found) >= ENOUGH:
        return
    if seq != before + 1:
        kind = conn.scalar(sa.select(j.c.kind).where(j.c.seq == seq))
        if not (linked and kind == Kind.RESTORED):
            rows = f"row {before + 1} is" if seq == before + 2 else f"rows {before + 1} to {seq - 1} are"  # fmt: skip
            walk.found.append(f"I10: {rows} missing in the journal, before row {seq}")
    elif not linked:
        walk.found.append(f"I10: row {seq} of the journal is not what was written behind row {before}")  # fmt: skip


def end(conn: sa.Connection, walk: Walk) -> Iterator[str]:
    """The last row is the one that the head counts: nothing was taken away at the end."""
    row = conn.execute(sa.select(journal_head.c.seq, journal_head.c.hash)).first()
    seq, hash = row if row else (0, None)
    if walk.seq != seq:
        yield f"I10: the last row of the journal is {walk.seq}, the last number used is {seq}"
    elif seq and hash != walk.hash:
        yield f"I10: the head of the journal is not the hash of its last row {seq}"


def day_heads(conn: sa.Connection) -> list[Head]:
    """The heads kept of the days that are over, the oldest first."""
    rows = conn.execute(sa.select(day_head).order_by(day_head.c.seq, day_head.c.day))
    return [Head(name=f"the head of {r.day}", seq=r.seq, hash=bytes(r.hash).hex()) for r in rows]


def anchored(conn: sa.Connection, heads: Iterable[Head]) -> Iterator[str]:
    """The rows that ``heads`` tell of are there as they were."""
    for head in heads:
        row = conn.execute(sa.select(j.c.hash).where(j.c.seq == head.seq)).first()
        if row is None:
            why = _lost(conn, head.seq) or "rows were taken away"
            yield f"I10: {head.name} tells of row {head.seq}, which is not there: {why}"
        elif not bytes(row[0] or b"").hex().startswith(head.hash):
            yield f"I10: {head.name} tells of another row {head.seq}: it or rows before it were changed"


def _lost(conn: sa.Connection, seq: int) -> str | None:
    """Words for a row that was lost when an older copy came back, None when that is not why."""
    following = sa.select(j.c.seq, j.c.kind, j.c.data).where(j.c.seq > seq).order_by(j.c.seq)
    row = conn.execute(following.limit(1)).first()
    if row is None or row.kind != Kind.RESTORED or row.data.get("from_seq", seq) >= seq:
        return None
    return f"it was lost when an older copy came back (row {row.seq})"
