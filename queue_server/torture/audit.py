"""Whether the hall knows all that it has acknowledged: the ledger against the rows, read past the server."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from queue_server.storage import halls, reading
from queue_server.storage.schema import journal, ticket
from queue_server.torture.hall import COUNTERS
from queue_server.torture.ledger import Call, Ledger, Number
from queue_server.torture.screens import Screen
from queue_server.usecases import verify
from queue_server.usecases.shapes import when

AT_ONCE: Final = 400
CALLS: Final = ("ticket_called", "ticket_recalled")
FRESH: Final = timedelta(seconds=60)
T = TypeVar("T")


class Audit:
    """``where`` is the database, a file or a URL. It is let go of after each look: a reader that stayed through a kill
    would keep the next start from having to recover.
    """

    def __init__(self, where: str, ledger: Ledger) -> None:
        self._where, self._ledger = where, ledger
        self._numbers = self._calls = 0
        self.looks = 0

    def news(self) -> None:
        """What was acknowledged since the last look is there."""
        numbers, calls = self._ledger.numbers, self._ledger.calls
        upto, upto_calls = len(numbers), len(calls)
        self._compare(numbers[self._numbers : upto], calls[self._calls : upto_calls])
        self._numbers, self._calls = upto, upto_calls

    def verify(self) -> dict[str, Any]:
        """Every invariant holds of all there is; what ``satupintu verify`` has to say."""
        with reading.opened(self._where) as db:
            with db.reading() as conn:
                hall = halls.load(conn)
            assert hall is not None
            report = verify.verify(db, hall, days=None)
        for fault in report.faults:
            self._ledger.fault(f"{fault.invariant}: {fault.words}")
        return report.facts

    def everything(self) -> dict[str, Any]:
        """All that was ever acknowledged is there, and every invariant holds."""
        self._compare(list(self._ledger.numbers), list(self._ledger.calls))
        return self.verify()

    def _compare(self, numbers: Sequence[Number], calls: Sequence[Call]) -> None:
        self.looks += 1
        with reading.opened(self._where) as db, db.reading() as conn:
            for part in _parts(numbers):
                self._numbers_are_there(conn, part)
            for of_calls in _parts(calls):
                self._calls_are_there(conn, of_calls)

    def _numbers_are_there(self, conn: sa.Connection, told: Sequence[Number]) -> None:
        columns = (
            ticket.c.id,
            ticket.c.number,
            ticket.c.token,
            ticket.c.request_key,
            ticket.c.request,
        )
        rows = conn.execute(sa.select(*columns).where(ticket.c.id.in_([one.id for one in told])))
        found = {row.id: row for row in rows}
        for one in told:
            row = found.get(one.id)
            if row is None:
                self._ledger.fault(
                    f"I2: number {one.number} (ticket {one.id}) was acknowledged and is not there"
                )
            elif (row.number, row.token, row.request_key) != (one.number, one.token, one.key):
                self._ledger.fault(
                    f"I2: ticket {one.id} was acknowledged as {one.number} and is {row.number}"
                )
            elif row.request.partition("/")[0] != one.service:
                self._ledger.fault(
                    f"I2: {one.number} was taken for {one.service}, kept is {row.request}"
                )

    def _calls_are_there(self, conn: sa.Connection, told: Sequence[Call]) -> None:
        columns = journal.c.ticket_id, journal.c.kind, journal.c.at, journal.c.data
        ids = {call.id for call in told}
        rows = conn.execute(
            sa.select(*columns).where(journal.c.ticket_id.in_(ids), journal.c.kind.in_(CALLS))
        )
        found = Counter(
            (row.ticket_id, row.data["counter"], when(row.at), row.kind == CALLS[1]) for row in rows
        )
        for call in told:
            times = found[call.id, call.counter, call.at, call.recall]
            if times != 1:
                what = f"call of {call.number} to {call.counter} at {call.at}"
                self._ledger.fault(f"{what} was acknowledged, and is in the journal {times} times")

    def count(self, question: str) -> int:
        """One number out of the database."""
        with reading.opened(self._where) as db, db.reading() as conn:
            return int(conn.scalar(sa.text(question)) or 0)

    def screens(self, screens: Sequence[Screen], *, patience_s: float = 60) -> None:
        """Every screen has seen the calls of its zone, each once, in the order of the journal (I5).

        By contract ``sync`` leaves out calls older than a minute: whoever was cut off for so long sees the board alone.
        """
        with reading.opened(self._where) as db, db.reading() as conn:
            wanted = sa.select(journal.c.seq, journal.c.at, journal.c.data).where(
                journal.c.kind.in_(CALLS)
            )
            calls = conn.execute(wanted.order_by(journal.c.seq)).all()
        last = calls[-1].seq if calls else 0
        for screen in screens:
            with screen.caught_up:
                screen.caught_up.wait_for(lambda it=screen: (it.last or 0) >= last, patience_s)  # type: ignore[misc]
            of_zone = [
                call for call in calls
                if call.seq > screen.began and screen.zone in (None, COUNTERS[call.data["counter"]][0])
            ]  # fmt: skip
            too_old = {call.seq for call in of_zone if _too_old(screen, call.seq, call.at)}
            seen = {seq for seq, _ in screen.seen}
            due = [(c.seq, c.data["number"]) for c in of_zone if c.seq not in too_old - seen]
            for _ in too_old - seen:
                self._ledger.count("calls that a screen came back to a minute too late")
            if due != screen.seen:
                self._ledger.fault(f"I5: screen {screen.name}: {_difference(due, screen.seen)}")

    def papers(self, printed: Counter[str], copies: Counter[str]) -> dict[str, int]:
        """Every number of the kiosk with a printer is on paper, or told as unknown; none twice without saying so."""
        with reading.opened(self._where) as db, db.reading() as conn:
            rows = conn.execute(sa.text(
                "select ticket.number, print_job.state from print_job join ticket on ticket.id = ticket_id"
            )).all()  # fmt: skip
        states = {row.number: row.state for row in rows}
        for one in self._ledger.known():
            state = states.get(one.number)
            if one.printed and state not in ("printed", "unknown", "cancelled"):
                self._ledger.fault(f"paper of {one.number}: {state or 'nobody knows of it'}")
            elif (
                one.printed and state == "printed" and not printed[one.number] + copies[one.number]
            ):
                self._ledger.fault(f"I3: paper of {one.number} is told as printed and is not there")
        for number, times in printed.items():
            if times > 1:
                self._ledger.fault(f"{number} is on {times} papers that do not say they are copies")
            if number not in states:
                self._ledger.fault(f"I3: {number} is on paper, and no hall knows it")
        return dict(Counter(states.values()))


def _too_old(screen: Screen, seq: int, at: datetime) -> bool:
    return any(after < seq <= upto and now - at > FRESH for after, upto, now in screen.told)


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in itertools.count(0, AT_ONCE):
        if start >= len(rows):
            return
        yield rows[start : start + AT_ONCE]


def _difference(due: list[tuple[int, str]], seen: list[tuple[int, str]]) -> str:
    for place, (wanted, got) in enumerate(itertools.zip_longest(due, seen)):
        if wanted != got:
            return (
                f"call {place + 1} should be {wanted}, is {got} ({len(due)} due, {len(seen)} seen)"
            )
    return ""
