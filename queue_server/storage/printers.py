"""How each printer is, as its agent and the watch last said."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.printer import PrinterState
from queue_server.storage.prepared import Prepared, Row
from queue_server.storage.schema import printer as p

_NAMES = [column.name for column in p.c]
_EVERY = Prepared(sa.select(p).order_by(p.c.name).limit(200))


def every(conn: sa.Connection) -> dict[str, PrinterState]:
    """All printers somebody has spoken of, by name."""
    found = [_state(row) for row in _EVERY.rows(conn)]
    return {state.name: state for state in found}


def one(conn: sa.Connection, name: str, *, lock: bool = False) -> PrinterState:
    """The printer's state; of one nobody has spoken of yet the best is believed.

    With ``lock``, for whoever is about to change it.
    """
    wanted = sa.select(p).where(p.c.name == name)
    row = conn.execute(wanted.with_for_update() if lock else wanted).first()
    return _state(row) if row else PrinterState(name=name)


def save(conn: sa.Connection, state: PrinterState, *, at: datetime) -> None:
    """Write ``state`` over what was known of the printer; ``at`` becomes its ``changed_at``."""
    values = asdict(state) | {"causes": list(state.causes), "changed_at": at}
    changed = {name: value for name, value in values.items() if name != "name"}
    if conn.execute(sa.update(p).where(p.c.name == state.name).values(changed)).rowcount == 0:
        conn.execute(sa.insert(p).values(values))


def use_paper(conn: sa.Connection, name: str, mm: int) -> bool:
    """Count a ticket of ``mm`` millimetres; False when nobody has spoken of the printer yet."""
    used = {"used_mm": p.c.used_mm + mm, "used_tickets": p.c.used_tickets + 1}
    return conn.execute(sa.update(p).where(p.c.name == name).values(used)).rowcount == 1


def _state(row: Row) -> PrinterState:
    values = dict(zip(_NAMES, row, strict=True))
    return PrinterState(**(values | {"causes": tuple(values["causes"])}))
