"""A year of halls with every rule on; the invariants after every step, all of them at the end of each day.

    python -m tests.bench.year [--days 250] [--seed 2026] [--visitors 330] [--order head_start] [--postgresql URL]

Prints a table in Markdown for docs/proof.md, also when it is interrupted. Ends with 1 when an invariant was broken.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from statistics import mean
from typing import Any

from queue_server.storage import opening
from tests.bench import measures
from tests.simulation import profile, run
from tests.simulation.figures import Figures, share

FIRST = date(2026, 1, 1)
KINDS = ("regular", "lansia", "disabilitas", "hamil", "balita", "appointment")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.year", description=__doc__)
    parser.add_argument("--days", type=int, default=250, help="working days")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--visitors", type=int, default=330, help="of a usual Tuesday")
    parser.add_argument("--order", default="head_start")
    parser.add_argument("--postgresql", help="an empty database; without it SQLite in memory")
    args = parser.parse_args()
    figures, began = Figures(), time.monotonic()
    with _database(args.postgresql) as db:
        hall = run.a_hall(db, order=args.order)
        with suppress(KeyboardInterrupt):  # the table of the days so far
            _live(db, hall, figures, args, began)
    _say("\n".join(table(figures, seconds=time.monotonic() - began)))
    return 1 if figures.faults else 0


def _live(db: Any, hall: Any, figures: Figures, args: argparse.Namespace, began: float) -> None:
    for place, day in enumerate(_days(args.days)):
        lies = run.BACK_AND_FORTH if place % 30 == 29 else ()
        found = run.live(
            db, hall, day, figures, seed=args.seed, base=args.visitors, clock_lies=lies
        )
        for fault in found[:5]:
            _say(f"FAULT {fault}")
        spent = time.monotonic() - began
        if place % 10 == 9 or found:
            done = f"{figures.tickets} visitors, {figures.steps} steps, {spent:.0f} s"
            _say(f"{day} {done}, {len(figures.faults)} faults")


def _days(working: int) -> Iterator[date]:
    """Every day, also those on which nobody can get a number, until there were so many working days."""
    day = FIRST
    while working:
        yield day
        working -= profile.is_open(day)
        day += timedelta(days=1)


@contextmanager
def _database(url: str | None) -> Iterator[Any]:
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="year-", dir=shared if shared.is_dir() else None))
    db = opening.open_postgresql(url) if url else opening.open_sqlite(folder / opening.FILE)
    try:
        yield db
    finally:
        db.close()
        shutil.rmtree(folder)


def table(f: Figures, *, seconds: float) -> Iterator[str]:
    """What the year told, as docs/proof.md has it."""
    here = measures.machine()
    machine = (
        f"{here['cores']} cores ({here['cpu']}), Python {here['python']}, SQLite {here['sqlite']}"
    )
    yield f"{f.days} days, {f.tickets} visitors, {f.steps} steps in {seconds / 60:.0f} min on {machine}."
    yield "\n| visitors | calls | wait P50 | P90 | most | past target |\n|---|---|---|---|---|---|"
    for kind in KINDS:
        waits = f.waits.get(kind, [])
        if waits:
            late = 100 * f.past[kind] / len(waits)
            yield (f"| {kind} | {len(waits)} | {share(waits, 0.5):.0f} min | {share(waits, 0.9):.0f} min | "
                   f"{max(waits):.0f} min | {late:.0f} % |")  # fmt: skip
    overtakes = f.overtakes or [0]
    yield "\n| what | how often |\n|---|---|"
    most = f"P99 {share(overtakes, 0.99)}, most {max(overtakes)}"
    yield f"| overtakes of a regular | mean {mean(overtakes):.2f}, {most} |"
    yield f"| overtaken by | {_list(f.overtakers)} |"
    yield f"| calls by rule | {_list(f.rules)} |"
    yield f"| tickets in the end | {_list(f.states)} |"
    yield f"| acts | {_list(f.acts)} |"
    yield f"| refused | {_list(f.refused)} |"
    yield f"| checked | {_list(f.checked)} |"
    yield f"| **faults** | **{len(f.faults)}** |"


def _list(counted: Any) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common()) or "none"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
