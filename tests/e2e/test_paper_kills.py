"""Whoever is killed, whenever: no ticket is on paper twice, and none is lost without a word.

Longer, or with other luck: SATUPINTU_KILL_JOBS=2000 SATUPINTU_KILL_SEED=7
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.printers import (
    ENDS,
    SERVICES,
    AgentProcess,
    VirtualPrinterProcess,
    addresses,
    numbers_in_words,
    states_of,
)
from tests.e2e.running import Refused, RunningHall

pytestmark = pytest.mark.e2e

JOBS = int(os.environ.get("SATUPINTU_KILL_JOBS", "200"))
SEED = int(os.environ.get("SATUPINTU_KILL_SEED", "2026"))
PRINTERS = ("kiosk-1", "kiosk-2")
VICTIMS = (*PRINTERS, *PRINTERS, *PRINTERS, "server")
EVERY_S = (0.1, 1.4)  # between two kills; an agent needs a second until it prints again
DOWN_S = (0.0, 0.3)  # until somebody starts it again


class Hall:
    """Server, two agents, two printers. Pictures come slowly over the wire to one, letters to the other."""

    def __init__(self, folder: Path) -> None:
        self.printers = {
            "kiosk-1": VirtualPrinterProcess(folder, "kiosk-1", paper_mm=80, speed=1000),
            "kiosk-2": VirtualPrinterProcess(folder, "kiosk-2", paper_mm=58, speed=600),
        }
        first, second = (printer.settings for printer in self.printers.values())
        self.server = RunningHall(
            folder, mode="eventlet", printer_port=9, command="serve", tickets={"expires_s": 3600},
            printers={
                "kiosk-1": first | {"spare": "kiosk-2"}, "kiosk-2": second | {"mode": "text", "spare": "kiosk-1"},
            },
        )  # fmt: skip
        self.agents = {name: AgentProcess(self.server, folder, name) for name in PRINTERS}
        self.killed: Counter[str] = Counter()

    def start(self) -> None:
        for printer in self.printers.values():
            printer.start()
        self.server.start()
        for agent in self.agents.values():
            agent.start()
        for printer in self.printers.values():
            self.server.wait_until(lambda it=printer: it.is_ready, "a virtual printer")
        self.printers["kiosk-1"].fault("slow", 600_000)

    @property
    def prints(self) -> bool:
        """Whether there is a paper whose end is not known yet."""
        return not set(states_of(self.server).values()) <= ENDS

    def kill(self, victim: str, *, down_s: float) -> None:
        self.killed[victim] += 1
        if victim == "server":
            process = self.server.process
            assert process is not None
            self.server.kill_server()
            process.wait(10)
            time.sleep(down_s)
            self.server.start()
        else:
            self.agents[victim].kill()
            time.sleep(down_s)
            self.agents[victim].start()

    def stop(self) -> None:
        for one in (*self.agents.values(), *self.printers.values()):
            one.kill()
        self.server.stop()

    def take(self, visitor: int) -> Any:
        """A number, asked for until there is an answer, as the kiosk does."""
        while True:
            with suppress(OSError, Refused):
                return self.server.take(
                    SERVICES[visitor % len(SERVICES)], key=f"visitor-{visitor:06}", kiosk=PRINTERS[visitor % 2],
                )  # fmt: skip
            time.sleep(0.1)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def test_no_kill_makes_a_second_paper_or_loses_one_silently(hall: Hall) -> None:
    luck = random.Random(SEED)
    tickets: list[Any] = []
    coming = threading.Thread(
        target=lambda: tickets.extend(hall.take(visitor) for visitor in range(JOBS))
    )
    coming.start()
    while (coming.is_alive() or hall.prints) and sum(hall.killed.values()) < JOBS // 8:
        time.sleep(luck.uniform(*EVERY_S))
        hall.kill(luck.choice(VICTIMS), down_s=luck.uniform(*DOWN_S))
    coming.join()
    hall.server.wait_until(lambda: not hall.prints, "every job to end", 60 + JOBS / 2)

    states = states_of(hall.server)
    number_of = {ticket["url"]: ticket["number"] for ticket in tickets}
    rolls = [addresses(printer.paper) for printer in hall.printers.values()]
    papers = Counter(number_of[url] for roll in rolls for url in roll)
    told = Counter(states.values())
    kills = sum(hall.killed.values())
    sys.stdout.write(f"\n{JOBS} jobs, {kills} kills {dict(hall.killed)}: {dict(told)}\n")

    assert set(states) == set(number_of.values())
    assert len(states) == JOBS
    assert {number: count for number, count in papers.items() if count > 1} == {}
    assert told["unknown"] <= kills
    assert set(told) <= {"printed", "unknown"}
    assert {number for number, state in states.items() if state == "printed"} <= set(papers)
    assert set(papers) <= {n for n, state in states.items() if state in ("printed", "unknown")}
    begun = Counter(numbers_in_words(hall.printers["kiosk-2"].paper))
    assert {number: count for number, count in begun.items() if count > 1} == {}
    assert set(hall.killed) == set(VICTIMS)  # else the seed was no test
