"""Chromium as a child process, and the conversation with it through a pipe (Chrome DevTools Protocol)."""

from __future__ import annotations

import itertools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

ASK_S: Final = 5.0
END_S: Final = 3.0
KEPT_LINES: Final = 5
PIPED: Final = str(Path(__file__).with_name("piped.py"))
Event = dict[str, Any]


class Gone(Exception):
    """Chromium has ended, or its window was closed."""


class Silent(Exception):
    """Chromium, or the page, did not answer in time."""


class Refused(Exception):
    """Chromium answered that it cannot do that."""


class Browser:
    """A running Chromium. ``events`` are what it says by itself; ``{"method": "gone"}`` is the last one."""

    def __init__(self, command: Sequence[str]) -> None:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-S", PIPED, str(theirs_in), str(theirs_out), *command],
                pass_fds=(theirs_in, theirs_out), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, text=True, errors="replace", start_new_session=True,
            )  # fmt: skip
        except BaseException:
            os.close(ours_in)
            os.close(ours_out)
            raise
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.complaints: deque[str] = deque(maxlen=KEPT_LINES)
        self._out = ours_out
        self._sending = threading.Lock()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, queue.SimpleQueue[Event | None]] = {}
        self._is_closed = self._has_ended = False
        self._readers = [
            threading.Thread(target=self._read, args=(ours_in,), daemon=True, name="devtools"),
            threading.Thread(target=self._listen, daemon=True, name="complaints"),
        ]
        for reader in self._readers:
            reader.start()

    def ask(
        self, method: str, params: dict[str, Any] | None = None, *, session: str = "", within_s: float = ASK_S
    ) -> dict[str, Any]:  # fmt: skip
        """The result. Raises Gone, Silent or Refused."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params or {}}
        answers: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._waiting[number] = answers
        try:
            if self._has_ended:
                raise Gone
            self._send(message | ({"sessionId": session} if session else {}))
            answer = answers.get(timeout=within_s)
        except queue.Empty:
            raise Silent(method) from None
        except OSError as error:
            raise Gone from error
        finally:
            self._waiting.pop(number, None)
        if answer is None:
            raise Gone
        if "error" in answer:
            raise Refused(f"{method}: {answer['error'].get('message', '')}")
        result: dict[str, Any] = answer.get("result", {})
        return result

    def end(self) -> int:
        """End it and everything it started; its exit status."""
        with suppress(Gone, Silent, Refused):
            self.ask("Browser.close", within_s=END_S)
        for sign in (None, signal.SIGTERM):
            if sign is not None:
                self._signal(sign)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(END_S)
                break
        self._signal(signal.SIGKILL)  # it, or what it has left behind
        status = self.process.wait()
        with self._sending:
            if not self._is_closed:
                self._is_closed = True
                os.close(self._out)
        for reader in self._readers:
            reader.join(END_S)
        return status

    def _signal(self, sign: signal.Signals) -> None:
        """To the browser and all it has started: they are a group of their own."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, sign)

    def _send(self, message: dict[str, Any]) -> None:
        raw = json.dumps(message).encode() + b"\0"
        with self._sending:
            if self._is_closed:
                raise Gone
            while raw:
                raw = raw[os.write(self._out, raw) :]

    def _read(self, source: int) -> None:
        rest = b""
        with os.fdopen(source, "rb", buffering=0) as said:
            while part := said.read(65536):
                *whole, rest = (rest + part).split(b"\0")
                for raw in whole:
                    self._sort(json.loads(raw))
        self._has_ended = True  # before the round: who comes later looks here
        for answers in list(self._waiting.values()):
            answers.put(None)
        self.events.put({"method": "gone"})

    def _listen(self) -> None:
        """Its last lines are kept, so that nothing fills the disk; they say why it did not come up."""
        assert self.process.stderr
        with self.process.stderr as said:
            # Of the buses that a machine without a desktop lacks it complains at every start.
            self.complaints.extend(line.rstrip() for line in said if "dbus" not in line)

    def _sort(self, message: Event) -> None:
        if "id" in message:
            answers = self._waiting.get(message["id"])
            if answers:
                answers.put(message)
        else:
            self.events.put(message)
