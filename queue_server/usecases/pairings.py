"""How a screen comes in without a token: it shows a code, an administrator types it, it gets its token."""

from __future__ import annotations

import logging
import math
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from queue_server.domain.errors import (
    AlreadyExists,
    InvalidInput,
    NotFound,
    TooManyAttempts,
)
from queue_server.domain.events import Kind
from queue_server.storage import pairings
from queue_server.storage import people as rows
from queue_server.storage.database import Database
from queue_server.storage.pairings import Pairing
from queue_server.usecases.people import hash_of, new_token
from queue_server.usecases.provision import KeyFiles

log = logging.getLogger(__name__)

LASTS = timedelta(minutes=10)
MOST_OPEN = 20
LETTERS = "234679ACDEFHJKMNPRTVWXY"
"""Read from ten metres, told by telephone: neither 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B nor U V."""
LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``code`` is for people, in two groups; ``secret`` for the screen alone."""

    code: str
    secret: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    role: str
    name: str
    token: str


def ask_in(db: Database, *, role: str, wish: str, address: str, at: datetime) -> Asked:
    """A screen asks to come in; those that have expired are forgotten. Raises TooManyAttempts when too many wait."""
    code, secret = new_code(), new_token()
    with db.transaction() as tx:
        pairings.sweep(tx.conn, at=at)
        open_ones = pairings.waiting(tx.conn, at=at)
        if len(open_ones) >= MOST_OPEN:
            first = min(one.expires_at for one in open_ones)
            raise TooManyAttempts(retry_in=max(1, math.ceil((first - at).total_seconds())))
        pairings.add(
            tx.conn, code_hash=_hash_of_code(code), secret_hash=hash_of(secret), role=role, wish=wish,
            address=address, at=at, expires_at=at + LASTS,
        )  # fmt: skip
    log.info("a %s at %s asks to come in", role, address)
    return Asked(code=code, secret=secret, expires_at=at + LASTS)


def open_pairings(db: Database, *, at: datetime) -> Sequence[Pairing]:
    """Screens that wait for somebody who types their code, the oldest first."""
    with db.reading() as conn:
        return pairings.waiting(conn, at=at)


def confirm(
    db: Database, *, code: str, name: str, role: str | None, expected: Collection[tuple[str, str]],
    actor: str, at: datetime,
) -> Pairing:  # fmt: skip
    """Let the screen that shows ``code`` in under ``name``: one of the ``expected`` machines, or a name that is free.

    Raises NotFound for a wrong, used or expired code; InvalidInput when a ``role`` is given and the screen has another
    one; AlreadyExists when the name belongs to a device that config.yaml does not name.
    """
    with db.transaction() as tx:
        found = pairings.by_code(tx.conn, _hash_of_code(code), at=at)
        if found is None:
            raise NotFound(what="pairing")
        if role is not None and found.role != role:
            raise InvalidInput(
                errors=[{"field": "role", "message": f"this code is of a {found.role}"}]
            )
        if (found.role, name) not in expected and rows.is_in_use(
            tx.conn, role=found.role, name=name
        ):
            raise AlreadyExists(name=name)
        if not pairings.confirm(tx.conn, found.id, name=name, by=actor):
            raise NotFound(what="pairing")
    log.info("%s lets the %s at %s in as %s", actor, found.role, found.address, name)
    return found


def claim(
    db: Database, *, secret: str, expected: Collection[tuple[str, str]], keys: KeyFiles, at: datetime
) -> Paired | None:  # fmt: skip
    """The screen's name and token, this once; None while nobody has confirmed its code.

    A machine of config.yaml gets a new token: whoever had the name before is out. Raises NotFound when the request
    has expired, was refused or was answered; AlreadyExists when the name was taken meanwhile.
    """
    with db.reading() as conn:  # the usual answer is "wait": without a write
        found = pairings.by_secret(conn, hash_of(secret), at=at)
    if found is None:
        raise NotFound(what="pairing")
    if found.name is None:
        return None
    token = new_token()
    add = rows.replace_token if (found.role, found.name) in expected else rows.add_device
    with db.transaction() as tx:
        if not pairings.remove(tx.conn, found.id):
            raise NotFound(what="pairing")
        add(tx.conn, name=found.name, role=found.role, token_hash=hash_of(token), at=at)
        tx.record(
            Kind.DEVICE_CHANGED, at=at, actor=found.confirmed_by, name=found.name, role=found.role,
            change="paired",
        )  # fmt: skip
    keys.device_added(found.role, found.name, token)
    log.info("%s %s has its token", found.role, found.name)
    return Paired(role=found.role, name=found.name, token=token)


def refuse(db: Database, id: int, *, actor: str, at: datetime) -> None:
    """Send a screen that asks away. Raises NotFound when it does not ask any more."""
    with db.transaction() as tx:
        pairings.sweep(tx.conn, at=at)
        if not pairings.remove(tx.conn, id):
            raise NotFound(what="pairing")
    log.info("%s refuses pairing %d", actor, id)


def new_code() -> str:
    """Eight letters and digits in two groups: K7F2-93MD."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def _hash_of_code(code: str) -> str:
    """Of the code as people type it: small letters, spaces and dashes do not matter."""
    return hash_of("code:" + "".join(c for c in code.upper() if c.isalnum()))
