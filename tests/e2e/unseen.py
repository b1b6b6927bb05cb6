"""Somebody at the kiosk who sees nothing: number pad, headphones, and an announcer of the test's own to be hurt."""

from __future__ import annotations

import base64
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.running import ROOT, RunningHall

LISTEN = (Path(__file__).parent / "unseen.js").read_text()
BETWEEN_MS = 90
"""Between two keys: what comes faster than 60 ms is a code reader."""


class Voice:
    """The announcer of a hall that was started with ``serve``: the real one, in a process of its own."""

    def __init__(self, hall: RunningHall) -> None:
        self._hall = hall
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._hall.log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable, "-m", "display.announcer", "--server", self._hall.url,
                    "--token-file", str(self._hall.data / "keys" / "announcer-announcer"),
                    "--state", str(self._hall.data / "announcer"),
                ],
                cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        self._hall.wait_until(self.is_ready, "the voice to be ready")

    def is_ready(self) -> bool:
        [me] = [
            one
            for one in self._hall.staff("GET", "/screens")["screens"]
            if one["role"] == "announcer"
        ]
        return bool(me["online"] and me["voice"] == "ok")

    def kill(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(5)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(5)


class Visitor:
    """``said``: what was really played, in order: ``text, at, state, seconds``; ``asked``: texts to be made."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        page.expose_function("tellSaid", lambda told: self.said.append(told))
        page.add_init_script(LISTEN)
        page.on("request", self._asks)

    def _asks(self, request: Any) -> None:
        if request.url.endswith("/api/v1/prompts") and request.method == "POST":
            told = request.post_data_json
            self.asked.append((told["language"], told["text"]))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(BETWEEN_MS)

    def texts(self) -> list[str]:
        return [one["text"] for one in self.said]

    def hears(self, part: str, *, since: int = 0, seconds: float = 30) -> dict[str, Any]:
        """Until a sound begins whose text has ``part`` in it; that sound."""
        end = time.monotonic() + seconds
        while True:
            for one in self.said[since:]:
                if part in one["text"]:
                    assert one["state"] == "running", "the browser holds the sound back"
                    return one
            assert time.monotonic() < end, f"not heard: {part!r}; heard: {self.texts()[since:]}"
            self.page.wait_for_timeout(20)

    def finds(self, part: str, *, key: str = "Numpad2", most: int = 40) -> int:
        """Moves on until a thing with ``part`` in its name is read out; how many keys it took."""
        for pressed in range(1, most + 1):
            self.press(key)
            focused = self.page.evaluate(
                "document.activeElement.innerText + ' ' + (document.activeElement.ariaLabel ?? '')"
            )
            if part in focused:
                return pressed
        raise AssertionError(f"no {part!r} within {most} keys")


def as_wav(said: dict[str, Any], file: Path) -> Path:
    """What was played as a file, for the machine's ear."""
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, int(said["rate"]), 0, "NONE", ""))
        out.writeframes(base64.b64decode(said["samples"]))
    return file
