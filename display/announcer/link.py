"""The connection to the server: calls come in, and it always comes back.

python-socketio's own reconnection stays away for ever after a graceful stop of the server, so the loop here is ours. It
hands on every ``call`` push and every call of a ``sync`` answer: some of them twice and, as the library handles each
push in a thread of its own, sometimes out of order. The announcer sorts that out.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Mapping
from typing import Any

import socketio
from socketio.exceptions import SocketIOError

from display.announcer.server import Server, ServerError
from display.announcer.troubles import Troubles

log = logging.getLogger(__name__)

QUIET = logging.getLogger(f"{__name__}.library")
QUIET.setLevel(logging.CRITICAL)
"""For the library, which else adds a handler of its own and tells of each cut in its own words."""

SYNC_EVERY_S = 30.0
"""Also without a reason: the server's clock may have been set right since, and a frozen server is noticed."""

SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 5.0
TIMEOUT_S = 5.0
Push = Mapping[str, Any]


class Link:
    """``settings`` is called before each connection with what the server says about us, ``call`` with each call,
    ``prompt`` with each text that a kiosk wants to say.

    ``synced`` is called with each sync answer, after its calls, and returns whether to ask once more; ``since`` gives
    the ``seq`` to sync from.
    """

    def __init__(
        self,
        server: Server,
        *,
        settings: Callable[[Push], None],
        since: Callable[[], int | None],
        synced: Callable[[Push], bool],
        call: Callable[[Push], None],
        prompt: Callable[[Push], None],
        troubles: Troubles,
    ) -> None:
        self._server, self._troubles = server, troubles
        self._settings, self._since, self._synced = settings, since, synced
        self._call, self._prompt = call, prompt
        self._stopping, self._wake = threading.Event(), threading.Event()
        self._last = 0
        self._pause_s = SHORTEST_PAUSE_S

    def run(self) -> None:
        """Until ``stop``."""
        while not self._stopping.is_set():
            try:
                self._settings(self._server.settings())
                self._stay_connected()
            except (ServerError, SocketIOError) as error:
                self._troubles.begins("link", f"no connection to {self._server.url}: {error}")
            except Exception:  # the link must come back whatever the network invents
                log.exception("the connection failed in an unknown way")
            self._stopping.wait(self._pause_s * random.uniform(0.8, 1.2))
            self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)

    def stop(self) -> None:
        """Make ``run`` return, soon; it may be waiting for a server that does not answer."""
        self._stopping.set()
        self._wake.set()

    def _stay_connected(self) -> None:
        client = socketio.Client(
            reconnection=False,
            handle_sigint=False,
            logger=QUIET,
            engineio_logger=QUIET,
            request_timeout=TIMEOUT_S,
            websocket_extra_options={"http_no_proxy": ["*"]},
        )
        client.on("call", self._pushed)
        client.on("prompt", self._prompt)
        client.on("disconnect", lambda *_: self._wake.set())
        self._wake.clear()
        try:
            client.connect(
                self._server.url,
                auth={"token": self._server.token()},
                transports=["websocket"],
                wait_timeout=TIMEOUT_S,
            )
            while client.connected and not self._stopping.is_set():
                self._sync(client)
                self._wake.wait(SYNC_EVERY_S)
                self._wake.clear()
        finally:
            _hang_up(client)
        if not self._stopping.is_set():
            self._troubles.begins("link", f"the connection to {self._server.url} was lost")

    def _sync(self, client: Any) -> None:
        """Have what was missed. Twice if the announcer wants it so, which it does when the server's history is new."""
        for _ in range(2):
            answer = client.call("sync", {"since": self._since()}, timeout=TIMEOUT_S)
            if not isinstance(answer, dict) or not isinstance(answer.get("seq"), int):
                raise ServerError(f"not an answer to sync: {answer!r}")
            self._last = answer["seq"]
            self._pause_s = SHORTEST_PAUSE_S
            self._troubles.ends("link", f"connected to {self._server.url}")
            for push in answer.get("calls") or []:
                self._call(push)
            for push in answer.get("prompts") or []:
                self._prompt(push)
            if not self._synced(answer):
                return

    def _pushed(self, push: Push) -> None:
        prev, seq = push.get("prev"), push.get("seq")
        self._call(push)
        if isinstance(prev, int) and prev > self._last:
            self._wake.set()  # something between was lost: sync
        if isinstance(seq, int):
            self._last = max(self._last, seq)


def _hang_up(client: Any) -> None:
    """Drop the connection at once; the library's own farewell waits up to 3 s for a frozen server to answer."""
    websocket, reading = client.eio.ws, client.eio.read_loop_task
    if websocket is None:
        return
    websocket.abort()  # wakes the library's reader, else shutdown would leave it waiting
    if reading is not None:
        reading.join(1)
    websocket.shutdown()
