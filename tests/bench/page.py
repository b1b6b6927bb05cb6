"""The rows as lines of a terminal and as docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOTES = Path(__file__).parent / "notes.md"
"""What bounds the figures: written by people, kept when they are measured again."""

HEAD = """# Benchmarks

Written by `./run bench`: the real server (`satupintu serve`, eventlet, SQLite with `synchronous=FULL`, a fresh data
folder) in one process, a load process of its own beside it. Tickets are taken at kiosks with a printer: a number, a
ticket, a print job and a journal row in one durable commit each, while 20 displays are attached. Numbers given twice,
tickets called to two counters and calls out of order end a benchmark with an error.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """``well``: whether the target is reached; None where there is none."""

    what: str
    figure: str
    target: str
    well: bool | None

    @property
    def verdict(self) -> str:
        return "" if self.well is None else "reached" if self.well else "**short**"


def line(row: Row) -> str:
    """For the terminal."""
    verdict = row.verdict.strip("*")
    return f"{row.what:74}  {row.figure:64}  {row.target:26} {verdict}".rstrip()


def document(rows: Sequence[Row], machine: dict[str, Any], *, load_before: float) -> str:
    """The page, with the notes under the table."""
    table = [f"| {row.what} | {row.figure} | {row.target} | {row.verdict} |" for row in rows]
    m = machine
    where = (
        f"{datetime.now(UTC):%Y-%m-%d}; {m['cores']} cores ({m['cpu']}), Python {m['python']}, SQLite {m['sqlite']}; "
        f"a durable write of 40 kB takes {m['disk_ms']:.2f} ms here. Load average {load_before:.1f} before and "
        f"{m['load']:.1f} after; the benchmark itself makes up to 2."
    )
    notes = NOTES.read_text(encoding="utf-8").strip()
    return "\n".join(
        [
            HEAD,
            where,
            "",
            "| what | figure | target | |",
            "|---|---|---|---|",
            *table,
            "",
            notes,
            "",
        ]
    )
