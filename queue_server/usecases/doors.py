"""Sessions of people at shared PCs: how long they last, when they lock, and how the same person opens them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from queue_server.domain.errors import NotAuthenticated, WrongLogin
from queue_server.storage import people as rows
from queue_server.storage.database import Database
from queue_server.storage.people import Who
from queue_server.usecases.people import Offload, fits, hash_of

SEEN_EVERY: Final = timedelta(seconds=30)
"""A press tells that somebody is there; it is written down at most so often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What config.yaml says of the doors. ``idle``: after so long without a hand a session is locked; None: never.
    ``one_counter``: an officer has one counter open at a time.
    """

    idle: timedelta | None = timedelta(minutes=15)
    session: timedelta = timedelta(hours=12)
    sockets_per_token: int = 50
    sockets_per_address: int = 500
    strangers_per_address: int = 20
    keep: timedelta | None = timedelta(days=90)
    one_counter: bool = True


def is_locked(who: Who, doors: Doors, *, at: datetime) -> bool:
    """Whether the session waits for its person's password."""
    if who.kind != "staff":
        return False
    idle = doors.idle is not None and who.seen_at is not None and at - who.seen_at >= doors.idle
    return who.locked_at is not None or idle


def is_news(who: Who, *, at: datetime) -> bool:
    """Whether it is worth a write that this person is there now."""
    return who.kind == "staff" and (who.seen_at is None or at - who.seen_at >= SEEN_EVERY)


def seen(db: Database, token: str, *, at: datetime) -> None:
    """Somebody is there. A session that was locked meanwhile stays so."""
    with db.transaction() as tx:
        rows.touch_session(tx.conn, hash_of(token), at=at)


def lock(db: Database, token: str, *, at: datetime) -> None:
    """The session does nothing any more until the password is given."""
    with db.transaction() as tx:
        rows.lock_session(tx.conn, hash_of(token), at=at)


def unlock(db: Database, token: str, password: str, *, offload: Offload, at: datetime) -> None:
    """The person of the session is here again; how long it lasts does not change.

    Raises WrongLogin, NotAuthenticated.
    """
    with db.reading() as conn:
        known = rows.password_of_session(conn, hash_of(token), at=at)
    if known is None:
        raise NotAuthenticated
    if not fits(offload, known, password):
        raise WrongLogin
    with db.transaction() as tx:
        rows.unlock_session(tx.conn, hash_of(token), at=at)
