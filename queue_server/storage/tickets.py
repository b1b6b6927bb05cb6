"""Tickets in the database. No decisions here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from queue_server.domain.errors import Conflict
from queue_server.domain.ticket import AT_COUNTER, State, Ticket
from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import still_open
from queue_server.storage.schema import ticket as t

_COLUMNS = [t.c[name] for name in Ticket.__slots__]
_NEW = Prepared(sa.insert(t).returning(t.c.id))
_CHANGES = (
    "service_id", "v", "waiting_since", "counter_id", "called_at", "served_at", "ended_at", "held_at",
    "calls", "returns", "expired", "origin", "reason",
)  # fmt: skip
_SAVE = Prepared(
    sa.update(t)
    .where(t.c.id == sa.bindparam("of_id"), t.c.state == sa.bindparam("was"))
    .values({name: sa.bindparam(f"new_{name}") for name in ("state", *_CHANGES)})
)
_BY_ID = Prepared(sa.select(*_COLUMNS).where(t.c.id == sa.bindparam("id")))
_BY_TOKEN = Prepared(sa.select(*_COLUMNS).where(t.c.token == sa.bindparam("token")))
# Written out, so that the index of active tickets is used.
_ACTIVE = sa.text(
    "state IN (" + ", ".join(f"'{state.value}'" for state in sorted(AT_COUNTER)) + ")"
)
_AT_COUNTER = Prepared(
    sa.select(*_COLUMNS)
    .where(t.c.counter_id == sa.bindparam("counter_id"), t.c.day == sa.bindparam("day"), _ACTIVE)
    .limit(1)
)
_COUNTS = Prepared(
    sa.select(t.c.service_id, sa.func.count(), sa.func.min(t.c.waiting_since, type_=t.c.v.type))
    .where(t.c.day == sa.bindparam("day"), t.c.state == "waiting")
    .group_by(t.c.service_id)
)
_AHEAD = Prepared(
    sa.select(sa.func.count()).where(
        t.c.service_id == sa.bindparam("service_id"),
        t.c.day == sa.bindparam("day"),
        t.c.state == "waiting",
        sa.or_(
            t.c.v < sa.bindparam("v", type_=t.c.v.type),
            sa.and_(t.c.v == sa.bindparam("v", type_=t.c.v.type), t.c.id < sa.bindparam("id")),
        ),
    )
)
_HEAD = (
    sa.select(*_COLUMNS)
    .where(
        t.c.service_id == sa.bindparam("service_id"),
        t.c.day == sa.bindparam("day"),
        t.c.state == "waiting",
    )
    .order_by(t.c.v, t.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_AT_COUNTERS = Prepared(
    sa.select(t.c.counter_id, t.c.number, t.c.prefix, t.c.state).where(
        t.c.day == sa.bindparam("day"), sa.or_(t.c.state == "called", t.c.state == "serving")
    )
)
_HEADS = {False: Prepared(_HEAD), True: Prepared(_HEAD.where(t.c.priority.is_(None)))}


def add(conn: sa.Connection, **values: Any) -> int:
    """Insert a ticket and return its id. Raises sqlalchemy's IntegrityError when its request key was used before."""
    return int(_NEW.value(conn, **values))


def save(conn: sa.Connection, new: Ticket, *, was: State) -> None:
    """Write ``new`` over the row that is still in state ``was``. Raises Conflict otherwise."""
    changes = {f"new_{name}": getattr(new, name) for name in _CHANGES}
    if _SAVE.run(conn, of_id=new.id, was=was.value, new_state=new.state.value, **changes) != 1:
        raise Conflict(ticket=new.number)


def by_id(conn: sa.Connection, id: int) -> Ticket | None:
    """The ticket of any day, None when there is none."""
    row = _BY_ID.row(conn, id=id)
    return _ticket(row) if row else None


def by_number(conn: sa.Connection, number: str, *, day: str) -> Ticket | None:
    """The ticket of this number of ``day``, None when it was not given out."""
    row = conn.execute(sa.select(*_COLUMNS).where(t.c.day == day, t.c.number == number)).first()
    return _ticket(row) if row else None


def by_token(conn: sa.Connection, token: str) -> Ticket | None:
    """The ticket that a visitor's page opens, of any day; None for an unknown token."""
    row = _BY_TOKEN.row(conn, token=token)
    return _ticket(row) if row else None


def by_request(conn: sa.Connection, *, actor: str, key: str) -> tuple[Ticket, str] | None:
    """The ticket made by this request key, with the request it was made for."""
    row = conn.execute(
        sa.select(*_COLUMNS, t.c.request).where(t.c.actor == actor, t.c.request_key == key)
    ).first()
    return (_ticket(row[:-1]), row[-1]) if row else None


def head(conn: sa.Connection, *, service_id: int, day: str, regular: bool = False) -> Ticket | None:
    """The waiting ticket with the smallest key, to be called; of the regular ones alone if asked.

    PostgreSQL passes over one that somebody is changing at this moment: it will not wait any more.
    """
    found = _HEADS[regular].row(conn, service_id=service_id, day=day)
    return _ticket(found) if found else None


def second_key(conn: sa.Connection, *, service_id: int, day: str) -> datetime | None:
    """The key of the second ticket waiting, of the only one if there are no two, None when nobody waits."""
    waiting = sa.select(t.c.v).where(
        t.c.service_id == service_id, t.c.day == day, t.c.state == "waiting"
    )
    keys: Sequence[datetime] = conn.scalars(waiting.order_by(t.c.v, t.c.id).limit(2)).all()
    return keys[-1] if keys else None


def ahead(conn: sa.Connection, ticket: Ticket) -> int:
    """How many of the same service are called before ``ticket``."""
    return int(
        _AHEAD.value(conn, service_id=ticket.service_id, day=ticket.day, v=ticket.v, id=ticket.id)
    )


def at_counter(conn: sa.Connection, counter_id: int, *, day: str) -> Ticket | None:
    """The ticket called or served at the counter now."""
    row = _AT_COUNTER.row(conn, counter_id=counter_id, day=day)
    return _ticket(row) if row else None


@dataclass(frozen=True, slots=True)
class AtCounter:
    """Who is called or served somewhere, as a screen may say it."""

    number: str
    prefix: str
    state: str


def at_counters(conn: sa.Connection, *, day: str) -> dict[int, AtCounter]:
    """By counter id: the ticket called or served there now."""
    return {row[0]: AtCounter(*row[1:]) for row in _AT_COUNTERS.rows(conn, day=day)}


def in_state(
    conn: sa.Connection,
    states: Sequence[State],
    *,
    day: str,
    services: Iterable[int] | None = None,
    limit: int = 1000,
) -> list[Ticket]:
    """Tickets of ``day`` in one of ``states``, by key; of all services or of ``services``."""
    wanted = sa.select(*_COLUMNS).where(t.c.day == day, t.c.state.in_([s.value for s in states]))
    if services is not None:
        wanted = wanted.where(t.c.service_id.in_(list(services)))
    return [_ticket(row) for row in conn.execute(wanted.order_by(t.c.v, t.c.id).limit(limit))]


def waiting_counts(conn: sa.Connection, *, day: str) -> dict[int, tuple[int, datetime]]:
    """By service id: how many wait, and since when the one who waits longest."""
    return {row[0]: (row[1], row[2]) for row in _COUNTS.rows(conn, day=day)}


def called_today(
    conn: sa.Connection, *, day: str, counters: Iterable[int], limit: int
) -> list[Ticket]:
    """The tickets called last to ``counters``, newest first: at the counter now, or served since."""
    wanted = tuple(counters)
    rows = _called(wanted).rows(conn, day=day, limit=limit) if wanted else ()
    return [_ticket(row) for row in rows]


@lru_cache(256)
def _called(counters: tuple[int, ...]) -> Prepared:
    return Prepared(
        sa.select(*_COLUMNS)
        .where(
            t.c.day == sa.bindparam("day"),
            t.c.called_at.is_not(None),
            sa.or_(*(t.c.counter_id == id for id in counters)),
            sa.or_(*(t.c.state == state for state in ("called", "serving", "done"))),
            t.c.expired.is_(False),
        )
        .order_by(t.c.called_at.desc(), t.c.id.desc())
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


def ended_at(conn: sa.Connection, counter_id: int, *, day: str, limit: int = 1000) -> list[Ticket]:
    """Today's tickets that ended at the counter: served, or missed."""
    rows = conn.execute(
        sa.select(*_COLUMNS)
        .where(
            t.c.counter_id == counter_id,
            t.c.day == day,
            t.c.state.in_(["done", "no_show"]),
            t.c.expired.is_(False),
        )
        .order_by(t.c.id)
        .limit(limit)
    )
    return [_ticket(row) for row in rows]


def left_open(conn: sa.Connection, *, before: str, limit: int = 500) -> list[Ticket]:
    """Tickets of days before ``before`` that were never ended."""
    rows = conn.execute(
        sa.select(*_COLUMNS)
        .where(t.c.day < before, still_open)
        .order_by(t.c.day, t.c.id)
        .limit(limit)
    )
    return [_ticket(row) for row in rows]


def of_day(conn: sa.Connection, *, day: str, limit: int = 100_000) -> list[Ticket]:
    """All tickets of ``day``, in the order they were issued."""
    rows = conn.execute(sa.select(*_COLUMNS).where(t.c.day == day).order_by(t.c.id).limit(limit))
    return [_ticket(row) for row in rows]


_STATE = {state.value: state for state in State}
_STATE_AT = Ticket.__slots__.index("state")


def _ticket(row: Sequence[Any]) -> Ticket:
    values = dict(zip(Ticket.__slots__, row, strict=True))
    values["state"] = _STATE[row[_STATE_AT]]
    return Ticket(**values)
