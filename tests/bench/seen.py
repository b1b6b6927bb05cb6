"""Calls as screens see them: twenty sockets and two real TVs, none missed, none twice, the same order everywhere."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.hall import Hall, a_hall
from tests.bench.measures import Figures, displays, fill, spread
from tests.bench.wire import Client, Loop, Screen, clock

CHROMIUM = "/usr/bin/chromium"
LISTEN = """
window.__calls = []; window.__painted = [];
const note = (kept, head) => (data) => {
  if (typeof data === 'string' && data.startsWith(head)) kept.push(JSON.parse(data.slice(2))[1].seq);
};
const called = note(window.__calls, '42["call"'), painted = note(window.__painted, '42["painted"');
const Real = window.WebSocket;
window.WebSocket = class extends Real {
  constructor(...wants) { super(...wants); this.addEventListener('message', ({ data }) => called(data)); }
  send(data) { painted(data); super.send(data); }
};
"""
"""What the page's own connection brings and what it says it has painted, noted on the way."""
COUNTERS = ("1", "2", "5", "7")
"""Of zone A, with three letters and services that others do not take away."""
TVS = ("tv-1", "tv-2")


class Heard(Screen):
    """A display that keeps every call it was told."""

    def __init__(self, loop: Loop, port: int, token: str) -> None:
        self.seqs: list[int] = []
        self.at_of: dict[int, float] = {}
        super().__init__(loop, port, token)

    def _packet(self, opcode: int, text: bytes) -> None:
        before = self.calls
        super()._packet(opcode, text)
        if self.calls > before:
            self.seqs.append(self.last_seq)
            self.at_of[self.last_seq] = self.at


@contextmanager
def a_browser() -> Iterator[Browser]:
    flags = ["--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*flags, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        )  # fmt: skip
        yield browser
        browser.close()


@contextmanager
def tvs(browser: Browser, hall: Hall) -> Iterator[list[Page]]:
    """Two TVs of zone A, each in a window of its own."""
    contexts = [
        browser.new_context(viewport={"width": 1920, "height": 1080}, locale="id-ID") for _ in TVS
    ]
    pages = []
    for name, context in zip(TVS, contexts, strict=True):
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{hall.port}/display/#token={hall.key('display', name)}")
        page.wait_for_selector(".foot .time")
        pages.append(page)
    yield pages
    for context in contexts:
        context.close()


def seeing(browser: Browser, *, calls: int, per_second: float, screens: int = 20) -> Figures:
    """So many visitors are called at that pace to four counters of a zone; every screen must tell the same story."""
    with (
        a_hall(commit="group", displays={name: {"zone": "A"} for name in TVS}) as hall,
        tvs(browser, hall) as pages,
    ):
        loop = Loop()
        shown = displays(loop, hall, screens, kind=Heard)
        pressed = _press_all(loop, hall, calls, per_second)
        loop.rest(2.0)
        told = [page.evaluate("() => [window.__calls, window.__painted]") for page in pages]
        rows = [_rows(page) for page in pages]
        board = _ask(hall, "/api/v1/board?zone=A", hall.key("display", "wall"))
        health = json.loads(_get(hall, "/healthz"))
        loop.close()
    _agree(list(pressed), [screen.seqs for screen in shown], [seqs for seqs, _ in told])
    _ends_right(rows, board)
    last = [max(screen.at_of[seq] for screen in shown) - at for seq, at in pressed.items()]
    painted = [health["displays"][name]["paint_ms"] for name in TVS]
    return {
        "calls": len(pressed), **spread(last), "paint_p50": max(one["p50"] for one in painted),
        "paint_p99": max(one["p99"] for one in painted), "paints": min(len(seqs) for _, seqs in told),
    }  # fmt: skip


def _press_all(loop: Loop, hall: Hall, calls: int, per_second: float) -> dict[int, float]:
    """By seq of the call: when Next was pressed."""
    program = Client(loop, hall.port, hall.program())
    for code in COUNTERS:
        program.ask("POST", f"/counters/{code}/open")
    fill(loop, hall, list(COUNTERS), per_service=calls // 4 + 20)
    pressed: dict[int, float] = {}
    began = clock()
    for place in range(calls):
        loop.run(lambda due=began + place / per_second: clock() >= due, 5)  # type: ignore[misc]
        code = COUNTERS[place % len(COUNTERS)]
        answer = program.ask("POST", f"/counters/{code}/next", {"finish": True})
        if answer is None:
            raise RuntimeError(f"nobody waits for counter {code} after {place} calls")
        at = program.sent
        program.ask("POST", f"/counters/{code}/start")
        pressed[_seq_of(program, answer["ticket"]["number"])] = at
    return pressed


def _seq_of(program: Client, number: str) -> int:
    rows = program.ask("GET", f"/announcements?number={number}")["announcements"]
    return int(rows[0]["seq"])


def _agree(pressed: list[int], sockets: list[list[int]], pages: list[list[int]]) -> None:
    for kind, all_told in (("display", sockets), ("TV", pages)):
        for place, seqs in enumerate(all_told):
            missed, twice = set(pressed) - set(seqs), len(seqs) - len(set(seqs))
            if missed or twice or seqs != sorted(pressed):
                raise RuntimeError(
                    f"{kind} {place}: {len(missed)} missed, {twice} twice, in order: {seqs == sorted(seqs)}"
                )


def _ends_right(rows: list[list[str]], board: dict[str, Any]) -> None:
    """The pictures at the end have the newest call, nothing twice, and beside the three on the stage nothing old."""
    newest = [call["number"] for call in board["calls"]]
    for shown in rows:
        old = set(shown) - set(newest)
        if newest[0] not in shown or len(shown) != len(set(shown)) or len(old) > 3:
            raise RuntimeError(f"a TV shows {shown}, the board has {newest}")


def _rows(page: Page) -> list[str]:
    return [text.replace("\n", "") for text in page.locator(".num:visible").all_inner_texts()]


def _get(hall: Hall, path: str, token: str = "") -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{hall.port}{path}")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return bytes(answer.read())


def _ask(hall: Hall, path: str, token: str) -> Any:
    return json.loads(_get(hall, path, token))
