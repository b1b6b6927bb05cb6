"""The tortured hall as it stands: servers, visitors, staff, screens, a printer and its agent."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from queue_server.storage import opening
from queue_server.torture import hall
from queue_server.torture.audit import Audit
from queue_server.torture.doors import Door, Doors
from queue_server.torture.ledger import Ledger
from queue_server.torture.postgresql import Region
from queue_server.torture.process import Broken, Forked, Nursery, Process, until_ready
from queue_server.torture.screens import Screen
from queue_server.torture.staff import Desk
from queue_server.torture.talk import Talk
from queue_server.torture.visitors import Kiosk

PAPER_S: Final = 0.3
"""Between two visitors of the kiosk with a printer: paper is slower than clicks."""
WORK_WITHIN_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked for. ``database`` "" is SQLite in the folder; ``warm``: servers come out of a nursery."""

    folder: Path
    seed: int
    mode: str = "eventlet"
    database: str = ""
    processes: int = 1
    agents: bool = True
    warm: bool = False


class Site:
    """Everything that runs. ``dice`` decides what is hurt when."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folder = hall.own_folder(options.folder)
        self.data = self.folder / "data"
        self.dice = random.Random(options.seed)
        self.ledger = Ledger(self.folder / "ledger.jsonl")
        self.region = Region(options.database) if options.database else None
        self.ports = [hall.free_port() for _ in range(options.processes)]
        self.doors = Doors(self.ports)
        self.printer_port = hall.free_port()
        self.configs = [self._config(n, port) for n, port in enumerate(self.ports)]
        self.nursery = Nursery(self.configs[0]) if options.warm else None
        self.servers = [
            self.server(f"server-{n + 1}", self.configs[n]) for n in range(len(self.ports))
        ]
        self.printer = self._printer()
        self.agent = self._agent()
        self.restarts: list[float] = []
        self.kiosks: list[Kiosk] = []
        self.desks: list[Desk] = []
        self.screens: list[Screen] = []
        self.audit = Audit(self.where, self.ledger)

    @property
    def where(self) -> str:
        """The database, for whoever only reads."""
        return self.region.url if self.region else str(self.data / opening.FILE)

    def server(self, name: str, config: Path, folder: Path | None = None) -> Process | Forked:
        """A server that is not started yet."""
        log = (folder or self.folder) / f"{name}.log"
        if self.nursery:
            return Forked(self.nursery, config, log, name=name)
        return Process("queue_server", ["--config", str(config), "serve"], log, name=name)

    def _config(self, number: int, port: int) -> Path:
        printer = {
            "type": "network", "host": "127.0.0.1", "port": self.printer_port, "paper_mm": 58, "mode": "text",
            "confirm": "gs_r",
        }  # fmt: skip
        return hall.write_config(
            self.folder, f"server-{number + 1}", port=port, data=self.data, mode=self.options.mode,
            database=self.region.url if self.region else "sqlite", printer=printer if self.options.agents else None,
        )  # fmt: skip

    def _printer(self) -> Process:
        words = [
            "--port", str(self.printer_port), "--page", "0", "--paper", str(self.folder / "paper"), "--dots", "384",
            "--paper-mm", "58", "--speed", "400", "--name", hall.PRINTS,
        ]  # fmt: skip
        return Process("printer.virtual", words, self.folder / "printer.log")

    def _agent(self) -> Process:
        words = [
            "--server", f"http://127.0.0.1:{self.ports[0]}", "--name", hall.PRINTS,
            "--token-file", str(self.data / "keys" / f"printer-{hall.PRINTS}"), "--state", str(self.folder / "agent"),
        ]  # fmt: skip
        return Process("printer", words, self.folder / "agent.log")

    def start(self) -> None:
        """Everything runs, counters are open, screens have come; nobody has a number yet. Raises Broken."""
        if self.options.agents:
            self.printer.start()
        for server, port in zip(self.servers, self.ports, strict=True):
            server.start()  # one after the other: the first one makes the keys
            until_ready(server, port)
            self.doors.open(port)
        staff = self._prepare()
        self._come(staff)
        for screen in self.screens:
            screen.thread.start()
        for screen in self.screens:
            if not screen.came.wait(WORK_WITHIN_S):
                raise Broken(
                    f"screen {screen.name} does not come in:\n{self.servers[0].last_words()}"
                )
        if self.options.agents:
            self.agent.start()

    def _prepare(self) -> str:
        """The token of those who sit at the counters, which are open."""
        owner = Talk(self._key("owner-owner"))
        door = Door(self.ports[0], 0)
        made = owner.ask(door, "POST", "/devices", {"name": "torture", "role": "program"})
        staff = Talk(made["token"])
        for code in hall.COUNTERS:
            staff.ask(door, "POST", f"/counters/{code}/open")
        owner.close()
        staff.close()
        return str(made["token"])

    def _come(self, staff: str) -> None:
        seed, doors, ledger = self.options.seed, self.doors, self.ledger
        self.kiosks = [
            Kiosk(
                name, place, self._key(f"kiosk-{name}"), doors=doors, ledger=ledger, seed=seed,
                prints=self.options.agents and name == hall.PRINTS, pause_s=PAPER_S if name == hall.PRINTS else 0.005,
            )
            for place, name in enumerate(hall.KIOSKS)
        ]  # fmt: skip
        self.desks = [
            Desk(code, place, staff, doors=doors, ledger=ledger, seed=seed, pause_s=0.005)
            for place, code in enumerate(hall.COUNTERS)
        ]
        self.screens = [
            Screen(
                name,
                zone,
                place,
                self._key(f"display-{name}"),
                doors=doors,
                ledger=ledger,
                log=self._of(name),
            )
            for place, (name, zone) in enumerate(hall.SCREENS.items())
        ]
        self.screens.append(
            Screen(
                "announcer",
                None,
                0,
                self._key("announcer-announcer"),
                doors=doors,
                ledger=ledger,
                log=self._of("announcer"),
            )
        )

    def _of(self, screen: str) -> Path:
        return self.folder / f"screen-{screen}.log"

    def _key(self, name: str) -> str:
        return (self.data / "keys" / name).read_text().strip()

    def _people(self) -> list[Kiosk | Desk]:
        return [*self.kiosks, *self.desks]

    def work(self) -> None:
        """Visitors come, staff calls."""
        for someone in self._people():
            someone.thread.start()

    def until_work(self) -> None:
        """Wait for an acknowledgement from now on. Raises Broken."""
        self.ledger.told.clear()
        if not self.ledger.told.wait(WORK_WITHIN_S):
            raise Broken("the hall runs and gives no answers:\n" + self.servers[0].last_words())

    def fell(self, number: int) -> None:
        """kill -9 for one server; returns when nothing that it began can still happen."""
        server, port = self.servers[number], self.ports[number]
        if not server.alive:
            raise Broken(f"{server.name} ended by itself:\n{server.last_words()}")
        self.doors.falling(port)
        server.kill()
        if self.region:
            self.region.until_gone(server.name)
        self.doors.buried(port)

    def raise_again(self, number: int) -> None:
        """Start a server again and wait until it serves. Raises Broken."""
        self.servers[number].start()
        self.restarts.append(until_ready(self.servers[number], self.ports[number]))
        self.doors.open(self.ports[number])

    def finish(self) -> dict[str, Any]:
        """Everybody gets an answer and goes home; then all is compared. What was found besides faults."""
        for someone in self._people():
            someone.stop()
        for someone in self._people():
            someone.thread.join(WORK_WITHIN_S)
            if someone.thread.is_alive():
                self.ledger.fault(f"{someone.thread.name} waits for an answer for ever")
        self.audit.screens(self.screens)
        facts: dict[str, Any] = {"verify": self.audit.everything()}
        if self.options.agents:
            facts["papers"] = self._papers()
        facts["screens"] = {screen.name: len(screen.seen) for screen in self.screens}
        return facts

    def _papers(self) -> dict[str, int]:
        if not self.agent.alive:
            self.ledger.fault(f"the print agent ended by itself:\n{self.agent.last_words()}")
        waiting = "select count(*) from print_job where state in ('queued', 'offered', 'sending')"
        patient(lambda: self.audit.count(waiting) == 0, 60)
        printed: Counter[str] = Counter()
        copies: Counter[str] = Counter()
        for file in sorted((self.folder / "paper").glob("[0-9]*.json")):
            text = json.loads(file.read_text())["text"]
            numbers = {"".join(found) for found in re.findall(r"^([A-Z]+) ?(\d{3,})$", text, re.M)}
            (copies if "SALINAN" in text else printed).update(numbers)
        return self.audit.papers(printed, copies)

    def stop(self) -> None:
        """Nothing is left running."""
        self.doors.end()
        for screen in self.screens:
            screen.stop()
        for process in (self.agent, *self.servers, self.printer):
            process.kill()
        if self.nursery:
            self.nursery.end()
        for someone in (*self._people(), *self.screens):
            if someone.thread.is_alive():
                someone.thread.join(WORK_WITHIN_S)
        if self.region:
            self.region.drop()
        self.ledger.close()


def patient(fact: Callable[[], bool], seconds: float) -> bool:
    """Look until it is so, at most ``seconds``."""
    end = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
