"""A screen that looks after itself: waits for the server, asks to come in, shows its page, heals what breaks."""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from queue_server.launcher import chromium, monitors, words
from queue_server.launcher.arguments import CHROMIUM_ENDED, ENDED, Options
from queue_server.launcher.devtools import Browser, Gone, Silent
from queue_server.launcher.devtools import Refused as CannotDo
from queue_server.launcher.hall import Asked, Hall, Word
from queue_server.launcher.heart import Heart, Verdict
from queue_server.launcher.page import Page
from queue_server.launcher.tokens import Tokens

log = logging.getLogger(__name__)

AGAIN_S: Final = 1.0
CLAIM_S: Final = 2.0
SHORTEST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 10.0
STEADY_S: Final = 60.0
CRASHES: Final = 3
HOPELESS: Final = 5
REFUSED: Final = {
    Word.UNKNOWN: "it is revoked, or of another hall",
    Word.OTHER: "it is one of another role",
}


class StartAnew(Exception):
    """This Chromium cannot be healed from within."""


class Launcher:
    """``run`` is the whole life. ``stop`` may be called from a signal handler or another thread."""

    def __init__(self, options: Options) -> None:
        """Raises CannotStart when it could never run."""
        self._options = options
        self._program = chromium.find(options.chromium)
        self._profile = options.state / "profile"
        chromium.command(options, self._program, self._profile, None)
        self._hall = Hall(options.server, options.role, options.name)
        self._tokens = Tokens(options.state, options.token_file)
        self._stopping = threading.Event()
        self._asked: Asked | None = None
        self._opened = 0
        self._shown = self._fault = ""
        self._heart: Heart | None = None
        self._looked_at = 0.0
        self._crashes: list[float] = []
        self.browser: Browser | None = None
        self.page: Page | None = None

    def stop(self) -> None:
        """End soon, and Chromium with us."""
        self._stopping.set()
        browser = self.browser
        if browser:
            browser.events.put({"method": "wake"})

    def run(self) -> int:
        """Until ``stop``. Chromium is started again, at most ten seconds after it ended."""
        if not self._options.headless:
            monitors.keep_lit()
        pause, failed = SHORTEST_PAUSE_S, 0
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                why = self._one_life()
            except OSError as error:
                why = f"Chromium cannot be started: {error}"
            if self._stopping.is_set():
                break
            steady = time.monotonic() - began > STEADY_S
            pause = SHORTEST_PAUSE_S if steady else min(pause * 2, LONGEST_PAUSE_S)
            failed = 0 if steady or self.page else failed + 1
            if failed == HOPELESS:
                self._new_profile()
            if self._options.once:
                log.warning("%s", why)
                return CHROMIUM_ENDED
            log.warning("%s; starts again in %.1f s", why, pause)
            self._stopping.wait(pause)
        log.info("stopped")
        return ENDED

    def _one_life(self) -> str:
        """From the start of a Chromium to its end, and how it came to that."""
        self.page, self._heart, self._shown = None, None, ""
        chromium.prepare(self._profile)
        where = None if self._options.headless else monitors.choose(self._options.monitor)
        command = chromium.command(self._options, self._program, self._profile, where)
        browser = self.browser = Browser(command)
        log.info("%s started (process %d)", self._program, browser.process.pid)
        why = "Chromium ended"
        try:
            self.page = Page(browser)
            while not self._stopping.is_set():
                self._turn(self.page)
        except Gone:
            pass
        except StartAnew as reason:
            why = f"Chromium is ended: {reason}"
        except CannotDo as reason:
            hint = " (a policy forbids DevTools: docs/launcher.md)" if self.page is None else ""
            why = f"Chromium is ended: it refuses {reason}{hint}"
        except Silent as reason:
            why = f"Chromium is ended: it does not answer to {reason}"
        finally:
            self.browser = None
            status = browser.end()
            if self.page is None:
                for line in browser.complaints:
                    log.warning("Chromium says: %s", line)
        return f"{why} (status {status})"

    def _turn(self, page: Page) -> None:
        """One step, or a wait until it is time for the next look."""
        if self._heart and time.monotonic() - self._looked_at < self._options.look_s:
            page.hear(max(0.0, self._looked_at + self._options.look_s - time.monotonic()))
        else:
            self._step(page)
        if page.crashed or page.lost:
            self._heal(page)

    def _step(self, page: Page) -> None:
        """What the server says decides; on a page that is shown already it decides nothing but who may stay."""
        token = self._tokens.current()
        word = self._hall.knows(token)
        if word in (Word.UNKNOWN, Word.OTHER):
            self._heart = None
            if token:
                log.warning("the server does not take this token: %s", REFUSED[word])
                self._tokens.refuse(token)
            else:
                self._ask_in(page)
        elif self._heart:
            self._look(page)
        elif word is Word.WELCOME and token:
            self._open(page, token)
        else:
            self._wait(page, word)

    def _open(self, page: Page, token: str) -> None:
        """The real page. Its address is another one each time, so that it is loaded and not only scrolled."""
        self._opened += 1
        address = f"{self._hall.url}/{self._options.role}/?launcher={self._opened}"
        self._shown = ""
        fault = page.lead(f"{address}#token={token}")
        if fault:
            if fault != self._fault:
                log.warning("the page cannot be shown: %s", fault)
            self._fault = fault
            self._wait(page, Word.AWAY)
            return
        self._fault = ""
        self._heart, self._looked_at = Heart(), time.monotonic()
        log.info("shows %s/%s/", self._hall.url, self._options.role)

    def _wait(self, page: Page, word: Word) -> None:
        """Until the server is there: asked again every second."""
        elsewhere = word is Word.ELSEWHERE
        page_of = words.elsewhere if elsewhere else words.waiting
        if self._show(page, page_of(self._options.role, self._hall.url)):
            why = ", which does not answer under this name" if elsewhere else ""
            if not self._fault:
                log.info("waits for %s%s", self._hall.url, why)
        page.hear(AGAIN_S)

    def _ask_in(self, page: Page) -> None:
        """Show the code, and look whether somebody has typed it."""
        if self._asked is None:
            answer = self._hall.ask_in()
            if isinstance(answer, float):
                self._show(page, words.code(self._options.role, self._hall.url, ""))
                page.hear(answer)
                return
            self._asked = answer
        code = self._asked.code
        if self._show(page, words.code(self._options.role, self._hall.url, code)):
            log.info("asks to come in with the code %s", code)
        told = self._hall.claim(self._asked)
        if told is True:
            page.hear(CLAIM_S)
            return
        self._asked = None
        if told:
            self._tokens.keep(told)
            log.info("has come in; the token is kept in %s", self._options.state)

    def _look(self, page: Page) -> None:
        """Every ten seconds: is the page alive?"""
        assert self._heart
        signs = page.signs()
        self._looked_at = time.monotonic()
        if signs and not signs.url.startswith(f"{self._hall.url}/{self._options.role}/"):
            page.lost = True
            return
        verdict = self._heart.look(signs)
        if verdict is Verdict.RELOAD:
            log.warning("the page is white or frozen: it is loaded anew")
            page.reload()
        elif verdict is Verdict.RESTART:
            raise StartAnew("the page stays white or frozen")

    def _heal(self, page: Page) -> None:
        """A crashed or lost page is opened again at the next turn; after many crashes Chromium begins anew."""
        now = time.monotonic()
        if page.crashed:
            self._crashes = [at for at in self._crashes if now - at < STEADY_S] + [now]
            log.warning("the page crashed: it is opened again")
            if len(self._crashes) > CRASHES:
                self._crashes = []
                raise StartAnew("the page crashes all the time")
        else:
            log.warning("the page is lost: it is opened again")
        page.crashed = page.lost = False
        self._heart, self._shown = None, ""

    def _show(self, page: Page, html: str) -> bool:
        """One of our own pages, unless it stands there already."""
        if self._shown == html:
            signs = page.signs()
            if signs is None or signs.filled:
                return False
        page.show(html)
        self._shown = html
        self._heart = None
        return True

    def _new_profile(self) -> None:
        """Chromium never came up with this profile: it is put aside."""
        aside = self._profile.with_name(f"profile-damaged-{int(time.time())}")
        self._profile.rename(aside)
        log.warning("Chromium does not come up: its profile was put aside as %s", aside.name)
