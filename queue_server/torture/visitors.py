"""Visitors at one kiosk: each takes a number and asks for it until there is an answer, with the same key."""

from __future__ import annotations

import random
import threading
from typing import Any, Final

from queue_server.torture.doors import Doors, Over
from queue_server.torture.hall import SERVICES
from queue_server.torture.ledger import Ledger, Number
from queue_server.torture.talk import Cut, Refused, Talk

AGAIN: Final = 0.08
"""So many visitors touch twice: the same key once more after the answer."""
FULL: Final = 30
FULL_S: Final = 0.2
"""With so many ahead the next visitor takes more time, so that the hall does not fill for ever."""


class Kiosk:
    """One thread. ``pause_s`` is between two visitors."""

    def __init__(
        self, name: str, place: int, token: str, *, doors: Doors, ledger: Ledger, seed: int, prints: bool,
        pause_s: float,
    ) -> None:  # fmt: skip
        self._name, self._place, self._prints, self._pause_s = name, place, prints, pause_s
        self._talk, self._doors, self._ledger = Talk(token), doors, ledger
        self._dice = random.Random(f"{seed}/{name}")
        self._home = threading.Event()
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)

    def stop(self) -> None:
        """Nobody comes any more; whoever stands there still gets the number."""
        self._home.set()

    def _run(self) -> None:
        visitor = 0
        try:
            while not self._home.is_set():
                visitor += 1
                ahead = self._visit(f"{self._name}-{visitor:06}")
                self._home.wait(FULL_S if ahead > FULL else self._pause_s)
        except Over:
            pass
        finally:
            self._talk.close()

    def _visit(self, key: str) -> int:
        """One visitor; how many are ahead."""
        service = self._dice.choice(list(SERVICES))
        body: dict[str, Any] = {"service": service}
        if self._dice.random() < 0.15:
            body["priority"] = "lansia"
        ahead = self._take(key, body)
        if self._dice.random() < AGAIN:
            self._take(key, body)
        return ahead

    def _take(self, key: str, body: dict[str, Any]) -> int:
        cut = False
        while True:
            door = self._doors.find(self._place)
            try:
                ticket = self._talk.ask(door, "POST", "/tickets", body, key=key)["ticket"]
                break
            except Cut:
                if not self._doors.after(door):
                    self._ledger.count("cut off without a kill")
                    self._home.wait(0.05)
                cut = True
            except Refused as error:
                if error.status != 503:
                    self._ledger.fault(f"a visitor was refused: {error}")
                    return 0
                self._ledger.count("refused: database busy")
                self._home.wait(0.05)
        if cut:
            was = "it was committed" if self._talk.replayed else "nothing was committed"
            self._ledger.count(f"numbers cut off, {was}")
        if ticket["service"] != body["service"]:
            self._ledger.fault(f"{key} asked for {body['service']}, got {ticket['service']}")
        self._ledger.number(Number(
            key=key, actor=f"kiosk:{self._name}", id=ticket["id"], number=ticket["number"],
            token=ticket["token"], service=body["service"], printed=self._prints,
        ))  # fmt: skip
        return int(ticket["ahead"] or 0)
