"""Counter rows: the last number given out, and how many of a service. Never max() + 1, never count() + 1."""

from __future__ import annotations

from collections.abc import Iterable
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


def _issued(dialect: str) -> Any:
    insert = UPSERTS[dialect](service_day).values(
        day=sa.bindparam("day"),
        service_id=sa.bindparam("service_id"),
        issued=1,
        priority_run=0,
        regular_run=0,
        walk_in=0,
        priority=0,
        online=0,
    )
    return insert.on_conflict_do_update(
        index_elements=["day", "service_id"], set_={"issued": service_day.c.issued + 1}
    ).returning(service_day.c.issued)


def _called(dialect: str, priority: bool) -> Any:
    run = service_day.c.priority_run + 1 if priority else 0
    first = UPSERTS[dialect](service_day).values(
        day=sa.bindparam("day"), service_id=sa.bindparam("service_id"), issued=0, priority_run=int(priority),
        regular_run=0, walk_in=0, priority=0, online=0,
    )  # a service may have callers without a number of its own: they were moved there  # fmt: skip
    return first.on_conflict_do_update(
        index_elements=["day", "service_id"], set_={"priority_run": run}
    )


@lru_cache(256)
def _runs(services: tuple[int, ...]) -> Prepared:
    return Prepared(
        sa.select(service_day.c.service_id, service_day.c.priority_run)
        .where(
            service_day.c.day == sa.bindparam("day"),
            sa.or_(*(service_day.c.service_id == id for id in services)),
        )
        .order_by(service_day.c.service_id)
        .with_for_update()
    )


_SERIES = Prepared({dialect: _series(dialect) for dialect in UPSERTS})
_ISSUED = Prepared({dialect: _issued(dialect) for dialect in UPSERTS})
_CALLED = {
    priority: Prepared({dialect: _called(dialect, priority) for dialect in UPSERTS})
    for priority in (False, True)
}
_ISSUED_TODAY = Prepared(
    sa.select(service_day.c.service_id, service_day.c.issued).where(
        service_day.c.day == sa.bindparam("day")
    )
)


def take(conn: sa.Connection, *, day: str, prefix: str) -> int:
    """The next number of ``prefix`` on ``day``, starting at 1. The row stays locked until the commit."""
    return int(_SERIES.value(conn, day=day, prefix=prefix))


def count(conn: sa.Connection, *, day: str, service_id: int) -> int:
    """Count one more number of the service and return how many it has given out on ``day``."""
    return int(_ISSUED.value(conn, day=day, service_id=service_id))


def issued_today(conn: sa.Connection, *, day: str) -> dict[int, int]:
    """Numbers given out on ``day`` by service id."""
    return {id: issued for id, issued in _ISSUED_TODAY.rows(conn, day=day)}  # noqa: C416


def priority_runs(conn: sa.Connection, *, day: str, services: Iterable[int]) -> dict[int, int]:
    """Priority calls in a row by service id.

    On PostgreSQL the rows stay locked until the commit: two counters of one service choose one after the other.
    """
    wanted = tuple(services)
    return {id: run for id, run in _runs(wanted).rows(conn, day=day)} if wanted else {}  # noqa: C416


def note_call(conn: sa.Connection, *, day: str, service_id: int, priority: bool) -> None:
    """Count one more priority call in a row, or begin again after a regular one."""
    _CALLED[priority].run(conn, day=day, service_id=service_id)
