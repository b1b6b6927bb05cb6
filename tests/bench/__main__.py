"""Measure the numbers of docs/benchmarks.md and write the page. With --quick or --only nothing is written."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import measures, page
from tests.bench import paper as printing
from tests.bench import seen as on_screens
from tests.bench import sound as voice
from tests.bench.hall import a_hall
from tests.bench.page import Row

PAGE = Path(__file__).parent.parent.parent / "docs" / "benchmarks.md"
PARTS = ("start", "issue", "next", "push", "seen", "paper", "slow", "sound")


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short rounds")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    args = parser.parse_args()
    seconds, presses, rounds = (1.5, 15, 1) if args.quick else (6.0, 120, 5)
    rows: list[Row] = []
    before = os.getloadavg()[0]
    for part in args.only:
        for row in globals()[part](seconds, presses, rounds):
            rows.append(row)
            sys.stdout.write(page.line(row) + "\n")
            sys.stdout.flush()
    if not args.quick and tuple(args.only) == PARTS:
        PAGE.write_text(page.document(rows, measures.machine(), load_before=before))
        sys.stdout.write(f"written: {PAGE.relative_to(Path.cwd())}\n")
    return 0


def start(seconds: float, presses: int, rounds: int) -> Iterator[Row]:
    found = measures.starting(rounds)
    yield Row(
        "start on an empty folder, to /readyz",
        f"{found['first_s']:.2f} s",
        "< 1.5 s",
        found["first_s"] < 1.5,
    )
    yield Row(
        "start on a used folder, to /readyz",
        f"{found['again_s']:.2f} s",
        "< 1.5 s",
        found["again_s"] < 1.5,
    )
    yield Row(
        "kill -9 to serving again", f"{found['killed_s']:.2f} s", "<= 3 s", found["killed_s"] <= 3
    )
    yield Row("memory when idle", f"{found['rss_mb']:.0f} MB", "< 100 MB", found["rss_mb"] < 100)


def issue(seconds: float, presses: int, rounds: int) -> Iterator[Row]:
    with a_hall(commit="group") as hall:
        found = measures.empty(hall, 32, seconds)
        yield Row("a request that does nothing, 32 clients", _rate(found), "", None)
    yield from _taking(seconds, {1: 3.0, 8: 10.0, 32: 25.0}, least=2000)


def slow(seconds: float, presses: int, rounds: int) -> Iterator[Row]:
    yield from _taking(seconds, {32: 40.0}, least=1500, slow_disk=True)


def _taking(
    seconds: float, targets: dict[int, float], *, least: float, slow_disk: bool = False
) -> Iterator[Row]:
    for commit in ("group", "each"):
        for clients, p99 in targets.items():
            with a_hall(commit=commit, slow_disk=slow_disk) as hall:
                found = measures.taking(hall, clients, seconds)
            what = f"take a ticket, {clients} client{'s' if clients > 1 else ''}, commit: {commit}"
            target = f"p99 <= {p99:g} ms" + (f", >= {least:g}/s" if clients == 32 else "")
            well = found["p99"] <= p99 and (clients < 32 or found["rate"] >= least)
            disk = "5 ms disk: " if slow_disk else ""
            figure = f"{_rate(found)}; {found['cpu_ms']:.2f} ms CPU each"
            yield Row(disk + what, figure, target, well)


def next(seconds: float, presses: int, rounds: int) -> Iterator[Row]:
    with a_hall(commit="group") as hall:
        found = measures.calling(hall, 8, seconds)
    what = "call next at 8 counters (each call is followed by a start: two requests)"
    yield Row(what, _rate(found), ">= 1500/s", found["rate"] >= 1500)


def push(seconds: float, presses: int, rounds: int) -> Iterator[Row]:
    for screens, p99 in {20: 5.0, 200: 15.0, 1000: 50.0}.items():
        with a_hall(commit="group") as hall:
            found = measures.pushing(hall, screens, presses)
        figure = (
            f"p50 {found['p50']:.1f}, p99 {found['p99']:.1f} ms; the answer after {found['answer_p50']:.1f}; "
            f"{found['rss_mb']:.0f} MB"
        )
        what = f"press next, to the last of {screens} displays"
        yield Row(what, figure, f"p99 <= {p99:g} ms", found["p99"] <= p99)


def seen(seconds: float, presses: int, rounds: int) -> Iterator[Row]:
    paces = {500: 40} if rounds == 1 else {100: 2, 10_000: 40}
    with on_screens.a_browser() as browser:
        for calls, pace in paces.items():
            found = on_screens.seeing(browser, calls=calls, per_second=pace)
            what = f"{calls} calls at {pace}/s on 20 displays and two real TVs, each once: press to the last one"
            figure = (
                f"p50 {found['p50']:.1f}, p99 {found['p99']:.1f}, longest {found['max']:.1f} ms"
            )
            yield Row(what, figure, "p99 <= 5 ms", found["p99"] <= 5)
            figure = (
                f"p50 {found['paint_p50']:.0f}, p99 {found['paint_p99']:.0f} ms (the slower one)"
            )
            what = (
                f"the same at {pace}/s, press to painted on a TV page, as the page tells the server"
            )
            yield Row(what, figure, "p99 <= 60 ms", found["paint_p99"] <= 60)


def paper(seconds: float, presses: int, rounds: int) -> Iterator[Row]:
    for mode, p99 in {"raster": 150.0, "text": 60.0}.items():
        found = printing.touching(mode=mode, touches=30)
        figure = f"p50 {found['p50']:.0f}, p95 {found['p95']:.0f}, p99 {found['p99']:.0f} ms"
        what = f"touch to paper proven, 30 touches in 3 s, {mode}, virtual printer on TCP"
        target = f"p95 < 500 ms, p99 <= {p99:g} ms"
        yield Row(what, figure, target, found["p99"] <= p99 and found["p95"] < 500)


def sound(seconds: float, presses: int, rounds: int) -> Iterator[Row]:
    found = voice.starting(presses // 2)
    figure = f"p50 {found['p50']:.0f}, p99 {found['p99']:.0f} ms"
    what = "press next, to the loudspeaker of the TV page, quiet zone"
    yield Row(what, figure, "p99 <= 250 ms", found["p99"] <= 250)
    minutes = max(2, rounds)
    found = voice.storming(minutes)
    figure = (
        f"{found['delay_s']:.1f} s; {found['must_s']:.1f} s computed for these {found['calls']:.0f} calls of "
        f"{found['length_s']:.1f} s, {found['day_s']:.1f} s on the average of a day (M/D/1)"
    )
    what = f"wait of a call behind others: 200 calls/h, two languages, {minutes} min"
    yield Row(what, figure, "<= computed + 0.5 s", found["delay_s"] <= found["must_s"] + 0.5)


def _rate(found: measures.Figures) -> str:
    return f"{found['rate']:.0f}/s; p50 {found['p50']:.1f}, p99 {found['p99']:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
