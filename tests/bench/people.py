"""Who comes and who works: visitors with their phones, staff at the counters, people who look from afar."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.bench.crowd import Crowd
from tests.simulation import profile

PHONES = 0.6
"""So many of the visitors open the page of their ticket."""
ASKS_S = {"near": 2.0, "waiting": 5.0}
"""How often that page asks (queue_server/static/phone/place.mjs)."""
OVER = ("done", "cancelled", "no_show")
BOARD_S, LOOKS_S, WALKS_S = 3.0, 10.0, 25.0
ABSENT = 0.06
"""So many do not come when they are called."""
CLASSES = 0.2


class Visitors:
    """They come at the kiosks; ``numbers`` are those they got."""

    def __init__(self, crowd: Crowd, dice: random.Random) -> None:
        self._crowd, self._dice = crowd, dice
        self._keys = (f"crowd-{time.time_ns()}-{n}" for n in itertools.count())
        self._kiosks = itertools.cycle(crowd.hall.key("kiosk", n) for n in crowd.hall.config["kiosks"])  # fmt: skip
        self.numbers: list[str] = []

    def comes(self) -> None:
        """Somebody takes a number for what people come for."""
        services, shares = list(profile.SHARES), list(profile.SHARES.values())
        body: dict[str, Any] = {"service": self._dice.choices(services, shares)[0]}
        if self._dice.random() < CLASSES:
            body["priority"] = self._dice.choice(list(profile.CLASSES))
        kiosk, key = next(self._kiosks), next(self._keys)
        self._crowd.ask("take a ticket", kiosk, "POST", "/tickets", body, key=key, then=self._has)

    def _has(self, status: int, answer: Any) -> None:
        self.numbers.append(answer["ticket"]["number"])
        if self._dice.random() < PHONES:
            self._crowd.later(self._dice.uniform(1, 30), self._looks, answer["ticket"]["token"])

    def _looks(self, token: str) -> None:
        def seen(status: int, answer: Any) -> None:
            ticket = answer["ticket"]
            if ticket["state"] not in OVER:
                near = ticket["ahead"] is None or ticket["ahead"] <= 3
                self._crowd.later(ASKS_S["near" if near else "waiting"], self._looks, token)

        self._crowd.ask("a phone asks", "", "GET", f"/tickets/{token}", then=seen)

    def watch_from_afar(self, zone: str) -> None:
        """Somebody has the public board open."""
        self._crowd.ask("the public board", "", "GET", f"/boards/{zone}")
        self._crowd.later(BOARD_S, self.watch_from_afar, zone)


class Counter:
    """One desk: next, start, and the next when the work is done. ``pressed`` hears of each call."""

    def __init__(
        self, crowd: Crowd, dice: random.Random, code: str, token: str, pressed: Callable[[str, float], None]
    ) -> None:  # fmt: skip
        self._crowd, self._dice, self._code, self._token, self._pressed = crowd, dice, code, token, pressed  # fmt: skip

    def _press(self, kind: str, button: str, body: Any = None, then: Any = None) -> None:
        path = f"/counters/{self._code}/{button}"
        self._crowd.ask(kind, self._token, "POST", path, body, then=then)

    def opens(self) -> None:
        self._press("another press", "open", then=lambda status, answer: self.calls())

    def calls(self) -> None:
        """Press next; with nobody waiting look again in a while."""
        at = time.perf_counter()

        def called(status: int, answer: Any) -> None:
            if not answer:
                self._crowd.later(LOOKS_S, self.calls)
                return
            ticket = answer["ticket"]
            self._pressed(ticket["number"], at)
            comes = self._dice.random() >= ABSENT
            self._crowd.later(WALKS_S, self._starts if comes else self._calls_again, ticket["service"])  # fmt: skip

        self._press("press next", "next", {"finish": True}, called)

    def _calls_again(self, service: str, times: int = 2) -> None:
        if not times:
            self._press("another press", "skip", then=lambda status, answer: self.calls())
            return
        again = partial(self._crowd.later, WALKS_S, self._calls_again, service, times - 1)
        self._press("another press", "recall", then=lambda status, answer: again())

    def _starts(self, service: str) -> None:
        usual = 60 * float(self._crowd.hall.config["services"][service]["service_min"])
        works = usual * self._dice.lognormvariate(-0.18, 0.6)
        done = partial(self._crowd.later, works, self.calls)
        self._press("another press", "start", then=lambda status, answer: done())


def arrivals(dice: random.Random, visitors: int, first: float, last: float) -> list[float]:
    """Seconds after ``first`` o'clock at which people come until ``last``, as on a usual day of so many visitors."""
    hours = [(begin, end, share) for begin, end, share in profile.ARRIVALS if begin < last and end > first]  # fmt: skip
    times = []
    for begin, end, share in hours:
        for _ in range(round(visitors * share / 100)):
            at = dice.uniform(begin, end)
            if first <= at < last:
                times.append(3600 * (at - first))
    return sorted(times)
