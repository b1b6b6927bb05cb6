"""What must hold of a day, whatever happened: asked of the rows, and of the journal lived once more.

Used after every test day and, over a running hall, by ``satupintu verify``. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import sqlalchemy as sa

from queue_server.domain.hall import Hall
from queue_server.storage import invariants as rows
from queue_server.storage import invariants_chain as chain
from queue_server.storage import invariants_journal as told
from queue_server.storage import journal, tickets
from queue_server.usecases.replay import Replay


def check(conn: sa.Connection, hall: Hall, day: str) -> list[str]:
    """Everything about ``day``; the faults in words, each naming the first row that is wrong. [] when all is well."""
    found = [*in_rows(conn, hall, day), *in_chain(conn, day)]
    if any(rows.states(conn, day=day)):
        return found  # a ticket that cannot be read cannot be lived through
    return found + replayed(conn, hall, day).found


def in_rows(conn: sa.Connection, hall: Hall, day: str | None) -> Iterator[str]:
    """What SQL can ask: numbers, counters, sums, requests, reasons. With None of all days at once."""
    for ask in ASKED:
        yield from ask(conn, hall.rules.roll_prefix, day)
    if day is not None:
        yield from rows.sent_to_nobody(conn, day=day)


Ask = Callable[[sa.Connection, str, str | None], Iterator[str]]
ASKED: Final[Sequence[Ask]] = (
    lambda conn, rolls, day: rows.numbers(conn, rolls=rolls, day=day),
    lambda conn, rolls, day: rows.steps(conn, rolls=rolls, day=day),
    lambda conn, rolls, day: rows.at_counters(conn, day=day),
    lambda conn, rolls, day: rows.states(conn, day=day),
    lambda conn, rolls, day: told.sums(conn, day=day),
    lambda conn, rolls, day: told.requests(conn, day=day),
    lambda conn, rolls, day: told.reasons(conn, day=day),
)
"""What is asked of the rows: each is whole by itself."""


def in_chain(conn: sa.Connection, day: str) -> list[str]:
    """The journal from the first row of ``day`` on: linked, and up to the last row used."""
    walk = chain.behind_day_before(conn, day)
    while chain.further(conn, walk, until=journal.last_seq(conn)):
        pass
    return [*walk.found, *chain.end(conn, walk)]


def replayed(conn: sa.Connection, hall: Hall, day: str) -> Replay:
    """The day from its journal: every step in the table of transitions, every call the one the rules would make, every
    ticket in the end as its row says. ``found`` are the faults. It holds the whole day in memory.
    """
    known = {service.code for service in hall.services}
    also = {
        id: [hall.service(code).id for code in told.of_visit(request, known)]
        for id, request in told.asked(conn, day=day).items()
    }
    found = {ticket.id: ticket for ticket in tickets.of_day(conn, day=day)}
    judged = told.told_from(conn)
    return Replay(hall, found, also, judged_from=judged).live(told.lived(conn, day=day))
