"""The way to a printer in the network."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from contextlib import suppress

from printer.wire.channel import Wire

LOOK_S = 0.05


class Tcp(Wire):
    """One connection, for one ticket: most printers take only one at a time."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock.fileno())
        self._sock = sock

    def finish(self, *, leave_s: float, quiet_s: float) -> int:
        # An unread byte would turn close() into a reset that eats the end of the ticket.
        self._sock.shutdown(socket.SHUT_WR)
        try:
            end = time.monotonic() + leave_s
            while self._left() and time.monotonic() < end:
                self._pass_over(LOOK_S)
            end = time.monotonic() + quiet_s
            while (seconds := end - time.monotonic()) > 0:
                self._pass_over(seconds)
        except ConnectionResetError:
            raise
        except ConnectionError:
            pass  # it hung up after the last byte, as we did
        return self._left()

    def _pass_over(self, within_s: float) -> None:
        with suppress(TimeoutError):
            self.read(within_s=within_s)

    def _left(self) -> int:
        return max(0, self.waiting() - 1)  # the end itself counts as one

    def close(self) -> None:
        self._sock.close()


def connect(host: str, port: int, *, within_s: float) -> Tcp:
    """Connect to the first address that answers. Raises OSError; names are looked up in the same time."""
    end = time.monotonic() + within_s
    problem: OSError = TimeoutError("timed out")
    for address in _addresses(host, port, within_s):
        try:
            sock = socket.create_connection(address, max(0.001, end - time.monotonic()))
        except OSError as error:
            problem = error
            continue
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return Tcp(sock)
    raise problem


def _addresses(host: str, port: int, within_s: float) -> list[tuple[str, int]]:
    """An address is itself. A name is looked up by a helper, since the system may take half a minute."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return [(host, port)]
    found: queue.Queue[list[tuple[str, int]] | OSError] = queue.Queue()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put(list(dict.fromkeys((str(row[4][0]), port) for row in rows)))
        except (OSError, UnicodeError) as error:
            found.put(OSError(f"{host}: {error}"))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = found.get(timeout=within_s)
    except queue.Empty:
        raise TimeoutError(f"the name {host} is not found; an address is surer") from None
    if isinstance(answer, OSError):
        raise answer
    return answer
