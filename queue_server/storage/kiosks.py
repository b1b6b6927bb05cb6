"""What is said of a kiosk: a setting of its own, changed by one at a time."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from queue_server.domain.kiosk import SETTING, KioskState, state_of
from queue_server.storage.schema import setting as s

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def one(conn: sa.Connection, name: str) -> KioskState:
    """The state of the kiosk, as it is known."""
    return state_of(name, conn.scalar(sa.select(s.c.value).where(s.c.key == SETTING + name)))


def locked(conn: sa.Connection, name: str) -> KioskState:
    """The same to be changed: nobody else changes it before the commit."""
    key = SETTING + name
    first = _INSERTS[conn.dialect.name](s).values(key=key, value=KioskState(name=name).plain())
    conn.execute(first.on_conflict_do_nothing())  # a row that is not there cannot be locked
    value = conn.scalar(sa.select(s.c.value).where(s.c.key == key).with_for_update())
    return state_of(name, value)


def save(conn: sa.Connection, state: KioskState) -> None:
    """Write the state over the one that was locked."""
    conn.execute(sa.update(s).where(s.c.key == SETTING + state.name).values(value=state.plain()))
