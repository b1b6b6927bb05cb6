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

COLUMNS = [t.c[name] for name in Ticket.__slots__]
_NEW = Prepared(sa.insert(t).returning(t.c.id))
_CHANGES = (
    "service_id", "v", "waiting_since", "counter_id", "called_at", "served_at", "ended_at", "held_at",
    "calls", "returns", "expired", "origin", "reason", "visit_id", "for_counter_id", "for_staff", "slot",
    "not_before", "urgent", "rule", "last_call_at", "misses", "held_until", "result", "also_done",
)  # fmt: skip
_BY_ID = Prepared(sa.select(*COLUMNS).where(t.c.id == sa.bindparam("id")))
_BY_TOKEN = Prepared(sa.select(*COLUMNS).where(t.c.token == sa.bindparam("token")))
# Written out, so that the index of active tickets is used.
_ACTIVE = sa.text(
    "state IN (" + ", ".join(f"'{state.value}'" for state in sorted(AT_COUNTER)) + ")"
)
_AT_COUNTER = Prepared(
    sa.select(*COLUMNS)
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
        # As one comparison it is a range of the index; as "or" every waiting row would be looked at.
        sa.tuple_(t.c.v, t.c.id)
        < sa.tuple_(sa.bindparam("v", type_=t.c.v.type), sa.bindparam("id", type_=sa.Integer)),
    )
)
_AT_COUNTERS = Prepared(
    sa.select(t.c.counter_id, t.c.number, t.c.prefix, t.c.state).where(
        t.c.day == sa.bindparam("day"), sa.or_(t.c.state == "called", t.c.state == "serving")
    )
)


def add(conn: sa.Connection, **values: Any) -> int:
    """Insert a ticket and return its id. Raises sqlalchemy's IntegrityError when its request key was used before."""
    return int(_NEW.value(conn, **values))


def save(conn: sa.Connection, new: Ticket, *, was: Ticket) -> None:
    """Write what ``new`` has else than ``was``, as it was read. Raises Conflict when the row has left that state.

    Only what differs: an index whose column is named is written anew, changed or not.
    """
    changed = tuple(name for name in _CHANGES if getattr(new, name) != getattr(was, name))
    changes = {f"new_{name}": getattr(new, name) for name in changed}
    if new.state is not was.state or not changed:
        changed += ("state",)
        changes["new_state"] = new.state.value
    if _save(changed).run(conn, of_id=new.id, was=was.state.value, **changes) != 1:
        raise Conflict(ticket=new.number)


@lru_cache(1024)
def _save(columns: tuple[str, ...]) -> Prepared:
    return Prepared(
        sa.update(t)
        .where(t.c.id == sa.bindparam("of_id"), t.c.state == sa.bindparam("was"))
        .values({name: sa.bindparam(f"new_{name}") for name in columns})
    )


def set_free(
    conn: sa.Connection, *, day: str, counter_id: int | None = None, staff: str | None = None
) -> int:
    """Whoever of ``day`` was sent to this counter, or to this person, waits for anybody, also when held or missed
    meanwhile; returns how many.
    """
    sent = t.c.for_counter_id == counter_id if counter_id else t.c.for_staff == staff
    states = ("waiting", "on_hold", "no_show", "called", "serving")
    here = sa.and_(t.c.day == day, t.c.state.in_(states), sent)
    return conn.execute(
        sa.update(t).where(here).values(for_counter_id=None, for_staff=None)
    ).rowcount


def visit(conn: sa.Connection, ids: Iterable[int]) -> list[Ticket]:
    """The tickets of groups that came together, by the ids of their first tickets."""
    wanted = list(ids)
    if not wanted:
        return []
    rows = conn.execute(sa.select(*COLUMNS).where(t.c.visit_id.in_(wanted)).order_by(t.c.id))
    return [from_row(row) for row in rows]


def by_id(conn: sa.Connection, id: int) -> Ticket | None:
    """The ticket of any day, None when there is none."""
    row = _BY_ID.row(conn, id=id)
    return from_row(row) if row else None


def by_number(conn: sa.Connection, number: str, *, day: str) -> Ticket | None:
    """The ticket of this number of ``day``, None when it was not given out."""
    row = conn.execute(sa.select(*COLUMNS).where(t.c.day == day, t.c.number == number)).first()
    return from_row(row) if row else None


def by_token(conn: sa.Connection, token: str) -> Ticket | None:
    """The ticket that a visitor's page opens, of any day; None for an unknown token."""
    row = _BY_TOKEN.row(conn, token=token)
    return from_row(row) if row else None


def by_request(conn: sa.Connection, *, actor: str, key: str) -> tuple[Ticket, str] | None:
    """The ticket made by this request key, with the request it was made for."""
    row = conn.execute(
        sa.select(*COLUMNS, t.c.request).where(t.c.actor == actor, t.c.request_key == key)
    ).first()
    return (from_row(row[:-1]), row[-1]) if row else None


def ahead(conn: sa.Connection, ticket: Ticket) -> int:
    """How many of the same service are called before ``ticket``."""
    return int(
        _AHEAD.value(conn, service_id=ticket.service_id, day=ticket.day, v=ticket.v, id=ticket.id)
    )


def at_counter(conn: sa.Connection, counter_id: int, *, day: str) -> Ticket | None:
    """The ticket called or served at the counter now."""
    row = _AT_COUNTER.row(conn, counter_id=counter_id, day=day)
    return from_row(row) if row else None


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
    wanted = sa.select(*COLUMNS).where(t.c.day == day, t.c.state.in_([s.value for s in states]))
    if services is not None:
        wanted = wanted.where(t.c.service_id.in_(list(services)))
    return [from_row(row) for row in conn.execute(wanted.order_by(t.c.v, t.c.id).limit(limit))]


def waiting_counts(conn: sa.Connection, *, day: str) -> dict[int, tuple[int, datetime]]:
    """By service id: how many wait, and since when the one who waits longest."""
    return {row[0]: (row[1], row[2]) for row in _COUNTS.rows(conn, day=day)}


def called_today(
    conn: sa.Connection, *, day: str, counters: Iterable[int], limit: int
) -> list[Ticket]:
    """The tickets called last to ``counters``, newest first: at the counter now, or served since."""
    wanted = tuple(counters)
    rows = _called(wanted).rows(conn, day=day, limit=limit) if wanted else ()
    return [from_row(row) for row in rows]


@lru_cache(256)
def _called(counters: tuple[int, ...]) -> Prepared:
    return Prepared(
        sa.select(*COLUMNS)
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
        sa.select(*COLUMNS)
        .where(
            t.c.counter_id == counter_id,
            t.c.day == day,
            t.c.state.in_(["done", "no_show"]),
            t.c.expired.is_(False),
        )
        .order_by(t.c.id)
        .limit(limit)
    )
    return [from_row(row) for row in rows]


def left_open(conn: sa.Connection, *, before: str, limit: int = 500) -> list[Ticket]:
    """Tickets of days before ``before`` that were never ended."""
    rows = conn.execute(
        sa.select(*COLUMNS)
        .where(t.c.day < before, still_open)
        .order_by(t.c.day, t.c.id)
        .limit(limit)
    )
    return [from_row(row) for row in rows]


def of_day(conn: sa.Connection, *, day: str, limit: int = 100_000) -> list[Ticket]:
    """All tickets of ``day``, in the order they were issued."""
    rows = conn.execute(sa.select(*COLUMNS).where(t.c.day == day).order_by(t.c.id).limit(limit))
    return [from_row(row) for row in rows]


_STATE = {state.value: state for state in State}
_STATE_AT = Ticket.__slots__.index("state")


def from_row(row: Sequence[Any]) -> Ticket:
    """A ticket from the columns of ``COLUMNS``."""
    values = dict(zip(Ticket.__slots__, row, strict=True))
    values["state"] = _STATE[row[_STATE_AT]]
    return Ticket(**values)
