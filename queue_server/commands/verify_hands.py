"""A long check by several processes, one for each processor: each has its own way to the database and reads only."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from multiprocessing import get_context
from typing import Any, Final

from queue_server.domain.errors import DatabaseBusy
from queue_server.storage import halls, reading
from queue_server.usecases.verify import Each, one_by_one
from queue_server.usecases.verify_parts import Done, Part

MANY: Final = 14
"""Parts from which on it is worth it: a process takes half a second to begin. Some hundred thousand tickets."""
POLITE: Final = 10
"""The hall goes first."""
_mine: dict[str, Any] = {}


def several(where: str, *, many: int = MANY, hands: int = 0) -> Each:
    """Does the parts in ``hands`` processes (0: as many as there are processors), in this one when they are few."""
    hands = hands or len(os.sched_getaffinity(0))

    def each(db: Any, hall: Any, parts: Sequence[Part]) -> Iterable[Done]:
        if hands < 2 or len(parts) < many:
            return one_by_one(db, hall, parts)
        return _by(hands, where, parts)

    return each


def _by(hands: int, where: str, parts: Sequence[Part]) -> Iterator[Done]:
    # spawn: a connection of SQLite must not be carried into another process
    with get_context("spawn").Pool(hands, _begin, (where,)) as pool:
        for done in pool.imap_unordered(_do, parts):
            if isinstance(done, str):
                raise DatabaseBusy(reason=done)
            yield done


def _begin(where: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    os.nice(POLITE)
    stack = ExitStack()  # never left: the process ends
    _mine["stack"], _mine["db"] = stack, stack.enter_context(reading.opened(where))
    with _mine["db"].reading() as conn:
        _mine["hall"] = halls.load(conn)


def _do(part: Part) -> Done | str:
    try:
        return part.do(_mine["db"], _mine["hall"])
    except DatabaseBusy as error:  # its facts would not come through
        return error.said
