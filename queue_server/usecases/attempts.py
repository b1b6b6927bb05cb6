"""Guessing takes long: so many wrong ones a minute, counted for all processes of the site, and nobody is locked out."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from queue_server.domain.errors import TooManyAttempts
from queue_server.storage import attempts
from queue_server.storage.database import Database

log = logging.getLogger(__name__)

MINUTE: Final = timedelta(minutes=1)
OF_A_NAME: Final = 5
"""Wrong passwords a minute for one name from one address: somebody at another address still comes in."""
OF_AN_ADDRESS: Final = 30
"""Wrong passwords a minute from one address, for whatever names."""
OF_CODES: Final = 5


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` of ``what`` in a minute. No tab stands in what people can type, so it parts the words."""

    what: str
    most: int


def log_in(name: str, address: str) -> Sequence[Limit]:
    """What a log-in counts for."""
    return Limit(f"login\t{name}\t{address}", OF_A_NAME), Limit(f"from\t{address}", OF_AN_ADDRESS)


def codes(actor: str) -> Sequence[Limit]:
    """What a code that an administrator types counts for, wherever it is typed."""
    return (Limit(f"code\t{actor}", OF_CODES),)


def asking_in(address: str) -> Sequence[Limit]:
    """What a screen that asks to come in counts for."""
    return (Limit(f"ask\t{address}", OF_CODES),)


@contextmanager
def counted(
    db: Database, limits: Sequence[Limit], *, at: datetime, wrong: Callable[[BaseException], bool]
) -> Iterator[None]:
    """One try. It counts from its beginning, so of a hundred at once no more are looked at than may be wrong; it is
    taken back unless what is raised is ``wrong``.

    Raises TooManyAttempts with the seconds to wait.
    """
    ids = count(db, limits, at=at)
    try:
        yield
    except BaseException as error:
        if not wrong(error):
            _take_back(db, ids)
        raise
    _take_back(db, ids)


def count(db: Database, limits: Sequence[Limit], *, at: datetime) -> Sequence[int]:
    """Count one of each. Raises TooManyAttempts; who has to wait costs a look and no write."""
    with db.reading() as conn:
        _look(conn, limits, at=at)
    with db.transaction() as tx:
        # Once more: writers of all processes take turns, so now nobody counts between the look and the count.
        last = [limit.what for limit in limits if _look(tx.conn, [limit], at=at) == limit.most - 1]
        attempts.sweep(tx.conn, before=at - MINUTE)
        ids = [attempts.add(tx.conn, limit.what, at=at) for limit in limits]
    for what in last:
        log.warning("too many tries, the next must wait: %s", what.replace("\t", " "))
    return ids


def forgive(db: Database, name: str) -> None:
    """A new password: what was tried with the old one counts no more."""
    with db.transaction() as tx:
        attempts.forget(tx.conn, f"login\t{name}\t")


def _take_back(db: Database, ids: Sequence[int]) -> None:
    with db.transaction() as tx:
        attempts.remove(tx.conn, ids)


def _look(conn: sa.Connection, limits: Sequence[Limit], *, at: datetime) -> int:
    """How many there were in the last minute, of the last of ``limits``."""
    found = 0
    for limit in limits:
        before = attempts.since(conn, limit.what, after=at - MINUTE)
        found = len(before)
        if found >= limit.most:
            # Since a restart the clock may have gone back: nobody waits longer than the minute.
            left = min(MINUTE, before[found - limit.most] + MINUTE - at)
            raise TooManyAttempts(retry_in=max(1, math.ceil(left.total_seconds())))
    return found
