"""The listening socket, kept alive: whatever a machine runs out of, the next visitor can still come in later.

A server that takes a failing ``accept`` for its end, or for a reason to try again at once, is dead or spins.
"""

from __future__ import annotations

import errno
import json
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from queue_server.domain.trouble import WORDS, Why

log = logging.getLogger(__name__)
PAUSE_S: Final = 0.2
WAITS: Final = frozenset({
    errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.ECONNABORTED, errno.EPROTO, errno.EPERM,
    errno.ENETDOWN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENONET, errno.EOPNOTSUPP,
})  # fmt: skip
"""What accept says of a machine in want, or of a client that has left: nothing of the listening socket itself."""
FOR_OURSELVES: Final = 160
"""Files that are kept for the database, sounds and pages, when there are not many."""
FOR_THIS_MACHINE: Final = 16
"""Places more for this machine: whoever looks after a full server must get in."""
LINGER_S: Final = 1.0
WELL_AFTER_S: Final = 5.0
"""Who leaves makes room for one more at a time: that is no end of the trouble yet."""
HERE: Final = ("127.0.0.1", "::1", "::ffff:127.0.0.1")


def places(files: int, most: int) -> int:
    """How many connections a process that may open ``files`` files can serve at once."""
    return max(16, min(most, files - FOR_OURSELVES - FOR_THIS_MACHINE))


class Doorway:
    """``listener`` with an ``accept`` that fails with nothing but the listener's own end.

    Whoever comes when all ``places`` are taken (``inside()`` tells how many are) hears 503 at once instead of waiting
    for an answer that does not come.
    """

    def __init__(self, listener: Any, *, places: int, inside: Callable[[], int]) -> None:
        self._listener, self._places, self._inside = listener, places, inside
        self._leaving: deque[tuple[float, Any]] = deque()
        self._wanting: object = None
        self._wanted_at = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._listener, name)

    def close(self) -> None:
        """Not by the loop that accepts: it may have to begin anew."""

    def let_go_all(self) -> None:
        """Whoever was sent away has heard why."""
        while self._leaving:
            self._leaving.popleft()[1].close()

    def accept(self) -> tuple[Any, Any]:
        """The next client that there is a place for."""
        while True:
            came = self.try_accept()
            if came is not None:
                return came

    def try_accept(self) -> tuple[Any, Any] | None:
        """One client; None when this one could not come in, after a pause if the machine is in want."""
        self._let_go()
        try:
            client, address = self._listener.accept()
        except OSError as error:
            if error.errno not in WAITS:
                raise
            self._want(error)
            return None
        except MemoryError as error:
            self._want(error)
            return None
        here = FOR_THIS_MACHINE if address[0] in HERE else 0
        if self._inside() >= self._places + here:
            self._say("full", f"all {self._places} places are taken; whoever comes hears 503")
            self._send_away(client)
            return None
        if self._wanting is not None and time.monotonic() - self._wanted_at > WELL_AFTER_S:
            log.warning("connections are taken again")
            self._wanting = None
        return client, address

    def _want(self, error: BaseException) -> None:
        if getattr(error, "errno", 0) != errno.ECONNABORTED:
            self._say(
                type(error), f"no connection can be taken: {error or 'out of memory'}; waiting"
            )
            time.sleep(PAUSE_S)

    def _say(self, what: object, words: str) -> None:
        """Once when it begins."""
        self._wanted_at = time.monotonic()
        if self._wanting != what:
            self._wanting = what
            log.error("%s", words)

    def _send_away(self, client: Any) -> None:
        # Closed at once, with the request unread, the answer would be lost on its way.
        self._leaving.append((time.monotonic(), client))
        try:
            client.setblocking(False)
            client.send(_FULL)
        except OSError:
            pass

    def _let_go(self) -> None:
        while self._leaving and (
            len(self._leaving) > FOR_THIS_MACHINE or time.monotonic() - self._leaving[0][0] > LINGER_S
        ):  # fmt: skip
            self._leaving.popleft()[1].close()


def _full() -> bytes:
    told = {
        "type": "about:blank", "title": "The server has run out of something", "status": 503, "code": "overloaded",
        "reason": Why.NO_FILES.value, "words": dict(WORDS[Why.NO_FILES]),
    }  # fmt: skip
    body = json.dumps(told, ensure_ascii=False).encode()
    head = (
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nRetry-After: 5\r\n"
        f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


_FULL: Final = _full()
