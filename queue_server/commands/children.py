"""One supervised child process: started again with back-off when it dies, its lines written to one tidy log."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Final

STOP_WITHIN_S: Final = 8.0
STEADY_S: Final = 10.0
LONGEST_PAUSE_S: Final = 10.0
HOPELESS: Final = frozenset({2, 3})
"""Exit codes that starting again does not heal: faults in config.yaml, a port in use, no place to write."""

_writing = threading.Lock()


class Child:
    """``gave_up``: starting again would not help; ``first_exit``: the status of a first start that failed."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.gave_up = False
        self.first_exit: int | None = None
        self._command = command
        self._stopping = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._keep, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the child to end; ``join`` waits for it."""
        self._stopping.set()
        process = self._process
        if process and process.poll() is None:
            process.terminate()

    def join(self) -> None:
        """Wait until the child has ended; after eight seconds it is killed."""
        self._thread.join(STOP_WITHIN_S)
        if self._thread.is_alive() and self._process:
            self._process.kill()
            self._thread.join(2)

    def _keep(self) -> None:
        pause, first = 0.5, True
        while not self._stopping.is_set():
            began = time.monotonic()
            status = self._run()
            if self._stopping.is_set():
                return
            steady = time.monotonic() - began > STEADY_S
            if first and not steady:
                self.first_exit = status
            first = False
            if status in HOPELESS and not steady:
                self.gave_up = True
                return
            pause = 0.5 if steady else min(pause * 2, LONGEST_PAUSE_S)
            write(self.name, f"ended with status {status}; starts again in {pause:.1f} s")
            self._stopping.wait(pause)

    def _run(self) -> int:
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True,
            errors="replace", start_new_session=True, preexec_fn=_die_with_parent,
        )  # fmt: skip
        if self._stopping.is_set():
            self._process.terminate()
        assert self._process.stdout is not None
        for line in self._process.stdout:
            write(self.name, line.rstrip())
        return self._process.wait()


def _die_with_parent() -> None:
    """Linux: when the supervisor is killed, the child gets SIGTERM instead of living on unseen."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGTERM)
        if os.getppid() == 1:
            os.kill(os.getpid(), signal.SIGTERM)


def write(name: str, line: str) -> None:
    """One line of the common log."""
    if line:
        with _writing:
            sys.stderr.write(f"{name:18} | {line}\n")
            sys.stderr.flush()
