"""Somebody is served without having taken a number: the counter gives one on the spot."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.errors import CounterBusy, InvalidInput
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.line import Rule
from queue_server.domain.reasons import WORDS
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import desks, numbers, presses, tickets
from queue_server.storage.database import Database
from queue_server.usecases.take_ticket import NOTHING_YET


def serve(
    db: Database, hall: Hall, counter: Counter, *, service: str, actor: str, at: datetime, priority: str | None = None,
) -> Ticket:  # fmt: skip
    """A ticket of ``service`` that is being served at ``counter``; nothing is called or printed. Hours and quotas of
    the kiosk do not bind staff. Raises NotFound (service, priority), InvalidInput (the counter does not serve it),
    CounterClosed, CounterBusy.
    """
    wanted = hall.service(service)
    if priority:
        hall.priority(priority)
    if wanted.id not in counter.service_ids:
        message = f"counter {counter.code} does not serve this"
        raise InvalidInput(errors=[{"field": "service", "message": message}])
    day = hall.site.day(at)
    with db.transaction() as tx:
        desks.one(tx.conn, counter, lock=True).must_be_open()
        current = tickets.at_counter(tx.conn, counter.id, day=day)
        if current:
            raise CounterBusy(counter=counter.code, ticket=current.number, state=current.state)
        numbers.count(tx.conn, day=day, service_id=wanted.id, channel="desk")
        serial = numbers.take(tx.conn, day=day, prefix=wanted.prefix)
        values = NOTHING_YET | {
            "number": f"{wanted.prefix}{serial:03}", "prefix": wanted.prefix, "service_id": wanted.id, "day": day,
            "state": State.SERVING.value, "v": at, "issued_at": at, "waiting_since": at, "called_at": at,
            "served_at": at, "counter_id": counter.id, "token": secrets.token_urlsafe(16), "language": "id",
            "priority": priority, "channel": "desk", "rule": Rule.DESK.value, "reason": WORDS["desk"]["id"],
        }  # fmt: skip
        key = {
            "actor": actor,
            "request_key": secrets.token_urlsafe(16),
            "request": f"desk/{service}",
        }
        try:
            id = tickets.add(tx.conn, **values, **key)
        except sa.exc.IntegrityError as error:
            raise CounterBusy(counter=counter.code, ticket="", state="serving") from error
        ticket = Ticket(**(values | {"id": id, "state": State.SERVING}))
        presses.forget(tx.conn, counter.id)  # who is here now is not pushed out by taking back
        facts = {
            "number": ticket.number,
            "prefix": ticket.prefix,
            "counter": counter.code,
            "service": wanted.code,
        }
        for kind in (Kind.TICKET_ISSUED, Kind.TICKET_STARTED):
            tx.record(kind, at=at, actor=actor, ticket_id=id, counter_id=counter.id, **facts)
    return ticket
