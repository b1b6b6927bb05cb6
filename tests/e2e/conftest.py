"""The real hall and a real browser for the tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.paper import TcpPrinter
from tests.e2e.running import RunningHall, shipped

# The same Chromium without the windows nobody looks at here: half the processor time. What is about windows (launcher,
# policies, audible loudspeakers) drives the whole one.
CHROMIUM = "/usr/bin/chromium-headless-shell"
QUIET = [
    "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--font-render-hinting=none",
]  # fmt: skip
AUTOPLAY = "--autoplay-policy=no-user-gesture-required"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the launcher starts it: sound without a touch."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, *as_root, AUTOPLAY]
        )
        yield made
        made.close()


@contextmanager
def a_hall(folder: Path, **wishes: Any) -> Iterator[tuple[RunningHall, TcpPrinter]]:
    printer = TcpPrinter()
    hall = RunningHall(folder, printer_port=printer.port, **wishes)
    try:
        hall.start()
        yield hall, printer
    finally:
        hall.stop()
        printer.close()


@pytest.fixture(params=["eventlet", "threading"])
def hall(request: Any, tmp_path: Path) -> Iterator[tuple[RunningHall, TcpPrinter]]:
    """``satupintu up`` in each server mode, and the TCP printer of kiosk-1."""
    with a_hall(tmp_path, mode=request.param) as running:
        yield running


@pytest.fixture
def green_hall(tmp_path: Path) -> Iterator[tuple[RunningHall, TcpPrinter]]:
    """``satupintu up`` under eventlet, the default."""
    with a_hall(tmp_path, mode="eventlet") as running:
        yield running


@pytest.fixture(scope="session")
def desk_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """The server alone, for all tests of screens: what is printed they say themselves. SKCK is full."""
    full = shipped()["services"]["SKCK"] | {"quota": 1}
    running = RunningHall(
        tmp_path_factory.mktemp("hall"), mode="threading", printer_port=9, command="serve",
        services={"SKCK": full},
    )  # fmt: skip
    try:
        running.start()
        running.take("SKCK", key="the-last-of-skck")
        yield running
    finally:
        running.stop()


@pytest.fixture
def screens(browser: Browser) -> Iterator[Any]:
    """Opens pages, each in a browser context of its own like separate machines; script faults fail the test."""
    contexts, faults = [], []

    def open_screen(url: str, *, width: int, height: int) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{url}: {error}"))
        page.on(
            "console",
            lambda message: (
                faults.append(f"{url}: {message.text}")
                if "Content Security" in message.text
                else None
            ),
        )
        page.goto(url)
        return page

    yield open_screen
    for context in contexts:
        context.close()
    assert faults == []
