"""A press at a counter is taken back: the tickets stand again as they stood, with their times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from queue_server.domain.errors import NothingToUndo
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import desks, legs, numbers, presses, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.storage.legs import Leg
from queue_server.storage.numbers import Runs
from queue_server.storage.presses import Press
from queue_server.usecases import predictions

Change = tuple[Ticket, Ticket]
"""A ticket before and after."""
_TIMES = {f.name for kind in (Ticket, Leg) for f in fields(kind) if "datetime" in str(f.type)}


def note(
    tx: Transaction, counter_id: int, kind: Kind, changes: Sequence[Change], *, actor: str, at: datetime,
    runs: Mapping[int, Runs] | None = None, stays: Mapping[int, Sequence[Leg]] | None = None,
) -> None:  # fmt: skip
    """Remember what the press changed, in order. ``runs``: calls in a row as they were, by service; ``stays``: the legs
    of tickets as they were.
    """
    before = {
        "tickets": [_difference(old, new) for old, new in changes],
        "runs": {str(id): [r.priority, r.regular] for id, r in (runs or {}).items()},
        "legs": {str(id): [_plain(asdict(leg)) for leg in rows] for id, rows in (stays or {}).items()},
    }  # fmt: skip
    presses.save(tx.conn, counter_id, Press(at, kind.value, actor, before))


def take_back(
    db: Database, hall: Hall, counter: Counter, *, actor: str, at: datetime
) -> tuple[list[Ticket], str]:
    """The tickets of the counter's last press as they stand again, and what was taken back (a journal kind).

    Raises NothingToUndo when the press is older than the hall's ``undo``, or something happened to a ticket since.
    """
    with db.transaction() as tx:
        desks.one(tx.conn, counter, lock=True)
        press = presses.last(tx.conn, counter.id)
        if press is None or not press.at <= at <= press.at + hall.rules.undo:
            raise NothingToUndo(counter=counter.code)
        restored = []
        for change in reversed(press.before["tickets"]):  # who came last makes room first
            restored.append(_restore(tx, hall, counter, change, press, actor=actor, at=at))
        for id, (priority, regular) in press.before["runs"].items():
            _runs_back(tx, int(id), Runs(priority, regular), restored[0], day=hall.site.day(at))
        for id, rows in press.before["legs"].items():
            legs.put_back(tx.conn, int(id), [Leg(**_times(row)) for row in rows])
        presses.forget(tx.conn, counter.id)
    return restored, press.kind


def _runs_back(
    tx: Transaction, service_id: int, before: Runs, uncalled: Ticket, *, day: str
) -> None:
    """The calls in a row without this one; what other counters called since stays counted."""
    now = numbers.runs(tx.conn, day=day, services=[service_id]).get(service_id, Runs())
    has_class = uncalled.priority is not None
    after = Runs(before.priority + 1, 0) if has_class else Runs(0, before.regular + 1)
    if now == after:
        back = before
    elif has_class:
        back = Runs(max(0, now.priority - 1), now.regular)
    else:
        back = Runs(now.priority, max(0, now.regular - 1))
    numbers.set_runs(tx.conn, day=day, service_id=service_id, runs=back)


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be taken back: a journal kind, of which number, until when."""

    kind: str
    number: str
    until: datetime


def last_of(conn: sa.Connection, hall: Hall, counter: Counter, *, at: datetime) -> Offer | None:
    """The press that can be taken back now; None when there is none, or something happened since."""
    press = presses.last(conn, counter.id)
    if press is None or not press.at <= at <= press.at + hall.rules.undo:
        return None
    found = [_unchanged(conn, hall, change, at=at) for change in press.before["tickets"]]
    if not found or not all(found):
        return None
    number = found[-1].number if found[-1] else ""
    return Offer(press.kind, number, press.at + hall.rules.undo)


def _unchanged(
    conn: sa.Connection, hall: Hall, change: Mapping[str, Any], *, at: datetime
) -> Ticket | None:
    """The ticket, when it still is as the press left it, and of today: nobody would see yesterday's visitor again."""
    now = tickets.by_id(conn, change["id"])
    if now is None or now.day != hall.site.day(at):
        return None
    same = all(_plain_one(getattr(now, name)) == value for name, value in change["is"].items())
    return now if same else None


def _restore(
    tx: Transaction, hall: Hall, counter: Counter, change: Mapping[str, Any], press: Press, *, actor: str, at: datetime,
) -> Ticket:  # fmt: skip
    now = _unchanged(tx.conn, hall, change, at=at)
    if now is None:
        raise NothingToUndo(counter=counter.code)
    was = replace(now, **_ticket_values(change["was"]))
    tickets.save(tx.conn, was, was=now)
    predictions.taken_back(tx, hall, now, was, press=press.kind, at=press.at)
    tx.record(
        Kind.TICKET_UNDONE, at=at, actor=actor, ticket_id=was.id, counter_id=counter.id, number=was.number,
        counter=counter.code, service=hall.service_of(was.service_id).code, undone=press.kind,
    )  # fmt: skip
    return was


def _difference(old: Ticket, new: Ticket) -> dict[str, Any]:
    names = [name for name in Ticket.__slots__ if getattr(old, name) != getattr(new, name)]
    return {
        "id": new.id,
        "was": {name: _plain_one(getattr(old, name)) for name in names},
        "is": {name: _plain_one(getattr(new, name)) for name in names},
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain_one(value) for name, value in values.items()}


def _plain_one(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, State) else value


def _times(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name in _TIMES and value else value
        for name, value in plain.items()
    }


def _ticket_values(plain: Mapping[str, Any]) -> dict[str, Any]:
    values = _times(plain)
    return values | ({"state": State(values["state"])} if "state" in values else {})
