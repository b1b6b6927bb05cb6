"""The figures of one business day: counts, waits and service times by service, counter and hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from queue_server.domain.hall import Hall
from queue_server.domain.statistics import Leg, figures
from queue_server.domain.ticket import Ticket
from queue_server.storage import tickets
from queue_server.storage.database import Database
from queue_server.usecases import shapes


def report_day(db: Database, hall: Hall, *, day: str) -> shapes.Json:
    """``day`` is the site's date, "2026-11-23". A day without visitors gives zeros and empty lists."""
    with db.reading() as conn:
        taken = tickets.of_day(conn, day=day)
    legs = [(ticket, _leg(ticket)) for ticket in taken]
    zone = hall.site.zone_info

    def grouped(of: Callable[[Ticket], str | None]) -> list[shapes.Json]:
        groups: dict[str, list[Leg]] = {}
        for ticket, leg in legs:
            name = of(ticket)
            if name is not None:
                groups.setdefault(name, []).append(leg)
        return [{"name": name, **figures(groups[name])} for name in sorted(groups)]

    return {
        "date": day, "total": figures([leg for _, leg in legs]),
        "services": grouped(lambda t: hall.service_of(t.service_id).code),
        "counters": grouped(lambda t: hall.counter_of(t.counter_id).code if t.counter_id else None),
        "hours": grouped(lambda t: f"{t.issued_at.astimezone(zone):%H}.00"),
    }  # fmt: skip


def as_csv(report: shapes.Json) -> Sequence[Sequence[object]]:
    """The report as rows, with a heading."""
    columns = list(report["total"])
    rows: list[list[object]] = [["part", "name", *columns]]
    rows.append(["total", report["date"], *report["total"].values()])
    for part in ("services", "counters", "hours"):
        rows += [[part, row["name"], *(row[c] for c in columns)] for row in report[part]]
    return rows


def _leg(ticket: Ticket) -> Leg:
    return Leg(
        state=ticket.state, expired=ticket.expired, waiting_since=ticket.waiting_since,
        called_at=ticket.called_at, served_at=ticket.served_at, ended_at=ticket.ended_at, calls=ticket.calls,
    )  # fmt: skip
