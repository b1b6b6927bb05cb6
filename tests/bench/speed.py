"""Rows of what the hall does all day: numbers taken, visitors called, calls on screens."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench import measures
from tests.bench.hall import a_hall
from tests.bench.length import Length
from tests.bench.page import Row


def issue(length: Length) -> Iterator[Row]:
    with a_hall(commit="group") as hall:
        found = measures.empty(hall, 32, length.seconds)
        what = "a request that does nothing, 32 clients"
        yield Row("issue.nothing", what, _rate(found), values=found)
    yield from _taking(length, {1: 3.0, 8: 10.0, 32: 25.0}, least=2000)


def slow(length: Length) -> Iterator[Row]:
    yield from _taking(length, {32: 40.0}, least=1500, slow_disk=True)


def _taking(
    length: Length, targets: dict[int, float], *, least: float, slow_disk: bool = False
) -> Iterator[Row]:
    for commit in ("group", "each"):
        for clients, p99 in targets.items():
            with a_hall(commit=commit, slow_disk=slow_disk) as hall:
                found = measures.taking(hall, clients, length.seconds)
            what = f"take a ticket, {clients} client{'s' if clients > 1 else ''}, commit: {commit}"
            target = f"p99 <= {p99:g} ms" + (f", >= {least:g}/s" if clients == 32 else "")
            well = found["p99"] <= p99 and (clients < 32 or found["rate"] >= least)
            part, disk = ("slow", "5 ms disk: ") if slow_disk else ("issue", "")
            yield Row(f"{part}.{commit}.{clients}", disk + what, _rate(found), target, well, found)


def next_(length: Length) -> Iterator[Row]:
    with a_hall(commit="group") as hall:
        found = measures.calling(hall, 8, length.seconds)
    what = "call next at 8 counters (each call is followed by a start: two requests)"
    yield Row("next", what, _rate(found), ">= 1500/s", found["rate"] >= 1500, found)


def push(length: Length) -> Iterator[Row]:
    for screens, p99 in {20: 5.0, 200: 15.0, 1000: 50.0}.items():
        with a_hall(commit="group") as hall:
            found = measures.pushing(hall, screens, length.presses)
        figure = (
            f"p50 {found['p50']:.1f}, p99 {found['p99']:.1f} ms; the answer after {found['answer_p50']:.1f}; "
            f"{found['cpu_ms']:.1f} ms CPU each"
        )
        what = f"press next, to the last of {screens} displays"
        yield Row(f"push.{screens}", what, figure, f"p99 <= {p99:g} ms", found["p99"] <= p99, found)


def _rate(found: measures.Figures) -> str:
    return (
        f"{found['rate']:.0f}/s; p50 {found['p50']:.1f}, p99 {found['p99']:.1f} ms; "
        f"{found['cpu_ms']:.2f} ms CPU each"
    )
