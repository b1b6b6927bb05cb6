"""No kiosk works: pre-printed numbers of a roll are handed out, and registered here to be called like others."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from queue_server.domain.errors import Conflict, KeyReused, QuotaReached, ServiceClosed
from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall, Service
from queue_server.domain.line import virtual_arrival
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import numbers, rolls, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.usecases import shapes

CHANNEL = "roll"
MOST = 50
"""So many numbers are registered at once at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The next ``count`` numbers of the roll; ``first`` is the number of the first one where the roll does not go on
    with the next. ``service`` and ``priority`` are codes, ``key`` is the client's Idempotency-Key.
    """

    service: str
    count: int
    first: int | None
    priority: str | None
    key: str
    actor: str

    @property
    def asked(self) -> str:
        return f"roll/{self.service}/{self.priority or ''}/{self.count}/{self.first or ''}"

    def key_of(self, index: int) -> str:
        """The key of one of the tickets; no client can send one with a space in it."""
        return self.key if index == 0 else f"{self.key} {index}"


class _SeenBefore(Exception):
    """The request key was used; the transaction is undone, so no number is lost."""


def register_roll(
    db: Database, hall: Hall, request: Request, *, at: datetime
) -> tuple[list[Ticket], bool]:
    """The tickets in the order of their numbers, and whether they were registered before for the same key.

    They wait without paper; visitors hold the roll's. Raises NotFound (service, priority), ServiceClosed, QuotaReached,
    KeyReused, and Conflict when ``first`` was registered already.
    """
    service = hall.service(request.service)
    head_start = hall.priority(request.priority).head_start if request.priority else timedelta(0)
    again = _again(db, request)
    if again:
        return again, True
    shut = hall.shut(service, at)
    if shut:
        raise ServiceClosed(
            service=service.code, reason=shut.reason.value, until=shapes.when(shut.until)
        )
    try:
        with db.transaction() as tx:
            return _register(
                tx, hall, request, service, v=virtual_arrival(at=at, head_start=head_start), at=at
            ), False
    except _SeenBefore:
        return _again(db, request), True


def _register(
    tx: Transaction, hall: Hall, request: Request, service: Service, *, v: datetime, at: datetime
) -> list[Ticket]:
    day, prefix = hall.site.day(at), hall.rules.roll_prefix
    first, quota = request.first, hall.quota(service, at)
    if first is not None and not rolls.begin_at(tx.conn, first, day=day, prefix=prefix):
        raise Conflict(ticket=number_of(prefix, first))
    found = []
    for index in range(request.count):
        issued, _ = numbers.count(tx.conn, day=day, service_id=service.id, channel=CHANNEL)
        if quota is not None and issued > quota:
            raise QuotaReached(service=service.code, quota=quota, channel=None)
        serial = numbers.take(tx.conn, day=day, prefix=prefix)
        ticket = Ticket(
            id=0, number=number_of(prefix, serial), prefix=prefix, service_id=service.id, day=day, state=State.WAITING,
            v=v, issued_at=at, waiting_since=at,
            token=secrets.token_urlsafe(16), language=hall.site.languages[0], priority=request.priority,
            channel=CHANNEL,
        )  # fmt: skip
        found.append(_add(tx, request, index, ticket))
        tx.record(
            Kind.TICKET_ISSUED, at=at, actor=request.actor, ticket_id=found[-1].id, number=ticket.number,
            service=service.code, channel=CHANNEL, print_job=None, printer=None,
        )  # fmt: skip
    return found


def _add(tx: Transaction, request: Request, index: int, ticket: Ticket) -> Ticket:
    values: dict[str, Any] = {
        name: getattr(ticket, name) for name in Ticket.__slots__ if name != "id"
    }
    keyed = {"actor": request.actor, "request_key": request.key_of(index), "request": request.asked}
    try:
        id = tickets.add(tx.conn, **values | {"state": ticket.state.value} | keyed)
    except sa.exc.IntegrityError as error:
        raise _SeenBefore from error
    return replace(ticket, id=id)


def _again(db: Database, request: Request) -> list[Ticket]:
    """What was registered for the same key, [] when nothing was."""
    with db.reading() as conn:
        first = tickets.by_request(conn, actor=request.actor, key=request.key)
        if first is None:
            return []
        if first[1] != request.asked:
            raise KeyReused
        keys = (request.key_of(index) for index in range(1, request.count))
        more = [tickets.by_request(conn, actor=request.actor, key=key) for key in keys]
    return [one[0] for one in (first, *more) if one]


def number_of(prefix: str, serial: int) -> str:
    """As it is printed on the roll."""
    return f"{prefix}{serial:03}"
