"""Screens that listen while the hall is killed: each must in the end have seen every call once, in the hall's order.

They do what docs/contract.md asks of a screen, and no more.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from queue_server.torture.doors import Doors, Over
from queue_server.torture.ledger import Ledger
from queue_server.torture.wire import HungUp, Wire


class Screen:
    """One thread and a connection that comes back. ``zone`` None: an announcer, who hears all zones."""

    def __init__(
        self, name: str, zone: str | None, place: int, token: str, *, doors: Doors, ledger: Ledger, log: Path
    ) -> None:  # fmt: skip
        self.name, self.zone, self._place = name, zone, place
        self._token, self._doors, self._ledger = token, doors, ledger
        self.seen: list[tuple[int, str]] = []
        """(seq, number) of every call shown."""
        self.last: int | None = None
        self.began = 0
        """The seq at which it came first."""
        self.told: list[tuple[int, int, datetime]] = []
        """Each answer to ``sync``: the calls from this seq to that one, those that were young enough at that time."""
        self.came = threading.Event()
        self.caught_up = threading.Condition()
        self._epoch = ""
        self._since: int | None = None
        self._asks = False
        self._kept: list[tuple[str, Any]] = []
        self._home = threading.Event()
        self._log = log.open("a", encoding="utf-8")
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)

    def stop(self) -> None:
        """Switched off, at the next push."""
        self._home.set()

    def _note(self, *words: object) -> None:
        """One line of what came over the wire, to be read when a call was missed."""
        self._log.write(f"{datetime.now(UTC):%H:%M:%S.%f} {' '.join(map(str, words))}\n")
        self._log.flush()

    def _run(self) -> None:
        while not self._home.is_set():
            try:
                wire = Wire(self._doors.find(self._place).port, self._token)
            except Over:
                return
            except HungUp:
                self._home.wait(0.02)
                continue
            try:
                self._watch(wire)
            except HungUp as error:
                self._note("hung up", error)
                self._ledger.count("screens that came back")
            finally:
                wire.close()

    def _watch(self, wire: Wire) -> None:
        """One connection, from hello to good-bye."""
        self._kept.clear()
        self._sync(wire)
        while not self._home.is_set():
            event, facts = wire.next()
            if event == "answer":
                self._answered(facts)
            elif event in ("call", "board"):
                self._pushed(wire, event, facts)

    def _sync(self, wire: Wire) -> None:
        self._asks, self._since = True, self.last
        self._note("sync since", self._since)
        wire.ask("sync", {"since": self._since})

    def _answered(self, state: Any) -> None:
        self._note(
            "answer",
            state["seq"],
            "calls",
            [call["seq"] for call in state["calls"]],
            "kept",
            len(self._kept),
        )
        if self._epoch and state["epoch"] != self._epoch:
            self._ledger.fault(f"screen {self.name}: the database began another life")
        self._epoch = state["epoch"]
        if self._since is None:
            self.began = state["seq"]
        else:
            self.told.append((self._since, state["seq"], datetime.fromisoformat(state["now"])))
        for call in state["calls"]:
            self._show(call)
        self._reached(state["seq"])
        self._asks = False
        kept, self._kept = self._kept, []
        for event, facts in kept:
            self._apply(event, facts)
        self.came.set()

    def _pushed(self, wire: Wire, event: str, facts: Any) -> None:
        self._note(event, facts["seq"], "prev", facts["prev"], "last", self.last)
        if self._asks:
            self._kept.append((event, facts))
        elif facts["prev"] is not None and facts["prev"] > (self.last or 0):
            self._ledger.count("screens that missed a push and asked")
            self._kept.append((event, facts))
            self._sync(wire)
        else:
            self._apply(event, facts)

    def _apply(self, event: str, facts: Any) -> None:
        if facts["seq"] <= (self.last or 0):
            return
        if event == "call":
            self._show(facts)
        self._reached(facts["seq"])

    def _reached(self, seq: int) -> None:
        with self.caught_up:
            self.last = max(self.last or 0, seq)
            self.caught_up.notify_all()

    def _show(self, call: Any) -> None:
        if not self.seen or call["seq"] > self.seen[-1][0]:
            self.seen.append((call["seq"], call["number"]))
