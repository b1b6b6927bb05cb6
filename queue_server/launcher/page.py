"""The one page that Chromium shows: leading it somewhere, hearing that it crashed, asking whether it is alive."""

from __future__ import annotations

import json
import queue
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from queue_server.launcher.devtools import Browser, Event, Gone, Refused, Silent

STARTS_WITHIN_S: Final = 30.0
LOADS_WITHIN_S: Final = 10.0
ANSWERS_WITHIN_S: Final = 3.0
# The only thing the launcher asks of a page is that <html> has data-beat with a value that changes.
SIGNS: Final = """JSON.stringify({
  url: location.href,
  beat: document.documentElement.dataset.beat || '',
  filled: document.contentType === 'text/html' && document.body !== null && document.body.innerText.trim() !== '',
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a living page says; ``beat`` is empty for a page that keeps none."""

    url: str
    beat: str
    filled: bool


class Page:
    """Events are heard while ``hear`` waits: ``crashed`` and ``lost`` say what was heard since the page was led."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.crashed = False
        self.lost = False
        self._target = self._first_page()
        attach = {"targetId": self._target, "flatten": True}
        self._session = str(browser.ask("Target.attachToTarget", attach)["sessionId"])
        for domain in ("Page", "Inspector"):
            self.ask(f"{domain}.enable")

    def ask(
        self, method: str, params: dict[str, Any] | None = None, *, within_s: float = 5.0
    ) -> dict[str, Any]:
        """One command to the page. Raises Gone, Silent or Refused."""
        return self._browser.ask(method, params, session=self._session, within_s=within_s)

    def lead(self, url: str) -> str:
        """Go to an address; why it cannot be shown, "" when it is."""
        try:
            led = self.ask("Page.navigate", {"url": url}, within_s=LOADS_WITHIN_S)
        except Silent:
            return f"no answer within {LOADS_WITHIN_S:.0f} s"
        except Refused as error:
            return str(error)
        self._forget()
        return str(led.get("errorText", ""))

    def show(self, html: str) -> None:
        """A page of the launcher's own, without any server."""
        self.lead("about:blank")
        frame = self.ask("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self.ask("Page.setDocumentContent", {"frameId": frame, "html": html})

    def reload(self) -> None:
        """Load it anew, past what the browser has kept."""
        self.ask("Page.reload", {"ignoreCache": True})
        self._forget()

    def signs(self) -> Signs | None:
        """What the page says of itself; None when it does not answer in time or has crashed."""
        try:
            said = self.ask(
                "Runtime.evaluate", {"expression": SIGNS, "returnByValue": True}, within_s=ANSWERS_WITHIN_S
            )  # fmt: skip
            told = json.loads(said["result"]["value"])
        except (Silent, Refused, KeyError):
            return None
        return Signs(url=told["url"], beat=told["beat"], filled=told["filled"])

    def hear(self, seconds: float) -> None:
        """Wait, and come back early when the page crashed or was lost, or somebody woke us. Raises Gone."""
        end = time.monotonic() + seconds
        while True:
            left = 0.0 if self.crashed or self.lost else max(0.0, end - time.monotonic())
            try:
                event = self._browser.events.get(timeout=left)
            except queue.Empty:
                return
            if event["method"] == "wake":
                return
            self._note(event)

    def _forget(self) -> None:
        """What was said up to now is about the page before."""
        while not self._browser.events.empty():
            self._note(self._browser.events.get())
        self.crashed = self.lost = False

    def _note(self, event: Event) -> None:
        method, told = event["method"], event.get("params", {})
        if method == "gone" or (method == "Target.targetDestroyed" and told["targetId"] == self._target):  # fmt: skip
            raise Gone
        if method == "Inspector.targetCrashed":
            self.crashed = True
        elif method == "Page.frameNavigated" and "parentId" not in told["frame"]:
            self.lost = bool(told["frame"].get("unreachableUrl"))
        elif method == "Target.targetCreated":
            self._close_other(told["targetInfo"])

    def _close_other(self, made: dict[str, Any]) -> None:
        """A visitor must not get to another window, whatever opened it."""
        is_window = made["type"] == "page" or made["url"].startswith("devtools:")
        if is_window and made["targetId"] != self._target:
            with suppress(Silent, Refused):  # gone already
                self._browser.ask("Target.closeTarget", {"targetId": made["targetId"]})

    def _first_page(self) -> str:
        self._browser.ask("Target.setDiscoverTargets", {"discover": True}, within_s=STARTS_WITHIN_S)
        end = time.monotonic() + STARTS_WITHIN_S
        while True:
            try:
                event = self._browser.events.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise Silent("no page came up") from None
            if event["method"] == "gone":
                raise Gone
            if event["method"] == "wake":
                raise Gone
            told = event.get("params", {}).get("targetInfo", {})
            if event["method"] == "Target.targetCreated" and told.get("type") == "page":
                return str(told["targetId"])
