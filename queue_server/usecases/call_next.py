"""Staff presses Next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.counter_state import Desk
from queue_server.domain.errors import CounterBusy
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.line import Choice, Line, Rule, select_next
from queue_server.domain.reasons import call_words
from queue_server.domain.rules import Policy
from queue_server.domain.ticket import Ticket, call
from queue_server.storage import desks, heads, legs, numbers, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.storage.heads import Asks
from queue_server.storage.numbers import Runs
from queue_server.usecases import predictions, undo
from queue_server.usecases.undo import Change
from queue_server.usecases.visits import end_service


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """What to do with who is being served: finish, with a ``result`` and what else was done."""

    result: str = ""
    also_done: Sequence[str] | None = None


def call_next(
    db: Database, hall: Hall, counter: Counter, *, finish_first: bool, actor: str, at: datetime,
    finish: Finish = Finish(),
) -> Ticket | None:  # fmt: skip
    """Call the next visitor to ``counter``; None when nobody waits (what was being served is finished all the same).

    With ``finish_first`` the ticket being served is done in the same transaction. Raises CounterClosed, CounterBusy
    (somebody is still called, or served and ``finish_first`` is not set), IllegalTransition, InvalidInput (``finish``).
    """
    day = hall.site.day(at)
    with db.transaction() as tx:
        desk = desks.one(tx.conn, counter, lock=True)
        desk.must_be_open()
        current = tickets.at_counter(tx.conn, counter.id, day=day)
        changes: list[Change] = []
        stays = {}
        if current and finish_first:
            done, before = end_service(
                tx, hall, current, counter, result=finish.result, also_done=finish.also_done, actor=actor, at=at
            )  # fmt: skip
            changes.append((current, done))
            stays[current.id] = before
        elif current:
            raise CounterBusy(counter=counter.code, ticket=current.number, state=current.state)
        runs = numbers.runs(tx.conn, day=day, services=counter.service_ids)
        asks = Asks(counter_id=counter.id, staff=desk.staff, day=day, at=at)
        choice = choose(tx.conn, hall, counter, desk, asks, runs)
        if choice is None:
            if changes:
                undo.note(
                    tx, counter.id, Kind.TICKET_FINISHED, changes, actor=actor, at=at, stays=stays
                )
            return None
        due = choice.ticket
        if choice.rule is Rule.ANY_ORDER:
            stays[due.id] = legs.of_ticket(tx.conn, due.id)
            service = next(id for id in services_of(counter, desk) if _plans(stays[due.id], id))
            legs.swap(tx.conn, due.id, service)
            due = replace(due, service_id=service)
        priority = hall.priority_text(due.priority)
        run = hall.rules.max_priority_run
        words = call_words(choice, at=at, zone=hall.site.zone_info, run=run, priority=priority)
        why = _facts(choice, at=at)
        called = place_call(
            tx,
            hall,
            due,
            counter,
            reason=words["id"],
            rule=choice.rule,
            why=why,
            actor=actor,
            at=at,
            was=choice.ticket,
        )
        changes.append((choice.ticket, called))
        undo.note(tx, counter.id, Kind.TICKET_CALLED, changes, actor=actor, at=at, stays=stays,
                  runs={called.service_id: runs.get(called.service_id, Runs())})  # fmt: skip
    return called


def place_call(
    tx: Transaction, hall: Hall, due: Ticket, counter: Counter, *, reason: str, rule: Rule,
    why: Mapping[str, object], actor: str, at: datetime, was: Ticket | None = None,
) -> Ticket:  # fmt: skip
    """Write that ``due`` is called to ``counter``, and journal it with its reason in words and in facts. ``was``: the
    ticket as its row is, where that differs from ``due``.
    """
    called = call(due, counter_id=counter.id, reason=reason, at=at, rule=rule.value)
    # The service's row before the ticket's, as in call_next: else two calls could wait for each other for ever.
    numbers.note_call(
        tx.conn, day=due.day, service_id=due.service_id, priority=due.priority is not None
    )
    try:
        tickets.save(tx.conn, called, was=was or due)
    except sa.exc.IntegrityError as error:
        raise CounterBusy(counter=counter.code, ticket="", state="called") from error
    predictions.called(tx, called, at=at)
    tx.record(
        Kind.TICKET_CALLED, at=at, actor=actor, ticket_id=called.id, counter_id=counter.id,
        number=called.number, prefix=called.prefix, counter=counter.code,
        service=hall.service_of(called.service_id).code, reason=reason, why=why,
    )  # fmt: skip
    return called


def services_of(counter: Counter, desk: Desk) -> tuple[int, ...]:
    """What the counter serves now: all of its own and what it helps with, or what staff narrowed it to."""
    if desk.services is None:
        return counter.service_ids
    return tuple(id for id in counter.service_ids if id in desk.services)


def choose(
    conn: sa.Connection,
    hall: Hall,
    counter: Counter,
    desk: Desk,
    asks: Asks,
    runs: Mapping[int, Runs],
) -> Choice | None:
    """Whom the counter calls next: the first of its lines; a counter without any work takes an appointment before its
    time, or somebody of another line whose services may come in any order.
    """
    serves = services_of(counter, desk)
    lines = [_line(conn, hall, counter, asks, id, runs.get(id, Runs())) for id in serves]
    if choice := select_next(lines, at=asks.at, rules=hall.rules):
        return choice
    only = True if counter.priority_only else None
    ahead_of_time = [
        Line(service_id=id, target=hall.service_of(id).target_wait, helps=id in counter.helps,
             head=heads.early(conn, asks, id, priority=only))
        for id in serves
    ]  # fmt: skip
    if choice := select_next(ahead_of_time, at=asks.at, rules=hall.rules):
        return replace(choice, rule=Rule.EARLY)
    for id in () if counter.priority_only else serves:
        if waiting := heads.elsewhere(conn, asks, id):
            target = hall.service_of(waiting.service_id).target_wait
            return Choice(ticket=waiting, target=target, rule=Rule.ANY_ORDER)
    return None


def _line(
    conn: sa.Connection, hall: Hall, counter: Counter, asks: Asks, id: int, runs: Runs
) -> Line:
    """The front of one line, with what the hall's policy needs of it."""
    rules = hall.rules
    head = heads.head(conn, asks, id, priority=True if counter.priority_only else None)
    regular = priority = None
    if head and not counter.priority_only:
        by_kind = rules.order is not Policy.HEAD_START
        if by_kind or (head.priority and runs.priority >= rules.max_priority_run):
            regular = head if head.priority is None else heads.head(conn, asks, id, priority=False)
        if by_kind:
            priority = head if head.priority else heads.head(conn, asks, id, priority=True)
    return Line(
        service_id=id, target=hall.service_of(id).target_wait, head=head, regular=regular, priority=priority,
        priority_run=runs.priority, regular_run=runs.regular, helps=id in counter.helps,
    )  # fmt: skip


def _plans(stays: Sequence[legs.Leg], service_id: int) -> bool:
    return any(leg.service_id == service_id and leg.state == "planned" for leg in stays)


def _facts(choice: Choice, *, at: datetime) -> dict[str, object]:
    """Why, for machines: kept with the call in the journal."""
    over = choice.over
    return {
        "rule": choice.rule.value, "v": choice.ticket.v.isoformat(), "used": round(choice.used(at), 3),
        "target_min": choice.target.total_seconds() / 60, "over": over.number if over else None,
        "over_v": over.v.isoformat() if over else None,
    }  # fmt: skip
