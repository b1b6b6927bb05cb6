"""Print agents and virtual printers, each a process of its own as in a hall, and what is on their paper."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.e2e.running import ROOT, RunningHall, free_port

WIDTHS = {80: 576, 58: 384}
ENDS = {"printed", "unknown", "expired", "cancelled"}

SERVICES = (
    "PINDAH",
    "SKCK",
    "HAJI",
    "IZIN",
    "PBG",
    "PBB",
    "BPHTB",
    "BALIK-NAMA",
)  # without a quota


class _Process:
    """Started, killed with kill -9 and started again; its log stays."""

    def __init__(self, command: list[str], log: Path) -> None:
        self._command, self.log = command, log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self._command],
                cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )  # fmt: skip

    def kill(self) -> None:
        """kill -9; returns when it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


class VirtualPrinterProcess(_Process):
    """``python -m printer.virtual``: it outlives agents and server."""

    def __init__(self, folder: Path, name: str, *, paper_mm: int, speed: int) -> None:
        self.port, self._page = free_port(), free_port()
        self.paper = folder / "rolls" / name
        self.settings = {
            "type": "network", "host": "127.0.0.1", "port": self.port, "paper_mm": paper_mm, "confirm": "gs_r",
        }  # fmt: skip
        options = {
            "--port": self.port, "--page": self._page, "--paper": self.paper, "--dots": WIDTHS[paper_mm],
            "--paper-mm": paper_mm, "--speed": speed, "--name": name,
        }  # fmt: skip
        words = [str(word) for option in options.items() for word in option]
        super().__init__(["printer.virtual", *words], folder / f"virtual-{name}.log")

    @property
    def is_ready(self) -> bool:
        try:
            return bool(self._ask("GET", "/api/state"))
        except OSError:
            return False

    def fault(self, name: str, value: Any = True) -> None:
        self._ask("PUT", f"/api/faults/{name}", {"value": value})

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._page}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.loads(answer.read())


class AgentProcess(_Process):
    """The print agent of ``name``, as ``satupintu up`` starts it."""

    def __init__(self, hall: RunningHall, folder: Path, name: str) -> None:
        self.state = folder / "agents" / name
        key = hall.data / "keys" / f"printer-{name}"
        super().__init__(
            ["printer", "--server", hall.url, "--name", name, "--token-file", str(key), "--state", str(self.state)],
            folder / f"agent-{name}.log",
        )  # fmt: skip


def addresses(paper: Path) -> list[str]:
    """The address in each QR code on the papers of a roll, in the order in which they came out."""
    pictures = sorted(paper.glob("[0-9]*.png"))
    if not pictures:
        return []
    read = subprocess.run(
        ["zbarimg", "--quiet", "--xml", *map(str, pictures)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert read.returncode in (0, 4), read.stderr  # 4: there is a picture without a code
    found: dict[str, list[str]] = defaultdict(list)
    for source in ET.fromstring(read.stdout).iter():
        if source.tag.endswith("source"):
            codes = [part.text for part in source.iter() if part.tag.endswith("data")]
            found[source.get("href", "")] += [code for code in codes if code]
    return [code for picture in pictures for code in found[str(picture)]]


def numbers_in_words(paper: Path) -> list[str]:
    """The numbers on text tickets, also on those that were not finished."""
    facts = [json.loads(file.read_text()) for file in sorted(paper.glob("[0-9]*.json"))]
    return [number for fact in facts for number in re.findall(r"\b[A-Z]\d{3}\b", fact["text"])]


def states_of(hall: RunningHall, numbers: Iterable[str] | None = None) -> dict[str, str]:
    """What became of the newest paper of each ticket (or of these), by number, as the server's spool has it."""
    found = hall.look_up(
        "select ticket.number, print_job.state from print_job join ticket on ticket.id = ticket_id"
        " order by print_job.id"
    )
    rows = {row["number"]: row["state"] for row in found}
    return rows if numbers is None else {number: rows[number] for number in numbers}
