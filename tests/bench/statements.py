"""Which statements work more when there is more history? Every request and loop, in steps of SQLite."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import acts
from tests.bench.hall import Hall
from tests.bench.history import OneDay, fill, one_day
from tests.bench.length import Length
from tests.bench.lived import Lived, opened
from tests.bench.page import Row
from tests.bench.work import watched

Steps = Mapping[str, Counter[str]]
"""By act: steps by statement."""
TOLERATED, SLACK = 1.25, 150
"""A row more or less on one page is no growth."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A statement of an act that took ``few`` steps with little history and ``many`` with more."""

    act: str
    statement: str
    few: int
    many: int


def statements(length: Length) -> Iterator[Row]:
    """A row for each act whose work grows, and one that says how many do not."""
    visitors, few_days, many_days = (60, 6, 60) if length.quick else (250, 4, 160)
    folder = Path(tempfile.mkdtemp(prefix="satupintu-bench-"))
    try:
        hall = Hall(folder, commit="group", rules={"estimates_after": 0}, online="PASPOR")
        day = one_day(folder, hall.file, visitors=visitors)
        few, many = counted(day, few_days), counted(day, many_days)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found = list(grown(few, many))
    tickets = f"{day.tickets * few_days} to {day.tickets * many_days} tickets"
    figure = f"{len({growth.act for growth in found})} grow"
    what = f"{len(many)} requests and loops, from {tickets}: whose work in SQLite grows"
    yield Row("statements", what, figure, "none, except reports", None, {"grow": len(found)})
    for growth in found:
        what = f"{growth.act}: `{growth.statement[:160]}`"
        values = {"few": growth.few, "many": growth.many}
        key = f"statements.{growth.act}"
        yield Row(key, what, f"{growth.few} -> {growth.many} steps", "", None, values)


ALL = (acts.morning, acts.questions, acts.loops)


Make = Callable[[Lived], Iterator[acts.Act]]


def counted(day: OneDay, days: int, *, makes: Sequence[Make] = ALL) -> Steps:
    """The steps of every act of ``makes`` in a hall with so many days of history; those of its start, too."""
    data = day.folder / f"data-{days}"
    fill(data, day, days=days)
    steps: dict[str, Counter[str]] = {}
    try:
        with watched() as work, opened(data, day.config) as hall:
            steps["start"] = work.by_statement()
            for make in makes:
                for name, act in make(hall):
                    work.clear()
                    act()
                    if name == "take":
                        hall.token = _token(hall)
                    steps[name] = work.by_statement()
    finally:
        shutil.rmtree(data, ignore_errors=True)
    return steps


def _token(hall: object) -> str:
    newest = hall.done("GET", "/line")["tickets"][-1]  # type: ignore[attr-defined]
    return str(newest["token"])


def grown(few: Steps, many: Steps) -> Iterator[Growth]:
    """The statements that took clearly more steps with more history."""
    for act, steps in many.items():
        for statement, count in steps.items():
            before = few.get(act, Counter())[statement]
            if count > TOLERATED * before + SLACK:
                yield Growth(act, statement, before, count)
