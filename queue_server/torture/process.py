"""Processes that are started to be killed: servers, agents, printers. None outlives the one who tortures."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Final

READY_WITHIN_S: Final = 60.0
LOOK_S: Final = 0.01


class Broken(Exception):
    """The torture cannot go on: something does not start, or ended by itself. Words for the report."""


def die_with_parent() -> None:
    """Linux: when the parent is killed, this process is, too. Called in the child."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)


class Process:
    """``python -m`` some module of ours, started and killed any number of times; its lines go to ``log``."""

    def __init__(self, module: str, words: list[str], log: Path, *, name: str = "") -> None:
        self.log, self.name = log, name or module
        self._command = [sys.executable, "-m", module, *words]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it; it is not ready yet."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, preexec_fn=die_with_parent,
                env=os.environ | {"PGAPPNAME": self.name},
            )  # fmt: skip

    def kill(self) -> None:
        """kill -9; returns when it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def end(self) -> None:
        """SIGTERM, and kill -9 for whoever does not listen."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""


class Nursery:
    """Forks servers from a process that has imported everything; see queue_server/commands/nursery.py."""

    def __init__(self, config: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "queue_server.commands.nursery", str(config)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=die_with_parent,
        )  # fmt: skip

    def bear(self, config: Path, log: Path, name: str) -> int:
        """A new server; its process number."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{config}\t{log}\t{name}\n".encode())
        self._process.stdin.flush()
        pid = self._process.stdout.readline()
        if not pid:
            raise Broken("the nursery has ended")
        return int(pid)

    def end(self) -> None:
        """No more children."""
        self._process.kill()
        self._process.communicate()


class Forked:
    """A server out of the nursery, with the hands of a Process."""

    def __init__(self, nursery: Nursery, config: Path, log: Path, *, name: str) -> None:
        self.log, self.name = log, name
        self._nursery, self._config = nursery, config
        self._pidfd: int | None = None

    @property
    def alive(self) -> bool:
        return self._pidfd is not None and not select.select([self._pidfd], [], [], 0)[0]

    def start(self) -> None:
        pid = self._nursery.bear(self._config, self.log, self.name)
        self._pidfd = os.pidfd_open(pid)

    def kill(self) -> None:
        self._signal(signal.SIGKILL, 30)

    def end(self) -> None:
        self._signal(signal.SIGTERM, 10)
        self.kill()

    def _signal(self, number: signal.Signals, seconds: float) -> None:
        if self._pidfd is None:
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, number)
        if select.select([self._pidfd], [], [], seconds)[0]:
            os.close(self._pidfd)
            self._pidfd = None

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""


def until_ready(process: Process | Forked, port: int) -> float:
    """Wait until the server says that it is ready; the seconds it took. Raises Broken."""
    began = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
                if answer.status == 200:
                    return time.monotonic() - began
        except urllib.error.HTTPError as error:
            error.close()  # it holds the connection
        except (OSError, ValueError):
            pass
        if not process.alive:
            raise Broken(f"{process.name} ended by itself:\n{process.last_words()}")
        if time.monotonic() - began > READY_WITHIN_S:
            raise Broken(
                f"{process.name} is not ready after {READY_WITHIN_S:.0f} s:\n{process.last_words()}"
            )
        time.sleep(LOOK_S)
