"""Many at once in one load process: requests with their times, on connections that are kept, as browsers keep them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

from tests.bench.hall import Hall
from tests.bench.wire import Client, Loop, clock

Then = Callable[[int, Any], None]


class Caller(Client):
    """A kept connection that asks one thing at a time and tells who asked."""

    def __init__(self, crowd: Crowd, token: str) -> None:
        super().__init__(crowd.loop, crowd.hall.port, token, self._heard)
        self.then: Callable[[int, bytes, float], None] | None = None

    def _heard(self, _: Client, status: int, body: bytes, took: float) -> None:
        then, self.then = self.then, None
        assert then
        then(status, body, self.at)


class Crowd:
    """``times`` by kind: (when it was due, seconds until the answer). ``wrong``: answers that nobody expected."""

    def __init__(self, hall: Hall, loop: Loop, *, pace: float) -> None:
        self.hall, self.loop, self.pace = hall, loop, pace
        self.times: dict[str, list[tuple[float, float]]] = {}
        self.wrong: list[str] = []
        self.busy = 0
        self.closing = False
        self._idle: dict[str, list[Caller]] = {}

    def later(self, seconds: float, act: Callable[..., None], *args: Any) -> None:
        """Do ``act`` in so many seconds of the hall; what is left over when the doors close is not done."""
        self.loop.at(clock() + seconds / self.pace, lambda: None if self.closing else act(*args))

    def note(self, kind: str, due: float, seconds: float) -> None:
        self.times.setdefault(kind, []).append((due, seconds))

    def ask(
        self, kind: str, token: str, method: str, path: str, body: Any = None, *, key: str = "",
        then: Then | None = None, fine: Collection[int] = (200, 201, 204),
    ) -> None:  # fmt: skip
        """Ask now; ``then`` gets status and parsed answer. Another status than ``fine`` is kept as wrong."""
        due = clock()
        idle = self._idle.setdefault(token, [])
        caller = idle.pop() if idle else Caller(self, token)

        def heard(status: int, answer: bytes, at: float) -> None:
            self.busy -= 1
            idle.append(caller)
            self.note(kind, due, at - due)
            if status not in fine:
                self.wrong.append(f"{kind}: {method} {path}: {status} {answer[:300]!r}")
            elif then and not self.closing:
                then(status, json.loads(answer) if answer else None)

        caller.then = heard
        self.busy += 1
        caller.send(method, path, b"" if method == "GET" else json.dumps(body or {}).encode(), key)

    def close(self) -> None:
        """Nobody begins anything more; what was asked is answered."""
        self.closing = True
        if not self.loop.run(lambda: self.busy == 0, 30):
            raise TimeoutError(f"{self.busy} requests were never answered")
        self.loop.rest(0.5)
