"""How much of the live connections one address or one token may have, and how fast a screen may talk."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from flask_socketio import ConnectionRefusedError, SocketIO

from queue_server.usecases.doors import Doors

log = logging.getLogger(__name__)

STRANGER_S: Final = 10.0
"""So long a websocket may be open without saying who it is."""
PER_S: Final = 50.0
BURST: Final = 300
"""What one screen may say: it tells of each call it has painted, and in a test of strength forty come in a second."""
SYNC_COSTS: Final = 5.0
"""A question for the whole state is as much as so many words."""
FLOOD: Final = 600
"""So many that were passed over, and the connection is ended."""


@dataclass(slots=True)
class Talk:
    """One live connection that said who it is."""

    address: str
    token: str = field(repr=False)
    left: float = BURST
    at: float = 0.0
    passed_over: int = 0


class Limits:
    """``near`` are addresses that are not counted: this machine, and a proxy that says for whom it asks."""

    def __init__(
        self, doors: Doors, near: Callable[[str], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._doors, self._near, self._clock = doors, near, clock
        self._talks: dict[str, Talk] = {}
        self._strangers: dict[str, float] = {}
        self._lock = threading.Lock()

    def come(self, sid: str, address: str, token: str) -> None:
        """One more connection of this token. Raises ConnectionRefusedError when it has too many."""
        with self._lock:
            of_token = sum(1 for talk in self._talks.values() if talk.token == token)
            if of_token >= self._doors.sockets_per_token and not self._near(address):
                raise ConnectionRefusedError("too_many_connections")
            self._talks[sid] = Talk(address=address, token=token, at=self._clock())

    def go(self, sid: str) -> None:
        """It has ended."""
        with self._lock:
            self._talks.pop(sid, None)

    def may_say(self, sid: str, costs: float = 1.0) -> bool | None:
        """Whether an event of this connection is listened to; None: it talks so much that it must go."""
        now = self._clock()
        with self._lock:
            talk = self._talks.get(sid)
            if talk is None:
                return False
            talk.left = min(BURST, talk.left + (now - talk.at) * PER_S)
            talk.at = now
            if talk.left >= costs:
                talk.left -= costs
                return True
            talk.passed_over += 1
            return None if talk.passed_over >= FLOOD else False

    def look(self, socketio: SocketIO) -> int:
        """Hang up on websockets that never said who they are, and on those of one address that are too many at once."""
        server, now = socketio.server, self._clock()
        open_now = {
            sid: wire for sid, wire in list(server.eio.sockets.items())
            if not wire.closed and server.manager.sid_from_eio_sid(sid, "/") is None
        }  # fmt: skip
        self._strangers = {sid: self._strangers.get(sid, now) for sid in open_now}
        of: Counter[str] = Counter()
        gone = []
        for sid, since in sorted(self._strangers.items(), key=lambda one: one[1]):
            address = _address(server.environ.get(sid))
            of[address] += 1
            crowd = of[address] > self._doors.strangers_per_address and not self._near(address)
            if crowd or now - since >= STRANGER_S:
                gone.append(sid)
        for sid in gone:
            cut = (server.environ.get(sid) or {}).get("satupintu.end")
            open_now[sid].close(wait=False)
            if cut:  # one who does not answer would keep the place
                cut()
        if gone:
            log.warning("%d live connections ended that never said who they are", len(gone))
        return len(gone)


def _address(environ: Any) -> str:
    return str((environ or {}).get("REMOTE_ADDR", ""))
