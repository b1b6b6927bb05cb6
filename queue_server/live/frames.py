"""How pushes get onto the wire: a frame is built once and written straight to every screen that is ready for it.

The library queues each push for each client and wakes a writer for it, 70 microseconds a screen. Here an idle client
gets the bytes at once, for 15; one that is not idle (a writer at work, a full socket) gets them through its queue, in
order, and never holds up another.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from typing import Any

from engineio import packet as eio_packet
from flask_socketio import SocketIO
from socketio import Manager
from socketio import packet as sio_packet

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def uncompressed(app: Wsgi) -> Wsgi:
    """The same application, agreeing to no compression of websockets: on a hall's network it gains nothing, and it
    costs 85 kB and a third more CPU for each client.
    """

    def plain(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return plain


def text_frame(text: str) -> bytes:
    """An unmasked, final websocket frame (RFC 6455)."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x81, size) + payload
    if size < 65536:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload


class Straight(Manager):  # type: ignore[misc]
    """Emits to rooms by writing to idle sockets. Needs eventlet's websockets; ``watch`` tells it of each one."""

    def __init__(self) -> None:
        super().__init__()
        self._wires: dict[str, Any] = {}

    def watch(self, socketio: SocketIO) -> None:
        """Know the websocket of each client from now on."""
        engine = socketio.server.eio
        library, wires = engine._async["websocket"], self._wires

        class Known(library):  # type: ignore[misc,valid-type]
            def __init__(self, handler: Any, server: Any) -> None:
                sid = handler.__self__.sid

                def handle(wire: Any) -> Any:
                    if wire.version == 13 and not wire.extensions:
                        wires[sid] = wire
                    try:
                        return handler(wire)
                    finally:
                        wires.pop(sid, None)

                super().__init__(handle, server)

        engine._async = {**engine._async, "websocket": Known}

    def emit(
        self, event: str, data: Any, namespace: str, room: str | None = None, skip_sid: Any = None,
        callback: Any = None, to: str | None = None, **more: Any,
    ) -> None:  # fmt: skip
        """As the library, for what the server pushes: one object, to a room or to all."""
        if callback or skip_sid or isinstance(data, tuple):
            super().emit(event, data, namespace, room, skip_sid, callback, to, **more)
            return
        clients = list(self.get_participants(namespace, to or room))
        if not clients:
            return
        text = self.server.packet_class(
            sio_packet.EVENT, namespace=namespace, data=[event, data]
        ).encode()
        packet = eio_packet.Packet(eio_packet.MESSAGE, text)
        frame = text_frame(packet.encode())
        sockets = self.server.eio.sockets
        for _, eio_sid in clients:
            client = sockets.get(eio_sid)
            if client is None or client.closed:
                continue
            wire = self._wires.get(eio_sid)
            if wire is None or not self._write(client, wire, frame):
                self.server._send_eio_packet(eio_sid, packet)

    def _write(self, client: Any, wire: Any, frame: bytes) -> bool:
        """Whether the frame is on its way: only when the client's writer waits for work and its socket has room."""
        if not hasattr(wire.socket, "fd"):
            return False  # TLS: only its own writer knows where a record ends
        queue, lock = client.queue, wire._sendlock
        if queue.qsize() or not queue.getting() or lock.locked() or wire.websocket_closed:
            return False
        if not client.check_ping_timeout():
            return True  # it is gone, and has been told so
        try:
            sent = wire.socket.fd.send(frame)
        except OSError:
            return False  # full, or broken: its own writer waits for it, or finds out
        if sent < len(frame):
            # The lock is free, so this takes it without waiting: whatever comes next stands behind the rest.
            lock.acquire()
            self.server.start_background_task(_finish, wire, frame[sent:])
        return True


def _finish(wire: Any, rest: bytes) -> None:
    try:
        wire.socket.sendall(rest)
    except OSError:
        wire.close()
    finally:
        wire._sendlock.release()
