"""The launcher with a real Chromium: it pairs, shows its page, and comes back from all that happens to screens."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from queue_server.launcher import arguments, page
from queue_server.launcher.devtools import Gone, Refused, Silent
from queue_server.launcher.launcher import Launcher
from tests.e2e.running import ROOT, RunningHall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SOON_S = 20
CODE = re.compile("[2-9A-Y]{4}-[2-9A-Y]{4}")
BOARD = "menunggu"  # the last line of the board


@pytest.fixture(autouse=True)
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATUPINTU_NO_SANDBOX", "1")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    running = RunningHall(
        tmp_path_factory.mktemp("launched"), mode="eventlet", printer_port=9, command="serve"
    )
    try:
        running.start()
        yield running
    finally:
        running.stop()


def until(fact: Callable[[], Any], what: str, seconds: float) -> None:
    """Look ten times a second until it is so."""
    end, never = time.monotonic() + seconds, threading.Event()
    while not fact():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        never.wait(0.1)


class Screen:
    """A launcher at work, and what is on its screen."""

    def __init__(self, launcher: Launcher) -> None:
        self.launcher = launcher
        self._thread = threading.Thread(target=launcher.run)
        self._thread.start()

    def evaluate(self, expression: str) -> Any:
        """What the page says to it; None while there is none."""
        with suppress(Gone, Silent, Refused, KeyError, AttributeError):
            asked = {"expression": expression, "returnByValue": True}
            return self.launcher.page.ask("Runtime.evaluate", asked)["result"]["value"]  # type: ignore[union-attr]
        return None

    def text(self) -> str:
        return str(self.evaluate("document.body.innerText") or "")

    def shows(self, what: str) -> Callable[[], bool]:
        return lambda: what in self.text()

    def browser(self) -> int:
        assert self.launcher.browser
        return self.launcher.browser.process.pid

    def stop(self) -> None:
        self.launcher.stop()
        self._thread.join(15)
        assert not self._thread.is_alive()


@pytest.fixture
def launch(hall: RunningHall, tmp_path: Path) -> Iterator[Callable[..., Screen]]:
    """Starts launchers; in the end they are stopped and nothing of theirs is left."""
    started: list[Screen] = []

    def start(
        role: str = "display", name: str = "lobby", *, paired: bool = True, look: str = "1"
    ) -> Screen:
        given = ["--server", hall.url, "--state", str(tmp_path), "--headless", "--look-every", look]
        if paired:
            (tmp_path / "by-hand").write_text(hall.key(role, name))
            given += ["--token-file", str(tmp_path / "by-hand")]
        started.append(Screen(Launcher(arguments.read(role, [*given, "--name", name]))))
        return started[-1]

    yield start
    for screen in started:
        screen.stop()
    assert processes_on(tmp_path) == []


def processes_on(folder: Path) -> list[str]:
    """Programs that name the folder on their command line."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if f"--user-data-dir={folder}" in file.read_bytes().decode(errors="replace"):
                found.append(file.read_bytes().decode(errors="replace").replace("\0", " "))
    return found


def confirm(hall: RunningHall, code: str, name: str) -> None:
    body = {"code": code, "name": name}
    hall.ask("POST", "/api/v1/pairings/confirm", body, token=hall.key("owner", "owner"))


def code_on(screen: Screen) -> str:
    until(lambda: CODE.search(screen.text()), "a code on the screen", SOON_S)
    found = CODE.search(screen.text())
    assert found
    return found[0]


def test_a_new_tv_waits_for_the_server_then_pairs_then_shows_its_zone(hall, launch, tmp_path):
    hall.stop()
    tv = launch(paired=False)
    try:
        until(tv.shows("Connecting to the server"), "the waiting page", SOON_S)
        assert "Menghubungkan ke server" in tv.text()
    finally:
        hall.start()
    confirm(hall, code_on(tv), "lobby")
    until(tv.shows(BOARD), "the board", SOON_S)
    assert (tmp_path / "token").read_text() == hall.key("display", "lobby") + "\n"
    assert (tmp_path / "token").stat().st_mode & 0o777 == 0o600
    assert "token" not in tv.evaluate("location.href")
    assert tv.evaluate("new AudioContext().state") == "running"  # sound without a touch


def test_a_chromium_that_is_killed_is_back_with_its_page_within_ten_seconds(hall, launch):
    tv = launch()
    until(tv.shows(BOARD), "the board", SOON_S)
    first = tv.browser()
    os.kill(first, signal.SIGKILL)
    until(lambda: BOARD in tv.text() and tv.browser() != first, "the board again", 10)


def test_a_crashed_or_frozen_page_and_a_stranger_s_page_are_put_right(hall, launch, monkeypatch):
    monkeypatch.setattr(page, "ANSWERS_WITHIN_S", 1.0)
    kiosk = launch("kiosk", "kiosk-1")
    until(kiosk.shows("Layanan apa yang Anda perlukan?"), "the kiosk's page", SOON_S)
    browser, opened = kiosk.browser(), kiosk.evaluate("location.search")
    assert kiosk.launcher.page

    with suppress(Silent, Refused):
        kiosk.launcher.page.ask("Page.crash", within_s=0.5)
    again = "location.search !== '%s' && document.body.innerText.includes('Layanan apa')"
    until(lambda: kiosk.evaluate(again % opened), "the page after its crash", SOON_S)

    opened = kiosk.evaluate("location.search")
    kiosk.launcher.page.ask("Page.navigate", {"url": "data:text/html,<p>somewhere else"})
    until(lambda: kiosk.evaluate(again % opened), "our page, not another", SOON_S)
    assert kiosk.browser() == browser

    with suppress(Silent):
        endless = {"expression": "window.was = 1; for (;;) {}"}
        kiosk.launcher.page.ask("Runtime.evaluate", endless, within_s=0.2)
    alive = "window.was === undefined && document.body.innerText.includes('Layanan apa')"
    until(lambda: kiosk.evaluate(alive), "the page after it was frozen", 2 * SOON_S)

    kiosk.launcher.page.ask(
        "Runtime.evaluate", {"expression": "window.was = 1; document.body.remove()"}
    )
    until(lambda: kiosk.evaluate(alive), "the page after it was white", 2 * SOON_S)


def test_no_second_window_comes_up_in_front_of_visitors(hall, launch):
    kiosk = launch("kiosk", "kiosk-1")
    until(kiosk.shows("Layanan apa yang Anda perlukan?"), "the kiosk's page", SOON_S)
    assert kiosk.launcher.browser
    kiosk.launcher.browser.ask("Target.createTarget", {"url": "about:blank"})

    def windows() -> int:
        told = kiosk.launcher.browser.ask("Target.getTargets")["targetInfos"]  # type: ignore[union-attr]
        return sum(one["type"] == "page" for one in told)

    until(lambda: windows() == 1, "the other window to be closed", SOON_S)
    assert "Layanan apa" in kiosk.text()


def test_a_server_that_goes_leaves_the_page_alone(hall, launch):
    tv = launch()
    until(tv.shows(BOARD), "the board", SOON_S)
    tv.evaluate("window.same = true")
    hall.stop()
    try:
        looked = tv.launcher._looked_at
        until(lambda: tv.launcher._looked_at > looked + 2.5, "looks without a server", SOON_S)
        assert tv.evaluate("window.same") is True
    finally:
        hall.start()


def test_a_page_that_is_lost_gives_way_at_once_to_waiting_and_comes_back(hall, launch):
    tv = launch(look="600")
    until(tv.shows(BOARD), "the board", SOON_S)
    hall.stop()
    try:
        tv.evaluate("location.reload()")
        until(tv.shows("Connecting to the server"), "the waiting page", SOON_S)
    finally:
        hall.start()
    until(tv.shows(BOARD), "the board again", SOON_S)


def test_a_revoked_screen_shows_a_code_and_comes_in_again(hall, launch, tmp_path):
    tv = launch()
    until(tv.shows(BOARD), "the board", SOON_S)
    owner = hall.key("owner", "owner")
    hall.ask("DELETE", "/api/v1/devices/lobby?role=display", token=owner)
    confirm(hall, code_on(tv), "lobby")
    until(tv.shows(BOARD), "the board again", SOON_S)
    assert (tmp_path / "token").read_text() == hall.key("display", "lobby") + "\n"


def test_the_program_says_what_it_does_and_ends_all_at_sigterm(hall, tmp_path):
    (tmp_path / "by-hand").write_text(hall.key("kiosk", "kiosk-2"))
    given = ["--token-file", str(tmp_path / "by-hand"), "--state", str(tmp_path / "state"), "--headless"]  # fmt: skip
    started = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--server", hall.url, *given], cwd=ROOT, text=True,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert started.stderr
    said = []
    for line in started.stderr:
        said.append(line)
        if "shows" in line:
            break
    assert processes_on(tmp_path)
    started.terminate()
    said += started.stderr.readlines()
    started.stderr.close()
    assert started.wait(15) == 0
    assert processes_on(tmp_path) == []
    text = "".join(said)
    assert re.search(r"kiosk: .*chromium started \(process \d+\)", text)
    assert f"kiosk: shows {hall.url}/kiosk/" in text
    assert text.rstrip().endswith("kiosk: stopped")
    assert hall.key("kiosk", "kiosk-2") not in text


def test_a_launcher_that_is_killed_takes_chromium_with_it(hall, tmp_path):
    (tmp_path / "by-hand").write_text(hall.key("kiosk", "kiosk-2"))
    given = ["--token-file", str(tmp_path / "by-hand"), "--state", str(tmp_path / "state"), "--headless"]  # fmt: skip
    started = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--server", hall.url, *given], cwd=ROOT, text=True,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert started.stderr
    for line in started.stderr:
        if "shows" in line:
            break
    started.kill()
    started.wait()
    started.stderr.close()
    until(lambda: not processes_on(tmp_path), "Chromium to be gone, too", SOON_S)
