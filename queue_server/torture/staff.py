"""A person at a counter: calls, serves, holds, sends on; and looks after each kill whether the hall remembers."""

from __future__ import annotations

import random
import threading
from typing import Any, Final

from queue_server.torture.doors import Door, Doors, Over
from queue_server.torture.hall import COUNTERS, SERVICES
from queue_server.torture.ledger import Call, Ledger
from queue_server.torture.talk import Cut, Refused, Talk

Place = tuple[str, int | None]
"""How a counter stands: ("free", None), ("called", ticket) or ("serving", ticket)."""
FREE: Final[Place] = ("free", None)
NOBODY_S: Final = 0.02
HABITS: Final = {
    "called": {"start": 66, "recall": 12, "skip": 14, "return": 8},
    "serving": {"finish": 45, "next": 28, "hold": 12, "transfer": 15},
}
"""What is pressed in a hundred times, by what the counter has in hand."""
NOT_NOW: Final = frozenset({"conflict"})
"""Refusals that may come: a ticket that another process of the hall had in its hands."""


class Desk:
    """One thread. ``place`` is how the counter stands as staff was told; ``doubt`` the press without an answer."""

    def __init__(
        self, code: str, place: int, token: str, *, doors: Doors, ledger: Ledger, seed: int, pause_s: float
    ) -> None:  # fmt: skip
        self.code, self._client, self._pause_s = code, place, pause_s
        self._talk, self._doors, self._ledger = Talk(token), doors, ledger
        self._dice = random.Random(f"{seed}/counter {code}")
        self._home = threading.Event()
        self.place: Place = FREE
        self.doubt: str | None = None
        self._held: list[int] = []
        self._meant = 0
        self.thread = threading.Thread(target=self._run, name=f"counter {code}", daemon=True)

    def stop(self) -> None:
        """The last press was the last."""
        self._home.set()

    def _run(self) -> None:
        try:
            while not self._home.is_set():
                self._press(self._choose())
                self._home.wait(self._pause_s)
        except Over:
            pass
        finally:
            self._talk.close()

    def _choose(self) -> str:
        state, _ = self.place
        if state == "free":
            return "resume" if self._held and self._dice.random() < 0.3 else "next"
        habits = HABITS[state]
        return self._dice.choices(list(habits), list(habits.values()))[0]

    def _press(self, button: str) -> None:
        door = self._doors.find(self._client)
        try:
            answer = self._ask(door, button)
        except Cut:
            self.doubt = button
            if not self._doors.after(door):
                self._ledger.count("cut off without a kill")
            self.look()
        except Refused as error:
            if error.status == 503:
                self.doubt = button  # a commit that hung may still have come to its end
                self._ledger.count("refused: database busy")
            elif error.code in NOT_NOW:
                self._ledger.count(f"refused: {error.code}")
            else:
                self._ledger.fault(f"counter {self.code}, {self.place}: {error}")
            self.look()
        else:
            self._believe(button, answer)

    def _ask(self, door: Door, button: str) -> Any:
        at, (_, ticket) = f"/counters/{self.code}", self.place
        match button:
            case "next":
                return self._talk.ask(door, "POST", f"{at}/next", {"finish": ticket is not None})
            case "resume":
                self._meant = self._held.pop(0)
                return self._talk.ask(
                    door, "POST", f"/tickets/{self._meant}/resume", {"counter": self.code}
                )
            case "return":
                return self._talk.ask(door, "POST", f"/tickets/{ticket}/return")
            case "transfer":
                others = [c for c in SERVICES if c not in COUNTERS[self.code][1]]
                return self._talk.ask(
                    door, "POST", f"{at}/transfer", {"service": self._dice.choice(others)}
                )
        return self._talk.ask(door, "POST", f"{at}/{button}")

    def _believe(self, button: str, answer: Any) -> None:
        """Staff has been told."""
        if answer is None:
            self.place = FREE
            self._home.wait(NOBODY_S)
            return
        ticket = answer["ticket"]
        if button in ("next", "recall"):
            self._ledger.call(Call(
                id=ticket["id"], number=ticket["number"], counter=self.code, recall=button == "recall",
                at=ticket["last_call_at"],
            ))  # fmt: skip
        else:
            self._ledger.step(button, id=ticket["id"], number=ticket["number"], counter=self.code)
        if button == "hold":
            self._held.append(ticket["id"])
        self.place = _place(ticket)

    def look(self) -> None:
        """After a kill: the counter stands as staff was told, or as the press without an answer would have it."""
        while True:
            door = self._doors.find(self._client)
            try:
                ticket = self._talk.ask(door, "GET", f"/counters/{self.code}")["ticket"]
                break
            except Cut:
                self._doors.after(door)
                self._home.wait(0.02)
            except Refused as error:
                if error.status != 503:
                    self._ledger.fault(f"counter {self.code}: {error}")
                    return
                self._home.wait(0.05)
        now = _place(ticket) if ticket else FREE
        before, doubt, self.place, self.doubt = self.place, self.doubt, now, None
        if now == before:
            if doubt:
                self._ledger.count("presses cut off, nothing was committed")
        elif doubt and self._may_follow(before, doubt, now):
            self._ledger.count("presses cut off, it was committed")
        else:
            self._ledger.fault(
                f"counter {self.code} was {before}, {doubt or 'nothing'} pressed, is {now}"
            )

    def _may_follow(self, before: Place, doubt: str, now: Place) -> bool:
        state, ticket = now
        match doubt:
            case "next":
                return now == FREE or (state == "called" and ticket != before[1])
            case "resume":
                return now == ("serving", self._meant)
            case "start":
                return now == ("serving", before[1])
            case "recall":
                return False  # nothing of it is seen here
        return now == FREE


def _place(ticket: Any) -> Place:
    at_counter = ticket["state"] in ("called", "serving")
    return (ticket["state"], ticket["id"]) if at_counter else FREE
