"""The print agent asks for work and says what became of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.errors import Conflict, IllegalTransition, NotFound
from queue_server.domain.events import Kind
from queue_server.domain.ticket import Ticket
from queue_server.messages import JobState, Said
from queue_server.storage import print_jobs, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.storage.print_jobs import PrintJob

# After the first byte only "printed" and "unknown" follow; a late "printed" is believed.
NEXT = {
    "queued": {"offered", "expired", "cancelled"},
    "offered": {"sending", "printed", "unknown", "queued"},
    "sending": {"printed", "unknown"},
    "unknown": {"printed"},
}
SAYS = {word: JobState.QUEUED if word is Said.BLOCKED else JobState(word.value) for word in Said}
"""What the agent says, and the state it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    job: PrintJob
    ticket: Ticket


def claim(db: Database, *, printer: str, at: datetime) -> Work | None:
    """The job in flight, else the oldest queued one, now offered; None when there is nothing to print.

    Jobs too old are expired first.
    """
    with db.reading() as conn:  # the usual answer is "nothing": without a write
        job = print_jobs.due(conn, printer)
        if job is None:
            return None
        if job.state != "queued":
            return _work(conn, job)
    with db.transaction() as tx:
        for old in print_jobs.outdated(tx.conn, at=at, printer=printer):
            _move(tx, old, "expired", at=at, why="too old")
        job = print_jobs.due(tx.conn, printer, lock=True)
        if job is None:
            return None
        if job.state == "queued":
            job = _move(tx, job, "offered", at=at)
        return _work(tx.conn, job)


def report(
    db: Database,
    job_id: int,
    *,
    printer: str,
    says: str,
    why: str,
    paper_mm: int | None,
    at: datetime,
) -> PrintJob:
    """Take the agent's word for a job of its printer. Repeating a word changes nothing.

    Raises NotFound for a job of another printer, IllegalTransition for a word that cannot follow.
    """
    state = SAYS[Said(says)].value
    with db.transaction() as tx:
        job = print_jobs.one(tx.conn, job_id)
        if job is None or job.printer != printer:
            raise NotFound(what="print_job")
        if job.state == state:
            return job
        if state not in NEXT.get(job.state, ()):
            raise IllegalTransition(ticket=str(job.ticket_id), state=job.state, action=says)
        more = {"paper_mm": paper_mm} if paper_mm is not None else {}
        return _move(tx, job, state, at=at, why=why, tries=job.tries + (says == "blocked"), **more)


def cancel_queued(tx: Transaction, ticket_id: int, *, at: datetime) -> None:
    """Nobody waits for this paper any more: a job that no agent has yet is not printed."""
    job = print_jobs.of_ticket(tx.conn, ticket_id)
    if job and job.state == JobState.QUEUED.value:
        with suppress(Conflict):  # the agent was faster: then it is printed
            _move(tx, job, JobState.CANCELLED.value, at=at, why="the ticket was given up")


def _move(
    tx: Transaction, job: PrintJob, state: str, *, at: datetime, why: str = "", **values: int
) -> PrintJob:
    if not print_jobs.change(tx.conn, job, state=state, at=at, why=why, **values):
        raise Conflict(ticket=str(job.ticket_id))
    tx.record(
        Kind.PRINT_CHANGED, at=at, actor=f"printer:{job.printer}", ticket_id=job.ticket_id,
        job=job.id, printer=job.printer, state=state, why=why,
    )  # fmt: skip
    moved = print_jobs.one(tx.conn, job.id)
    assert moved is not None
    return moved


def _work(conn: sa.Connection, job: PrintJob) -> Work:
    ticket = tickets.by_id(conn, job.ticket_id)
    assert ticket is not None  # a foreign key holds it
    return Work(job=job, ticket=ticket)
