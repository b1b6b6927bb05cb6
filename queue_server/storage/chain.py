"""The chain of the journal: whoever changes, takes away or moves a row breaks it at that row.

Each row's ``hash`` is SHA-256 over the hash of the row before it (32 bytes, zeros before the first row) and the
canonical form of the row in UTF-8, seven lines made of the columns as they are stored:

    seq, at, kind, ticket_id, counter_id, actor, data

``at`` is UTC with microseconds, "2026-11-23 02:00:00.000000"; an id that is null is an empty line; ``data`` is the JSON
text exactly as it stands in the column. None of them holds a line break, so no two rows have the same form. The row
before is the one with the next smaller ``seq`` that is there. In psql, for row 7:

    SELECT sha256((SELECT hash FROM journal WHERE seq = 6) || convert_to(concat_ws(E'\\n', seq, to_char(at AT TIME ZONE
    'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), kind, coalesce(ticket_id::text, ''), coalesce(counter_id::text, ''), actor,
    data), 'UTF8')) FROM journal WHERE seq = 7
"""

from __future__ import annotations

import json
import logging
import time
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa

log = logging.getLogger(__name__)
EVERY_S: Final = 3.0
BEGINNING: Final = bytes(32)
"""What stands before the first row."""
_FORM = {
    "sqlite": "printf('%d{0}%s{0}%s{0}%s{0}%s{0}%s{0}%s', seq, at, kind, ticket_id, counter_id, actor, data)",
    "postgresql": "concat_ws('{0}', seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), kind,"
    " coalesce(ticket_id::text, ''), coalesce(counter_id::text, ''), actor, data)",
}


def as_text(data: dict[str, Any]) -> str:
    """The JSON of a row's facts, as it is stored and hashed."""
    return json.dumps(data)


def link(
    before: bytes, *, seq: int, at: datetime, kind: str, ticket_id: int | None, counter_id: int | None,
    actor: str, data: str,
) -> bytes:  # fmt: skip
    """The hash of a row that follows the one with the hash ``before``. ``data`` is the text that is stored.
    ``actor`` has no line break.
    """
    moment = at.astimezone(UTC).isoformat(" ", "microseconds")[:26]
    ticket = "" if ticket_id is None else ticket_id
    counter = "" if counter_id is None else counter_id
    form = f"{seq}\n{moment}\n{kind}\n{ticket}\n{counter}\n{actor}\n{data}"
    return sha256(before + form.encode()).digest()


def canonical(dialect: str) -> str:
    """The canonical form of a row as an expression of SQL, for ``dialect`` "sqlite" or "postgresql"."""
    return _FORM[dialect].format("\n")


def hash_all(conn: sa.Connection, *, batch: int = 20_000) -> tuple[int, bytes]:
    """Chain the rows that are there; returns seq and hash of the last one. For the migration: memory stays bounded."""
    dialect = conn.dialect.name
    limited = f"SELECT seq, {canonical(dialect)} FROM journal WHERE seq > :last ORDER BY seq LIMIT {batch}"
    last, before, told = 0, BEGINNING, time.monotonic()
    while rows := conn.exec_driver_sql(limited.replace(":last", str(last))).all():
        made = []
        for seq, form in rows:
            before = sha256(before + form.encode()).digest()
            made.append((before, seq))
        last = rows[-1][0]
        _write(conn, made)
        if time.monotonic() > told + EVERY_S:
            told = time.monotonic()
            log.info("chaining the journal: up to row %d", last)
    return last, before


def _write(conn: sa.Connection, made: list[tuple[bytes, int]]) -> None:
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("UPDATE journal SET hash = ? WHERE seq = ?", made)
        return
    columns = [seq for _, seq in made], [hash for hash, _ in made]
    conn.exec_driver_sql(
        "UPDATE journal SET hash = made.hash FROM unnest(%s::integer[], %s::bytea[]) AS made(seq, hash)"
        " WHERE journal.seq = made.seq",
        columns,
    )
