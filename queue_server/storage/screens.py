"""How each screen and announcer is, as it and the watch last said."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.screen import Device, ScreenState
from queue_server.storage.prepared import Prepared, Row
from queue_server.storage.schema import screen as s

_NAMES = [column.name for column in s.c]
_EVERY = Prepared(sa.select(s).order_by(s.c.role, s.c.name).limit(500))


def every(conn: sa.Connection) -> dict[Device, ScreenState]:
    """All devices that ever came, by role and name."""
    found = [_state(row) for row in _EVERY.rows(conn)]
    return {(state.role, state.name): state for state in found}


def one(conn: sa.Connection, role: str, name: str, *, lock: bool = False) -> ScreenState:
    """What is known of a device; with ``lock``, for whoever is about to change it."""
    wanted = sa.select(s).where(s.c.role == role, s.c.name == name)
    row = conn.execute(wanted.with_for_update() if lock else wanted).first()
    return _state(row) if row else ScreenState(role=role, name=name)


def save(conn: sa.Connection, state: ScreenState, *, at: datetime) -> None:
    """Write ``state`` over what was known; ``at`` becomes its ``changed_at``."""
    values = asdict(state) | {"changed_at": at}
    same = (s.c.role == state.role, s.c.name == state.name)
    if conn.execute(sa.update(s).where(*same).values(values)).rowcount == 0:
        conn.execute(sa.insert(s).values(values))


def _state(row: Row) -> ScreenState:
    return ScreenState(**dict(zip(_NAMES, row, strict=True)))
