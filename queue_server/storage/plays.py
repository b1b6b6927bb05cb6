"""Calls that were given out to a loudspeaker: each once, one at a time in a zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.errors import Conflict
from queue_server.storage.prepared import Prepared, Row
from queue_server.storage.schema import play as p


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """``call_seq`` and ``at`` are of the call's journal row; ``until`` is when the zone goes on without a report."""

    call_seq: int
    zone: str
    number: str
    counter: str
    speaker: str
    state: str
    at: datetime
    started_at: datetime
    until: datetime
    ended_at: datetime | None = None
    why: str = ""


_COLUMNS = [p.c[name] for name in Play.__slots__]
# The state is written out so that SQLite finds the small index of what is playing.
_PLAYING = Prepared(
    sa.select(*_COLUMNS).where(p.c.zone == sa.bindparam("zone"), sa.text("state = 'playing'"))
)
_OVERDUE = Prepared(
    sa.select(*_COLUMNS).where(
        sa.text("state = 'playing'"), p.c.until <= sa.bindparam("at", type_=p.c.until.type)
    )
)
_LAST = Prepared(
    sa.select(*_COLUMNS)
    .where(p.c.zone == sa.bindparam("zone"))
    .order_by(p.c.call_seq.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


def playing(conn: sa.Connection, zone: str) -> Play | None:
    """What is being said in ``zone`` now."""
    row = _PLAYING.row(conn, zone=zone)
    return _play(row) if row else None


def overdue(conn: sa.Connection, *, at: datetime) -> list[Play]:
    """Plays whose report should have come."""
    return [_play(row) for row in _OVERDUE.rows(conn, at=at)]


def last(conn: sa.Connection, zone: str, *, limit: int) -> list[Play]:
    """The newest plays of ``zone``, newest first."""
    return [_play(row) for row in _LAST.rows(conn, zone=zone, limit=limit)]


def one(conn: sa.Connection, seq: int) -> Play | None:
    """The play of the call ``seq``, None when it was never given out."""
    row = conn.execute(sa.select(*_COLUMNS).where(p.c.call_seq == seq)).first()
    return _play(row) if row else None


def of_calls(conn: sa.Connection, seqs: Sequence[int]) -> dict[int, Play]:
    """By call: the plays there are."""
    if not seqs:
        return {}
    rows = conn.execute(sa.select(*_COLUMNS).where(p.c.call_seq.in_(list(seqs))))
    return {row.call_seq: _play(row) for row in rows}


def start(conn: sa.Connection, play: Play) -> None:
    """Keep ``play``. Raises Conflict when the call was given out before, or the zone is speaking."""
    try:
        conn.execute(sa.insert(p).values(**asdict(play)))
    except sa.exc.IntegrityError as error:
        raise Conflict(ticket=play.number) from error


def end(conn: sa.Connection, play: Play, *, state: str, why: str, at: datetime) -> bool:
    """Write how ``play`` ended; False when somebody was faster."""
    changed = conn.execute(
        sa.update(p)
        .where(p.c.call_seq == play.call_seq, p.c.state == play.state)
        .values(state=state, why=why, ended_at=at)
    )
    return changed.rowcount == 1


def set_until(conn: sa.Connection, seq: int, *, until: datetime) -> None:
    """Another end of the lease, while the call is being said."""
    conn.execute(
        sa.update(p).where(p.c.call_seq == seq, p.c.state == "playing").values(until=until)
    )


def forget(conn: sa.Connection, seq: int) -> None:
    """As if the call had never been given out: nothing of it was heard."""
    conn.execute(sa.delete(p).where(p.c.call_seq == seq))


def _play(row: Row) -> Play:
    return Play(**dict(zip(Play.__slots__, row, strict=True)))
