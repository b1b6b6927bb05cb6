"""Loudspeaker pages under test: what each of them played, and what the server says was played."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import socketio
from playwright.sync_api import Browser, Page

from tests.e2e.running import ROOT, RunningHall

LISTEN = (Path(__file__).parent / "listen.js").read_text()
QUICK = {"rate_wpm": 300, "languages": ["id"], "repeat": 1}
"""The voice of these tests: as fast as it may be."""
SERVICE = {
    "1": "KTP", "2": "KTP", "3": "KTP", "4": "AKTA", "5": "SIM", "7": "BALIK-NAMA",
    "8": "PASPOR", "9": "NIKAH", "10": "BPJS-DAFTAR",
}  # fmt: skip
_keys = count()


@dataclass(slots=True)
class Heard:
    """One play of one page; times in seconds of the wall clock. ``ended`` is None of one that plays or was cut off;
    ``latency`` is how much later than ``started`` the loudspeaker moves.
    """

    page: str
    seq: int
    started: float
    part_from: float
    seconds: float
    volume: float
    latency: float
    ended: float | None = None


@dataclass
class Ear:
    """Listens at every page of one browser context."""

    hall: RunningHall
    context: Any = None
    heard: list[Heard] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    """``bar``, ``no bar``, ``element``: what else the pages told, in order."""
    spoken: dict[int, str] = field(default_factory=dict)
    """The sentence of each call that was pushed here, by its seq."""
    pages: list[Page] = field(default_factory=list)

    def note(self, source: object, told: dict[str, Any]) -> None:
        at = told["at"] / 1000
        if told["what"] == "start":
            assert told["state"] == "running"
            self.heard.append(
                Heard(
                    told["page"],
                    told["seq"],
                    at,
                    told["from"],
                    told["seconds"],
                    told["volume"],
                    told["latency"],
                )
            )
        elif told["what"] == "end":
            for one in self.heard:
                if (one.page, one.seq, one.ended) == (told["page"], told["seq"], None):
                    one.ended = at
        else:
            self.other.append(told["what"])

    def open(self, *, display: str = "lobby", may_sound: bool = True) -> Page:
        """A page of this display that has asked for something to say, if it may make a sound."""
        page: Page = self.context.new_page()
        page.on("websocket", lambda wire: wire.on("framereceived", self._pushed))
        what = "/announcements/claim" if may_sound else "/api/v1/settings"
        with page.expect_response(lambda answer: what in answer.url):
            page.goto(f"{self.hall.url}/display/#token={self.hall.key('display', display)}")
        self.pages.append(page)
        return page

    def _pushed(self, frame: Any) -> None:
        if isinstance(frame, str) and frame.startswith('42["call"'):
            call = json.loads(frame[2:])[1]
            self.spoken[call["seq"]] = call["spoken"][0]["text"] if call["spoken"] else ""

    def wait(self, fact: Callable[[], bool], what: str, seconds: float = 30) -> None:
        """Until ``fact()`` is true of what the pages told. They are not asked: that would count as a touch."""
        end = time.monotonic() + seconds
        while not fact():
            if time.monotonic() > end:
                raise AssertionError(
                    f"waited {seconds} s for {what}; heard {self.heard}, {self.other}; "
                    f"the server says {self.told()}\n{self.hall.log.read_text()[-3000:]}"
                )
            self.pages[-1].wait_for_timeout(20)

    def wait_started(self, seq: int, seconds: float = 30) -> Heard:
        self.wait(lambda: any(one.seq == seq for one in self.heard), f"{seq} to begin", seconds)
        return next(one for one in self.heard if one.seq == seq)

    def wait_told(self, seq: int, *states: str, seconds: float = 30) -> dict[str, Any]:
        """Until the server knows how call ``seq`` ended; what it knows."""

        def told() -> dict[str, Any] | None:
            return next((one for one in self.told() if one["seq"] == seq), None)

        self.wait(lambda: (told() or {}).get("state") in states, f"{seq} to be {states}", seconds)
        found = told()
        assert found is not None
        return found

    def told(self) -> list[dict[str, Any]]:
        """The server's own account, newest first."""
        found: list[dict[str, Any]] = self.hall.staff("GET", "/announcements")["announcements"]
        return found

    def said_by_server(self, calls: list[dict[str, Any]]) -> list[str]:
        """The state of each call in the server's account."""
        states = {one["seq"]: one["state"] for one in self.told()}
        return [states[row["seq"]] for row in calls]

    def seqs(self) -> list[int]:
        return [one.seq for one in self.heard]

    def never_two_at_once(self) -> bool:
        """By the pages' own clocks, which are one machine's; a page hears of an end up to a moment late."""
        line = sorted(self.heard, key=lambda one: one.started)
        return all(
            (first.ended or first.started) <= then.started + 0.02 for first, then in pairwise(line)
        )


def an_ear(browser: Browser, hall: RunningHall) -> Ear:
    """The ear at a browser context of its own."""
    ear = Ear(hall)
    ear.context = context = browser.new_context(
        viewport={"width": 1280, "height": 720}, locale="id-ID"
    )
    context.expose_binding("tellHeard", ear.note)
    context.add_init_script(LISTEN)
    return ear


def call(hall: RunningHall, counter: str) -> dict[str, Any]:
    """The next visitor of this counter comes and is called there; whoever was there before is served."""
    hall.take(SERVICE[counter], key=f"heard-{next(_keys):06}")
    return call_waiting(hall, counter)


def call_waiting(hall: RunningHall, counter: str) -> dict[str, Any]:
    state = hall.staff("GET", f"/counters/{counter}")
    if state["ticket"]:
        hall.staff("POST", f"/counters/{counter}/start")
        hall.staff("POST", f"/counters/{counter}/finish")
    if state["counter"]["state"] != "open":
        hall.staff("POST", f"/counters/{counter}/open")
    number = hall.staff("POST", f"/counters/{counter}/next")["ticket"]["number"]
    return newest(hall, counter, number)


def recall(hall: RunningHall, counter: str) -> dict[str, Any]:
    number = hall.staff("POST", f"/counters/{counter}/recall")["ticket"]["number"]
    return newest(hall, counter, number)


def mute(hall: RunningHall, zone: str, *, muted: bool) -> None:
    """As the first administrator."""
    name, password = hall.first_login
    who = hall.ask("POST", "/api/v1/sessions", {"name": name, "password": password})
    hall.ask("PUT", f"/api/v1/zones/{zone}/sound", {"muted": muted}, token=who["token"])


def newest(hall: RunningHall, counter: str, number: str) -> dict[str, Any]:
    """The board's row of a call: its ``seq`` is that of its sound."""
    zone = hall.staff("GET", f"/counters/{counter}")["counter"]["zone"]
    rows = hall.staff("GET", f"/board?zone={zone}")["calls"]
    found: dict[str, Any] = next(row for row in rows if row["number"] == number)
    return found


CONNECTED, READY = "connected announcer (announcer)", "voice ready: "


class Announcer:
    """``python -m display.announcer`` of a hall whose server runs alone."""

    def __init__(self, hall: RunningHall) -> None:
        self._hall = hall
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it is connected and its voice is there."""
        token = self._hall.data / "keys" / "announcer-announcer"
        before = self._said(CONNECTED), self._said(READY)
        with self._hall.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "display.announcer", "--server", self._hall.url,
                 "--token-file", str(token), "--state", str(self._hall.data / "announcer")],
                cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        self._hall.wait_until(lambda: self._said(CONNECTED) > before[0], "the announcer to connect")
        self._hall.wait_until(lambda: self._said(READY) > before[1], "its voice to be there")

    def _said(self, words: str) -> int:
        return self._hall.log.read_text().count(words)

    def kill(self) -> None:
        """kill -9; returns when it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


class StaffRoom:
    """A console's live connection; ``notices`` are the codes it was told, in order."""

    def __init__(self, hall: RunningHall) -> None:
        self.notices: list[str] = []
        self._client = socketio.Client(reconnection=True, reconnection_delay=0.2)
        self._client.on("notice", lambda push: self.notices.append(push["code"]))
        self._client.connect(hall.url, auth={"token": hall._program()}, transports=["websocket"])

    def close(self) -> None:
        self._client.disconnect()
