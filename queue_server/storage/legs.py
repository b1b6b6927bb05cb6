"""The services of a visit besides the one its ticket stands for now: over, or still to come. No decisions here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.ticket import Ticket
from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import leg as g

_COLUMNS = [column for column in g.c if column.name != "id"]
_OF_ONE = Prepared(
    sa.select(*_COLUMNS).where(g.c.ticket_id == sa.bindparam("ticket_id")).order_by(g.c.position)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """``state``: planned, now, done, along (done on the way), left (moved on). The times are those of the stay, None
    until they happen.
    """

    ticket_id: int
    position: int
    day: str
    service_id: int
    state: str
    counter_id: int | None = None
    waiting_since: datetime | None = None
    called_at: datetime | None = None
    served_at: datetime | None = None
    ended_at: datetime | None = None
    calls: int = 0
    result: str = ""


def _leg(row: Sequence[object]) -> Leg:
    return Leg(**dict(zip([c.name for c in _COLUMNS], row, strict=True)))  # type: ignore[arg-type]


def of_ticket(conn: sa.Connection, ticket_id: int) -> list[Leg]:
    """The legs of one ticket in their order; none for a visit of one service that was not moved."""
    return [_leg(row) for row in _OF_ONE.rows(conn, ticket_id=ticket_id)]


def of_tickets(conn: sa.Connection, ids: Iterable[int]) -> dict[int, list[Leg]]:
    """By ticket id; tickets without legs are not named."""
    wanted = list(ids)
    found: dict[int, list[Leg]] = {}
    if wanted:
        rows = conn.execute(
            sa.select(*_COLUMNS).where(g.c.ticket_id.in_(wanted)).order_by(g.c.position)
        )
        for row in rows:
            found.setdefault(row.ticket_id, []).append(_leg(row))
    return found


def of_day(conn: sa.Connection, *, day: str) -> list[Leg]:
    """Every stay of ``day`` that is over, by ticket and order."""
    ended = g.c.state.in_(["done", "left"])
    rows = conn.execute(
        sa.select(*_COLUMNS).where(g.c.day == day, ended).order_by(g.c.ticket_id, g.c.position)
    )
    return [_leg(row) for row in rows]


def plan(conn: sa.Connection, ticket: Ticket, services: Sequence[int]) -> None:
    """Write down a visit of several ``services`` in their order; the ticket's own is the one of now."""
    rows = [
        {"ticket_id": ticket.id, "position": place, "day": ticket.day, "service_id": id,
         "state": "now" if id == ticket.service_id else "planned", "calls": 0, "result": ""}
        for place, id in enumerate(services)
    ]  # fmt: skip
    conn.execute(sa.insert(g), rows)


def end(conn: sa.Connection, ticket: Ticket, *, state: str, at: datetime) -> None:
    """The stay of ``ticket`` at its service is over: ``state`` is done or left, the times are the ticket's."""
    facts = {
        "state": state, "counter_id": ticket.counter_id, "waiting_since": ticket.waiting_since,
        "called_at": ticket.called_at, "served_at": ticket.served_at, "ended_at": at, "calls": ticket.calls,
        "result": ticket.result,
    }  # fmt: skip
    here = sa.and_(g.c.ticket_id == ticket.id, g.c.state == "now")
    if conn.execute(sa.update(g).where(here).values(**facts)).rowcount:
        return
    place = conn.scalar(sa.select(sa.func.count()).where(g.c.ticket_id == ticket.id)) or 0
    of = {"ticket_id": ticket.id, "day": ticket.day, "service_id": ticket.service_id}
    conn.execute(sa.insert(g).values(position=place, **of, **facts))


def done_along(conn: sa.Connection, ticket_id: int, services: Sequence[int]) -> None:
    """Planned stays at ``services`` are not needed any more: all was done at another counter on the way."""
    if services:
        here = sa.and_(
            g.c.ticket_id == ticket_id, g.c.state == "planned", g.c.service_id.in_(services)
        )
        conn.execute(sa.update(g).where(here).values(state="along"))


def begin(conn: sa.Connection, ticket_id: int, service_id: int) -> None:
    """The planned stay at this service is the one of now."""
    here = sa.and_(g.c.ticket_id == ticket_id, g.c.service_id == service_id, g.c.state == "planned")
    conn.execute(sa.update(g).where(here).values(state="now"))


def swap(conn: sa.Connection, ticket_id: int, service_id: int) -> None:
    """Another planned stay goes first; the one of now, not begun yet, is planned again."""
    here = g.c.ticket_id == ticket_id
    conn.execute(sa.update(g).where(here, g.c.state == "now").values(state="planned"))
    begin(conn, ticket_id, service_id)


def put_back(conn: sa.Connection, ticket_id: int, rows: Sequence[Leg]) -> None:
    """Make the legs of a ticket what they were."""
    conn.execute(sa.delete(g).where(g.c.ticket_id == ticket_id))
    if rows:
        names = [c.name for c in _COLUMNS]
        conn.execute(sa.insert(g), [{name: getattr(row, name) for name in names} for row in rows])
