"""The spool: print jobs and their states. One per printer is offered or sending at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from queue_server.storage.prepared import Prepared, Row
from queue_server.storage.schema import open_paper, ticket, unfinished
from queue_server.storage.schema import print_job as p


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
    actor: str = ""
    reason: str = ""


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
    expires_at: datetime,
    ahead: int | None,
    estimate: dict[str, str] | None,
    actor: str,
    copy_no: int = 0,
    reason: str = "",
) -> PrintJob:
    """Queue a job; ``ahead`` and ``estimate`` are printed as they were when the number was taken.

    After ``expires_at`` it is not printed any more: the visitor has left with the number on the screen.
    """
    values: dict[str, Any] = {
        "ticket_id": ticket_id, "printer": printer, "copy_no": copy_no, "state": "queued", "created_at": at,
        "expires_at": expires_at, "tries": 0, "why": "", "ahead": ahead, "estimate": estimate, "actor": actor,
        "reason": reason,
    }  # fmt: skip
    return PrintJob(id=_NEW.value(conn, **values, handled_by=""), **values)


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
    wanted = sa.select(*_COLUMNS).where(p.c.printer == printer, unfinished)
    first = wanted.order_by(sa.case((p.c.state == "queued", 1), else_=0), p.c.id).limit(1)
    return _one(conn, first.with_for_update() if lock else first)


def queued(conn: sa.Connection, printer: str, *, limit: int = 500) -> list[PrintJob]:
    """The printer's jobs that no agent has yet, oldest first, for whoever moves them."""
    wanted = sa.select(*_COLUMNS).where(p.c.printer == printer, unfinished, p.c.state == "queued")
    return [_job(row) for row in conn.execute(wanted.order_by(p.c.id).limit(limit))]


def outdated(
    conn: sa.Connection, *, at: datetime, printer: str | None = None, limit: int = 100
) -> list[PrintJob]:
    """Unfinished jobs (of one printer) whose time was over before ``at``, oldest first."""
    wanted = sa.select(*_COLUMNS).where(unfinished, p.c.expires_at <= at)
    if printer is not None:
        wanted = wanted.where(p.c.printer == printer)
    return [_job(row) for row in conn.execute(wanted.order_by(p.c.id).limit(limit))]


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


def open_papers(conn: sa.Connection, *, day: str, limit: int = 100) -> list[PrintJob]:
    """The day's papers a person must look at, newest first: nobody knows what came out, or nothing did, and the
    visitor is still in the hall.
    """
    rows = conn.execute(_open_papers(day, *_COLUMNS).order_by(p.c.id.desc()).limit(limit))
    return [_job(row) for row in rows]


def count_open_papers(conn: sa.Connection, *, day: str) -> int:
    """How many those are."""
    return int(_COUNT_OPEN.value(conn, day=day))


def _open_papers(day: Any, *columns: Any) -> sa.Select[Any]:
    # Not a join: that would be read from the day's tickets, and those are many.
    here = sa.select(ticket.c.id).where(
        ticket.c.id == p.c.ticket_id, ticket.c.day == day,
        sa.or_(*(ticket.c.state == state for state in ("waiting", "called", "serving", "on_hold"))),
    )  # fmt: skip
    return sa.select(*columns).select_from(p).where(open_paper, here.exists())


_COUNT_OPEN = Prepared(_open_papers(sa.bindparam("day"), sa.func.count()))


def settle(conn: sa.Connection, ticket_id: int, *, by: str) -> int:
    """Somebody dealt with the open papers of a ticket; returns how many those were."""
    mine = p.c.ticket_id == ticket_id
    return conn.execute(sa.update(p).where(mine, open_paper).values(handled_by=by)).rowcount


def settle_past(conn: sa.Connection, *, before: str, by: str) -> int:
    """Nobody looks at the papers of days before ``before`` any more; returns how many those were."""
    past = sa.select(ticket.c.id).where(ticket.c.id == p.c.ticket_id, ticket.c.day < before)
    done = conn.execute(sa.update(p).where(open_paper, past.exists()).values(handled_by=by))
    return done.rowcount


def counts(conn: sa.Connection) -> dict[str, dict[str, int]]:
    """Unfinished jobs by printer and state, for the overview."""
    rows = conn.execute(
        sa.select(p.c.printer, p.c.state, sa.func.count())
        .where(unfinished)
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
