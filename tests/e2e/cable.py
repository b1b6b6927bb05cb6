"""A network cable that can be pulled: between a screen and the server, silent in both directions while it is out."""

from __future__ import annotations

import select
import socket
import threading
import time
from typing import Any


class Cable:
    """Leads from ``port`` of this machine to the server's. Pulled, nothing gets through and nobody is told."""

    def __init__(self, server_port: int) -> None:
        self._to = server_port
        self._in = threading.Event()
        self._in.set()
        self._closing = False
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self.port = int(self._listener.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def pull(self) -> None:
        self._in.clear()

    def plug_in(self) -> None:
        self._in.set()

    def close(self) -> None:
        self._closing = True
        self._in.set()
        self._listener.close()
        for end in self._ends:
            end.close()
        for thread in self._threads:
            thread.join(5)

    def __enter__(self) -> Cable:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def _accept(self) -> None:
        while not self._closing:
            try:
                near, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self._ends.append(near)
            self._threads.append(threading.Thread(target=self._lead, args=[near], daemon=True))
            self._threads[-1].start()

    def _lead(self, near: socket.socket) -> None:
        """One connection. What was sent into the pulled cable comes out when it is in again, as TCP does it."""
        self._in.wait()
        try:
            far = socket.create_connection(("127.0.0.1", self._to), timeout=5)
        except OSError:
            near.close()
            return
        self._ends.append(far)
        other = {near: far, far: near}
        try:
            while not self._closing:
                if not self._in.is_set():
                    time.sleep(0.02)
                    continue
                for end in select.select([near, far], [], [], 0.05)[0]:
                    data = end.recv(65536)
                    if not data:
                        return
                    if self._in.is_set():
                        other[end].sendall(data)
        except (OSError, ValueError):
            return
        finally:
            near.close()
            far.close()
