"""A visitor's hands at the kiosk page, and the word of its printer."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

from tests.e2e.looks import look, too_fine, too_small

PORTRAIT = (1080, 1920, "", 4.03)
WIDE = (1920, 1080, "", 4.03)
SMALL = (1920, 1080, "?mm=5.56", 5.56)
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


def word_of_the_printer(hall: Any, number: str, state: str) -> None:
    """The print agent's report on the paper of ``number``; the papers before it came out well."""
    key = hall.key("printer", "kiosk-1")
    for _ in range(50):
        job = hall.ask("POST", "/api/v1/print-jobs/claim", {}, token=key)["job"]
        asked = job["ticket"]["number"] == number
        for word in ("sending", state if asked else "printed"):
            hall.ask("POST", f"/api/v1/print-jobs/{job['id']}/report", {"state": word}, token=key)
        if asked:
            return
    raise AssertionError(f"no paper of {number}")
