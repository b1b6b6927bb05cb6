"""The print agent asks for work and says what became of it; a person decides what nobody knows."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from queue_server.domain.errors import Conflict, IllegalTransition, NotFound
from queue_server.domain.events import Kind
from queue_server.domain.printer import Setups
from queue_server.domain.ticket import State, Ticket
from queue_server.messages import JobState, Said
from queue_server.storage import legs, print_jobs, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.storage.print_jobs import PrintJob
from queue_server.usecases import printers

# After the first byte only "printed" and "unknown" follow; what is on paper is believed, however late it is told.
NEXT = {
    "queued": {"offered", "expired", "cancelled"},
    "offered": {"sending", "printed", "unknown", "queued", "expired"},
    "sending": {"printed", "unknown"},
    "unknown": {"printed"},
    "expired": {"printed", "unknown"},
}
BEFORE_THE_FIRST_BYTE = ("queued", "offered")
ENDS_BADLY = (JobState.UNKNOWN.value, JobState.EXPIRED.value)
SAYS = {word: JobState.QUEUED if word is Said.BLOCKED else JobState(word.value) for word in Said}
"""What the agent says, and the state it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A paper, its ticket, and the ids of all services of the visit in their order, the ticket's own among them."""

    job: PrintJob
    ticket: Ticket
    services: tuple[int, ...]


def claim(db: Database, *, printer: str, at: datetime) -> Work | None:
    """The job in flight, else the oldest queued one, now offered; None when there is nothing to print.

    Jobs too old are expired first: an agent that asks is not printing. A first paper for somebody who was served
    without it is cancelled: nobody stands there any more.
    """
    with db.reading() as conn:  # the usual answer is "nothing": without a write
        job = print_jobs.due(conn, printer)
        if job is None:
            return None
        if job.state == "sending" or (job.state == "offered" and job.expires_at > at):
            return _work(conn, job)
    with db.transaction() as tx:
        for old in print_jobs.outdated(tx.conn, at=at, printer=printer):
            if old.state in BEFORE_THE_FIRST_BYTE:
                _move(tx, old, "expired", at=at, why="too_old")
        while (job := print_jobs.due(tx.conn, printer, lock=True)) is not None:
            work = _work(tx.conn, job)
            if job.state != "queued":
                return work
            if work.ticket.state is State.DONE and job.copy_no == 0:
                _move(tx, job, "cancelled", at=at, why="served")
                continue
            return replace(work, job=_move(tx, job, "offered", at=at))
        return None


def report(
    db: Database,
    job_id: int,
    *,
    printer: str,
    says: str,
    why: str,
    paper_mm: int | None,
    at: datetime,
    setups: Setups | None = None,
) -> PrintJob:
    """Take the agent's word for a job of its printer, and count its paper. Repeating a word changes nothing.

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
        more: dict[str, Any] = {} if paper_mm is None else {"paper_mm": paper_mm}
        if paper_mm and job.state != "unknown":  # then it was counted
            printers.use_paper(tx, setups or {}, job, paper_mm, at=at)
        return _move(tx, job, state, at=at, why=why, tries=job.tries + (says == "blocked"), **more)


def seen_printed(db: Database, job_id: int, *, actor: str, at: datetime) -> PrintJob:
    """A person saw the paper of a job nobody knew the end of.

    Raises NotFound, IllegalTransition when the end is known.
    """
    with db.transaction() as tx:
        job = print_jobs.one(tx.conn, job_id)
        if job is None:
            raise NotFound(what="print_job")
        if job.state != JobState.UNKNOWN.value:
            ticket = tickets.by_id(tx.conn, job.ticket_id)
            number = ticket.number if ticket else str(job.ticket_id)
            raise IllegalTransition(ticket=number, state=job.state, action="printed")
        return _move(tx, job, JobState.PRINTED.value, at=at, why="seen", actor=actor)


def end_overdue(db: Database, *, lost: Collection[str], at: datetime) -> int:
    """End jobs whose time is over though no agent asks for work: queued ones expire; what an agent of ``lost`` has in
    hand may be on paper and is unknown. Returns how many.
    """
    with db.reading() as conn:  # nearly always there is none
        if not _overdue(conn, lost, at):
            return 0
    with db.transaction() as tx:
        old = _overdue(tx.conn, lost, at)
        for job in old:
            queued = job.state == JobState.QUEUED.value
            with suppress(Conflict):  # its agent was faster
                if queued:
                    _move(tx, job, JobState.EXPIRED.value, at=at, why="too_old")
                else:
                    _move(tx, job, JobState.UNKNOWN.value, at=at, why="agent_lost")
        return len(old)


def _overdue(conn: sa.Connection, lost: Collection[str], at: datetime) -> list[PrintJob]:
    old = print_jobs.outdated(conn, at=at)
    return [job for job in old if job.state == JobState.QUEUED.value or job.printer in lost]


def cancel_queued(tx: Transaction, ticket_id: int, *, why: str, at: datetime) -> None:
    """Nobody waits for this paper any more: a job that no agent has yet is not printed."""
    job = print_jobs.of_ticket(tx.conn, ticket_id)
    if job and job.state == JobState.QUEUED.value:
        with suppress(Conflict):  # the agent was faster: then it is printed
            _move(tx, job, JobState.CANCELLED.value, at=at, why=why)


def _move(
    tx: Transaction, job: PrintJob, state: str, *, at: datetime, why: str = "", actor: str = "", **values: Any,
) -> PrintJob:  # fmt: skip
    if not print_jobs.change(tx.conn, job, state=state, at=at, why=why, **values):
        raise Conflict(ticket=str(job.ticket_id))
    ticket = tickets.by_id(tx.conn, job.ticket_id) if state in ENDS_BADLY else None
    more: dict[str, Any] = {"number": ticket.number} if ticket else {}
    tx.record(
        Kind.PRINT_CHANGED, at=at, actor=actor or f"printer:{job.printer}", ticket_id=job.ticket_id,
        job=job.id, printer=job.printer, state=state, why=why, asked=job.actor, **more,
    )  # fmt: skip
    moved = print_jobs.one(tx.conn, job.id)
    assert moved is not None
    return moved


def _work(conn: sa.Connection, job: PrintJob) -> Work:
    ticket = tickets.by_id(conn, job.ticket_id)
    assert ticket is not None  # a foreign key holds it
    stays = [leg.service_id for leg in legs.of_ticket(conn, ticket.id) if leg.state != "left"]
    return Work(job=job, ticket=ticket, services=tuple(stays) or (ticket.service_id,))
