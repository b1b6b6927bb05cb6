"""The same acts in halls with a day, 100 thousand and a million tickets, in turn: what history costs.

The ratio to the hall of one day is the figure. It is taken round by round, of processor time of the server, because
that wanders least on a machine that does other things, too.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import measures
from tests.bench.effort import Effort
from tests.bench.hall import Hall
from tests.bench.history import OneDay, fill, one_day
from tests.bench.length import Length
from tests.bench.lived import PASSWORD
from tests.bench.page import Row
from tests.bench.wire import Client, Loop, Screen

VISITORS = 500
AGAIN = 40
"""So often each question is asked in a round."""
Figures = dict[str, float]


@dataclass
class Grown:
    """A hall with history, and what was measured there: by act, a figure for each round."""

    hall: Hall
    tickets: int
    mb: float
    cpu: dict[str, list[float]] = field(default_factory=dict)
    p50: dict[str, list[float]] = field(default_factory=dict)

    def note(self, act: str, found: Figures) -> None:
        """``found``: "cpu_ms" of the server for each act, and "p50"."""
        self.cpu.setdefault(act, []).append(found["cpu_ms"])
        self.p50.setdefault(act, []).append(found["p50"])


def growth(length: Length) -> Iterator[Row]:
    """A row for each act; the sizes beside each other."""
    sizes = (1, 10, 40) if length.quick else (1, 100_000 // VISITORS, 1_000_000 // VISITORS)
    folder = Path(tempfile.mkdtemp(prefix="satupintu-bench-"))
    try:
        with ExitStack() as stack:
            halls = list(_halls(folder, sizes, stack))
            yield _sizes(halls)
            for _ in range(2 if length.quick else 4):
                for grown in halls:
                    _round(grown, 1.0 if length.quick else 2.0)
            for act in halls[0].cpu:
                yield _row(act, halls)
            yield from _restarts(halls)
        yield from _commands(halls)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _halls(folder: Path, sizes: tuple[int, ...], stack: ExitStack) -> Iterator[Grown]:
    template = folder / "template"
    template.mkdir()
    wishes: dict[str, Any] = {"commit": "group", "rules": {"estimates_after": 0}, "online": "PASPOR"}  # fmt: skip
    day: OneDay = one_day(template, Hall(template, **wishes).file, visitors=VISITORS)
    for days in sizes:
        place = folder / str(days)
        place.mkdir()
        hall = Hall(
            place, data=lambda data, days=days: fill(data, day, days=days) and None, **wishes
        )  # type: ignore[misc]
        mb = (hall.data / "hall.db").stat().st_size / 2**20
        stack.callback(hall.stop)
        hall.start()
        yield Grown(hall, days * day.tickets, mb)


def _round(grown: Grown, seconds: float) -> None:
    hall = grown.hall
    # Alone first: how many share a commit depends on the machine's other work, and the processor time on that.
    grown.note("take a ticket, 1 client", measures.taking(hall, 1, seconds, warm_s=0.5))
    grown.note("take a ticket, 8 clients", measures.taking(hall, 8, seconds, warm_s=0.5))
    grown.note("next and start, 8 counters", measures.calling(hall, 8, seconds, per_s=20))
    loop = Loop()
    supervisor = Client(loop, hall.port, "")
    login = {"name": "lived-supervisor", "password": PASSWORD}
    session = supervisor.ask("POST", "/sessions", login)["token"]
    program, kiosk = Client(loop, hall.port, _program(hall)), _client(loop, hall, "kiosk", "kiosk-1")  # fmt: skip
    owner = Client(loop, hall.port, session)
    display = _client(loop, hall, "display", "lobby")
    run = f"growth-{time.time_ns()}"
    token = kiosk.ask("POST", "/tickets", {"service": "SIM"}, run)["ticket"]["token"]
    day = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"
    for act, client, path in (
        ("board", display, "/board?zone=A"), ("hall, for kiosks", kiosk, "/hall"),
        ("a line", program, "/line?service=SIM"),
        ("a counter", program, "/counters/5"), ("a ticket's page", kiosk, f"/tickets/{token}"),
        ("was it called aloud", program, "/announcements?number=A001"),
        ("why the last were next", program, "/order?zone=A"),
        ("report of yesterday", owner, f"/reports/day?date={day}"),
    ):  # fmt: skip
        grown.note(act, _asking(hall, client, path))
    grown.note("a display comes and asks for all", _coming(loop, hall))
    loop.close()


def _program(hall: Hall) -> str:
    return (hall.data / "keys" / "bench").read_text().split("\n")[0]


def _client(loop: Loop, hall: Hall, role: str, name: str) -> Client:
    return Client(loop, hall.port, hall.key(role, name))


def _asking(hall: Hall, client: Client, path: str) -> Figures:
    times = []
    client.ask("GET", path)
    effort = Effort(hall.pid)
    for _ in range(AGAIN):
        client.ask("GET", path)
        times.append(client.at - client.sent)
    effort.end()
    return effort.figures(AGAIN) | measures.spread(times)


def _coming(loop: Loop, hall: Hall) -> Figures:
    times = []
    effort = Effort(hall.pid)
    for _ in range(AGAIN):
        began = time.perf_counter()
        screen = Screen(loop, hall.port, hall.key("display", "wall"))
        loop.run(lambda screen=screen: screen.ready, 20)  # type: ignore[misc]
        times.append(time.perf_counter() - began)
        loop.remove(screen)
    effort.end()
    return effort.figures(AGAIN) | measures.spread(times)


def _name(grown: Grown) -> str:
    return f"{grown.tickets // 1000} k" if grown.tickets >= 1000 else str(grown.tickets)


def _sizes(halls: list[Grown]) -> Row:
    told = ", ".join(f"{_name(grown)} tickets {grown.mb:.0f} MB" for grown in halls)
    what = "databases in the shape of a lived day, journal, papers and predictions included"
    return Row("growth.size", what, told, values={f"mb_{i}": grown.mb for i, grown in enumerate(halls)})  # fmt: skip


def _row(act: str, halls: list[Grown]) -> Row:
    one, *others = halls
    told, values = [f"{median(one.p50[act]):.2f} ms, {median(one.cpu[act]):.2f} CPU"], {}
    for place, grown in enumerate(others, 1):
        ratios = [b / a for a, b in zip(one.cpu[act], grown.cpu[act], strict=True)]
        middle, p50 = median(ratios), median(grown.p50[act])
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        told.append(f"{_name(grown)}: x {middle:.2f} ({spread}), {p50:.2f} ms")
        values |= {f"ratio_{place}": middle, f"p50_{place}": p50}
    report = act.startswith("report")
    target = "< 1 s" if report else "x <= 1.1"
    well = values[f"p50_{len(others)}"] < 1000 if report else values[f"ratio_{len(others)}"] <= 1.1
    return Row(f"growth.{act}", act, "; ".join(told), target, well, values)


def _restarts(halls: list[Grown]) -> Iterator[Row]:
    stopped, killed = [], []
    for grown in halls:
        grown.hall.stop()
        stopped.append(grown.hall.start())
        grown.hall.kill()
        killed.append(grown.hall.start())
    for key, what, took in (
        ("start", "start, to /readyz", stopped), ("killed", "kill -9 to serving again", killed),
    ):  # fmt: skip
        told = "; ".join(f"{_name(g)}: {s:.2f} s" for g, s in zip(halls, took, strict=True))
        most = 3.0 if key == "killed" else 1.5
        yield Row(f"growth.{key}", what, told, f"<= {most:g} s", took[-1] <= most, {"seconds": took[-1]})  # fmt: skip


def _commands(halls: list[Grown]) -> Iterator[Row]:
    """What reads everything by its nature: seconds, on the stopped hall."""
    for name, words in (("verify", ("verify", "--json")), ("backup", ("backup",))):
        took = [_timed(lambda g=grown, w=words: g.hall.command(*w)) for grown in halls]  # type: ignore[misc]
        if all(status == 2 for _, status in took):
            continue  # this release has no such command
        told = "; ".join(
            f"{_name(g)}: {s:.1f} s{'' if status == 0 else f' (exit {status})'}"
            for g, (s, status) in zip(halls, took, strict=True)
        )
        yield Row(f"growth.{name}", f"satupintu {name}", told, values={"seconds": took[-1][0]})


def _timed(act: Callable[[], Any]) -> tuple[float, int]:
    began = time.perf_counter()
    done = act()
    return time.perf_counter() - began, int(done.returncode)
