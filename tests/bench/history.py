"""Databases with years of history, filled quickly: one lived day (``lived``), written again for each day before it.

Ids, sequence numbers, tokens, keys and dates are moved; the journal is chained anew. ``satupintu verify`` is content.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.bench.lived import Lived, live, opened

Row = list[Any]
GROWING = (
    "ticket", "leg", "prediction", "print_job", "play", "number_series", "service_day", "journal", "day_head",
)  # fmt: skip
"""Tables that grow with the visitors, the journal and what points into it last."""
NUMBERED = {
    ("ticket", "id"): "ticket", ("ticket", "visit_id"): "ticket", ("leg", "id"): "leg",
    ("leg", "ticket_id"): "ticket", ("prediction", "id"): "ticket", ("prediction", "ticket_id"): "ticket",
    ("print_job", "id"): "print_job", ("print_job", "ticket_id"): "ticket", ("play", "call_seq"): "journal",
    ("journal", "seq"): "journal", ("journal", "ticket_id"): "ticket", ("day_head", "seq"): "journal",
}  # fmt: skip
"""Columns that hold a number of their own table or of another one."""
NAMED = {"print_job": "print_job", "job": "print_job", "call": "journal"}
"""The same in the facts of a journal row."""
UNIQUE = (("ticket", "token"), ("ticket", "request_key"))
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NAMED = re.compile(rf'"({"|".join(NAMED)})": (\d+)')


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that one day made, and how many of their numbers it used."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class OneDay:
    """A hall before and after its only day: ``before`` is a database without visitors, ``after`` the one that lived."""

    folder: Path
    config: Path
    day: date
    tables: dict[str, Table]
    spans: dict[str, int]
    seq: int

    @property
    def tickets(self) -> int:
        return len(self.tables["ticket"].rows)


def one_day(folder: Path, config: Path, *, visitors: int) -> OneDay:
    """Make a hall in ``folder`` and let it live through yesterday."""
    begins = (datetime.now(UTC) - timedelta(days=1)).replace(hour=1, minute=0, second=0)
    data, before = folder / "lived", folder / "before"
    with opened(data, config):
        pass
    shutil.copytree(data, before)
    with opened(data, config, now=begins) as hall:
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
        for place in range(days):
            link = _write_day(conn, lived, place, days - 1 - place, link)
        seq = lived.seq + days * lived.spans["journal"]
        conn.execute("UPDATE journal_head SET seq = ?, hash = ?", (seq, link))
        conn.execute("COMMIT")
        conn.execute("PRAGMA journal_mode=WAL")
    return days * lived.tickets


def _write_day(
    conn: sqlite3.Connection, lived: OneDay, place: int, back: int, link: bytes
) -> bytes:
    moved = _dates(lived.day, back)
    links: dict[int, bytes] = {}
    for table in lived.tables.values():
        if not table.rows:
            continue
        rows = list(_moved(table, lived, place, moved))
        if table.name == "journal":
            link = _chain(table, rows, link, links)
        elif table.name == "day_head":
            at = table.columns.index("seq"), table.columns.index("hash")
            for row in rows:
                row[at[1]] = links[row[at[0]]]
        marks = ", ".join("?" * len(table.columns))
        conn.executemany(f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})", rows)  # fmt: skip
    return link


def _dates(day: date, back: int) -> Callable[[str], str]:
    """Moves every date near ``day`` in a text so many days back."""
    near = [day + timedelta(days=by) for by in (-1, 0, 1)]
    pairs = [(str(one), str(one - timedelta(days=back))) for one in near]
    known = dict(pairs)

    def moved(text: str) -> str:
        if text[4:5] == "-":  # a day or an instant: most of them
            return known.get(text[:10], text[:10]) + text[10:]
        return _DATE.sub(lambda found: known.get(found[0], found[0]), text)

    return moved


def _moved(table: Table, lived: OneDay, place: int, moved: Callable[[str], str]) -> Iterator[Row]:
    number = {
        at: place * lived.spans[NUMBERED[table.name, column]]
        for at, column in enumerate(table.columns) if (table.name, column) in NUMBERED
    }  # fmt: skip
    unique = [at for at, column in enumerate(table.columns) if (table.name, column) in UNIQUE]
    texts = [
        at for at in range(len(table.columns))
        if at not in unique and any(type(row[at]) is str and _DATE.search(row[at]) for row in table.rows)
    ]  # fmt: skip
    facts = table.columns.index("data") if table.name == "journal" else None
    mark = f"{place:04x}"
    for old in table.rows:
        row = list(old)
        for at in texts:
            value = row[at]
            if value is not None:
                row[at] = moved(value)
        for at, by in number.items():
            if row[at] is not None:
                row[at] += by
        for at in unique:
            row[at] = f"{row[at][: -len(mark)]}{mark}"
        if facts is not None:
            row[facts] = _NAMED.sub(
                lambda f: f'"{f[1]}": {int(f[2]) + place * lived.spans[NAMED[f[1]]]}', row[facts]
            )
        yield row


def _chain(table: Table, rows: list[Row], link: bytes, links: dict[int, bytes]) -> bytes:
    """The hash of each row, as storage/chain.py makes it of the stored columns."""
    at = {column: i for i, column in enumerate(table.columns)}
    parts = [at[name] for name in ("seq", "at", "kind", "ticket_id", "counter_id", "actor", "data")]
    for row in rows:
        seq, moment, kind, ticket, counter, actor, data = (row[part] for part in parts)
        ids = f"{'' if ticket is None else ticket}|{'' if counter is None else counter}"
        form = f"{seq}|{moment}|{kind}|{ids}|{len(actor)}:{actor}|{data}"
        link = row[at["hash"]] = links[seq] = sha256(link + form.encode()).digest()
    return link
