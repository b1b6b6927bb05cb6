"""Counter rows: the last number given out, and how many of a service. Never max() + 1, never count() + 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import number_series, service_day

UPSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _series(dialect: str) -> Any:
    insert = UPSERTS[dialect](number_series).values(
        day=sa.bindparam("day"), prefix=sa.bindparam("prefix"), last=1
    )
    return insert.on_conflict_do_update(
        index_elements=["day", "prefix"], set_={"last": number_series.c.last + 1}
    ).returning(number_series.c.last)


CHANNELS = ("walk_in", "priority", "online")
_NO_RUNS = {"priority_run": 0, "regular_run": 0}


def _issued(dialect: str, channel: str) -> Any:
    """``channel``: one of CHANNELS, or "" for numbers that count for none of them."""
    insert = UPSERTS[dialect](service_day).values(
        day=sa.bindparam("day"), service_id=sa.bindparam("service_id"), issued=1, **_NO_RUNS,
        **{name: int(name == channel) for name in CHANNELS},
    )  # fmt: skip
    more = {"issued": service_day.c.issued + 1}
    if channel:
        more[channel] = service_day.c[channel] + 1
    counted = service_day.c[channel or "issued"]
    return insert.on_conflict_do_update(index_elements=["day", "service_id"], set_=more).returning(
        service_day.c.issued, counted.label("of_channel")
    )


def _called(dialect: str, priority: bool) -> Any:
    runs = {"priority_run": service_day.c.priority_run + 1, "regular_run": sa.literal(0)}
    if not priority:
        runs = {"priority_run": sa.literal(0), "regular_run": service_day.c.regular_run + 1}
    first = UPSERTS[dialect](service_day).values(
        day=sa.bindparam("day"), service_id=sa.bindparam("service_id"), issued=0, walk_in=0, priority=0, online=0,
        priority_run=int(priority), regular_run=int(not priority),
    )  # a service may have callers without a number of its own: they were moved there  # fmt: skip
    return first.on_conflict_do_update(index_elements=["day", "service_id"], set_=runs)


@lru_cache(256)
def _runs(services: tuple[int, ...]) -> Prepared:
    return Prepared(
        sa.select(service_day.c.service_id, service_day.c.priority_run, service_day.c.regular_run)
        .where(
            service_day.c.day == sa.bindparam("day"),
            sa.or_(*(service_day.c.service_id == id for id in services)),
        )
        .order_by(service_day.c.service_id)
        .with_for_update()
    )


_SERIES = Prepared({dialect: _series(dialect) for dialect in UPSERTS})
_ISSUED = {
    channel: Prepared({dialect: _issued(dialect, channel) for dialect in UPSERTS})
    for channel in ("", *CHANNELS)
}
_CALLED = {
    priority: Prepared({dialect: _called(dialect, priority) for dialect in UPSERTS})
    for priority in (False, True)
}
_TODAY = Prepared(
    sa.select(
        service_day.c.service_id, service_day.c.issued, *(service_day.c[name] for name in CHANNELS)
    ).where(service_day.c.day == sa.bindparam("day"))
)


@dataclass(frozen=True, slots=True)
class Issued:
    """How many places in a service's line were given out on a day: in all, and by channel."""

    total: int = 0
    walk_in: int = 0
    priority: int = 0
    online: int = 0


@dataclass(frozen=True, slots=True)
class Runs:
    """Calls in a row of one kind, since the last of the other."""

    priority: int = 0
    regular: int = 0


def take(conn: sa.Connection, *, day: str, prefix: str) -> int:
    """The next number of ``prefix`` on ``day``, starting at 1. The row stays locked until the commit."""
    return int(_SERIES.value(conn, day=day, prefix=prefix))


def count(
    conn: sa.Connection, *, day: str, service_id: int, channel: str = "walk_in"
) -> tuple[int, int]:
    """Count one more place in the service's line; returns how many there are on ``day``: in all, and of the channel
    (in all again for a channel that has no quota).
    """
    row = _ISSUED[channel if channel in CHANNELS else ""].row(conn, day=day, service_id=service_id)
    assert row is not None
    return int(row[0]), int(row[1])


def issued_today(conn: sa.Connection, *, day: str) -> dict[int, Issued]:
    """Places given out on ``day`` by service id."""
    return {row[0]: Issued(*row[1:]) for row in _TODAY.rows(conn, day=day)}


def runs(conn: sa.Connection, *, day: str, services: Iterable[int]) -> dict[int, Runs]:
    """Calls in a row by service id; services without any call are not named.

    On PostgreSQL the rows stay locked until the commit: two counters of one service choose one after the other.
    """
    wanted = tuple(services)
    return {row[0]: Runs(*row[1:]) for row in _runs(wanted).rows(conn, day=day)} if wanted else {}


def runs_now(conn: sa.Connection, *, day: str, services: Iterable[int]) -> dict[int, Runs]:
    """The same for a list that is only shown: nothing is locked."""
    wanted = tuple(services)
    found = conn.execute(
        sa.select(
            service_day.c.service_id, service_day.c.priority_run, service_day.c.regular_run
        ).where(service_day.c.day == day, service_day.c.service_id.in_(wanted))
    )
    return {row[0]: Runs(*row[1:]) for row in found}


def note_call(conn: sa.Connection, *, day: str, service_id: int, priority: bool) -> None:
    """Count one more call of its kind in a row; those of the other kind begin again."""
    _CALLED[priority].run(conn, day=day, service_id=service_id)


def set_runs(conn: sa.Connection, *, day: str, service_id: int, runs: Runs) -> None:
    """Make the calls in a row what they were."""
    here = sa.and_(service_day.c.day == day, service_day.c.service_id == service_id)
    values = {"priority_run": runs.priority, "regular_run": runs.regular}
    conn.execute(sa.update(service_day).where(here).values(**values))
