"""A TV at the end of the wire that keeps to docs/contract.md: cut off, it comes back and asks what it missed."""

from __future__ import annotations

import threading
from typing import Any

import socketio
from socketio.exceptions import SocketIOError

from tests.e2e.running import RunningHall


class Follower:
    """``seen`` is the seq of every call that was on its screen, in that order; ``drawn`` how often it came in."""

    def __init__(self, hall: RunningHall, name: str = "lobby") -> None:
        self._url, self._key = hall.url, hall.key("display", name)
        self.seen: list[int] = []
        self.drawn = 0
        self._last: int | None = None
        self._early: list[Any] | None = []
        self._closing = threading.Event()
        self._synced = threading.Event()
        self._client: Any = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        if not self._synced.wait(30):
            self.close()
            raise AssertionError("the TV did not come in")

    def __enter__(self) -> Follower:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def close(self) -> None:
        self._closing.set()
        while self._thread.is_alive():
            if self.is_connected:
                self._client.disconnect()
            self._thread.join(0.1)

    @property
    def is_connected(self) -> bool:
        return bool(self._client and self._client.connected)

    def _run(self) -> None:
        while not self._closing.is_set():
            self._early = []
            self._client = client = socketio.Client(reconnection=False)
            over = threading.Event()
            client.on("call", self._call)
            client.on("disconnect", lambda *why, over=over: over.set())
            try:
                client.connect(self._url, auth={"token": self._key}, transports=["websocket"])
                client.emit("sync", {"since": self._last}, callback=self._take)
                over.wait()
            except SocketIOError:
                pass
            self._closing.wait(0.2)

    def _take(self, state: Any) -> None:
        """What was missed comes before what was pushed meanwhile."""
        early, self._early = self._early or [], None
        for call in [*state["calls"], *early]:
            self._see(call["seq"])
        self._last = max(state["seq"], self._last or 0)
        self.drawn += 1
        self._synced.set()

    def _call(self, push: Any) -> None:
        if self._early is None:
            self._see(push["seq"])
        else:
            self._early.append(push)

    def _see(self, seq: int) -> None:
        if seq > (self._last or 0):
            self.seen.append(seq)
            self._last = seq
