"""What stands before several servers, as nginx does: each connection goes to the next one that answers."""

from __future__ import annotations

import select
import socket
import threading
from typing import Any


class Front:
    """Listens on ``port``, any free one at first. ``ports`` are the servers; each connection's turn begins with the
    next.
    """

    def __init__(self, ports: list[int], port: int = 0) -> None:
        self.ports = ports
        self._turn = 0
        self._closing = False
        self._listener = socket.create_server(("127.0.0.1", port), backlog=512)
        self._listener.settimeout(0.2)
        self.port = int(self._listener.getsockname()[1])
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def is_closed(self) -> bool:
        return self._closing

    def close(self) -> None:
        self._closing = True
        self._accepting.join(5)
        self._listener.close()

    def __enter__(self) -> Front:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def _accept(self) -> None:
        while not self._closing:
            try:
                near, _ = self._listener.accept()
            except TimeoutError:
                continue
            threading.Thread(target=self._lead, args=[near], daemon=True).start()

    def _reach(self) -> socket.socket | None:
        ports = list(self.ports)
        self._turn += 1
        for offset in range(len(ports)):
            try:
                return socket.create_connection(
                    ("127.0.0.1", ports[(self._turn + offset) % len(ports)]), timeout=5
                )
            except OSError:
                continue
        return None

    def _lead(self, near: socket.socket) -> None:
        far = self._reach()
        if far is None:
            near.close()
            return
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        other = {near: far, far: near}
        try:
            while not self._closing:
                for end in select.select([near, far], [], [], 0.5)[0]:
                    data = end.recv(65536)
                    if not data:
                        return
                    other[end].sendall(data)
        except (OSError, ValueError):
            return
        finally:
            near.close()
            far.close()
