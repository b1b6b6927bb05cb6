"""What visitors were told about their wait, and what came of it. Each is part of a transaction that does more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.estimate import Estimate, Told, steady
from queue_server.domain.events import Kind
from queue_server.domain.figures import counts, kept_counter
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import predictions
from queue_server.storage.database import Transaction
from queue_server.storage.figures import Change

MODEL = "level-1"


def told(tx: Transaction, ticket: Ticket, what: Told, *, ahead: int, at: datetime) -> None:
    """The visitor of a new ticket was told ``what``; nothing is kept of no estimate."""
    estimate = what.estimate
    if estimate is None or estimate.quantiles is None:
        return
    q10, q50, q90 = estimate.quantiles
    predictions.add(
        tx.conn, ticket_id=ticket.id, service_id=ticket.service_id, day=ticket.day, made_at=at, model=MODEL,
        ahead=ahead, q10=q10, q50=q50, q90=q90, told_from=estimate.start, told_until=estimate.end,
    )  # fmt: skip


def called(tx: Transaction, ticket: Ticket, *, at: datetime) -> None:
    """The ticket is called: whether the estimate was right shows at its first call, to the service it was made for."""
    known = predictions.of_ticket(tx.conn, ticket.id)
    if known is None or known.called_at is not None or known.service_id != ticket.service_id:
        return
    hit = known.told_from <= at <= known.told_until
    predictions.set_outcome(tx.conn, known.id, called_at=at, hit=hit)
    tx.figures.append(Change(service_id=known.service_id, hit=hit))


def taken_back(
    tx: Transaction, hall: Hall, now: Ticket, was: Ticket, *, press: str, at: datetime
) -> None:
    """``press`` (a journal kind) made ``was`` to ``now`` at ``at`` and was a slip: what it taught is forgotten."""
    is_moved = press == Kind.TICKET_TRANSFERRED
    if now.state is State.CALLED and was.state is State.WAITING:
        _uncalled(tx, now)
    elif was.state is State.SERVING and now.state in (State.DONE, State.WAITING) and not is_moved:
        _learn(tx, hall, replace(was, ended_at=at, also_done=now.also_done), back=True)


def _uncalled(tx: Transaction, ticket: Ticket) -> None:
    known = predictions.of_ticket(tx.conn, ticket.id)
    if known is None or known.hit is None or known.called_at != ticket.called_at:
        return
    predictions.set_outcome(tx.conn, known.id, called_at=None, hit=None)
    tx.figures.append(Change(service_id=known.service_id, hit=known.hit, back=True))


def served(tx: Transaction, hall: Hall, ticket: Ticket) -> None:
    """``ticket`` (as it was finished, or as one leg of it was) teaches how long its service takes."""
    _learn(tx, hall, ticket, back=False)


def _learn(tx: Transaction, hall: Hall, ticket: Ticket, *, back: bool) -> None:
    seconds = (
        None if ticket.also_done else kept_counter(ticket)
    )  # the time was for several services
    usual = hall.service_of(ticket.service_id).service_time
    if seconds is not None and counts(seconds, usual=usual):
        tx.figures.append(Change(service_id=ticket.service_id, seconds=seconds, back=back))


def kept(conn: sa.Connection, ticket: Ticket, fresh: Told, *, at: datetime) -> Told:
    """What to tell somebody who was told something before: the same, unless it has moved (domain/estimate.py)."""
    if fresh.estimate is None or ticket.state is not State.WAITING:
        return fresh
    known = predictions.of_ticket(conn, ticket.id)
    if known is None or known.called_at or known.service_id != ticket.service_id:
        return fresh
    before = Estimate(start=known.told_from, end=known.told_until, hits=fresh.estimate.hits)
    return steady(Told(estimate=before), fresh, at=at)
