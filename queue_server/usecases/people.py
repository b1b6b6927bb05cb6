"""Logging in and out, staff and devices. Tokens are 256 random bits and kept as hashes; passwords as argon2id."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from queue_server.domain.errors import InvalidInput, NotFound, WrongLogin
from queue_server.domain.events import Kind
from queue_server.messages import Role
from queue_server.storage import people
from queue_server.storage.database import Database
from queue_server.storage.people import Who

STAFF_ROLES = ("staff", "supervisor", "admin")
DEVICE_ROLES = tuple(role.value for role in Role if role is not Role.OWNER)
SESSION_LASTS = timedelta(hours=12)
SHORTEST_PASSWORD = 8
GUESSED_FIRST: Final = (
    "12345678", "123456789", "1234567890", "password", "password1", "passw0rd", "qwertyui", "qwerty123",
    "qwertyuiop", "iloveyou", "admin123", "administrator", "katasandi", "kata-sandi", "rahasia1", "rahasia123",
    "indonesia", "indonesia1", "satupintu", "satu-pintu", "bismillah", "sayangku",
)  # fmt: skip
"""What is tried before anything else."""

COOKIE: Final = "satupintu"
SAFE_COOKIE: Final = "__Host-satupintu"

Offload = Callable[..., Any]
"""Runs a slow leaf call where it does not stop the server: ``offload(f, *args)``."""

_hasher = PasswordHasher()
_at_a_time = threading.BoundedSemaphore(4)
# Checked when the name is unknown, so that a wrong name takes as long as a wrong password. The hash of 32 random bytes
# that nobody kept: made here, at each start, it would cost a tenth of a second.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$PrHLQEMSEqm9GCd09W5lxQ$53XR5w5dZf4MZ0qRRVUq97LYegTqo3anJ9tLaSfBTPI"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    token: str
    name: str
    role: str
    expires_at: datetime
    agencies: tuple[str, ...] = ()


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def cookie_of(public_url: str, *, secure: bool) -> str:
    """The name of the session's cookie: over TLS one that browsers send over TLS alone, to this host alone."""
    return SAFE_COOKIE if secure or public_url.startswith("https:") else COOKIE


def csrf_of(token: str) -> str:
    """The value a page must repeat in X-CSRF-Token: known only to who knows the session's token."""
    return hashlib.sha256(b"csrf:" + token.encode()).hexdigest()[:32]


def new_token() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)


def new_password() -> str:
    """A password that can be read from paper: no 0/O, 1/l/I."""
    return "-".join(
        "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(4))
        for _ in range(3)
    )


def log_in(
    db: Database, *, name: str, password: str, offload: Offload, at: datetime,
    lasts: timedelta = SESSION_LASTS,
) -> Session:  # fmt: skip
    """A session that ``lasts``. Raises WrongLogin, after the same time for a wrong name as for a wrong password."""
    with db.reading() as conn:
        person = people.person(conn, name)
    known = person.password_hash if person and not person.disabled else _NOBODY
    if not fits(offload, known, password) or person is None:
        raise WrongLogin
    session = Session(
        token=new_token(),
        name=name,
        role=person.role,
        expires_at=at + lasts,
        agencies=person.agencies,
    )
    with db.transaction() as tx:
        people.add_session(
            tx.conn,
            token_hash=hash_of(session.token),
            staff_id=person.id,
            at=at,
            expires_at=session.expires_at,
        )
    return session


def fits(offload: Offload, known: str, password: str) -> bool:
    """Whether this is the password. A look takes 64 MB and a tenth of a second: four at a time, the others wait."""
    with _at_a_time:
        return bool(offload(_fits, known, password))


def _fits(known: str, password: str) -> bool:
    try:
        return _hasher.verify(known, password)
    except (VerificationError, InvalidHashError):
        return False


def log_out(db: Database, token: str) -> None:
    """End the session of this token."""
    with db.transaction() as tx:
        people.end_session(tx.conn, hash_of(token))


def who_is(db: Database, token: str, *, at: datetime) -> Who | None:
    """Whose token this is; None for one that is unknown, revoked or expired."""
    with db.reading() as conn:
        return people.by_token(conn, hash_of(token), at=at)


def add_staff(
    db: Database,
    *,
    name: str,
    role: str,
    password: str | None,
    offload: Offload,
    actor: str,
    at: datetime,
    agencies: Sequence[str] = (),
) -> str:
    """Add a person and return the password (made here unless given); ``agencies``: codes of those the person is bound
    to, none: the whole hall. Raises AlreadyExists, InvalidInput.
    """
    _one_of("role", role, STAFF_ROLES)
    _short_name(name)
    _may_be_bound(role, agencies)
    chosen = _good(password, name) if password is not None else new_password()
    hashed = offload(_hasher.hash, chosen)
    with db.transaction() as tx:
        people.add_person(
            tx.conn, name=name, role=role, password_hash=hashed, at=at, agencies=agencies
        )
        bound: dict[str, Any] = {"agencies": list(agencies)} if agencies else {}
        tx.record(Kind.STAFF_CHANGED, at=at, actor=actor, name=name, role=role, change="added", **bound)  # fmt: skip
    return chosen


def bind(
    db: Database, name: str, agencies: Sequence[str], *, actor: str, at: datetime
) -> Sequence[str]:
    """Bind a person to these agencies alone, none: to the whole hall; from the next request on. Raises NotFound,
    InvalidInput.
    """
    with db.transaction() as tx:
        person = people.person(tx.conn, name)
        if person is None or person.disabled:
            raise NotFound(what="staff", name=name)
        _may_be_bound(person.role, agencies)
        people.bind(tx.conn, person.id, agencies)
        tx.record(
            Kind.STAFF_CHANGED, at=at, actor=actor, name=name, change="bound", agencies=list(agencies)
        )  # fmt: skip
    return agencies


def _may_be_bound(role: str, agencies: Sequence[str]) -> None:
    if agencies and role == "admin":
        message = "an administrator is never bound to an agency"
        raise InvalidInput(errors=[{"field": "agencies", "message": message}])


def reset_password(
    db: Database, *, name: str, password: str | None, offload: Offload, actor: str, at: datetime
) -> str:
    """Give a person a new password and end all their sessions. Raises NotFound, InvalidInput."""
    chosen = _good(password, name) if password is not None else new_password()
    hashed = offload(_hasher.hash, chosen)
    with db.transaction() as tx:
        person = people.person(tx.conn, name)
        if person is None or person.disabled:
            raise NotFound(what="staff", name=name)
        people.set_password(tx.conn, person.id, hashed)
        tx.record(Kind.STAFF_CHANGED, at=at, actor=actor, name=name, change="password reset")
    return chosen


def remove_staff(db: Database, name: str, *, actor: str, at: datetime) -> None:
    """The person may not log in any more and all sessions end, at once. Raises NotFound; InvalidInput for oneself."""
    if actor == f"staff:{name}":
        raise InvalidInput(errors=[{"field": "name", "message": "somebody else must do this"}])
    with db.transaction() as tx:
        person = people.person(tx.conn, name)
        if person is None or person.disabled:
            raise NotFound(what="staff", name=name)
        people.disable(tx.conn, person.id, at=at)
        tx.record(Kind.STAFF_CHANGED, at=at, actor=actor, name=name, change="removed")


def rotate_device(db: Database, name: str, *, role: str, actor: str, at: datetime) -> str:
    """A new token for a device, shown this once; the old one stops working. Raises NotFound."""
    token = new_token()
    with db.transaction() as tx:
        if not people.is_in_use(tx.conn, role=role, name=name):
            raise NotFound(what="device", name=name)
        people.replace_token(tx.conn, name=name, role=role, token_hash=hash_of(token), at=at)
        tx.record(Kind.DEVICE_CHANGED, at=at, actor=actor, name=name, role=role, change="new token")
    return token


def add_device(db: Database, *, name: str, role: str, actor: str, at: datetime) -> str:
    """Add a device and return its token: this once, only its hash is kept. Raises AlreadyExists, InvalidInput."""
    _one_of("role", role, DEVICE_ROLES)
    _short_name(name)
    token = new_token()
    with db.transaction() as tx:
        people.add_device(tx.conn, name=name, role=role, token_hash=hash_of(token), at=at)
        tx.record(Kind.DEVICE_CHANGED, at=at, actor=actor, name=name, role=role, change="added")
    return token


def revoke_device(
    db: Database, name: str, *, role: str | None = None, actor: str, at: datetime
) -> None:
    """The device's token stops working, its connections are closed; of all roles, or of one. Raises NotFound."""
    with db.transaction() as tx:
        if not people.revoke_device(tx.conn, name, role=role, at=at):
            raise NotFound(what="device", name=name)
        tx.record(Kind.DEVICE_CHANGED, at=at, actor=actor, name=name, change="revoked")


def _one_of(field: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise InvalidInput(errors=[{"field": field, "message": f"one of {', '.join(allowed)}"}])


def _short_name(name: str) -> None:
    if not (1 <= len(name) <= 64) or not all(c.isprintable() for c in name) or name != name.strip():
        raise InvalidInput(errors=[{"field": "name", "message": "1 to 64 printable characters"}])


def _good(password: str, name: str) -> str:
    """``password``, unless it is too short or what a stranger tries first."""
    plain, whose = password.casefold(), name.casefold()
    message = ""
    if len(password) < SHORTEST_PASSWORD:
        message = f"at least {SHORTEST_PASSWORD} characters"
    elif whose in plain and len(plain) - len(whose) < 4:
        message = "not the name"
    elif plain in GUESSED_FIRST or len(set(plain)) < 3:
        message = "too easy to guess"
    if message:
        raise InvalidInput(errors=[{"field": "password", "message": message}])
    return password
