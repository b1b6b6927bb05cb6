"""A Socket.IO connection by hand: everything arrives in one thread, in the order in which it was sent."""

from __future__ import annotations

import json
from typing import Any, Final

import websocket

ANSWER_S: Final = 30
PATH: Final = "/socket.io/?EIO=4&transport=websocket"


class HungUp(Exception):
    """The connection is no more, or never was."""


class Wire:
    """One connection. Not for two threads, but for ``close``."""

    def __init__(self, port: int, token: str) -> None:
        try:
            self._ws = websocket.create_connection(
                f"ws://127.0.0.1:{port}{PATH}", timeout=ANSWER_S, suppress_origin=True, http_no_proxy=["*"]
            )  # fmt: skip
        except (OSError, websocket.WebSocketException) as error:
            raise HungUp from error
        try:
            self._come_in(token)
        except HungUp:
            self.close()
            raise

    def _come_in(self, token: str) -> None:
        self._text()
        self._send("40" + json.dumps({"token": token}))
        if not (answer := self._text()).startswith("40"):
            raise HungUp(answer)

    def ask(self, event: str, facts: Any) -> None:
        """Send something that is answered; the answer comes out of ``next`` as ("answer", ...)."""
        self._send("421" + json.dumps([event, facts]))

    def next(self) -> tuple[str, Any]:
        """(event, payload) of what comes next, waiting for it. Raises HungUp."""
        while True:
            text = self._text()
            if text.startswith("42"):
                event, *facts = json.loads(text[2:])
                return event, facts[0] if facts else None
            if text.startswith("431"):
                return "answer", json.loads(text[3:])[0]
            if text.startswith("41"):
                raise HungUp

    def _send(self, text: str) -> None:
        try:
            self._ws.send(text)
        except (OSError, websocket.WebSocketException) as error:
            raise HungUp from error

    def _text(self) -> str:
        """The next message; pings are answered."""
        try:
            while True:
                text = self._ws.recv()
                if not text:
                    raise HungUp
                if text != "2":
                    return str(text)
                self._ws.send("3")
        except (OSError, websocket.WebSocketException) as error:
            raise HungUp from error

    def close(self) -> None:
        """Hang up; whoever waits in ``next`` hears of it."""
        self._ws.shutdown()  # type: ignore[no-untyped-call]
