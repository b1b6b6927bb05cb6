"""Packets that no screen of ours would send: whoever sends one is sent away, with one line in the log a minute.

The library takes a packet apart before it knows the sender, and writes forty lines about each that it cannot read:
a stranger could fill the disk with them.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from flask_socketio import SocketIO
from socketio import packet

log = logging.getLogger(__name__)
ALLOWED: Final = frozenset({packet.CONNECT, packet.DISCONNECT, packet.EVENT})
"""Clients come, go and tell something; they are never asked for an answer, and nothing is sent as bytes."""
SAID_EVERY_S: Final = 60.0


class Doorman:
    """Stands before the library's own reading of messages."""

    def __init__(self, socketio: SocketIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._server = socketio.server
        self._clock = clock
        self._said = -SAID_EVERY_S
        self._unsaid = 0
        self._lock = threading.Lock()

    def hear(self, eio_sid: str, data: Any) -> None:
        """One message of a connection: passed on, or the end of it."""
        if eio_sid not in self._server.environ:
            return  # it has been sent away, and goes on talking
        if not makes_sense(self._server.packet_class, data):
            self._send_away(eio_sid)
            return
        self._server._handle_eio_message(eio_sid, data)

    def _send_away(self, eio_sid: str) -> None:
        environ = self._server.environ.get(eio_sid, {})
        session = self._server.eio.sockets.get(eio_sid)
        if session:
            session.close(wait=False)
        with self._lock:
            now = self._clock()
            if now - self._said < SAID_EVERY_S:
                self._unsaid += 1
                return
            more, self._said, self._unsaid = self._unsaid, now, 0
        said = "nonsense over a live connection from %s: it was closed (%d more before)"
        log.warning(said, environ.get("REMOTE_ADDR", "?"), more)


def makes_sense(packet_class: Any, data: Any) -> bool:
    """Whether a message is one of those that clients of ours send."""
    if not isinstance(data, str):
        return False
    try:
        read = packet_class(encoded_packet=data)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError):
        return False
    if read.packet_type not in ALLOWED or read.namespace not in (None, "/"):
        return False
    if read.packet_type != packet.EVENT:
        return read.data is None or isinstance(read.data, dict)
    return isinstance(read.data, list) and bool(read.data) and isinstance(read.data[0], str)


def install(socketio: SocketIO) -> None:
    """Stand before the library. A fault of a handler of ours is logged as one, and stays inside it."""
    socketio.server.eio.on("message", Doorman(socketio).hear)

    @socketio.on_error_default  # type: ignore[untyped-decorator]
    def fault(error: Exception) -> None:
        log.error("unexpected", exc_info=error)
