"""The voice in real time: the real server, announcer and a TV page in Chromium whose loudspeaker is listened to."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import mean
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.measures import Figures, spread
from tests.e2e.conftest import AUTOPLAY, CHROMIUM, QUIET
from tests.e2e.hearing import Announcer, Ear, an_ear
from tests.e2e.running import RunningHall, shipped

PER_HOUR = 200
FRESH_S = 60
COUNTERS = [str(n) for n in range(21, 41)]
"""Twenty more counters of zone A, as in a hall with so many calls: none calls again before its visitor was heard of."""
_keys = count()


@contextmanager
def speaking(**speech: Any) -> Iterator[Ear]:
    """A hall whose zone A speaks like this, and the ear at its TV."""
    folder = Path(tempfile.mkdtemp(prefix="satupintu-bench-"))
    service = shipped()["services"]["KTP"] | {"quota": None}
    counters = {
        code: {
            "name": {"id": f"Loket {code}", "en": f"Counter {code}"},
            "zone": "A",
            "services": ["KTP"],
        }
        for code in COUNTERS
    }
    changes = {"services": {"KTP": service}, "counters": counters, "speech": speech}
    hall = RunningHall(folder, mode="eventlet", printer_port=9, command="serve", **changes)
    announcer = Announcer(hall)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        hall.start()
        announcer.start()
        with sync_playwright() as playwright:
            flags = [*QUIET, *as_root, AUTOPLAY]
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
            ear = an_ear(browser, hall)
            ear.open()
            yield ear
            browser.close()
    finally:
        announcer.kill()
        hall.stop()
        shutil.rmtree(folder, ignore_errors=True)


def starting(presses: int) -> Figures:
    """From pressing Next in a quiet zone until the loudspeaker moves."""
    took = []
    with speaking(languages=["id"], rate_wpm=300, chime="none") as ear:
        for n in range(presses):
            seq, pressed = press(ear, COUNTERS[n % len(COUNTERS)], wait=True)
            one = ear.wait_started(seq)
            took.append(one.started + one.latency - pressed)
            ear.wait_told(seq, "spoken")
    return spread(took)


def storming(minutes: float) -> Figures:
    """Calls by chance, 200 an hour, in two languages: how long each waits for those before it, and how long it must."""
    dice = random.Random(1)
    pressed: dict[int, float] = {}
    with speaking(languages=["id", "en"]) as ear:
        begin = when = time.time()
        while (when := when + dice.expovariate(PER_HOUR / 3600)) < begin + 60 * minutes:
            ear.wait(lambda at=when: time.time() >= at, "the next visitor's turn", 600)
            seq, at = press(ear, COUNTERS[len(pressed) % len(COUNTERS)], wait=False)
            pressed[seq] = at
        last = max(pressed)
        ear.wait_told(last, "spoken", "too_old", seconds=90)
        heard = {one.seq: one for one in ear.heard}
        wrong = len(ear.heard) != len(heard) or not ear.never_two_at_once()
    if wrong:
        raise RuntimeError(f"heard twice, or two at once: {ear.heard}")
    length = mean(one.seconds for one in heard.values())
    busy = PER_HOUR / 3600 * length
    return {
        "calls": len(pressed), "heard": len(heard), "length_s": length,
        "delay_s": mean(one.started - pressed[seq] for seq, one in heard.items()),
        "must_s": mean(must_wait(pressed, {seq: one.seconds for seq, one in heard.items()}, length)),
        "day_s": busy * length / (2 * (1 - busy)),
    }  # fmt: skip


def must_wait(pressed: dict[int, float], lengths: dict[int, float], usual: float) -> list[float]:
    """The waits of these very calls if one voice says them in order with no time between."""
    waits, free = [], 0.0
    for seq, at in pressed.items():
        start = max(at, free)
        if start - at <= FRESH_S:
            waits.append(start - at)
            free = start + lengths.get(seq, usual)
    return waits


def press(ear: Ear, counter: str, *, wait: bool) -> tuple[int, float]:
    """Call the next visitor to a counter whose last one has been heard; (seq of the call, when Next was pressed)."""
    hall = ear.hall
    hall.take("KTP", key=f"sound-{next(_keys):06}")
    state = hall.staff("GET", f"/counters/{counter}")
    if state["ticket"]:
        hall.staff("POST", f"/counters/{counter}/start")
        hall.staff("POST", f"/counters/{counter}/finish")
    if state["counter"]["state"] != "open":
        hall.staff("POST", f"/counters/{counter}/open")
    if wait:
        ear.pages[-1].wait_for_timeout(200)  # what was pushed about the rest has gone out
    pressed = time.time()
    number = hall.staff("POST", f"/counters/{counter}/next")["ticket"]["number"]
    rows = hall.staff("GET", "/board?zone=A")["calls"]
    return next(row["seq"] for row in rows if row["number"] == number), pressed
