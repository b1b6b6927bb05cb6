"""What people did to the order of a day with their own hands, by person: for supervisors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from queue_server.domain.events import Kind
from queue_server.domain.line import Rule
from queue_server.storage import overrides
from queue_server.storage.database import Database
from queue_server.usecases import shapes

WHATS: Final = ("out_of_order", "urgent", "cancelled", "undone")
SHOWN: Final = 200
BY_HAND: Final = ("staff:", "program:")
_OF_KIND: Final = {
    Kind.TICKET_URGENT.value: "urgent", Kind.TICKET_CANCELLED.value: "cancelled", Kind.TICKET_UNDONE.value: "undone",
}  # fmt: skip


def report_overrides(db: Database, *, day: str, only: Collection[str] | None = None) -> shapes.Json:
    """``people``: how often each, whoever did most first; ``acts``: the newest ones, with their reasons. ``only``:
    codes of the services it is about, None: all.

    Calls out of order, emergencies, tickets cancelled by staff, and what was taken back. What the rules do, and what
    visitors do themselves, is not here.
    """
    with db.reading() as conn:
        rows = overrides.of_day(conn, day=day)
    if only is not None:
        rows = [row for row in rows if row.data.get("service") in only]
    found = [(row, what) for row in rows if (what := _what(row)) is not None]
    counts: dict[str, Counter[str]] = {}
    for row, what in found:
        counts.setdefault(row.actor, Counter())[what] += 1
    most = sorted(counts, key=lambda who: (-sum(counts[who].values()), who))
    return {
        "date": day,
        "people": [{"who": who, **{what: counts[who][what] for what in WHATS}} for who in most],
        "acts": [_act(row, what) for row, what in reversed(found[-SHOWN:])],
    }


def as_csv(report: shapes.Json) -> Sequence[Sequence[object]]:
    """The people as rows, with a heading."""
    return [["date", "who", *WHATS], *([report["date"], *row.values()] for row in report["people"])]


def _what(row: Any) -> str | None:
    if not row.actor.startswith(BY_HAND):
        return None
    if row.kind == Kind.TICKET_CALLED.value:
        why: Mapping[str, Any] = row.data.get("why") or {}
        return "out_of_order" if why.get("rule") == Rule.CHOSEN.value else None
    return _OF_KIND[row.kind]


def _act(row: Any, what: str) -> shapes.Json:
    return {
        "seq": row.seq, "at": shapes.when(row.at), "who": row.actor, "what": what, "number": row.data.get("number"),
        "counter": row.data.get("counter"), "reason": row.data.get("reason", ""),
    }  # fmt: skip
