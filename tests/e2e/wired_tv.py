"""A TV and a voice program at the end of the wire that say what the test wants: it looks at the screens of staff."""

from __future__ import annotations

from typing import Any

import socketio

from tests.e2e.running import RunningHall


class Wired:
    """One device, connected until ``close``."""

    def __init__(self, hall: RunningHall, role: str, name: str) -> None:
        self._hall = hall
        self._key = hall.key(role, name)
        self._client = socketio.Client(reconnection=False)
        self._client.connect(hall.url, auth={"token": self._key}, transports=["websocket"])
        self._client.call("sync", {"since": None}, timeout=5)

    def close(self) -> None:
        self._client.disconnect()

    def on(self, event: str, hear: Any) -> None:
        self._client.on(event, hear)

    def ask(self, method: str, path: str, body: dict[str, Any]) -> Any:
        return self._hall.ask(method, f"/api/v1{path}", body, token=self._key)


class Tv(Wired):
    """The TV with the loudspeaker of its zone."""

    def __init__(self, hall: RunningHall, name: str = "lobby", *, sound: str = "on") -> None:
        self._saying: Any = None
        super().__init__(hall, "display", name)
        self.sound(sound)

    def sound(self, state: str) -> None:
        self._client.emit(
            "screen", {"sound": state, "visible": True, "width": 1920, "height": 1080}
        )

    def painted(self, seq: int) -> None:
        self._client.emit("painted", {"seq": seq})

    def claim(self) -> Any:
        """The call it is to say now."""
        self._saying = self.ask("POST", "/announcements/claim", {})["announcement"]
        return self._saying

    def report(self, call: Any, result: str, why: str = "") -> None:
        told = {"result": result, "why": why}
        answer = self.ask("POST", f"/announcements/{call['seq']}/report", told)
        self._saying = answer["announcement"]

    def have_said_all(self) -> None:
        if self._saying is None:
            self._saying = (self.ask("POST", "/announcements/claim", {}) or {}).get("announcement")
        while self._saying is not None:
            self.report(self._saying, "spoken")


class Voice(Wired):
    """The program that makes the words."""

    def __init__(self, hall: RunningHall) -> None:
        super().__init__(hall, "announcer", "announcer")
        self.condition("ok")

    def condition(self, voice: str, detail: str = "") -> None:
        self.ask("PUT", "/voice-condition", {"voice": voice, "engine": "pyttsx3", "detail": detail})
