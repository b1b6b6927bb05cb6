"""Who is connected to which process of a site on PostgreSQL, by the database's clock: machines' clocks differ."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from queue_server.domain.screen import Device

KEPT_S = 60
_NOW = sa.text("SELECT clock_timestamp()")
# What is lost here in a power cut has changed by then: this commit need not wait for the disk.
_LIGHT = sa.text("SET LOCAL synchronous_commit = off")
_SAY = sa.text(
    "INSERT INTO presence (role, name, process, seen_at, facts) "
    "VALUES (:role, :name, :process, clock_timestamp() - make_interval(secs => :age), CAST(:facts AS json)) "
    "ON CONFLICT (role, name, process) DO UPDATE SET seen_at = excluded.seen_at, facts = excluded.facts"
)
_GO = sa.text("DELETE FROM presence WHERE role = :role AND name = :name AND process = :process")
_GO_ALL = sa.text("DELETE FROM presence WHERE process = :process")
_SWEEP = sa.text(
    "DELETE FROM presence WHERE (role, name, process) IN (SELECT role, name, process FROM presence "
    "WHERE seen_at < clock_timestamp() - make_interval(secs => :kept) FOR UPDATE SKIP LOCKED)"
)
_OTHERS = sa.text(
    "SELECT role, name, extract(epoch FROM clock_timestamp() - seen_at)::float, facts FROM presence "
    "WHERE process <> :process ORDER BY role, name, process LIMIT 2000"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A device as a process saw it ``age_s`` seconds ago, and what it said of itself."""

    age_s: float
    facts: Mapping[str, Any]


def say(
    conn: sa.Connection, process: str, mine: Mapping[Device, Seen], gone: Collection[Device]
) -> None:
    """Write who is at this process now, and who has left it since the last time; forget processes that died."""
    conn.execute(_LIGHT)
    if gone:
        conn.execute(_GO, [{"role": r, "name": n, "process": process} for r, n in sorted(gone)])
    if mine:
        rows = [
            {"role": r, "name": n, "process": process, "age": seen.age_s, "facts": json.dumps(dict(seen.facts))}
            for (r, n), seen in sorted(mine.items())
        ]  # fmt: skip
        conn.execute(_SAY, rows)
    conn.execute(_SWEEP, {"kept": KEPT_S})


def others(conn: sa.Connection, process: str) -> list[tuple[Device, Seen]]:
    """Who is at other processes."""
    rows = conn.execute(_OTHERS, {"process": process})
    return [
        ((role, name), Seen(age_s=max(0.0, age), facts=facts)) for role, name, age, facts in rows
    ]


def leave(conn: sa.Connection, process: str) -> None:
    """This process ends: nobody is here any more."""
    conn.execute(_GO_ALL, {"process": process})


def clock(conn: sa.Connection) -> datetime:
    """What time it is for the database, which is the same for all processes."""
    told: datetime = conn.execute(_NOW).scalar_one()
    return told.astimezone(UTC)
