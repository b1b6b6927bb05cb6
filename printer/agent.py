"""The loop of the print agent: connected it works, disconnected it comes back by itself."""

from __future__ import annotations

import logging
import random
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import socketio

from printer.device import BadSettings, Device, Settings, open_device, read_settings, remember
from printer.link import Server, ServerAway, ServerRefuses
from printer.outage import Outage
from printer.ticket.look import look_of
from printer.worker import Worker

ASK_AGAIN_S = 5.0  # a push may get lost; then the next question finds the job
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 5.0
log = logging.getLogger("printer")
# The library reports each end of a connection as an error of its own; an outage is told once, by us.
_library_log = logging.getLogger("printer.library")
_library_log.setLevel(logging.CRITICAL + 1)


class Agent:
    """``stop`` may be called from anywhere, also from a signal handler."""

    def __init__(self, *, server: Server, worker: Worker, state: Path, paper: Path) -> None:
        self._server, self._worker = server, worker
        self._cache, self._paper = state / "settings.json", paper
        self._stopping, self._wake = threading.Event(), threading.Event()
        self._ended = threading.Event()  # this connection, or all of it
        self._outage = Outage(log, "the server")
        self._last_seq: int | None = None

    def stop(self) -> None:
        self._stopping.set()
        self._end()

    def _end(self, *_reason: object) -> None:
        self._ended.set()
        self._wake.set()

    def run(self) -> None:
        """Work until ``stop``; every trouble ends in another try."""
        pause_s = SHORTEST_PAUSE_S
        while not self._stopping.is_set():
            try:
                self.session()
                pause_s = SHORTEST_PAUSE_S
                if not self._stopping.is_set():
                    self._outage.begins("it closed the connection", kind=ServerAway.__name__)
            except (ServerAway, ServerRefuses, BadSettings, OSError) as error:
                self._outage.begins(str(error), kind=type(error).__name__)
            except sqlite3.Error as error:
                # Exactly this class means a damaged file, not a full disk; a start puts it aside.
                if type(error) is sqlite3.DatabaseError:
                    raise
                log.exception("the agent stumbled over its journal")
            except Exception:
                # A fault of ours must not leave a hall without paper; the next try may do.
                log.exception("the agent stumbled")
            self._look()  # also while the server is away: it is told at once when it is back
            self._stopping.wait(pause_s * random.uniform(0.8, 1.2))
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    def session(self, *, once: bool = False) -> float | None:
        """One connection from beginning to end; with ``once`` it ends when nothing is left to print.

        Returns what the last look for work did. Raises ServerAway, ServerRefuses, BadSettings, OSError.
        """
        self._ended.clear()
        if self._stopping.is_set():
            return None
        self._take_settings()
        client = socketio.Client(
            reconnection=False,
            handle_sigint=False,
            request_timeout=3,
            logger=_library_log,
            engineio_logger=_library_log,
        )
        client.on("print", lambda _news: self._wake.set())
        client.on("server_closing", lambda _news: self._wake.set())
        client.on("disconnect", self._end)
        try:
            self._greet(client)
            self._outage.ends()
            return self._work(client, once=once)
        finally:
            _hang_up(client)
            self._server.close()

    def use(self, settings: Settings) -> None:
        """Switch the printer on that ``settings`` name, unless it is in use already."""
        device = self._worker.device
        if device is not None and device.settings == settings:
            return
        self.switch_off()
        self._worker.look = look_of(settings.tickets)
        self._worker.device = open_device(settings, self._paper)
        self._worker.watch.new_printer()
        log.info("printing on %s", _described(self._worker.device))

    def switch_off(self) -> None:
        if device := self._worker.device:
            device.stop()
        self._worker.device = None

    def _take_settings(self) -> None:
        body = self._server.settings()
        self.use(read_settings(body))
        remember(self._cache, body)

    def _greet(self, client: socketio.Client) -> None:
        """Connect and say who has seen what. Raises ServerAway."""
        try:
            client.connect(
                self._server.url,
                auth={"token": self._server.token},
                transports=["websocket"],
                wait_timeout=3,
            )
            answer: Mapping[str, Any] = client.call(
                "sync", {"since": self._last_seq, "knew": self._worker.knew()}, timeout=5
            )
            self._last_seq = answer.get("seq")
            self._worker.new_connection(str(answer.get("epoch") or ""))
        except (socketio.exceptions.SocketIOError, AttributeError) as error:
            raise ServerAway(f"no live connection: {error}") from error

    def _work(self, client: socketio.Client, *, once: bool) -> float | None:
        while True:
            self._wake.clear()
            self._worker.tell()
            pause_s = self._worker.work()
            if once or self._stopping.is_set() or not client.connected:
                return pause_s
            self._worker.tell()  # what the tickets found out about the printer
            self._look()
            self._worker.tell()
            until_look_s = self._worker.watch.wait_s
            if pause_s is None:
                self._wake.wait(min(ASK_AGAIN_S, until_look_s))
            else:  # a push does not make a printer print
                self._ended.wait(min(pause_s, until_look_s))
            if self._stopping.is_set() or not client.connected:
                return pause_s

    def _look(self) -> None:
        if device := self._worker.device:
            self._worker.watch.look(device.transport)


def _hang_up(client: socketio.Client) -> None:
    """End the connection at once. The library's own way waits three seconds for a polite answer, and when the
    server was first it leaves the socket open.
    """
    websocket = client.eio.ws
    if websocket is None:
        return
    if client.eio.state == "connected":
        with suppress(OSError):
            websocket.abort()
        client.eio.wait()
    websocket.shutdown()


def _described(device: Device) -> str:
    it = device.settings
    where = {"network": f"{it.host}:{it.port}", "virtual": "pictures"}.get(it.type, it.device)
    return f"{it.name}: {it.type}, {where}, {it.paper_mm} mm, {it.dots} dots"
