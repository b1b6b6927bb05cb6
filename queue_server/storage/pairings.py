"""Screens that ask to come in, until somebody has typed their code. Codes and secrets are here as hashes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from queue_server.storage.schema import pairing as p


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """``wish`` is the name it would like, "" for none; ``name`` the one it was given, None until somebody confirmed."""

    id: int
    role: str
    wish: str
    address: str
    created_at: datetime
    expires_at: datetime
    name: str | None
    confirmed_by: str


_COLUMNS = [p.c[name] for name in Pairing.__slots__]


def add(
    conn: sa.Connection, *, code_hash: str, secret_hash: str, role: str, wish: str, address: str,
    at: datetime, expires_at: datetime,
) -> int:  # fmt: skip
    """Keep a new one; its id."""
    made = conn.execute(
        sa.insert(p)
        .values(
            code_hash=code_hash, secret_hash=secret_hash, role=role, wish=wish, address=address,
            created_at=at, expires_at=expires_at,
        )
        .returning(p.c.id)
    )  # fmt: skip
    return int(made.scalar_one())


def sweep(conn: sa.Connection, *, at: datetime) -> int:
    """Forget those that have expired; how many they were."""
    return conn.execute(sa.delete(p).where(p.c.expires_at <= at)).rowcount


def waiting(conn: sa.Connection, *, at: datetime, limit: int = 100) -> Sequence[Pairing]:
    """Those nobody has confirmed, the oldest first."""
    wanted = sa.select(*_COLUMNS).where(p.c.name.is_(None), p.c.expires_at > at)
    return [_pairing(row) for row in conn.execute(wanted.order_by(p.c.id).limit(limit))]


def by_code(conn: sa.Connection, code_hash: str, *, at: datetime) -> Pairing | None:
    """The one with this code, if it still waits for somebody who knows it."""
    return _one(conn, p.c.code_hash == code_hash, p.c.name.is_(None), p.c.expires_at > at)


def by_secret(conn: sa.Connection, secret_hash: str, *, at: datetime) -> Pairing | None:
    """The one with this secret, confirmed or not; None when it has expired or was taken."""
    return _one(conn, p.c.secret_hash == secret_hash, p.c.expires_at > at)


def confirm(conn: sa.Connection, id: int, *, name: str, by: str) -> bool:
    """Give it a name; False when somebody else was faster."""
    mine = sa.update(p).where(p.c.id == id, p.c.name.is_(None))
    return conn.execute(mine.values(name=name, confirmed_by=by)).rowcount == 1


def remove(conn: sa.Connection, id: int) -> bool:
    """Forget it; False when it is gone already. Of two who want it one gets it."""
    return conn.execute(sa.delete(p).where(p.c.id == id)).rowcount == 1


def _one(conn: sa.Connection, *which: sa.ColumnElement[bool]) -> Pairing | None:
    row = conn.execute(sa.select(*_COLUMNS).where(*which)).first()
    return _pairing(row) if row else None


def _pairing(row: sa.Row[tuple[object, ...]]) -> Pairing:
    return Pairing(**row._mapping)
