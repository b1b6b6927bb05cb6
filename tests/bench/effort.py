"""What a measurement cost both sides, server and load process, in processor time; who was at the limit."""

from __future__ import annotations

import os
import time
from pathlib import Path

LIMIT = 0.92
"""From this share of a core on a single-threaded process is what the others wait for."""


def cpu_s(pid: int) -> float:
    """Processor seconds of a process and all its threads so far, to the nanosecond where the kernel tells it so."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
    except (FileNotFoundError, IndexError):
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


class Effort:
    """Between ``begin`` and ``end``. ``figures(done)`` has processor milliseconds for each of ``done`` acts."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.begin()

    def begin(self) -> None:
        self._at, self._mine, self._server = (
            time.perf_counter(),
            time.process_time(),
            cpu_s(self._pid),
        )
        self.seconds = self.mine_s = self.server_s = 0.0

    def end(self) -> Effort:
        self.seconds = time.perf_counter() - self._at
        self.mine_s = time.process_time() - self._mine
        self.server_s = cpu_s(self._pid) - self._server
        return self

    def figures(self, done: int) -> dict[str, float]:
        """``server`` and ``load`` are shares of one core."""
        return {
            "cpu_ms": 1000 * self.server_s / max(1, done),
            "server": self.server_s / self.seconds,
            "load": self.mine_s / self.seconds,
        }


def limited(load: float) -> str:
    """A warning for the reader when the load process could not have asked faster."""
    return f" (the load process was the limit: {load:.0%} of its core)" if load >= LIMIT else ""
