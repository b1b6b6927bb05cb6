"""The end of a service: the visit is over, or the same number goes on to the next of its services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain import ticket as rules
from queue_server.domain.errors import InvalidInput
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.ticket import Ticket
from queue_server.storage import legs, tickets
from queue_server.storage.database import Transaction
from queue_server.storage.legs import Leg
from queue_server.usecases import predictions

LONGEST_ORIGIN = 64  # what the database keeps; PostgreSQL refuses more


def end_service(
    tx: Transaction, hall: Hall, current: Ticket, counter: Counter, *, result: str, also_done: Sequence[str] | None,
    actor: str, at: datetime,
) -> tuple[Ticket, list[Leg]]:  # fmt: skip
    """What becomes of ``current``, written and journalled: done, or waiting for its next service; and its legs as they
    were. Raises InvalidInput (result, also_done), IllegalTransition.
    """
    _check(hall, result, also_done)
    more = list(also_done) if also_done else None
    done = rules.finish(current, at=at, result=result, also_done=more)
    stays = legs.of_ticket(tx.conn, current.id)
    following = next_service(tx.conn, hall, done, stays, also_done=more or ())
    legs.done_along(tx.conn, current.id, [hall.service(code).id for code in more or ()])
    facts = {"result": result, "also_done": more} if result or more else {}
    predictions.served(tx, hall, done)
    if following is None:
        if stays:
            legs.end(tx.conn, done, state="done", at=at)
        tickets.save(tx.conn, done, was=current)
        kind, changed = Kind.TICKET_FINISHED, done
    else:
        legs.end(tx.conn, done, state="done", at=at)
        legs.begin(tx.conn, current.id, following)
        changed = rules.go_on(
            current, service_id=following, origin=origin_of(counter), at=at, rules=hall.rules
        )
        tickets.save(tx.conn, changed, was=current)
        kind = Kind.LEG_FINISHED
        facts |= {"next": hall.service_of(following).code}
    tx.record(
        kind, at=at, actor=actor, ticket_id=current.id, counter_id=counter.id, number=current.number,
        prefix=current.prefix, counter=counter.code, service=hall.service_of(current.service_id).code, **facts,
    )  # fmt: skip
    return changed, stays


def next_service(
    conn: sa.Connection,
    hall: Hall,
    ticket: Ticket,
    stays: Sequence[Leg],
    *,
    also_done: Sequence[str] = (),
) -> int | None:
    """The id of the service that comes next: the first planned, or in any order the one with the shortest line.

    What was done on the way is not waited for again.
    """
    skipped = {hall.service(code).id for code in also_done}
    planned = [
        leg.service_id for leg in stays if leg.state == "planned" and leg.service_id not in skipped
    ]
    if not planned:
        return None
    return shortest(conn, hall, planned, day=ticket.day) if ticket.any_order else planned[0]


def shortest(conn: sa.Connection, hall: Hall, services: Sequence[int], *, day: str) -> int:
    """The service whose line holds the least work; the first of them where it is equal."""
    counts = tickets.waiting_counts(conn, day=day)

    def work(id: int) -> float:
        waiting = counts[id][0] if id in counts else 0
        return (
            waiting
            * hall.service_of(id).service_time.total_seconds()
            / max(1, hall.counters_of(id))
        )

    return min(services, key=work)


def origin_of(counter: Counter) -> str:
    """Where a moved ticket comes from, in words for staff."""
    return counter.name["id"][:LONGEST_ORIGIN]


def _check(hall: Hall, result: str, also_done: Sequence[str] | None) -> None:
    if result and result not in hall.rules.results:
        known = ", ".join(hall.rules.results) or "none are set up"
        raise InvalidInput(errors=[{"field": "result", "message": f"results are: {known}"}])
    for place, code in enumerate(also_done or ()):
        if code not in {service.code for service in hall.services}:
            field = f"also_done.{place}"
            raise InvalidInput(errors=[{"field": field, "message": f"there is no service {code}"}])
