"""The spool: print jobs and their states. One per printer is offered or sending at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from queue_server.storage.prepared import Prepared, Row
from queue_server.storage.schema import print_job as p

UNFINISHED = ("queued", "offered", "sending")
EXPIRES_AFTER = timedelta(seconds=90)
"""A queued job older than this is not printed any more: the visitor has left with the number on the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    id: int
    ticket_id: int
    printer: str
    copy_no: int
    state: str
    created_at: datetime
    expires_at: datetime
    tries: int
    why: str
    ahead: int | None
    estimate: dict[str, str] | None


_COLUMNS = [p.c[name] for name in PrintJob.__slots__]
_NEW = Prepared(sa.insert(p).returning(p.c.id))
_OF_TICKET = Prepared(
    sa.select(*_COLUMNS)
    .where(p.c.ticket_id == sa.bindparam("ticket_id"))
    .order_by(p.c.id.desc())
    .limit(1)
)


def add(
    conn: sa.Connection,
    *,
    ticket_id: int,
    printer: str,
    at: datetime,
    ahead: int | None,
    estimate: dict[str, str] | None,
    copy_no: int = 0,
) -> PrintJob:
    """Queue a job; ``ahead`` and ``estimate`` are printed as they were when the number was taken."""
    values: dict[str, Any] = {
        "ticket_id": ticket_id, "printer": printer, "copy_no": copy_no, "state": "queued", "created_at": at,
        "expires_at": at + EXPIRES_AFTER, "tries": 0, "why": "", "ahead": ahead, "estimate": estimate,
    }  # fmt: skip
    return PrintJob(id=_NEW.value(conn, **values), **values)


def one(conn: sa.Connection, id: int) -> PrintJob | None:
    """The job, None when there is none."""
    return _one(conn, sa.select(*_COLUMNS).where(p.c.id == id))


def of_ticket(conn: sa.Connection, ticket_id: int) -> PrintJob | None:
    """The ticket's newest job."""
    row = _OF_TICKET.row(conn, ticket_id=ticket_id)
    return _job(row) if row else None


def due(conn: sa.Connection, printer: str, *, lock: bool = False) -> PrintJob | None:
    """The printer's job in flight, else its oldest queued one.

    With ``lock``, for whoever is about to offer it: a second agent waits and then gets the same job (PostgreSQL).
    """
    wanted = sa.select(*_COLUMNS).where(p.c.printer == printer, p.c.state.in_(UNFINISHED))
    first = wanted.order_by(sa.case((p.c.state == "queued", 1), else_=0), p.c.id).limit(1)
    return _one(conn, first.with_for_update() if lock else first)


def outdated(
    conn: sa.Connection, *, at: datetime, printer: str, limit: int = 100
) -> list[PrintJob]:
    """Queued jobs of the printer that expired before ``at``, for whoever ends them."""
    wanted = sa.select(*_COLUMNS).where(
        p.c.printer == printer, p.c.state == "queued", p.c.expires_at <= at
    )
    free = wanted.order_by(p.c.id).limit(limit).with_for_update(skip_locked=True)
    return [_job(row) for row in conn.execute(free)]


def change(conn: sa.Connection, job: PrintJob, *, state: str, at: datetime, **values: Any) -> bool:
    """Move the job on from the state it was read in; False when somebody else moved it first."""
    stamp = {"offered": "offered_at", "sending": "sending_at"}.get(state, "done_at")
    if state != "queued":
        values[stamp] = at
    moved = conn.execute(
        sa.update(p).where(p.c.id == job.id, p.c.state == job.state).values(state=state, **values)
    )
    return moved.rowcount == 1


def copies(conn: sa.Connection, ticket_id: int) -> int:
    """The highest copy number of the ticket's jobs; 0 when only the first was made."""
    return conn.scalar(sa.select(sa.func.max(p.c.copy_no)).where(p.c.ticket_id == ticket_id)) or 0


def counts(conn: sa.Connection) -> dict[str, dict[str, int]]:
    """Unfinished jobs by printer and state, for the overview."""
    rows = conn.execute(
        sa.select(p.c.printer, p.c.state, sa.func.count())
        .where(p.c.state.in_(UNFINISHED))
        .group_by(p.c.printer, p.c.state)
    )
    found: dict[str, dict[str, int]] = {}
    for printer, state, number in rows:
        found.setdefault(printer, {})[state] = number
    return found


def _one(conn: sa.Connection, wanted: sa.Select[Any]) -> PrintJob | None:
    row = conn.execute(wanted).first()
    return _job(row) if row else None


def _job(row: Row) -> PrintJob:
    return PrintJob(**dict(zip(PrintJob.__slots__, row, strict=True)))
