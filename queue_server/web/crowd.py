"""Connections below HTTP: how many one address may hold open, and how long one may take to say what it wants.

A place is held from the first byte to the last, by pages and websockets alike; there are as many as the pool has, so
nobody may hold many of them by saying one letter a minute. Under every server mode: looked at from outside, each half
second, and the connection of who is too slow is ended.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import ip_network
from typing import Any, Final

from queue_server.web.transport import LOCAL, within

log = logging.getLogger(__name__)

END: Final = "satupintu.end"
HEAD_S: Final = 60.0
"""For the first line and the headers, from the moment the connection is free: an idle one counts as a slow one."""
BODY_S: Final = 60.0
SLOWEST: Final = 8 * 1024
"""Bytes a second, over that: a film of 150 MB has time, 16 kB have a minute."""


class Crowd:
    """``most`` connections of one address; those that are ``near`` (this machine, a named proxy) do not count."""

    def __init__(
        self, most: int, near: Callable[[str], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._near, self._clock = most, near, clock
        self._of: Counter[str] = Counter()
        self._until: dict[int, tuple[float, Any]] = {}
        self._told: set[str] = set()
        self._lock = threading.Lock()

    def enter(self, address: str) -> bool:
        """Whether there is room for one more from this address; then ``leave`` follows."""
        if self._near(address):
            return True
        with self._lock:
            here = self._of[address] < self._most
            self._of[address] += here
            news = not here and address not in self._told
            if news:
                self._told.add(address)
        if news:
            log.warning("%s has %d connections open: no more from there", address, self._most)
        return here

    def leave(self, address: str) -> None:
        """One less."""
        if self._near(address):
            return
        with self._lock:
            self._of[address] -= 1
            if self._of[address] <= 0:
                del self._of[address]
                self._told.discard(address)

    def wait(self, wire: Any, seconds: float | None) -> None:
        """From now on ``wire`` has so long for what it says next; None: as long as it likes."""
        with self._lock:
            if seconds is None:
                self._until.pop(id(wire), None)
            else:
                self._until[id(wire)] = self._clock() + seconds, wire

    def look(self) -> int:
        """End the connections that were too slow; how many they were."""
        now = self._clock()
        with self._lock:
            slow = [wire for until, wire in self._until.values() if until <= now]
            for wire in slow:
                del self._until[id(wire)]
        for wire in slow:
            end(wire)
        return len(slow)

    def patient(self, library: type[Any]) -> type[Any]:
        """The ``library``'s handler of one connection, in this crowd: eventlet's or werkzeug's, both of http.server."""
        crowd = self

        class Patient(library):  # type: ignore[misc]
            def handle(self) -> None:
                address = self.client_address[0]
                if not crowd.enter(address):
                    self.close_connection = True
                    return
                try:
                    super().handle()
                finally:
                    crowd.wait(self.connection, None)
                    crowd.leave(address)

            def get_environ(self) -> Any:  # eventlet's name
                return self._with_its_end(super().get_environ())

            def make_environ(self) -> Any:  # werkzeug's
                return self._with_its_end(super().make_environ())

            def _with_its_end(self, environ: Any) -> Any:
                """Whoever knows a request by its environ alone can end its connection."""
                wire = self.connection
                return environ | {END: lambda: end(wire)}

            def log_message(self, *said: Any) -> None:
                """No line for nonsense: whoever sends it would write our log."""

            log_error = log_request = log_message

            def handle_one_request(self) -> None:
                crowd.wait(self.connection, HEAD_S)
                super().handle_one_request()

            def parse_request(self) -> bool:
                understood: bool = super().parse_request()
                length = self.headers.get("Content-Length", "0") if understood else "0"
                body = int(length) if length.isdigit() else 0
                chunked = understood and "Transfer-Encoding" in self.headers
                crowd.wait(self.connection, BODY_S + body / SLOWEST if body or chunked else None)
                return understood

        return Patient


def is_here(address: str) -> bool:
    """Whether it is an address of this machine itself."""
    return within(address, LOCAL)


def crowd_of(most: int, proxies: Iterable[str]) -> Crowd:
    """The crowd of a server behind these ``proxies``: their connections are those of all for whom they ask."""
    near = [*LOCAL, *(ip_network(network) for network in proxies)]
    return Crowd(most, lambda address: within(address, near))


def end(wire: Any) -> None:
    """Hang up, whatever is still on its way."""
    # Below TLS, and of a copy: the one who reads finds the end of the line and goes its usual way.
    with (
        suppress(OSError, ValueError),
        socket.fromfd(wire.fileno(), socket.AF_INET, socket.SOCK_STREAM) as copy,
    ):
        copy.shutdown(socket.SHUT_RDWR)
