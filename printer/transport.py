"""How bytes reach a printer. Each ticket gets a connection of its own: most printers take only one.

Before the first byte every fault is Blocked and may be tried again, here or at another printer.
After it a fault is Unknown, and only a person may print again.
"""

from __future__ import annotations

import fcntl
import socket
import struct
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from printer import status
from printer.errors import Blocked, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A ticket the printer took. ``proven`` is False where the printer is not asked for proof."""

    proven: bool
    near_end: bool = False


class Transport(Protocol):
    def send(self, data: bytes, *, on_send: Callable[[], None]) -> Receipt:
        """Print ``data``, calling ``on_send`` right before the first byte.

        Raises Blocked (nothing was sent; also whatever Blocked ``on_send`` raises) or Unknown.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds. No wait of a transport is endless."""

    connect: float = 2.0
    answer: float = 1.0
    send: float = 10.0
    proof: float = 15.0
    close: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPrinter:
    """A printer behind a TCP port (9100). ``asks_proof`` wants DLE EOT and GS r of the printer."""

    host: str
    port: int = 9100
    asks_proof: bool = False
    limits: Limits = Limits()

    def send(self, data: bytes, *, on_send: Callable[[], None]) -> Receipt:
        with self._connected() as sock:
            near_end = self._ask_readiness(sock) if self.asks_proof else False
            on_send()
            self._hand_over(sock, data)
        return Receipt(proven=self.asks_proof, near_end=near_end)

    def _connected(self) -> socket.socket:
        try:
            sock = socket.create_connection((self.host, self.port), self.limits.connect)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            raise Blocked("offline", f"{self.host}:{self.port}: {error}") from error
        return sock

    def _ask_readiness(self, sock: socket.socket) -> bool:
        answers: dict[int, int] = {}
        try:
            sock.settimeout(self.limits.answer)
            sock.sendall(status.NO_ASB)
            for n in status.QUESTIONS:
                sock.sendall(status.ASK + bytes([n]))
                answers[n] = status.reply(sock, "status", self.limits.answer)
        except OSError as error:
            raise Blocked("mute", str(error)) from error
        if why := status.cause(answers):
            raise Blocked(why)
        return bool(answers[4] & status.NEAR_END)

    def _hand_over(self, sock: socket.socket, data: bytes) -> None:
        try:
            _send_all(sock, data + (status.PROOF if self.asks_proof else b""), self.limits.send)
            if self.asks_proof:
                status.reply(sock, "gs_r", self.limits.proof)
        except OSError as error:
            raise Unknown("no_proof" if self.asks_proof else "broken_off", str(error)) from error
        try:
            # An unread byte would turn close() into a reset that eats the end of the ticket.
            sock.shutdown(socket.SHUT_WR)
            closed = status.drain(sock, self.limits.close)
        except OSError as error:
            if not self.asks_proof:
                raise Unknown("broken_off", str(error)) from error
        else:
            if not (closed or self.asks_proof) and (left := _unacknowledged(sock)):
                raise Unknown("broken_off", f"{left} bytes never reached the printer")


def _send_all(sock: socket.socket, data: bytes, within_s: float) -> None:
    """``sendall`` with one limit for the whole, also against a printer that takes a byte a second."""
    end, view = time.monotonic() + within_s, memoryview(data)
    while view:
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"{len(data) - len(view)} of {len(data)} bytes accepted")
        sock.settimeout(left)
        view = view[sock.send(view) :]


def _unacknowledged(sock: socket.socket) -> int:
    """Bytes of ours that the other side has not confirmed: a printer switched off confirms none."""
    waiting = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, struct.pack("i", 0))
    return int(struct.unpack("i", waiting)[0])
