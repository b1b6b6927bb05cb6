"""Staff presses Next."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.errors import CounterBusy
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.line import Line, call_reason, select_next
from queue_server.domain.ticket import Ticket, call, finish
from queue_server.storage import desks, numbers, tickets
from queue_server.storage.database import Database, Transaction


def call_next(
    db: Database, hall: Hall, counter: Counter, *, finish_first: bool, actor: str, at: datetime
) -> Ticket | None:
    """Call the next visitor to ``counter``; None when nobody waits (what was being served is finished all the same).

    With ``finish_first`` the ticket being served is done in the same transaction. Raises CounterClosed, CounterBusy
    (somebody is still called, or served and ``finish_first`` is not set), IllegalTransition.
    """
    day = hall.site.day(at)
    with db.transaction() as tx:
        desks.one(tx.conn, counter, lock=True).must_be_open()
        current = tickets.at_counter(tx.conn, counter.id, day=day)
        if current and finish_first:
            tickets.save(tx.conn, finish(current, at=at), was=current.state)
            tx.record(
                Kind.TICKET_FINISHED, at=at, actor=actor, ticket_id=current.id, counter_id=counter.id,
                number=current.number, counter=counter.code, service=hall.service_of(current.service_id).code,
            )  # fmt: skip
        elif current:
            raise CounterBusy(counter=counter.code, ticket=current.number, state=current.state)
        choice = select_next(_lines(tx.conn, hall, counter, day=day), at=at)
        if choice is None:
            return None
        due = choice.ticket
        priority = hall.priority_name(due.priority)
        reason = call_reason(choice, at=at, zone=hall.site.zone_info, priority=priority)
        return place_call(tx, hall, due, counter, reason=reason, actor=actor, at=at)


def place_call(
    tx: Transaction, hall: Hall, due: Ticket, counter: Counter, *, reason: str, actor: str, at: datetime,
) -> Ticket:  # fmt: skip
    """Write that ``due`` is called to ``counter``, and journal it with its reason."""
    called = call(due, counter_id=counter.id, reason=reason, at=at)
    # The service's row before the ticket's, as in _lines: else two calls could wait for each other for ever.
    numbers.note_call(
        tx.conn, day=due.day, service_id=due.service_id, priority=due.priority is not None
    )
    try:
        tickets.save(tx.conn, called, was=due.state)
    except sa.exc.IntegrityError as error:
        raise CounterBusy(counter=counter.code, ticket="", state="called") from error
    tx.record(
        Kind.TICKET_CALLED, at=at, actor=actor, ticket_id=called.id, counter_id=counter.id,
        number=called.number, prefix=called.prefix, counter=counter.code,
        service=hall.service_of(called.service_id).code, reason=reason,
    )  # fmt: skip
    return called


def _lines(conn: sa.Connection, hall: Hall, counter: Counter, *, day: str) -> list[Line]:
    """The lines of the counter's services: their heads, and what the rule of three needs."""
    runs = numbers.priority_runs(conn, day=day, services=counter.service_ids)
    lines = []
    for id in counter.service_ids:
        head = tickets.head(conn, service_id=id, day=day)
        run = runs.get(id, 0)
        regular = None
        if head and head.priority and run:
            regular = tickets.head(conn, service_id=id, day=day, regular=True)
        target = hall.service_of(id).target_wait
        lines.append(
            Line(service_id=id, target=target, head=head, regular=regular, priority_run=run)
        )
    return lines
