"""The parent's side of the voice: starts the worker, gives it one sentence at a time, kills it when it hangs."""

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
from typing import Any

WORKER = (sys.executable, "-P", str(Path(__file__).with_name("worker.py")))
LASTING = frozenset({"unknown_voice", "unwritable", "no_espeak"})
"""Faults that a second try does not mend."""


class SpeechError(Exception):
    """``code`` is stable: unknown_voice, unwritable, no_espeak, no_end, empty_sound, timeout, died, failed."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class Engine:
    """Speech by pyttsx3 in a worker process.

    Safe to call from several threads, which then wait for each other; but the worker ends with the thread that started
    it (Linux counts that thread as its parent), so have a lasting one call first. ``limit_s`` is for one try at one
    sentence, ``start_limit_s`` for the start of a worker, which on a cold disk takes longer.
    """

    def __init__(
        self,
        *,
        limit_s: float = 1.5,
        start_limit_s: float = 5.0,
        command: Sequence[str] = WORKER,
    ) -> None:
        self._limit_s, self._start_limit_s, self._command = limit_s, start_limit_s, command
        self._lock, self._ids = threading.Lock(), itertools.count(1)
        self._worker: subprocess.Popen[bytes] | None = None
        self._unread = b""
        self._closed = False
        self.version = ""

    def start(self) -> None:
        """Have the worker ready before the first call. Raises SpeechError."""
        with self._lock:
            self._running()

    def speak(self, text: str, path: Path, *, voice: str, rate_wpm: int) -> float:
        """Write ``text`` to ``path`` as a WAV and return its seconds; tries twice, the second time with a new worker.

        Raises SpeechError.
        """
        job = {"text": text, "path": str(path), "voice": voice, "rate": rate_wpm}
        with self._lock:
            try:
                return self._ask(job)
            except SpeechError as error:
                if error.code in LASTING or self._closed:
                    raise
                self._kill()
            try:
                return self._ask(job)
            except SpeechError as error:
                if error.code not in LASTING:
                    self._kill()
                raise

    def close(self) -> None:
        """End the worker, at once and whatever it is doing; a sentence under way fails."""
        self._closed = True
        worker = self._worker
        if worker is not None:
            worker.kill()
        if self._lock.acquire(timeout=1):
            self._kill()
            self._lock.release()

    def _ask(self, job: dict[str, Any]) -> float:
        worker, number = self._running(), next(self._ids)
        job = {"id": number, **job, "limit": self._limit_s}
        try:
            os.write(worker.stdin.fileno(), json.dumps(job).encode() + b"\n")  # type: ignore[union-attr]
        except OSError as error:
            raise SpeechError("died", "the worker was gone") from error
        answer = self._answer(self._limit_s)
        if answer.get("id") != number:
            raise SpeechError("failed", f"an answer to something else: {answer}")
        if not answer["ok"]:
            raise SpeechError(answer["error"], answer["detail"])
        return float(answer["seconds"])

    def _running(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise SpeechError("died", "the engine is closed")
        if self._worker is None or self._worker.poll() is not None:
            self._kill()
            self._worker = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
            try:
                hello = self._answer(self._start_limit_s)
            except SpeechError:
                self._kill()
                raise
            if not hello.get("ready"):
                self._kill()
                raise SpeechError(hello.get("error", "failed"), hello.get("detail", str(hello)))
            self.version = hello["version"]
        return self._worker

    def _answer(self, limit_s: float) -> dict[str, Any]:
        """The worker's next line. Raises SpeechError after ``limit_s`` seconds or when the worker ended."""
        assert self._worker is not None
        assert self._worker.stdout is not None
        pipe, end = self._worker.stdout.fileno(), time.monotonic() + limit_s
        readable = select.poll()
        readable.register(pipe, select.POLLIN)
        while b"\n" not in self._unread:
            if not readable.poll(max(0.0, end - time.monotonic()) * 1000):
                raise SpeechError("timeout", f"no answer within {limit_s} s")
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
        if self._worker is None:
            return
        worker, self._worker, self._unread = self._worker, None, b""
        worker.kill()  # also ends a stopped process
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
