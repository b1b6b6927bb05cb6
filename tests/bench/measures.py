"""What is measured. Each function gives plain figures: rates per second, times in milliseconds."""

from __future__ import annotations

import itertools
import json
import os
import platform
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any, TypeVar

from tests.bench.effort import Effort
from tests.bench.hall import Hall
from tests.bench.wire import Client, Loop, Screen, clock

Figures = dict[str, float]


def percentile(values: list[float], p: float) -> float:
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * p // 100) - 1)]


def spread(seconds: list[float]) -> Figures:
    return {
        "p50": 1000 * percentile(seconds, 50), "p99": 1000 * percentile(seconds, 99), "max": 1000 * max(seconds),
    }  # fmt: skip


S = TypeVar("S", bound=Screen)


def displays(loop: Loop, hall: Hall, count: int, kind: type[S] = Screen) -> list[S]:  # type: ignore[assignment]
    """``count`` screens of zone A that have synced; the first is the zone's speaker."""
    screens: list[S] = []
    for i in range(count):
        token = hall.key("display", "wall" if i else "lobby")
        screens.append(kind(loop, hall.port, token))
        if i % 20 == 19:  # not all at once: that would measure the greeting
            loop.run(lambda: screens[-1].ready, 30)
    if not loop.run(lambda: all(s.ready for s in screens), 30):
        raise TimeoutError("not every display was greeted")
    return screens


def empty(hall: Hall, clients: int, seconds: float) -> Figures:
    """Requests that do nothing: what HTTP itself costs here, and the most that any of the others could reach."""
    loop = Loop()
    ends = clock() + seconds
    times: list[float] = []

    def answered(client: Client, status: int, body: bytes, took: float) -> None:
        times.append(took)
        if clock() < ends:
            client.send("GET", "/settings")

    for _ in range(clients):
        Client(loop, hall.port, hall.key("kiosk", "kiosk-1"), answered).send("GET", "/settings")
    effort = Effort(hall.pid)
    loop.run(lambda: clock() >= ends, seconds + 5)
    effort.end()
    loop.rest(0.2)
    loop.close()
    return {"rate": len(times) / seconds, **effort.figures(len(times)), **spread(times)}


def taking(
    hall: Hall, clients: int, seconds: float, *, screens: int = 20, warm_s: float = 1.0
) -> Figures:
    """Visitors take numbers as fast as the server answers, each client one at a time."""
    loop = Loop()
    shown = displays(loop, hall, screens)
    bodies = [json.dumps({"service": code}).encode() for code in hall.config["services"]]
    keys = itertools.count()
    run = time.time_ns()
    begins = clock() + warm_s
    ends = begins + seconds
    times: list[float] = []
    numbers: set[str] = set()
    wrong: list[str] = []

    def next_visitor(client: Client) -> None:
        i = next(keys)
        client.send("POST", "/tickets", bodies[i % len(bodies)], f"bench-{run}-{i}")

    def answered(client: Client, status: int, body: bytes, took: float) -> None:
        if status != 201:
            wrong.append(f"{status} {body[:200]!r}")
        else:
            number = json.loads(body)["ticket"]["number"]
            if number in numbers:
                wrong.append(f"{number} was given twice")
            numbers.add(number)
        if begins <= client.sent and client.at <= ends:
            times.append(took)
        if clock() < ends:
            next_visitor(client)

    kiosks = [hall.key("kiosk", name) for name in hall.config["kiosks"]]
    made = [Client(loop, hall.port, kiosks[i % len(kiosks)], answered) for i in range(clients)]
    for client in made:
        next_visitor(client)
    loop.run(lambda: clock() >= begins, warm_s + 5)
    effort = Effort(hall.pid)
    loop.run(lambda: clock() >= ends, seconds + 5)
    effort.end()
    loop.rest(0.3)
    pushes = sum(screen.pushes for screen in shown) / max(1, len(shown))
    loop.close()
    if wrong:
        raise RuntimeError(f"{len(wrong)} wrong answers: {wrong[0]}")
    return {"rate": len(times) / seconds, **effort.figures(len(times)), "pushes": pushes, **spread(times)}  # fmt: skip


def calling(
    hall: Hall, counters: int, seconds: float, *, screens: int = 20, per_s: int = 150
) -> Figures:
    """Every counter calls, starts, and calls the next, finishing the one before, as fast as the server answers."""
    loop = Loop()
    displays(loop, hall, screens)
    token = hall.program()
    program = Client(loop, hall.port, token)
    codes = list(hall.config["counters"])[:counters]
    for code in codes:
        program.ask("POST", f"/counters/{code}/open")
    fill(loop, hall, codes, per_service=int(seconds * per_s) + 50)
    begins = clock() + 0.5
    ends = begins + seconds
    times: list[float] = []
    called: list[int] = []

    def staff_of(code: str) -> None:
        def started(status: int, body: bytes) -> None:
            _must(status == 200, "start", body)
            if clock() < ends:
                client.send("POST", f"/counters/{code}/next", b'{"finish":true}')

        def answered(_: Client, status: int, body: bytes, took: float) -> None:
            answer = json.loads(body)
            if "reason" not in answer or answer["ticket"]["state"] != "called":
                started(status, body)
                return
            called.append(answer["ticket"]["id"])
            if begins <= client.sent and client.at <= ends:
                times.append(took)
            client.send("POST", f"/counters/{code}/start", b"{}")

        client = Client(loop, hall.port, token, answered)
        client.send("POST", f"/counters/{code}/next", b'{"finish":true}')

    for code in codes:
        staff_of(code)
    loop.run(lambda: clock() >= begins, 10)
    effort, before = Effort(hall.pid), len(called)
    loop.run(lambda: clock() >= ends, seconds + 10)
    effort.end()
    done = len(called) - before
    loop.rest(0.3)
    loop.close()
    _must(len(called) == len(set(called)), "one ticket was called to two counters", b"")
    return {"rate": len(times) / seconds, **effort.figures(done), **spread(times)}


def _must(fact: bool, what: str, body: bytes) -> None:
    if not fact:
        raise RuntimeError(f"{what}: {body[:300]!r}")


def fill(loop: Loop, hall: Hall, codes: list[str], per_service: int) -> None:
    """Let so many visitors wait for each service of these counters."""
    services = sorted({s for code in codes for s in hall.config["counters"][code]["services"]})
    todo = iter([(service, i) for i in range(per_service) for service in services])
    left = [len(services) * per_service]
    run = time.time_ns()

    def send(client: Client) -> None:
        service, i = next(todo, (None, 0))
        if service:
            body = json.dumps({"service": service}).encode()
            client.send("POST", "/tickets", body, f"fill-{run}-{service}-{i}")

    def answered(client: Client, status: int, body: bytes, took: float) -> None:
        if status != 201:
            raise RuntimeError(f"{status} {body[:200]!r}")
        left[0] -= 1
        send(client)

    clients = [Client(loop, hall.port, hall.key("kiosk", "kiosk-1"), answered) for _ in range(16)]
    for client in clients:
        send(client)
    if not loop.run(lambda: left[0] <= 0, 300):
        raise TimeoutError("the lines were not filled")
    for client in clients:
        loop.remove(client)


def pushing(hall: Hall, screens: int, presses: int) -> Figures:
    """From pressing Next to the last display that has the call; one press at a time, in a quiet hall."""
    loop = Loop()
    shown = displays(loop, hall, screens)
    program = Client(loop, hall.port, hall.program())
    program.ask("POST", "/counters/3/open")
    fill(loop, hall, ["3"], per_service=presses // 5 + 2)
    loop.rest(1.0)
    times: list[float] = []
    answers: list[float] = []
    effort = Effort(hall.pid)
    for _ in range(presses):
        before = shown[0].calls
        program.ask("POST", "/counters/3/next", {"finish": True})
        pressed = program.sent
        answers.append(program.at - pressed)

        def all_have_it(wanted: int = before + 1) -> bool:
            return all(screen.calls >= wanted for screen in shown)

        if not loop.run(all_have_it, 10):
            raise TimeoutError("a display never got the call")
        times.append(max(screen.called_at for screen in shown) - pressed)
        program.ask("POST", "/counters/3/start")
        loop.rest(0.15)  # the states that follow a call have gone out, too
    effort.end()
    memory = hall.figures()["rss_mb"]
    disorder = sum(screen.disorder for screen in shown)
    loop.close()
    if disorder:
        raise RuntimeError(f"{disorder} calls came twice or out of order")
    return {"rss_mb": memory, **effort.figures(presses),
            "answer_p50": 1000 * percentile(answers, 50), **spread(times)}  # fmt: skip


def machine() -> dict[str, Any]:
    """Where this was measured."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "cores": os.cpu_count(), "cpu": (models or ["unknown"])[0], "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version, "load": os.getloadavg()[0], "disk_ms": disk_ms(),
    }  # fmt: skip


def disk_ms(times: int = 200) -> float:
    """What one durable write of 40 kB costs here: about what SQLite writes for one commit."""
    took = []
    with tempfile.NamedTemporaryFile() as file:
        for _ in range(times):
            file.write(b"x" * 40_000)
            file.flush()
            began = clock()
            os.fdatasync(file.fileno())
            took.append(clock() - began)
    return 1000 * percentile(took, 50)
