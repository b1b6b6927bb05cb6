"""A running hall on ground that can be taken from it: a small disk of its own, a clock and commits that obey a file."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from queue_server.storage import halls, opening
from queue_server.usecases.verify import verify
from tests.e2e.running import Refused, RunningHall

DISK_MB = 14


class HurtHall(RunningHall):
    """``given`` is the ledger: every number that was acknowledged, by key; ``means`` says how the disk is made full."""

    def __init__(self, folder: Path, mode: str) -> None:
        super().__init__(folder, mode=mode, printer_port=9, command="serve")
        self.orders = folder / "orders"
        self.given: dict[str, str] = {}
        self.data.mkdir(exist_ok=True)
        self.means = "a file system of its own" if _mount(self.data) else "a limit of the process"

    def start(self) -> None:
        with mock.patch.dict(os.environ, {"SATUPINTU_FAULTS": str(self.orders)}):
            super().start()

    def order(self, *lines: str) -> None:
        """What the clock and the commits do from now on (storage/faults.py)."""
        new = self.orders.with_suffix(".new")
        new.write_text("\n".join(lines))
        new.replace(self.orders)

    def asks(self, key: str, service: str = "NIKAH") -> str:
        """The number, or the reason of the refusal. What is acknowledged goes into the ledger."""
        try:
            number = self.take(service, key=key, kiosk="kiosk-2")["number"]
        except Refused as refused:
            told = refused
        else:
            assert self.given.setdefault(key, number) == number
            return number
        assert told.status == 503, told.problem
        assert str(self.data) not in json.dumps(told.problem), "the machine's paths are its own"
        assert told.problem["words"].keys() == {"id", "en"}
        return f"{told.problem['code']} {told.problem['reason']}"

    def calls_next(self, counter: str) -> str:
        """The number called; whoever presses waits a minute for the answer."""
        request = urllib.request.Request(
            f"{self.url}/api/v1/counters/{counter}/next", method="POST", data=b"{}",
            headers={"Authorization": f"Bearer {self._program()}", "Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=60) as answer:
            return str(json.load(answer)["ticket"]["number"])

    def not_ready_because(self) -> str:
        """The reason of /readyz; "" while it is ready."""
        try:
            self.get("/readyz")
        except Refused as refused:
            return str(refused.problem["reason"])
        return ""

    def board(self) -> list[str]:
        """Every number that the TV of the first floor could show."""
        told = self.get("/api/v1/board?zone=B", token=self.key("display", "upstairs"))
        return [call["number"] for call in told["calls"]]

    def lines_of_log(self, *words: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if all(w in line for w in words)]

    @contextmanager
    def full(self):
        """No byte more goes onto the disk."""
        if self.means != "a file system of its own":
            with self._no_file_grows():
                yield
            return
        ballast = self.data / "ballast"
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        yield
        ballast.unlink()

    @contextmanager
    def _no_file_grows(self):
        pid, size = self.server_pid(), (self.data / "hall.db-wal").stat().st_size
        before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        yield
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)

    def check(self) -> None:
        """Stop, and compare the ledger with the database; every invariant holds."""
        self.stop()
        db = opening.open_sqlite(self.data / opening.FILE)
        with db.reading() as conn:
            found = halls.load(conn)
            numbers = conn.exec_driver_sql("SELECT request_key, number FROM ticket").all()
        report = verify(db, found)
        db.close()
        kept = {key.split("/")[-1]: number for key, number in numbers}
        assert report.ok, report.faults
        assert {key: kept.get(key) for key in self.given} == self.given, (
            "what was acknowledged is there"
        )

    def leave(self) -> None:
        """Stop, and give the disk back."""
        self.order()
        try:
            self.stop()
        finally:
            if self.means == "a file system of its own":
                subprocess.run(["umount", "-l", self.data], check=True)


def _mount(folder: Path) -> bool:
    """A small file system in memory, where this machine lets us have one."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "satupintu-test", str(folder)]
    made = sys.platform == "linux" and os.geteuid() == 0
    return made and subprocess.run(command, capture_output=True, check=False).returncode == 0
