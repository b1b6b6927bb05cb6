"""All invariants over all of history: the chain, its heads, the rows; and the last days lived once more.

Nothing is written, and no view is held longer than a part of it takes: a running hall goes on meanwhile. Not asked
here, because rows alone cannot tell: I2 (what was acknowledged is there), I3 (what was printed is there) and I5 (no
screen missed or repeated a push). Those are checked by ``satupintu torture``, which keeps its own book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from queue_server.domain.hall import Hall
from queue_server.storage import invariants as rows
from queue_server.storage import invariants_chain as chain
from queue_server.storage import journal
from queue_server.storage.invariants_chain import Head
from queue_server.usecases.verify_parts import Done, Part, Readable, parts

NOT_ASKED: Final = ("I2", "I3", "I5")
AT_MOST: Final = 100
"""Faults that are told; more of them teach nothing."""
Tell = Callable[[str, int, int], None]
Each = Callable[[Readable, Hall, Sequence[Part]], Iterable[Done]]


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


def one_by_one(db: Readable, hall: Hall, parts: Sequence[Part]) -> Iterator[Done]:
    """The parts in this process."""
    return (part.do(db, hall) for part in parts)


def verify(
    db: Readable, hall: Hall, *, days: int | None = 1, head: Sequence[Head] = (),
    tell: Tell = lambda what, done, all: None, each: Each = one_by_one,
) -> Report:  # fmt: skip
    """Check everything. ``days``: how many of the last days are lived once more, None for all; ``head``: heads of the
    chain that stand elsewhere, on paper; ``tell`` hears what is done: what, how far, of how much. ``each`` does the
    parts, in any order.
    """
    with db.reading() as conn:
        until, lived = journal.last_seq(conn), rows.days(conn, limit=days)
    todo = parts(until=until, days=lived)
    results = []
    for done in each(db, hall, todo):
        results.append(done)
        tell(done.what, len(results), len(todo))
    walks = sorted((done.walk for done in results if done.walk), key=lambda walk: walk.seq)
    found = [words for walk in walks for words in walk.found]
    found += [words for done in results if not done.walk for words in done.found]
    walk = chain.Walk(rows=sum(walk.rows for walk in walks))
    if walks:
        walk.seq, walk.hash = walks[-1].seq, walks[-1].hash
    with db.reading() as conn:
        while chain.further(conn, walk, until=journal.last_seq(conn)):
            pass  # what came meanwhile
        kept = chain.day_heads(conn)
        found += [*walk.found, *chain.end(conn, walk), *chain.anchored(conn, [*kept, *head])]
        facts = {
            "tickets": rows.count(conn), "journal": walk.rows,
            "head": {"seq": walk.seq, "hash": walk.hash.hex()}, "heads": len(kept) + len(head),
            "replayed": lived, "calls": sum(done.calls for done in results), "not_asked": list(NOT_ASKED),
        }  # fmt: skip
    faults = sorted((_fault(words) for words in found), key=lambda fault: int(fault.invariant[1:]))
    return Report(faults=faults[:AT_MOST], facts=facts)


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
