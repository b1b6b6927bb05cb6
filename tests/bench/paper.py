"""From the touch to the proof that the ticket is out: server, print agent and printer, each a process of its own.

The printer is the virtual one: it takes no time to move paper. What a real one adds is in docs/printers.md.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.hall import ROOT, Hall, a_hall, free_port
from tests.bench.measures import Figures, percentile
from tests.bench.wire import Client, Loop, Screen, clock

EVERY_S = 0.1  # thirty touches in three seconds


class Kiosk(Screen):
    """Notes when the word came that a job is printed, and every other end."""

    def __init__(self, loop: Loop, port: int, token: str) -> None:
        super().__init__(loop, port, token)
        self.printed: dict[int, float] = {}
        self.other: list[str] = []

    def _packet(self, opcode: int, text: bytes) -> None:
        if text.startswith(b'42["print"'):
            push = json.loads(text[2:])[1]
            if push["state"] == "printed":
                self.printed[push["job"]] = self.at
            elif push["state"] in ("unknown", "expired", "cancelled"):
                self.other.append(push["state"])
        super()._packet(opcode, text)


def touching(*, mode: str, touches: int) -> Figures:
    """Touches every tenth of a second; milliseconds from the touch until the kiosk is told that the paper is out."""
    port = free_port()
    printer = {
        "type": "network", "host": "127.0.0.1", "port": port, "paper_mm": 80, "confirm": "gs_r", "mode": mode,
    }  # fmt: skip
    with a_hall(commit="group", printers={"kiosk-1": printer}) as hall, _paper(hall, port):
        loop = Loop()
        kiosk = Kiosk(loop, hall.port, hall.key("kiosk", "kiosk-1"))
        client = Client(loop, hall.port, hall.key("kiosk", "kiosk-1"))
        if not loop.run(lambda: kiosk.ready, 20):
            raise TimeoutError("the kiosk was not greeted")
        services = itertools.cycle(hall.config["services"])
        times = _touch(loop, client, kiosk, services, 5)  # fonts and connections are warm then
        times = _touch(loop, client, kiosk, services, touches)
        assert not kiosk.other, kiosk.other
        loop.close()
    return {
        "p50": 1000 * percentile(times, 50), "p95": 1000 * percentile(times, 95),
        "p99": 1000 * percentile(times, 99), "max": 1000 * max(times),
    }  # fmt: skip


def _touch(
    loop: Loop, client: Client, kiosk: Kiosk, services: Iterator[str], touches: int
) -> list[float]:
    touched: dict[int, float] = {}
    run = time.time_ns()
    begins = clock()
    for n in range(touches):
        loop.rest(max(0.0, begins + n * EVERY_S - clock()))
        at = clock()
        made: Any = client.ask("POST", "/tickets", {"service": next(services)}, f"paper-{run}-{n}")
        touched[made["ticket"]["print"]["job"]] = at
    if not loop.run(lambda: touched.keys() <= kiosk.printed.keys(), 60):
        missing = touched.keys() - kiosk.printed.keys()
        raise TimeoutError(f"{len(missing)} tickets did not come out: {kiosk.other}")
    return [kiosk.printed[job] - at for job, at in touched.items()]


@contextmanager
def _paper(hall: Hall, port: int) -> Iterator[None]:
    """A virtual printer on ``port`` and the agent of kiosk-1."""
    folder = hall.data.parent
    commands = (
        ["printer.virtual", "--port", str(port), "--page", "0", "--paper", str(folder / "roll")],
        [
            "printer", "--server", f"http://127.0.0.1:{hall.port}", "--name", "kiosk-1", "--token-file",
            str(hall.data / "keys" / "printer-kiosk-1"), "--state", str(folder / "agent"),
        ],
    )  # fmt: skip
    log = (folder / "paper.log").open("ab")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        for command in commands
    ]  # fmt: skip
    try:
        _wait_for_agent(hall, folder / "paper.log")
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(15)
        log.close()


def _wait_for_agent(hall: Hall, log: Path) -> None:
    loop = Loop()
    client = Client(loop, hall.port, hall.program())
    end = clock() + 30
    while clock() < end:
        printers = {p["name"]: p for p in client.ask("GET", "/printers")["printers"]}
        if printers["kiosk-1"]["changed_at"] and printers["kiosk-1"]["ready"]:
            loop.close()
            return
        time.sleep(0.1)
    loop.close()
    raise TimeoutError(f"the print agent did not come\n{log.read_text()[-2000:]}")
