"""Databases with years of history, filled quickly: one lived day (``lived``), written again for each day before it.

Ids, sequence numbers, tokens, keys and dates are moved; the journal is chained anew. ``satupintu verify`` is content.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from tests.bench.lived import Lived, live, opened
from tests.bench.mould import NEAR, Mould, OneDay, Row, Table

GROWING = (
    "ticket", "leg", "prediction", "print_job", "play", "number_series", "service_day", "journal", "day_head",
)  # fmt: skip
"""Tables that grow with the visitors, the journal and what points into it last."""


def one_day(folder: Path, config: Path, *, visitors: int) -> OneDay:
    """Make a hall in ``folder`` and let it live through yesterday."""
    begins = (datetime.now(UTC) - timedelta(days=1)).replace(hour=1, minute=0, second=0)
    data, before = folder / "lived", folder / "before"
    with opened(data, config, now=begins) as hall:
        shutil.copytree(
            data, before
        )  # whole, with its write-ahead log: nobody writes at this moment
        seq = _last_seq(hall)
        live(hall, visitors=visitors, begins=begins)
    with closing(sqlite3.connect(data / "hall.db")) as conn:
        tables = {name: _read(conn, name, seq) for name in GROWING}
        spans = {
            "ticket": _most(conn, "ticket", "id"), "leg": _most(conn, "leg", "id"),
            "print_job": _most(conn, "print_job", "id"), "journal": _most(conn, "journal", "seq") - seq,
        }  # fmt: skip
    return OneDay(folder, config, begins.date(), tables, spans, seq)


def _last_seq(hall: Lived) -> int:
    with hall.db.reading() as conn:
        return int(conn.exec_driver_sql("SELECT seq FROM journal_head").scalar_one())


def _read(conn: sqlite3.Connection, name: str, seq: int) -> Table:
    columns = tuple(row[1] for row in conn.execute(f"PRAGMA table_info({name})"))
    new = f"WHERE seq > {seq}" if name == "journal" else ""
    rows = conn.execute(f"SELECT * FROM {name} {new} ORDER BY 1, 2")
    return Table(name, columns, [list(row) for row in rows])


def _most(conn: sqlite3.Connection, table: str, column: str) -> int:
    return int(conn.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0])


def fill(data: Path, lived: OneDay, *, days: int) -> int:
    """A data folder whose last ``days`` days were like the lived one, the newest yesterday; how many tickets it has."""
    shutil.copytree(lived.folder / "before", data)
    with closing(sqlite3.connect(data / "hall.db", isolation_level=None)) as conn:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-2000000"):  # fmt: skip
            conn.execute(f"PRAGMA {pragma}")
        conn.execute("BEGIN")
        link = conn.execute("SELECT hash FROM journal_head").fetchone()[0] or bytes(32)
        moulds = [Mould(table, lived) for table in lived.tables.values() if table.rows]
        for place in range(days):
            link = _write_day(conn, lived, moulds, place, days - 1 - place, link)
        seq = lived.seq + days * lived.spans["journal"]
        conn.execute("UPDATE journal_head SET seq = ?, hash = ?", (seq, link))
        conn.execute("COMMIT")
        conn.execute("PRAGMA journal_mode=WAL")
    return days * lived.tickets


def _write_day(
    conn: sqlite3.Connection, lived: OneDay, moulds: list[Mould], place: int, back: int, link: bytes
) -> bytes:
    near = [str(lived.day + timedelta(days=by - back)) for by in NEAR]
    links: dict[int, bytes] = {}
    for mould in moulds:
        table = mould.table
        rows = mould.rows(place, near)
        if table.name == "journal":
            link = _chain(table, rows, link, links)
        elif table.name == "day_head":
            seq, hash = table.columns.index("seq"), table.columns.index("hash")
            for row in rows:
                row[hash] = links[row[seq]]
        marks = ", ".join("?" * len(table.columns))
        conn.executemany(f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})", rows)  # fmt: skip
    return link


def _chain(table: Table, rows: list[Row], link: bytes, links: dict[int, bytes]) -> bytes:
    """The hash of each row, as storage/chain.py makes it of the stored columns."""
    at = {column: i for i, column in enumerate(table.columns)}
    parts = [at[name] for name in ("seq", "at", "kind", "ticket_id", "counter_id", "actor", "data")]
    for row in rows:
        seq, moment, kind, ticket, counter, actor, data = (row[part] for part in parts)
        ids = f"{'' if ticket is None else ticket}\n{'' if counter is None else counter}"
        form = f"{seq}\n{moment}\n{kind}\n{ids}\n{actor}\n{data}"
        link = row[at["hash"]] = links[seq] = sha256(link + form.encode()).digest()
    return link
