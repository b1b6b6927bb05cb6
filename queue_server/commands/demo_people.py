"""The people of a demonstration day: visitors at a kiosk, staff at a counter. Each is a thread with one connection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queue_server.commands.demo_day import Day
from queue_server.commands.demo_plan import Visitor
from queue_server.commands.demo_talk import Refused, Talk

CALLS = 3
BETWEEN_CALLS_S = 30.0
FETCHES_S = 240.0  # how long somebody is away to fetch a document
COMES_BACK_S = 300.0
LOOK_EVERY_S = 1.0  # of ours: people outside the plan take numbers, too

Ticket = dict[str, Any]


FLOOD_S = 1.0


def arrive(day: Day, kiosk: Talk, visitors: Sequence[tuple[str, Visitor]]) -> None:
    """The visitors of one kiosk, (request key, visitor) in order of arrival."""
    for key, visitor in visitors:
        if not day.until(visitor.arrives_s):
            return
        day.attempt(lambda key=key, visitor=visitor: _take(day, kiosk, key, visitor))  # type: ignore[misc]


def _take(day: Day, kiosk: Talk, key: str, visitor: Visitor) -> None:
    wish = {"service": visitor.service, "language": visitor.language}
    if visitor.priority:
        wish["priority"] = visitor.priority
    while True:
        try:
            answer = kiosk.ask("POST", "/tickets", wish, key=key) or {}
        except Refused as error:
            if (
                error.code == "too_many_tickets"
            ):  # sixty times as fast as people, a crowd is a flood
                if day.stop.wait(FLOOD_S):
                    return
                continue
            if error.code not in ("service_closed", "quota_reached"):
                raise
            day.turned_away(error.code)
            return
        day.took(answer["ticket"], visitor)
        return


class Staff:
    """Somebody at one counter, until all visitors have gone or the day is stopped."""

    def __init__(self, day: Day, talk: Talk, code: str) -> None:
        self._day = day
        self._talk = talk
        self._at = f"/counters/{code}"
        self._code = code
        self._here: Ticket | None = None  # called to this counter, or served
        self._held: list[tuple[float, Ticket, float]] = []  # (due, ticket, seconds still to serve)
        self._away: list[tuple[float, Ticket]] = []  # (due, ticket of a visitor who will come back)
        self.idle = False

    def work(self) -> None:
        """Open the counter, end what an earlier day left at it, and call until it is over."""
        day = self._day
        if not day.attempt(self._open):
            return
        seen = -1
        while not day.stop.is_set() and not day.over.is_set():
            if not day.attempt(self._turn):
                day.attempt(self._clear)
            elif self._here is None:
                self.idle = not (self._held or self._away)
                seen = day.wait_for_news(seen, min(LOOK_EVERY_S, max(0.01, 30 / day.speed)))
        day.attempt(self._clear)

    def close(self) -> None:
        self._day.attempt(lambda: self._press("close"))

    def _turn(self) -> None:
        """One visitor; afterwards somebody is here unless nobody was there to be called."""
        now = self._day.elapsed_s
        for back in [back for back in self._away if back[0] <= now]:
            self._away.remove(back)
            self._come_back(back[1])
        for held in [held for held in self._held if held[0] <= now][:1]:
            self._held.remove(held)
            self._resume(held[1], held[2])
            return
        answer = self._talk.ask("POST", f"{self._at}/next", {"finish": True})
        self._served()
        if answer is not None:
            self.idle = False
            self._receive(answer["ticket"])

    def _receive(self, ticket: Ticket) -> None:
        """From the call to the end of the service; who is still at the counter is finished by the next press."""
        day = self._day
        self._here = ticket
        visitor = day.called(ticket)
        if visitor.fate == "stays away":
            self._give_up(ticket, visitor)
            return
        if visitor.fate == "late" and day.pause(BETWEEN_CALLS_S):
            self._recall()
        day.pause(visitor.walk_s)
        self._press("start")
        share = 1.0 if visitor.fate in ("comes", "late") else 0.4
        if not day.pause(visitor.serve_s * share) or share == 1.0:
            return
        if visitor.fate == "holds":
            self._press("hold")
            day.count("holds")
            self._held.append((day.elapsed_s + FETCHES_S, ticket, visitor.serve_s * 0.6))
        else:
            self._press("transfer", {"service": visitor.moves_to})
            day.count("transfers")
            day.came_back(ticket, replace(visitor, fate="comes", serve_s=visitor.serve_s * 0.6))
        self._here = None

    def _give_up(self, ticket: Ticket, visitor: Visitor) -> None:
        for _ in range(CALLS - 1):
            if self._day.pause(BETWEEN_CALLS_S):
                self._recall()
        self._day.pause(BETWEEN_CALLS_S)
        self._press("skip")
        self._here = None
        if visitor.returns and not self._day.stop.is_set():
            self._away.append((self._day.elapsed_s + COMES_BACK_S, ticket))
        else:
            self._day.ended(ticket, "no-shows")

    def _come_back(self, ticket: Ticket) -> None:
        self._talk.ask("POST", f"/tickets/{ticket['id']}/return")
        self._day.count("returns")
        self._day.came_back(ticket, Visitor(arrives_s=0, service=ticket["service"]))

    def _resume(self, ticket: Ticket, serve_s: float) -> None:
        if self._here:
            self._press("finish")
            self._served()
        self._talk.ask("POST", f"/tickets/{ticket['id']}/resume", {"counter": self._code})
        self._here = ticket
        self._day.pause(serve_s)

    def _served(self) -> None:
        if self._here:
            self._day.ended(self._here, "served")
            self._here = None

    def _recall(self) -> None:
        self._press("recall")
        self._day.count("recalls")

    def _open(self) -> None:
        self._press("open")
        self._clear()

    def _clear(self) -> None:
        """Let nobody stay at the counter: who is called or served is served to the end."""
        shown = self._talk.ask("GET", self._at) or {}
        ticket = shown.get("ticket")
        if self._here and (ticket is None or ticket["id"] != self._here["id"]):
            self._served()  # somebody else ended it
        if ticket:
            if ticket["state"] == "called":
                self._press("start")
            self._press("finish")
            self._here = ticket
            self._served()

    def _press(self, button: str, body: dict[str, Any] | None = None) -> None:
        self._talk.ask("POST", f"{self._at}/{button}", body)
