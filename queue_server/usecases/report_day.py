"""The figures of one business day: counts, waits and service times by service, counter and hour."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from queue_server.domain.hall import Hall
from queue_server.domain.statistics import Leg, figures
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import legs, tickets
from queue_server.storage.database import Database
from queue_server.usecases import shapes
from queue_server.usecases.day_heads import head_of


def report_day(
    db: Database, hall: Hall, *, day: str, only: Collection[str] | None = None
) -> shapes.Json:
    """``day`` is the site's date, "2026-11-23"; ``only``: codes of the services it is about, None: all. A day without
    visitors gives zeros and empty lists.

    Whoever went from one service to another was served or ``moved`` at each of them and ``issued`` a number at the
    first, so that the services add up to the total; ``visitors`` are the numbers given out. ``head`` is the head of the
    journal's chain at the end of the day, null when nothing happened.
    """
    with db.reading() as conn:
        taken = {ticket.id: ticket for ticket in tickets.of_day(conn, day=day)}
        ended = legs.of_day(conn, day=day)
        head = head_of(conn, hall, day)
    before = [_before(taken[leg.ticket_id], leg) for leg in ended if _is_over(taken, leg)]
    seen: set[int] = set()
    stays = []
    for stay in [*before, *(_now(ticket) for ticket in taken.values())]:
        stays.append(replace(stay, leg=replace(stay.leg, first=stay.ticket.id not in seen)))
        seen.add(stay.ticket.id)
    if only is not None:
        stays = [stay for stay in stays if hall.service_of(stay.service_id).code in only]
    zone = hall.site.zone_info

    def grouped(of: Callable[[_Stay], str | None]) -> list[shapes.Json]:
        groups: dict[str, list[Leg]] = {}
        for stay in stays:
            name = of(stay)
            if name is not None:
                groups.setdefault(name, []).append(stay.leg)
        return [{"name": name, **figures(groups[name])} for name in sorted(groups)]

    return {
        "date": day, "visitors": len({stay.ticket.id for stay in stays}),
        "total": figures([stay.leg for stay in stays]),
        "services": grouped(lambda s: hall.service_of(s.service_id).code),
        "counters": grouped(lambda s: hall.counter_of(s.counter_id).code if s.counter_id else None),
        "hours": grouped(lambda s: f"{s.ticket.issued_at.astimezone(zone):%H}.00"),
        "head": head,
    }  # fmt: skip


def as_csv(report: shapes.Json) -> Sequence[Sequence[object]]:
    """The report as rows, with a heading."""
    columns = list(report["total"])
    rows: list[list[object]] = [["part", "name", *columns]]
    rows.append(["total", report["date"], *report["total"].values()])
    for part in ("services", "counters", "hours"):
        rows += [[part, row["name"], *(row[c] for c in columns)] for row in report[part]]
    if head := report["head"]:
        rows.append(["head", f"{head['seq']}:{head['hash']}", *([""] * len(columns))])
    return rows


@dataclass(frozen=True, slots=True)
class _Stay:
    """A ticket's time at one service: the last one, or one it has left."""

    ticket: Ticket
    service_id: int
    counter_id: int | None
    leg: Leg


def _is_over(taken: Mapping[int, Ticket], stay: legs.Leg) -> bool:
    """Whether the ticket has gone on from there; the stay in which the visit ended is the ticket's own row."""
    ticket = taken.get(stay.ticket_id)
    if ticket is None:
        return False
    ends_it = stay.ended_at == ticket.ended_at and stay.service_id == ticket.service_id
    return not (ticket.state is State.DONE and ends_it)


def _before(ticket: Ticket, stay: legs.Leg) -> _Stay:
    served = stay.served_at is not None
    leg = Leg(
        state=State.DONE if served else State.WAITING, moved=not served, expired=False,
        waiting_since=stay.waiting_since or ticket.issued_at, called_at=stay.called_at, served_at=stay.served_at,
        ended_at=stay.ended_at, calls=stay.calls,
    )  # fmt: skip
    return _Stay(ticket, stay.service_id, stay.counter_id, leg)


def _now(ticket: Ticket) -> _Stay:
    leg = Leg(
        state=ticket.state, expired=ticket.expired, waiting_since=ticket.waiting_since,
        called_at=ticket.called_at, served_at=ticket.served_at, ended_at=ticket.ended_at, calls=ticket.calls,
    )  # fmt: skip
    return _Stay(ticket, ticket.service_id, ticket.counter_id, leg)
