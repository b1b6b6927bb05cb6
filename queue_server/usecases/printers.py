"""How the printers are: agents tell it, the watch sees who is gone, a spare takes over before the first byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from queue_server.domain.events import Kind
from queue_server.domain.printer import (
    PrinterSetup,
    PrinterState,
    Setups,
    goes_to,
    is_low,
    new_roll,
    tickets_left,
)
from queue_server.storage import print_jobs, printers
from queue_server.storage.database import Database, Transaction
from queue_server.storage.print_jobs import PrintJob

SYSTEM = "system"


def note_condition(
    db: Database, setups: Setups, name: str, *, causes: Sequence[str], near_end: bool | None, at: datetime,
) -> PrinterState:  # fmt: skip
    """Take the agent's word for its printer. Repeating it changes nothing.

    Paper that was missing and is there again is a new roll. Jobs that wait go where they can be printed.
    """
    with db.reading() as conn:  # the usual answer is "as before": without a write
        before = printers.one(conn, name)
    if before.changed_at and _told(before, causes, near_end) == before:
        return before
    with db.transaction() as tx:
        before = printers.one(tx.conn, name, lock=True)
        after = _told(before, causes, near_end)
        if new_roll(before, after):
            after = replace(after, used_mm=0, used_tickets=0)
        return change(tx, setups, before, after, actor=f"printer:{name}", at=at)


def note_agents(
    db: Database, setups: Setups, *, lost: Sequence[str], at: datetime
) -> list[PrinterState]:
    """The print agents of ``lost`` are not there any more; returns those nobody knew of."""
    if not lost:
        return []
    with db.reading() as conn:
        known = printers.every(conn)
    news = [name for name in lost if name not in known or known[name].agent]
    if not news:
        return []
    with db.transaction() as tx:
        gone = []
        for name in news:
            before = printers.one(tx.conn, name, lock=True)
            after = replace(before, agent=False)
            gone.append(change(tx, setups, before, after, actor=SYSTEM, at=at))
        return gone


def put_new_roll(
    db: Database, setups: Setups, name: str, *, actor: str, at: datetime
) -> PrinterState:
    """Somebody put a new roll in: the counting begins anew."""
    with db.transaction() as tx:
        before = printers.one(tx.conn, name, lock=True)
        after = replace(before, used_mm=0, used_tickets=0)
        return change(tx, setups, before, after, actor=actor, at=at)


def use_paper(tx: Transaction, setups: Setups, job: PrintJob, mm: int, *, at: datetime) -> None:
    """Count ``mm`` millimetres of the printer's roll; said once when the roll becomes low."""
    if not printers.use_paper(tx.conn, job.printer, mm):
        printers.save(tx.conn, PrinterState(name=job.printer), at=at)
        printers.use_paper(tx.conn, job.printer, mm)
    after = printers.one(tx.conn, job.printer)
    before = replace(after, used_mm=after.used_mm - mm, used_tickets=after.used_tickets - 1)
    setup = setups.get(job.printer)
    if setup and is_low(after, setup) != is_low(before, setup):
        _record(tx, setup, before, after, actor=f"printer:{job.printer}", at=at)


def move_stranded(db: Database, setups: Setups, *, at: datetime) -> int:
    """Hand over jobs that were queued while their printer was failing; returns how many.

    A ticket chooses its printer by a state that may be a tenth of a second old.
    """
    with db.reading() as conn:
        states = printers.every(conn)
        stranded = [
            name for name in setups
            if goes_to(name, setups, states) not in (None, name) and print_jobs.queued(conn, name, limit=1)
        ]  # fmt: skip
    if not stranded:
        return 0
    with db.transaction() as tx:
        return sum(_move_waiting(tx, setups, name, at=at) for name in stranded)


def change(
    tx: Transaction, setups: Setups, before: PrinterState, after: PrinterState, *, actor: str, at: datetime,
) -> PrinterState:  # fmt: skip
    """Write a printer's new state, journal it, and let waiting jobs go where they can be printed."""
    if after == before and before.changed_at:
        return before
    printers.save(tx.conn, after, at=at)
    setup = setups.get(after.name)
    if setup is None:  # a printer that is in config.yaml no more
        return after
    _record(tx, setup, before, after, actor=actor, at=at)
    if after.ready != before.ready or not before.changed_at:
        _move_waiting(tx, setups, after.name, at=at)
    return replace(after, changed_at=at)


def _move_waiting(tx: Transaction, setups: Setups, changed: str, *, at: datetime) -> int:
    """Hand over what waits at a printer that cannot print: its own jobs, and those of printers it is the spare of."""
    states, moved = printers.every(tx.conn), 0
    for name, setup in setups.items():
        if changed not in (name, setup.spare):
            continue
        target = goes_to(name, setups, states)
        if target in (None, name):
            continue
        for job in print_jobs.queued(tx.conn, name):
            if not print_jobs.change(tx.conn, job, state="queued", at=at, printer=target):
                continue  # its agent was faster
            tx.record(
                Kind.PRINT_CHANGED, at=at, actor=SYSTEM, ticket_id=job.ticket_id, job=job.id,
                printer=target, state="queued", why="spare", asked=job.actor, was=name,
            )  # fmt: skip
            moved += 1
    return moved


def _told(state: PrinterState, causes: Sequence[str], near_end: bool | None) -> PrinterState:
    return replace(state, agent=True, causes=tuple(dict.fromkeys(causes)), near_end=near_end)


def _record(
    tx: Transaction, setup: PrinterSetup, before: PrinterState, after: PrinterState, *, actor: str, at: datetime,
) -> None:  # fmt: skip
    tx.record(
        Kind.PRINTER_CHANGED, at=at, actor=actor, printer=after.name, before=_facts(before),
        after=_facts(after), tickets_left=tickets_left(after, setup),
    )  # fmt: skip


def _facts(state: PrinterState) -> dict[str, Any]:
    """A state as the journal keeps it; ``PrinterState(name=..., **facts)`` reads it."""
    return {
        "agent": state.agent, "causes": list(state.causes), "near_end": state.near_end,
        "used_mm": state.used_mm, "used_tickets": state.used_tickets,
    }  # fmt: skip
