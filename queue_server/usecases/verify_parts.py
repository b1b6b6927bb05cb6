"""The parts of a check of all history. Each is whole by itself, in a view of its own: they may be done in any order,
one after the other or by several processes at once.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final, Protocol

import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy, QueueError
from queue_server.domain.hall import Hall
from queue_server.storage import invariants as rows
from queue_server.storage import invariants_chain as chain
from queue_server.usecases import invariants

UNREADABLE: Final = (ValueError, TypeError, LookupError, AttributeError, AssertionError, QueueError)
"""What comes of a row that somebody changed by hand into something that means nothing."""
AT_ONCE = 100_000
"""Rows of the journal in one part: a running hall's write-ahead log can shrink in between."""


class Readable(Protocol):
    """A database that gives consistent views."""

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """One consistent, read-only view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a part has found, how many calls it made again, and how far it came in the chain (with what it found)."""

    what: str
    found: list[str] = field(default_factory=list)
    calls: int = 0
    walk: chain.Walk | None = None


class Part(Protocol):
    """Something to check."""

    @property
    def what(self) -> str:
        """A word for those who wait."""

    def do(self, db: Readable, hall: Hall) -> Done:
        """Check it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The rows of the journal behind ``after``, up to ``until``."""

    after: int
    until: int
    what: str = "the chain of the journal"

    def do(self, db: Readable, hall: Hall) -> Done:
        with db.reading() as conn:
            walk = chain.behind(conn, self.after)
            while chain.further(conn, walk, until=self.until):
                pass
        return Done(what=self.what, walk=walk)


@dataclass(frozen=True, slots=True)
class Rows:
    """One of the questions asked of all rows, by its place in ``invariants.ASKED``."""

    place: int
    what: str = "numbers and sums"

    def do(self, db: Readable, hall: Hall) -> Done:
        try:
            with db.reading() as conn:
                found = list(invariants.ASKED[self.place](conn, hall.rules.roll_prefix, None))
        except (DatabaseBusy, sa.exc.DatabaseError) as error:
            said = getattr(error, "said", "") or str(error)
            if "malformed JSON" not in said:
                raise
            found = ["I7: a row of the journal holds no JSON, so not all could be asked"]
        return Done(what=self.what, found=found)


@dataclass(frozen=True, slots=True)
class Day:
    """A day lived once more; of the ``newest`` one also whether somebody waits for nobody."""

    day: str
    newest: bool
    what: str = "days lived again"

    def do(self, db: Readable, hall: Hall) -> Done:
        with db.reading() as conn:
            found = list(rows.sent_to_nobody(conn, day=self.day)) if self.newest else []
            if any(rows.states(conn, day=self.day)):
                return Done(what=self.what, found=found)  # told by the rows; it cannot be lived
            try:
                lived = invariants.replayed(conn, hall, self.day)
            except UNREADABLE as error:
                found.append(f"I6 {self.day}: cannot be lived once more: {error!r}")
                return Done(what=self.what, found=found)
        return Done(what=self.what, found=found + lived.found, calls=lived.compared)


def parts(*, until: int, days: list[str]) -> list[Part]:
    """All parts: the long questions, the chain up to row ``until``, the days (the newest first)."""
    return [
        *(Rows(place) for place in range(len(invariants.ASKED))),
        *(Chain(after, min(after + AT_ONCE, until)) for after in range(0, until, AT_ONCE)),
        *(Day(day, newest=place == 0) for place, day in enumerate(days)),
    ]
