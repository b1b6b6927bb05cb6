"""Small things people set while the hall runs, by name."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import setting as s

_EVERY = Prepared(sa.select(s.c.key, s.c.value).limit(500))


def every(conn: sa.Connection) -> dict[str, Any]:
    """All settings by name."""
    return {row[0]: row[1] for row in _EVERY.rows(conn)}


def get(conn: sa.Connection, key: str) -> Any:
    """The value of ``key``, None when nobody has set it."""
    return conn.scalar(sa.select(s.c.value).where(s.c.key == key))


def put(conn: sa.Connection, key: str, value: Any) -> None:
    """Set ``key``; None removes it."""
    conn.execute(sa.delete(s).where(s.c.key == key))
    if value is not None:
        conn.execute(sa.insert(s).values(key=key, value=value))
