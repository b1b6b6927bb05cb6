"""Staff, their sessions, and devices. Tokens and passwords are here as hashes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from queue_server.domain.errors import AlreadyExists
from queue_server.storage.schema import device, session, staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who asks: a person ("staff:ani") or a device ("kiosk:kiosk-1"), and in which role."""

    kind: str
    name: str
    role: str
    expires_at: datetime | None = None
    # Of people alone: when they last did something here, and since when the session waits for the password.
    seen_at: datetime | None = None
    locked_at: datetime | None = None
    # Of staff and supervisors: codes of the agencies they are bound to; none: the whole hall.
    agencies: frozenset[str] = frozenset()

    @property
    def actor(self) -> str:
        return f"{'staff' if self.kind == 'staff' else self.role}:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: int
    name: str
    role: str
    password_hash: str
    disabled: bool
    agencies: tuple[str, ...] = ()


def person(conn: sa.Connection, name: str) -> Person | None:
    """Somebody of the staff by name, disabled ones included; None for an unknown name."""
    row = conn.execute(sa.select(staff).where(staff.c.name == name)).first()
    if row is None:
        return None
    return Person(
        id=row.id,
        name=row.name,
        role=row.role,
        password_hash=row.password_hash,
        disabled=row.disabled_at is not None,
        agencies=tuple(row.agencies or ()),
    )


def everybody(conn: sa.Connection, *, limit: int = 1000) -> Sequence[Any]:
    """(name, role, created_at, agencies) of all staff who may log in, by name."""
    return conn.execute(
        sa.select(staff.c.name, staff.c.role, staff.c.created_at, staff.c.agencies)
        .where(staff.c.disabled_at.is_(None))
        .order_by(staff.c.name, staff.c.id)
        .limit(limit)
    ).all()


def add_person(
    conn: sa.Connection, *, name: str, role: str, password_hash: str, at: datetime, agencies: Sequence[str] = (),
) -> None:  # fmt: skip
    """Raises AlreadyExists when the name is taken; who was sent away may come back, also in another role."""
    values: dict[str, Any] = {
        "name": name, "role": role, "password_hash": password_hash, "created_at": at,
        "agencies": list(agencies) or None,
    }  # fmt: skip
    back = sa.update(staff).where(staff.c.name == name, staff.c.disabled_at.is_not(None))
    if conn.execute(back.values(**values, disabled_at=None)).rowcount:
        return
    try:
        conn.execute(sa.insert(staff).values(**values))
    except sa.exc.IntegrityError as error:
        raise AlreadyExists(name=name) from error


def bind(conn: sa.Connection, person_id: int, agencies: Sequence[str]) -> None:
    """Bind a person to these agencies; none: to the whole hall."""
    bound = list(agencies) or None
    conn.execute(sa.update(staff).where(staff.c.id == person_id).values(agencies=bound))


def set_password(conn: sa.Connection, person_id: int, password_hash: str) -> None:
    """Change the password and end all sessions of the person."""
    conn.execute(
        sa.update(staff).where(staff.c.id == person_id).values(password_hash=password_hash)
    )
    conn.execute(sa.delete(session).where(session.c.staff_id == person_id))


def disable(conn: sa.Connection, person_id: int, *, at: datetime) -> None:
    """May not log in any more, and all sessions end; the name stays in the history."""
    conn.execute(sa.update(staff).where(staff.c.id == person_id).values(disabled_at=at))
    conn.execute(sa.delete(session).where(session.c.staff_id == person_id))


def add_session(
    conn: sa.Connection, *, token_hash: str, staff_id: int, at: datetime, expires_at: datetime
) -> None:
    """Keep a session; those that have expired go."""
    conn.execute(sa.delete(session).where(session.c.expires_at <= at))
    conn.execute(
        sa.insert(session).values(
            token_hash=token_hash,
            staff_id=staff_id,
            created_at=at,
            expires_at=expires_at,
            seen_at=at,
        )
    )


def end_session(conn: sa.Connection, token_hash: str) -> bool:
    """End a session; False when there was none."""
    ended = conn.execute(sa.delete(session).where(session.c.token_hash == token_hash))
    return ended.rowcount == 1


def by_token(conn: sa.Connection, token_hash: str, *, at: datetime) -> Who | None:
    """Whose token this is: a device that is not revoked, or a session that has not expired."""
    found = conn.execute(
        sa.select(device.c.name, device.c.role).where(
            device.c.token_hash == token_hash, device.c.revoked_at.is_(None)
        )
    ).first()
    if found:
        return Who(kind="device", name=found.name, role=found.role)
    row = conn.execute(
        _of_session(
            token_hash,
            staff.c.name,
            staff.c.role,
            session.c.expires_at,
            session.c.created_at,
            session.c.seen_at,
            session.c.locked_at,
            staff.c.agencies,
            at=at,
        )
    ).first()
    if row is None:
        return None
    return Who(
        kind="staff", name=row.name, role=row.role, expires_at=row.expires_at,
        seen_at=row.seen_at or row.created_at, locked_at=row.locked_at,
        agencies=frozenset(row.agencies or ()) if row.role != "admin" else frozenset(),
    )  # fmt: skip


def password_of_session(conn: sa.Connection, token_hash: str, *, at: datetime) -> str | None:
    """The password hash of the person whose session this is; None when it has ended."""
    found = conn.execute(_of_session(token_hash, staff.c.password_hash, at=at)).scalar()
    return None if found is None else str(found)


def _of_session(token_hash: str, *columns: sa.Column[Any], at: datetime) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(session.join(staff, staff.c.id == session.c.staff_id))
        .where(
            session.c.token_hash == token_hash,
            session.c.expires_at > at,
            staff.c.disabled_at.is_(None),
        )
    )


def touch_session(conn: sa.Connection, token_hash: str, *, at: datetime) -> None:
    """Its person is there; one that is locked stays as it is."""
    mine = (session.c.token_hash == token_hash, session.c.locked_at.is_(None))
    conn.execute(sa.update(session).where(*mine).values(seen_at=at))


def lock_session(conn: sa.Connection, token_hash: str, *, at: datetime) -> None:
    """It waits for the password; the first moment counts."""
    mine = (session.c.token_hash == token_hash, session.c.locked_at.is_(None))
    conn.execute(sa.update(session).where(*mine).values(locked_at=at))


def unlock_session(conn: sa.Connection, token_hash: str, *, at: datetime) -> None:
    """Its person is here again."""
    mine = sa.update(session).where(session.c.token_hash == token_hash)
    conn.execute(mine.values(seen_at=at, locked_at=None))


def devices(conn: sa.Connection, *, limit: int = 1000) -> Sequence[Any]:
    """(name, role, created_at) of all devices that are not revoked, by name."""
    return conn.execute(
        sa.select(device.c.name, device.c.role, device.c.created_at)
        .where(device.c.revoked_at.is_(None))
        .order_by(device.c.name, device.c.id)
        .limit(limit)
    ).all()


def add_device(conn: sa.Connection, *, name: str, role: str, token_hash: str, at: datetime) -> None:
    """Raises AlreadyExists while a device of that role and name is in use; a revoked one may come back."""
    same = (device.c.role == role, device.c.name == name)
    row = conn.execute(sa.select(device).where(*same)).first()
    if row is not None and row.revoked_at is None:
        raise AlreadyExists(name=name)
    values = {"token_hash": token_hash, "created_at": at, "revoked_at": None}
    if row is None:
        conn.execute(sa.insert(device).values(name=name, role=role, **values))
    else:
        conn.execute(sa.update(device).where(device.c.id == row.id).values(**values))


def revoke_device(conn: sa.Connection, name: str, *, role: str | None, at: datetime) -> bool:
    """Revoke the devices of that name, of ``role`` alone if given; False when there is none."""
    which = [device.c.name == name, device.c.revoked_at.is_(None)]
    if role is not None:
        which.append(device.c.role == role)
    gone = conn.execute(sa.update(device).where(*which).values(revoked_at=at))
    return gone.rowcount > 0


def replace_token(
    conn: sa.Connection, *, name: str, role: str, token_hash: str, at: datetime
) -> None:
    """Give a device a new token; the device is made if need be."""
    revoke_device(conn, name, role=role, at=at)
    add_device(conn, name=name, role=role, token_hash=token_hash, at=at)


def is_revoked(conn: sa.Connection, *, role: str, name: str) -> bool:
    """Whether there was such a device and it was revoked."""
    found = sa.select(device.c.id).where(
        device.c.role == role, device.c.name == name, device.c.revoked_at.is_not(None)
    )
    return conn.execute(found).first() is not None


def is_in_use(conn: sa.Connection, *, role: str, name: str) -> bool:
    """Whether there is such a device that was not revoked."""
    found = sa.select(device.c.id).where(
        device.c.role == role, device.c.name == name, device.c.revoked_at.is_(None)
    )
    return conn.execute(found).first() is not None
