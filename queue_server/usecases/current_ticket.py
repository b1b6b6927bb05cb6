"""What staff does with the ticket at the counter: recall, start, finish, skip, hold, transfer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from queue_server.domain import ticket as rules
from queue_server.domain.errors import InvalidInput, NoCurrentTicket
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.ticket import Ticket
from queue_server.storage import tickets
from queue_server.storage.database import Database

LONGEST_ORIGIN = 64  # what the database keeps; PostgreSQL refuses more
Change = Callable[[Ticket, datetime], Ticket]

CHANGES: dict[str, tuple[Change, Kind]] = {
    "recall": (lambda ticket, at: rules.recall(ticket), Kind.TICKET_RECALLED),
    "start": (lambda ticket, at: rules.start(ticket, at=at), Kind.TICKET_STARTED),
    "finish": (lambda ticket, at: rules.finish(ticket, at=at), Kind.TICKET_FINISHED),
    "skip": (lambda ticket, at: rules.skip(ticket, at=at), Kind.TICKET_SKIPPED),
    "hold": (lambda ticket, at: rules.hold(ticket, at=at), Kind.TICKET_HELD),
}
"""By name of the button: what becomes of the ticket, and what is journalled."""


def press(
    db: Database, hall: Hall, counter: Counter, button: str, *, actor: str, at: datetime
) -> Ticket:
    """Do one of CHANGES to the counter's current ticket. Raises NoCurrentTicket, IllegalTransition, Conflict."""
    change, kind = CHANGES[button]
    return _change(db, hall, counter, change, kind, actor=actor, at=at)


def transfer(
    db: Database, hall: Hall, counter: Counter, *, service: str, actor: str, at: datetime
) -> Ticket:
    """Move the current visitor to another service's line; number and half of the wait stay.

    Raises NotFound (service), InvalidInput when it is the same service, NoCurrentTicket, IllegalTransition.
    """
    target = hall.service(service)

    def move(ticket: Ticket, at: datetime) -> Ticket:
        if ticket.service_id == target.id:
            raise InvalidInput(
                errors=[{"field": "service", "message": "the ticket is in this line already"}]
            )
        origin = counter.name["id"][:LONGEST_ORIGIN]
        return rules.transfer(ticket, service_id=target.id, origin=origin, at=at)

    return _change(db, hall, counter, move, Kind.TICKET_TRANSFERRED, actor=actor, at=at)


def _change(
    db: Database, hall: Hall, counter: Counter, change: Change, kind: Kind, *, actor: str, at: datetime,
) -> Ticket:  # fmt: skip
    with db.transaction() as tx:
        current = tickets.at_counter(tx.conn, counter.id, day=hall.site.day(at))
        if current is None:
            raise NoCurrentTicket(counter=counter.code)
        changed = change(current, at)
        tickets.save(tx.conn, changed, was=current.state)
        tx.record(
            kind, at=at, actor=actor, ticket_id=changed.id, counter_id=counter.id,
            number=changed.number, prefix=changed.prefix, counter=counter.code,
            service=hall.service_of(changed.service_id).code,
        )  # fmt: skip
    return changed
