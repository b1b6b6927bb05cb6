"""A thousand connections in one process: one epoll loop, HTTP and websockets spoken directly on the sockets.

The load must cost so little that what is measured is the server.
"""

from __future__ import annotations

import heapq
import itertools
import json
import os
import select
import socket
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

clock = time.perf_counter


class Loop:
    """Reads whatever arrives and hands it to its connection; does what is due."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._by_fd: dict[int, Connection] = {}
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._serial = itertools.count()

    def at(self, when: float, act: Callable[[], None]) -> None:
        """Do ``act`` at ``when`` (of ``clock``), while the loop runs."""
        heapq.heappush(self._due, (when, next(self._serial), act))

    def add(self, connection: Connection) -> None:
        self._by_fd[connection.sock.fileno()] = connection
        self._epoll.register(connection.sock, select.EPOLLIN)

    def remove(self, connection: Connection) -> None:
        if self._by_fd.pop(connection.sock.fileno(), None):
            self._epoll.unregister(connection.sock)
        connection.sock.close()

    def run(self, until: Callable[[], bool], seconds: float) -> bool:
        """Until ``until()`` or for ``seconds``; whether it came true."""
        end = clock() + seconds
        while not until():
            now = clock()
            while self._due and self._due[0][0] <= now:
                heapq.heappop(self._due)[2]()
            left = end - clock()
            if left <= 0:
                return False
            idle = min(left, 0.05, self._due[0][0] - now if self._due else 0.05)
            found = [self._by_fd.get(fd) for fd, _ in self._epoll.poll(max(0.0, idle))]
            arrived = [connection for connection in found if connection]
            for connection in arrived:  # all of them, and when, before the first is looked at
                connection.receive()
            for connection in arrived:
                if self._by_fd.get(connection.sock.fileno()) is connection:
                    connection.read()
        return True

    def rest(self, seconds: float) -> None:
        self.run(lambda: False, seconds)

    def close(self) -> None:
        for connection in list(self._by_fd.values()):
            self.remove(connection)
        self._epoll.close()


class Connection(ABC):
    """One socket and what has arrived on it. A server that closes it ends the benchmark with an error."""

    def __init__(self, loop: Loop, port: int) -> None:
        self._loop, self._port = loop, port
        self.at = 0.0
        self._ended = False
        self.connect()

    def connect(self) -> None:
        self.sock = socket.create_connection(("127.0.0.1", self._port), timeout=20)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray()
        self._loop.add(self)

    def receive(self) -> None:
        data = self.sock.recv(262144)
        self.at = clock()
        self.buffer += data
        self._ended = not data

    def read(self) -> None:
        if self._ended:
            self.lost()
        else:
            self.take()

    def lost(self) -> None:
        """The server closed the connection: nothing that a benchmark expects."""
        raise ConnectionError(f"{type(self).__name__}: the server closed the connection")

    @abstractmethod
    def take(self) -> None:
        """Use what the buffer holds."""


class Client(Connection):
    """Keep-alive HTTP, one request at a time. ``answered(client, status, body, seconds)`` may send the next one."""

    def __init__(
        self,
        loop: Loop,
        port: int,
        token: str,
        answered: Callable[[Client, int, bytes, float], None] | None = None,
    ) -> None:
        super().__init__(loop, port)
        self._head = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n".encode()
        self._answered = answered
        self._last: tuple[int, bytes] | None = None
        self._asked = self._gone = False
        self.sent = 0.0

    def send(self, method: str, path: str, body: bytes = b"", key: str = "") -> None:
        idempotency = b"Idempotency-Key: %s\r\n" % key.encode() if key else b""
        head = b"%s /api/v1%s HTTP/1.1\r\n" % (method.encode(), path.encode())
        kind = b"Content-Type: application/json\r\nContent-Length: %d\r\n" % len(body)
        if self._gone:
            self.connect()
        self._last, self._gone, self._asked = None, False, True
        self.sent = clock()
        self.sock.sendall(head + self._head + idempotency + kind + b"\r\n" + body)

    def ask(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        """Send and wait; the parsed answer. Anything but 2xx is an error here."""
        raw = json.dumps(body if body is not None else {}).encode() if method != "GET" else b""
        self.send(method, path, raw, key)
        if not self._loop.run(lambda: self._last is not None, 20):
            raise TimeoutError(f"{method} {path}")
        assert self._last is not None
        status, answer = self._last
        if not 200 <= status < 300:
            raise RuntimeError(f"{method} {path}: {status} {answer.decode()}")
        return json.loads(answer) if answer else None

    def lost(self) -> None:
        """A connection that was idle for long may be closed; the next request opens another one."""
        if self._asked:
            super().lost()
        self._loop.remove(self)
        self._gone = True

    def take(self) -> None:
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.buffer[:end]).lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self.buffer) < end + 4 + length:
            return
        status, body = int(head[9:12]), bytes(self.buffer[end + 4 : end + 4 + length])
        del self.buffer[: end + 4 + length]
        self._last, self._asked = (status, body), False
        if self._answered:
            self._answered(self, status, body, self.at - self.sent)


class Screen(Connection):
    """A display: logs in, syncs, answers pings, notes when the newest ``call`` arrived, and any out of order."""

    def __init__(self, loop: Loop, port: int, token: str) -> None:
        super().__init__(loop, port)
        self._token = token
        self._open = self.ready = False
        self.calls = self.pushes = self.disorder = 0
        self.last_seq = 0
        self.called_at = 0.0
        self.sock.sendall(
            b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n" % port
        )

    def take(self) -> None:
        if not self._open:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if b" 101 " not in self.buffer[:20]:
                raise ConnectionError(bytes(self.buffer[:end]).decode())
            if b"permessage-deflate" in self.buffer[:end]:
                raise ConnectionError("compression was agreed: this client cannot read it")
            del self.buffer[: end + 4]
            self._open = True
        while (frame := self._frame()) is not None:
            self._packet(*frame)

    def _frame(self) -> tuple[int, bytes] | None:
        have = self.buffer
        if len(have) < 2:
            return None
        length, start = have[1] & 127, 2
        if length == 126:
            length, start = int.from_bytes(have[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(have[2:10], "big"), 10
        if len(have) < start or len(have) < start + length:
            return None
        opcode, payload = have[0] & 15, bytes(have[start : start + length])
        del have[: start + length]
        return opcode, payload

    def _packet(self, opcode: int, text: bytes) -> None:
        if opcode == 8:
            raise ConnectionError("the server said good-bye")
        if text.startswith(b'42["call"'):
            seq = json.loads(text[2:])[1]["seq"]
            self.disorder += seq <= self.last_seq
            self.last_seq, self.called_at = seq, self.at
            self.calls += 1
        elif text.startswith(b"42"):
            self.pushes += 1
        elif text == b"2":
            self._say(b"3")
        elif text.startswith(b"0"):
            self._say(b'40{"token":"%s"}' % self._token.encode())
        elif text.startswith(b"40"):
            self._say(b'420["sync",{"since":null}]')
        elif text.startswith(b"430"):
            self.ready = True
        elif text.startswith(b"44"):
            raise ConnectionError(text.decode())

    def _say(self, text: bytes) -> None:
        mask = os.urandom(4)
        masked = bytes(c ^ mask[i & 3] for i, c in enumerate(text))
        size = (
            bytes([0x80 | len(text)])
            if len(text) < 126
            else bytes([0xFE]) + len(text).to_bytes(2, "big")
        )
        self.sock.sendall(b"\x81" + size + mask + masked)
