"""An engine in a process of its own: given one sentence at a time, killed when it hangs, started again at once."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from display.announcer.engine import LASTING, SpeechError

PYTHON: Final = (sys.executable, "-P")
HERE: Final = Path(__file__).parent
ESPEAK_WORKER: Final = (*PYTHON, str(HERE / "worker.py"))
PIPER_WORKER: Final = (*PYTHON, str(HERE / "piper_worker.py"))


class SpawnedEngine:
    """A worker that speaks the protocol of ``worker.py``.

    The worker ends with the thread that started it (Linux counts that thread as its parent), so have a lasting one call
    first. ``limit_s`` is for the first try at a sentence, ``start_limit_s`` for the start of a worker: however long
    that takes, nobody waits for it longer than he wants to.
    """

    def __init__(
        self,
        *,
        limit_s: float = 0.7,
        start_limit_s: float = 10.0,
        command: Sequence[str] = ESPEAK_WORKER,
    ) -> None:
        self._limit_s, self._start_limit_s, self._command = limit_s, start_limit_s, command
        self._lock, self._ids = threading.Lock(), itertools.count(1)
        self._worker: subprocess.Popen[bytes] | None = None
        self._unread = b""
        self._began_at, self._is_ready, self._closed = 0.0, False, False
        self.version = ""

    def start(self, within_s: float) -> None:
        with self._lock:
            self._ready_by(time.monotonic() + within_s)

    def identity(self, voice: str) -> str:
        """Also what the voice is made of, where it is a file."""
        if not self.version:
            return ""
        with contextlib.suppress(OSError):
            stat = Path(voice).stat()
            return f"{self.version} {stat.st_size} {stat.st_mtime_ns}"
        return self.version

    def speak(self, text: str, path: Path, *, voice: str, rate: float, within_s: float) -> float:
        """Tries twice if there is time, the second time with a new worker."""
        end = time.monotonic() + within_s
        job = {"text": text, "path": str(path), "voice": voice, "rate": rate}
        if not self._lock.acquire(timeout=max(0.0, within_s)):
            raise SpeechError("timeout", "no answer in time")
        try:
            try:
                return self._ask(job, min(end, self._try_until(end)), end)
            except SpeechError as error:
                if error.code in LASTING or error.code == "starting" or self._closed:
                    raise
                self._restart()
                if time.monotonic() >= end:
                    raise
            try:
                return self._ask(job, end, end)
            except SpeechError as error:
                if error.code not in LASTING and error.code != "starting":
                    self._restart()
                raise
        finally:
            self._lock.release()

    def close(self) -> None:
        self._closed = True
        worker = self._worker
        if worker is not None:
            worker.kill()
        if self._lock.acquire(timeout=1):
            self._kill()
            self._lock.release()

    def _try_until(self, end: float) -> float:
        """Not the whole time for the first try, as long as the worker is there: a second one shall be possible."""
        return time.monotonic() + self._limit_s if self._is_ready else end

    def _ask(self, job: dict[str, Any], until: float, end: float) -> float:
        worker, number = self._ready_by(end), next(self._ids)
        limit_s = max(0.05, until - time.monotonic())
        job = {"id": number, **job, "limit": limit_s}
        try:
            os.write(worker.stdin.fileno(), json.dumps(job).encode() + b"\n")  # type: ignore[union-attr]
        except OSError as error:
            raise SpeechError("died", "the worker was gone") from error
        answer = self._answer(until)
        if answer.get("id") != number:
            raise SpeechError("failed", f"an answer to something else: {answer}")
        if not answer["ok"]:
            raise SpeechError(answer["error"], answer["detail"])
        return float(answer["seconds"])

    def _ready_by(self, end: float) -> subprocess.Popen[bytes]:
        """The worker, once it has said that it is ready."""
        if self._closed:
            raise SpeechError("died", "the engine is closed")
        if self._worker is None or self._worker.poll() is not None:
            self._restart()
        assert self._worker is not None
        if self._is_ready:
            return self._worker
        longest = self._began_at + self._start_limit_s
        try:
            hello = self._answer(min(end, longest))
        except SpeechError as error:
            if error.code == "timeout" and time.monotonic() < longest:
                raise SpeechError("starting", "the voice is still getting ready") from error
            self._kill()
            raise
        if not hello.get("ready"):
            self._kill()
            raise SpeechError(hello.get("error", "failed"), hello.get("detail", str(hello)))
        self.version, self._is_ready = hello["version"], True
        return self._worker

    def _restart(self) -> None:
        """A new worker that gets ready while others do without it."""
        self._kill()
        if self._closed:
            return
        try:
            self._worker = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
        except OSError as error:
            raise SpeechError("died", f"the worker cannot be started: {error}") from error
        self._began_at, self._is_ready = time.monotonic(), False

    def _answer(self, until: float) -> dict[str, Any]:
        """The worker's next line. Raises SpeechError at the time ``until`` or when the worker ended."""
        assert self._worker is not None
        assert self._worker.stdout is not None
        pipe = self._worker.stdout.fileno()
        readable = select.poll()
        readable.register(pipe, select.POLLIN)
        while b"\n" not in self._unread:
            if not readable.poll(max(0.0, until - time.monotonic()) * 1000):
                raise SpeechError("timeout", "no answer in time")
            some = os.read(pipe, 65536)
            if not some:
                raise SpeechError("died", "the worker ended")
            self._unread += some
        line, _, self._unread = self._unread.partition(b"\n")
        try:
            message = json.loads(line)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            raise SpeechError("failed", f"not an answer: {line[:80]!r}")
        return message

    def _kill(self) -> None:
        self._is_ready = False
        if self._worker is None:
            return
        worker, self._worker, self._unread = self._worker, None, b""
        worker.kill()  # also ends a stopped process
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
