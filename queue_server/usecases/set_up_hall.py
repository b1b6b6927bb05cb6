"""Filling the hall's set-up from config.yaml, and comparing the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from queue_server.domain.events import Kind
from queue_server.storage import halls
from queue_server.storage.database import Database

Definition = Mapping[str, Any]
"""The hall part of config.yaml in plain values: site, hours, zones, agencies, services, priorities, counters."""


def seed(db: Database, definition: Definition, *, at: datetime) -> bool:
    """Fill an empty database; False when there is a hall already, which stays as it is."""
    with db.reading() as conn:
        if halls.load(conn) is not None:
            return False
    write(db, definition, actor="system", at=at)
    return True


def write(db: Database, definition: Definition, *, actor: str, at: datetime) -> list[str]:
    """Make the hall what ``definition`` says; returns what changed, a line each. Writes nothing when nothing did."""
    with db.transaction() as tx:
        changes = list(differences(halls.export(tx.conn), definition))
        if changes:
            halls.save(tx.conn, definition)
            tx.record(Kind.HALL_CHANGED, at=at, actor=actor, changes=changes[:50])
    return changes


def differences(now: Any, wanted: Any, path: str = "") -> Iterator[str]:
    """What would change, a line each: ``services.KTP.quota: 150 -> 200``."""
    if isinstance(now, Mapping) and isinstance(wanted, Mapping):
        for key in [*now, *(k for k in wanted if k not in now)]:
            yield from differences(
                now.get(key), wanted.get(key), f"{path}.{key}" if path else str(key)
            )
    elif _coded(now) and _coded(wanted):
        by = [{row["code"]: row for row in rows} for rows in (now, wanted)]
        yield from differences(by[0], by[1], path)
        was, will = ([code for code in by[i] if code in by[1 - i]] for i in (0, 1))
        if was != will:
            yield f"{path}: another order"
    elif now != wanted:
        yield f"{path}: {_said(now)} -> {_said(wanted)}"


def _coded(rows: Any) -> bool:
    return (
        isinstance(rows, list) and bool(rows) and isinstance(rows[0], Mapping) and "code" in rows[0]
    )


def _said(value: Any) -> str:
    if isinstance(value, Mapping) and "code" in value:
        return "present"
    return "absent" if value is None else repr(value)
