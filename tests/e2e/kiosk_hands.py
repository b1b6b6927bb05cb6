"""A visitor's hands at the kiosk page, and the word of its printer."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Page

from tests.e2e.looks import look, too_fine, too_small
from tests.e2e.running import RunningHall

PORTRAIT = (1080, 1920, "", 4.03)
WIDE = (1920, 1080, "", 4.03)
SMALL = (1920, 1080, "?mm=5.56", 5.56)
TEN = (800, 1280, "?mm=5.88", 5.88)
TEN_WIDE = (1280, 800, "?mm=5.88", 5.88)
FIFTEEN = (1080, 1920, "?mm=5.56", 5.56)
"""Width, height, query and pixels per millimetre of a panel."""


def open_kiosk(
    screens: Any, hall: Any, panel: Any = PORTRAIT, *, token: str | None = None, prepare: Any = None
) -> Page:
    """The kiosk page; ``complaints`` fills with the errors the browser logs. ``prepare`` gets the page first."""
    width, height, query, _ = panel
    page: Any = screens("about:blank", width=width, height=height)
    page.complaints = []
    page.on(
        "console", lambda said: page.complaints.append(said.text) if said.type == "error" else None
    )
    if prepare:
        prepare(page)
    key = hall.key("kiosk", "kiosk-1") if token is None else token
    page.goto(f"{hall.url}/kiosk/{query}" + (f"#token={key}" if key else ""))
    page.locator("html[data-ready]").wait_for()
    page.locator("#stage .view").wait_for()
    return page


def touch(page: Page, selector: str, arrives: str) -> None:
    page.locator(selector).first.click()
    page.locator(arrives).first.wait_for()


def speak(page: Page, language: str) -> None:
    if (
        page.locator(f'[data-language="{language}"]').count() == 0
    ):  # more than two stand behind a door
        touch(page, '[data-do="languages"]', f'[data-language="{language}"]')
        touch(page, f'[data-language="{language}"]', f'html[lang="{language}"] [data-flag="voice"]')
        return
    touch(
        page, f'[data-language="{language}"]', f'[data-language="{language}"][aria-pressed="true"]'
    )


def faults(page: Page, panel: Any, root: str = "body") -> list[str]:
    """All that is too small, too near, too fine, cut, covered or one over the other."""
    seen = look(page, root)
    assert len(seen["texts"]) > 3, "there is nothing to measure"
    mm = panel[3]
    return [
        *seen["faults"],
        *too_small(seen, px_per_mm=mm, target_mm=20, gap_mm=3),
        *too_fine(seen, capitals=4.9 * mm),
    ]


def in_both_languages(page: Page, panel: Any, view: str) -> list[str]:
    """The faults of this view in Indonesian and English; it is left in English."""
    found = []
    for language in ("id", "en"):
        speak(page, language)
        found += [f"{view}, {language}: {fault}" for fault in faults(page, panel)]
    return found


def number_shown(page: Page) -> str:
    return re.sub(r"\s", "", page.locator("#done .num").inner_text())


def word_of_the_printer(hall: Any, number: str, state: str, *, printer: str = "kiosk-1") -> None:
    """The print agent's report on the paper of ``number``; the papers before it came out well."""
    key = hall.key("printer", printer)
    for _ in range(50):
        job = hall.ask("POST", "/api/v1/print-jobs/claim", {}, token=key)["job"]
        asked = job["ticket"]["number"] == number
        for word in ("sending", state if asked else "printed"):
            hall.ask("POST", f"/api/v1/print-jobs/{job['id']}/report", {"state": word}, token=key)
        if asked:
            return
    raise AssertionError(f"no paper of {number}")


HEARTBEAT_S = 3.0  # the server calls an agent lost that said nothing for ten seconds


class PrinterAgent:
    """What the hall hears of a printer's agent that is there: how the printer is, again and again."""

    def __init__(self, hall: Any, printer: str) -> None:
        self._hall, self._printer = hall, printer
        self._causes: tuple[str, ...] = ()
        self._ending = threading.Event()
        self.says()
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._thread.start()

    def says(self, *causes: str) -> None:
        """The printer is ready, or cannot print because of ``causes``."""
        self._causes = causes
        self._hall.ask(
            "PUT", "/api/v1/printer-condition", {"causes": list(causes), "near_end": None},
            token=self._hall.key("printer", self._printer),
        )  # fmt: skip

    def _beat(self) -> None:
        while not self._ending.wait(HEARTBEAT_S):
            self.says(*self._causes)

    def leave(self) -> None:
        self._ending.set()
        self._thread.join(15)
        assert not self._thread.is_alive()


@contextmanager
def agent_of(hall: Any, printer: str = "kiosk-1") -> Iterator[PrinterAgent]:
    """The agent of ``printer``, for as long as the test looks."""
    agent = PrinterAgent(hall, printer)
    try:
        yield agent
    finally:
        agent.leave()


LOBBY_2 = {"id": "Printer Lobi 2", "en": "Lobby printer 2"}
PRINTERS = {
    "kiosk-1": {"type": "network", "host": "127.0.0.1", "port": 9, "spare": "kiosk-2"},
    "kiosk-2": {"type": "network", "host": "127.0.0.1", "port": 9, "name": LOBBY_2},
}
"""The kiosk's own printer and its spare. Nothing is printed: the test says what their agents would."""


@contextmanager
def hall_with_spare(
    folder: Any, **wishes: Any
) -> Iterator[tuple[RunningHall, dict[str, PrinterAgent]]]:
    """The server alone, and both printers' agents by name, ready."""
    hall = RunningHall(
        folder, mode="threading", printer_port=9, command="serve", printers=PRINTERS, **wishes
    )
    with ExitStack() as stack:
        stack.callback(hall.stop)
        hall.start()
        yield hall, {name: stack.enter_context(agent_of(hall, name)) for name in PRINTERS}


def both_fail(printers: dict[str, PrinterAgent]) -> None:
    printers["kiosk-2"].says("cover_open")
    printers["kiosk-1"].says("paper_out")


def banner(page: Page) -> Any:
    """What the kiosk says before the touch when nothing is printed."""
    return page.locator(".strip.unprinted")


def take_number(page: Page, service: str = "KTP") -> str:
    touch(page, f'.pop[data-code="{service}"]', "#for .person")
    touch(page, ".person.main", "#done .num")
    return number_shown(page)
