"""What hangs and stands in the hall: TVs, the voice of a zone, print agents, consoles; spoken by this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.bench.crowd import Crowd
from tests.bench.wire import Loop, Screen

SAYS_S, PAPER_S, BEAT_S, AGAIN_S = 6.0, 1.0, 30.0, 2.0


class Tv(Screen):
    """A display that tells of every call, with the seqs of all it was told."""

    def __init__(
        self, loop: Loop, port: int, token: str, told: Callable[[Any, float], None]
    ) -> None:
        self.seqs: list[int] = []
        self._told = told
        super().__init__(loop, port, token)

    def _packet(self, opcode: int, text: bytes) -> None:
        before = self.calls
        super()._packet(opcode, text)
        if self.calls > before:
            self.seqs.append(self.last_seq)
            self._told(json.loads(text[2:])[1], self.at)


class Listener(Screen):
    """Some other machine: ``rings`` at each push of ``event``."""

    def __init__(self, loop: Loop, port: int, token: str, event: str, rings: Callable[[], None]) -> None:  # fmt: skip
        self._head, self._rings = f'42["{event}"'.encode(), rings
        super().__init__(loop, port, token)

    def _packet(self, opcode: int, text: bytes) -> None:
        super()._packet(opcode, text)
        if text.startswith(self._head):
            self._rings()


class Calls:
    """From the press to each display: ``pressed`` by the counter, ``told`` by a screen."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._pressed: dict[str, float] = {}
        self._early: dict[str, list[float]] = {}

    def pressed(self, number: str, at: float) -> None:
        """The answer came; displays that were faster are counted now."""
        self._pressed[number] = at
        for seen in self._early.pop(number, []):
            self._crowd.note("press next, to a display", at, seen - at)

    def told(self, call: Any, at: float) -> None:
        if call["recall"]:
            return
        number = call["number"]
        if number in self._pressed and at - self._pressed[number] < 10:
            self._crowd.note("press next, to a display", self._pressed[number], at - self._pressed[number])  # fmt: skip
        else:
            self._early.setdefault(number, []).append(at)


class Speaker:
    """A zone's loudspeaker: claims what is to be said, says it, reports, and goes on with the next."""

    def __init__(self, crowd: Crowd, token: str) -> None:
        self._crowd, self._token, self._busy = crowd, token, False

    def called(self, call: Any, at: float) -> None:
        if not self._busy:
            self._busy = True
            self._claims()

    def _claims(self) -> None:
        self._crowd.ask("the voice", self._token, "POST", "/announcements/claim", then=self._says)

    def _says(self, status: int, answer: Any) -> None:
        turn = answer and answer["announcement"]
        if turn:
            self._crowd.later(SAYS_S, self._reports, turn["seq"])
        else:
            self._busy = False

    def _reports(self, seq: int) -> None:
        path = f"/announcements/{seq}/report"
        self._crowd.ask("the voice", self._token, "POST", path, {"result": "chime"}, then=self._says)  # fmt: skip


class PrintAgent:
    """Claims, prints, reports; ``printed`` counts the papers."""

    def __init__(self, crowd: Crowd, name: str) -> None:
        self._crowd, self._token = crowd, crowd.hall.key("printer", name)
        self._busy = self._again = False
        self.printed = 0
        self._beats()
        self.screen = Listener(crowd.loop, crowd.hall.port, self._token, "print", self._rings)

    def _ask(self, path: str, body: Any, then: Any = None) -> None:
        self._crowd.ask("paper", self._token, "POST", path, body, then=then)

    def _beats(self) -> None:
        condition = {"causes": [], "near_end": False}
        self._crowd.ask("paper", self._token, "PUT", "/printer-condition", condition)
        self._crowd.later(BEAT_S, self._beats)

    def _rings(self) -> None:
        self._again = True
        if not self._busy:
            self._busy, self._again = True, False
            self._ask("/print-jobs/claim", {}, self._has)

    def _has(self, status: int, answer: Any) -> None:
        if answer:
            report = f"/print-jobs/{answer['job']['id']}/report"
            out = partial(self._crowd.later, PAPER_S, self._is_out, report)
            self._ask(report, {"state": "sending"}, lambda status, answer: out())
            return
        self._busy = False
        if self._again:
            self._rings()

    def _is_out(self, report: str) -> None:
        def told(status: int, answer: Any) -> None:
            self.printed += 1
            self._ask("/print-jobs/claim", {}, self._has)

        self._ask(report, {"state": "printed"}, told)


def settled(loop: Loop, screens: list[Screen]) -> None:
    """Wait until every screen was greeted."""
    if not loop.run(lambda: all(screen.ready for screen in screens), 60):
        raise TimeoutError("not every screen was greeted")


def agree(tvs: list[Tv]) -> None:
    """Screens of one zone were told the same calls in the same order. Raises RuntimeError."""
    told = {tuple(tv.seqs) for tv in tvs}
    if len(told) > 1 or any(tv.disorder for tv in tvs):
        raise RuntimeError(f"{len(tvs)} screens tell {len(told)} stories")
