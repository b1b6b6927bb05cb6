"""Appointments in the database. No decisions here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from queue_server.domain.booking import Booking, State
from queue_server.storage.schema import booking as b
from queue_server.storage.schema import service

_NAMES = tuple(Booking.__slots__)
_COLUMNS = [b.c[name] for name in _NAMES]


def add(conn: sa.Connection, *, actor: str, at: datetime, **values: Any) -> int:
    """Insert a booking and return its id. Raises sqlalchemy's IntegrityError when the code is taken."""
    row = values | {"actor": actor, "created_at": at, "changed_at": at, "state": State.BOOKED.value}
    return int(conn.execute(sa.insert(b).values(**row).returning(b.c.id)).scalar_one())


def lock(conn: sa.Connection, service_id: int) -> None:
    """Whoever books a time of the service waits until this transaction is over (PostgreSQL; SQLite has one writer)."""
    conn.execute(
        sa.select(service.c.id).where(service.c.id == service_id).with_for_update(key_share=True)
    )


def by_code(conn: sa.Connection, code: str, *, lock: bool = False) -> Booking | None:
    """The booking of this code, of any day; with ``lock`` it is this transaction's until the commit (PostgreSQL)."""
    found = sa.select(*_COLUMNS).where(b.c.code == code)
    row = conn.execute(found.with_for_update() if lock else found).first()
    return _booking(row) if row else None


def of_day(conn: sa.Connection, *, day: str, service_id: int | None = None) -> list[Booking]:
    """The bookings of ``day`` by time, those given up as well."""
    found = sa.select(*_COLUMNS).where(b.c.day == day)
    if service_id is not None:
        found = found.where(b.c.service_id == service_id)
    return [_booking(row) for row in conn.execute(found.order_by(b.c.slot, b.c.id))]


def kept(conn: sa.Connection, *, day: str, service_id: int) -> dict[datetime, int]:
    """By time: how many places of the service are kept on ``day``."""
    rows = conn.execute(
        sa.select(b.c.slot, sa.func.count())
        .where(b.c.service_id == service_id, b.c.day == day, b.c.state != State.CANCELLED.value)
        .group_by(b.c.slot)
    )
    return {row[0]: row[1] for row in rows}


def change(
    conn: sa.Connection, booking: Booking, *, state: State, at: datetime, ticket_id: int | None
) -> None:
    """Write what became of it."""
    values = {"state": state.value, "changed_at": at, "ticket_id": ticket_id}
    conn.execute(sa.update(b).where(b.c.id == booking.id).values(**values))


def _booking(row: Sequence[Any]) -> Booking:
    values = dict(zip(_NAMES, row, strict=True))
    return Booking(**(values | {"state": State(values["state"])}))
