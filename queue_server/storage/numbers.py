"""Counter rows: the last number given out, and how many of a service. Never max() + 1, never count() + 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

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
        day=sa.bindparam("day"), service_id=sa.bindparam("service_id"), issued=1, priority_run=0
    )
    return insert.on_conflict_do_update(
        index_elements=["day", "service_id"], set_={"issued": service_day.c.issued + 1}
    ).returning(service_day.c.issued)


_SERIES = {dialect: _series(dialect) for dialect in UPSERTS}
_ISSUED = {dialect: _issued(dialect) for dialect in UPSERTS}


def take(conn: sa.Connection, *, day: str, prefix: str) -> int:
    """The next number of ``prefix`` on ``day``, starting at 1. The row stays locked until the commit."""
    taken: int = conn.execute(
        _SERIES[conn.dialect.name], {"day": day, "prefix": prefix}
    ).scalar_one()
    return taken


def count(conn: sa.Connection, *, day: str, service_id: int) -> int:
    """Count one more number of the service and return how many it has given out on ``day``."""
    issued: int = conn.execute(
        _ISSUED[conn.dialect.name], {"day": day, "service_id": service_id}
    ).scalar_one()
    return issued


def issued_today(conn: sa.Connection, *, day: str) -> dict[int, int]:
    """Numbers given out on ``day`` by service id."""
    rows = conn.execute(
        sa.select(service_day.c.service_id, service_day.c.issued).where(service_day.c.day == day)
    )
    return {row.service_id: row.issued for row in rows}


def priority_runs(conn: sa.Connection, *, day: str, services: Iterable[int]) -> dict[int, int]:
    """Priority calls in a row by service id.

    On PostgreSQL the rows stay locked until the commit: two counters of one service choose one after the other.
    """
    rows = conn.execute(
        sa.select(service_day.c.service_id, service_day.c.priority_run)
        .where(service_day.c.day == day, service_day.c.service_id.in_(list(services)))
        .order_by(service_day.c.service_id)
        .with_for_update()
    )
    return {row.service_id: row.priority_run for row in rows}


def note_call(conn: sa.Connection, *, day: str, service_id: int, priority: bool) -> None:
    """Count one more priority call in a row, or begin again after a regular one."""
    run = service_day.c.priority_run + 1 if priority else 0
    first = UPSERTS[conn.dialect.name](service_day).values(
        day=day, service_id=service_id, issued=0, priority_run=int(priority)
    )  # a service may have callers without a number of its own: they were moved there
    conn.execute(
        first.on_conflict_do_update(
            index_elements=["day", "service_id"], set_={"priority_run": run}
        )
    )
