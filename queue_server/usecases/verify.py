"""All invariants over all of history: the chain, its heads, the rows; and the last days lived once more.

Nothing is written, and no view is held longer than a part of it takes: a running hall goes on meanwhile. Not asked
here, because rows alone cannot tell: I2 (what was acknowledged is there), I3 (what was printed is there) and I5 (no
screen missed or repeated a push). Those are checked by ``satupintu torture``, which keeps its own book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Protocol

import sqlalchemy as sa

from queue_server.domain.hall import Hall
from queue_server.storage import invariants as rows
from queue_server.storage import invariants_chain as chain
from queue_server.storage import journal
from queue_server.storage.invariants_chain import Head
from queue_server.usecases import invariants

NOT_ASKED: Final = ("I2", "I3", "I5")
AT_MOST: Final = 100
"""Faults that are told; more of them teach nothing."""
Tell = Callable[[str, int, int], None]


class Readable(Protocol):
    """A database that gives consistent views."""

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """One consistent, read-only view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What does not hold (I1 to I11), and the first row that shows it, in words."""

    invariant: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``facts``: tickets, journal (rows), head, heads (how many were compared), replayed (days), calls."""

    faults: Sequence[Fault]
    facts: dict[str, Any]

    @property
    def ok(self) -> bool:
        return not self.faults


def verify(
    db: Readable, hall: Hall, *, days: int | None = 1, head: Sequence[Head] = (),
    tell: Tell = lambda what, done, all: None,
) -> Report:  # fmt: skip
    """Check everything. ``days``: how many of the last days are lived once more, None for all; ``head``: heads of the
    chain that stand elsewhere, on paper; ``tell`` hears what is done: what, how far, of how much.
    """
    found: list[str] = []
    walk = _walked(db, tell)
    with db.reading() as conn:
        while chain.further(conn, walk, until=journal.last_seq(conn)):
            pass  # what came meanwhile, so that journal and tickets are of one view
        kept = chain.day_heads(conn)
        found += [*walk.found, *chain.kinds(conn), *chain.end(conn, walk)]
        found += chain.anchored(conn, [*kept, *head])
        tell("rows", 0, 1)
        found += invariants.in_rows(conn, hall, None)
        facts = {
            "tickets": rows.count(conn), "journal": walk.rows,
            "head": {"seq": walk.seq, "hash": walk.hash.hex()}, "heads": len(kept) + len(head),
        }  # fmt: skip
        lived, readable = rows.days(conn, limit=days), not any(rows.states(conn))
        tell("rows", 1, 1)
    calls = 0
    for done, day in enumerate(lived if readable else ()):
        tell("days", done, len(lived))
        with db.reading() as conn:
            found += rows.sent_to_nobody(conn, day=day) if day == lived[0] else ()
            replay = invariants.replayed(conn, hall, day)
        found += replay.found
        calls += replay.compared
    facts |= {"replayed": list(lived), "calls": calls, "not_asked": list(NOT_ASKED)}
    return Report(faults=[_fault(words) for words in islice(found, AT_MOST)], facts=facts)


def _walked(db: Readable, tell: Tell) -> chain.Walk:
    """The chain up to the row that is the last one now, in parts."""
    with db.reading() as conn:
        until = journal.last_seq(conn)
    walk, more = chain.Walk(), True
    while more:
        with db.reading() as conn:
            more = chain.further(conn, walk, until=until)
        tell("chain", walk.seq, until)
    return walk


def _fault(words: str) -> Fault:
    named = re.match(r"(I\d+)\b:?\s*", words)
    if named:
        return Fault(invariant=named[1], words=words[named.end() :])
    other = "I7" if words.startswith("sent to nobody") else "I6"
    return Fault(invariant=other, words=words)


def given(text: str) -> Head:
    """A head as somebody typed it from paper, "1204:1f2e-3d4c-5b6a-7988" or with all digits. Raises ValueError."""
    seq, _, hash = text.partition(":")
    digits = re.sub(r"[-\s]", "", hash).lower()
    if not re.fullmatch(r"[0-9]{1,15}", seq.strip()) or not re.fullmatch(r"[0-9a-f]{16,64}", digits):  # fmt: skip
        raise ValueError(f"{text!r} is no SEQ:HASH; the hash has 16 digits on paper, 64 in full")
    return Head(name="the head given", seq=int(seq), hash=digits)


def heads_of(texts: Iterable[str]) -> list[Head]:
    """Heads typed from paper. Raises ValueError."""
    return [given(text) for text in texts]
