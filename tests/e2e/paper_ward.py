"""A hall with one printer for each fault, and one that is well: all faults happen at the same time, to save hours."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from printer.agent import Agent
from printer.journal import Journal
from printer.link import Server
from printer.ticket import raster
from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll
from printer.worker import Worker
from tests.e2e.printers import ENDS, SERVICES, addresses
from tests.e2e.running import RunningHall

LOOK_S = 0.05
WELL = "well"
WIRE = 40_000  # bytes per second: a ticket is on its way for a second or two


@dataclass
class Case:
    """One ticket at one printer. Times in seconds ``since`` the fault began, and ``cured_s`` since it ended; None:
    it did not happen. ``known_s``: until somebody could know of the fault.
    """

    printer: str
    ticket: Any = None
    since: float = 0.0
    known_s: float | None = None
    ended_s: float | None = None
    causes: list[str] = field(default_factory=list)
    near_end: bool | None = None
    at_fault: str = ""  # the state of the job while the fault is on
    at_last: str = ""  # and when it is over
    paper_mm: int | None = None
    cured_s: float | None = None
    next: Any = None  # the ticket after the fault
    next_state: str = ""
    papers: int = 0
    next_papers: int = 0


class HallAgent:
    """The print agent of one printer, in a thread."""

    def __init__(self, hall: RunningHall, name: str, folder: Path) -> None:
        self._made = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(hall, name, folder))
        self._thread.start()
        assert self._made.wait(10)

    def _run(self, hall: RunningHall, name: str, folder: Path) -> None:
        folder.mkdir(parents=True)
        journal = Journal(folder / "journal.sqlite")  # one thread, one connection
        server = Server(hall.url, hall.key("printer", name))
        worker = Worker(server=server, journal=journal)
        self._agent = Agent(server=server, worker=worker, state=folder, paper=folder / "paper")
        self._made.set()
        self._agent.run()
        self._agent.switch_off()
        journal.close()

    def stop(self) -> None:
        self._agent.stop()
        self._thread.join(30)
        assert not self._thread.is_alive()


class Ward:
    """``printers`` by name. Every number and every word of it goes through the real server."""

    def __init__(self, folder: Path, names: list[str], stack: ExitStack, **changes: Any) -> None:
        self._paper = folder / "paper"
        self.printers: dict[str, VirtualPrinter] = {}
        for name in names:
            self.printers[name] = self._plugged_in(name, stack)
        spares = changes.pop("spares", {})
        self.hall = RunningHall(
            folder, mode="eventlet", printer_port=9, command="serve",
            kiosks={name: {"printer": name} for name in names},
            printers={
                name: {
                    "type": "network", "host": "127.0.0.1", "port": it.port, "paper_mm": 80, "confirm": "gs_r",
                    "spare": spares.get(name, ""),
                }
                for name, it in self.printers.items()
            },
            **changes,
        )  # fmt: skip
        self.touches: list[float] = []  # seconds until the number was there
        self.healths: list[float] = []
        self._visitors = 0
        raster.prepare(folder)
        stack.callback(self.hall.stop)
        self.hall.start()
        for name in names:
            stack.callback(HallAgent(self.hall, name, folder / "agents" / name).stop)
        stack.enter_context(self._asked_for_its_health())
        self.hall.wait_until(
            lambda: all(self.told[name]["changed_at"] for name in names),
            "every printer to be known",
        )

    def _plugged_in(self, name: str, stack: ExitStack) -> VirtualPrinter:
        roll = Roll(self._paper / name, dots=576, paper_mm=80)
        printer = VirtualPrinter(0, roll=roll, speed_mm_s=1000)
        printer.start()
        stack.callback(printer.stop)
        return printer

    @property
    def told(self) -> dict[str, Any]:
        """What staff sees of each printer."""
        return {row["name"]: row for row in self.hall.staff("GET", "/printers")["printers"]}

    def take(self, kiosk: str) -> Any:
        self._visitors += 1
        began = time.monotonic()
        service = SERVICES[self._visitors % len(SERVICES)]
        ticket = self.hall.take(service, key=f"visitor-{self._visitors:06}", kiosk=kiosk)
        self.touches.append(time.monotonic() - began)
        return ticket

    def job(self, ticket: Any) -> dict[str, Any]:
        """The newest paper of a ticket, as the server's spool has it."""
        rows = self.hall.look_up(
            "select state, why, tries, printer, paper_mm from print_job where ticket_id = :id order by id desc",
            id=ticket["id"],
        )  # fmt: skip
        return dict(rows[0])

    def papers(self, printer: str) -> list[str]:
        """The addresses on the papers of a printer, in order."""
        return addresses(self._paper / printer)

    def wait(self, facts: dict[Any, Callable[[], bool]], within_s: float) -> dict[Any, float]:
        """When (by the monotonic clock) each fact became true; those that did not are missing."""
        end, found = time.monotonic() + within_s, {}
        while len(found) < len(facts) and time.monotonic() < end:
            for name, fact in facts.items():
                if name not in found and fact():
                    found[name] = time.monotonic()
            time.sleep(LOOK_S)
        return found

    def has_ended(self, ticket: Any) -> bool:
        return self.job(ticket)["state"] in ENDS

    @contextmanager
    def _asked_for_its_health(self) -> Iterator[None]:
        """All the while, ten times a second."""
        ended = threading.Event()

        def ask() -> None:
            while not ended.wait(0.1):
                began = time.monotonic()
                self.hall.get("/healthz")
                self.healths.append(time.monotonic() - began)

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            yield
        finally:
            ended.set()
            asking.join()

    def slowest(self) -> dict[str, float]:
        """Of all answers: the mean and the worst, in seconds."""
        return {
            "touch": statistics.median(self.touches), "touch_worst": max(self.touches),
            "health": statistics.median(self.healths), "health_worst": max(self.healths),
        }  # fmt: skip


@contextmanager
def a_ward(folder: Path, names: list[str], **changes: Any) -> Iterator[Ward]:
    with ExitStack() as stack:
        yield Ward(folder, names, stack, **changes)
