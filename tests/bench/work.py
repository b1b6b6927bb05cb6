"""How much SQLite works: steps of its machine, counted by statement. Exact, and the same on every machine.

A statement that is found by an index takes as many steps with a million rows as with ten.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from queue_server.storage import sqlite

GRAIN = 4
"""Steps between two counts."""
_VALUES = re.compile(r"'(?:[^']|'')*'|(?<![\w.])\d+(?:\.\d+)?")
_LISTS = re.compile(r"\(\?(?:, ?\?)+\)")


class Work:
    """``steps`` by statement since ``clear``, of all connections that are watched."""

    def __init__(self) -> None:
        self.steps: Counter[str] = Counter()

    def clear(self) -> None:
        self.steps = Counter()

    def watch(self, conn: Any) -> None:
        """Count what ``conn`` does from now on."""
        now = [""]

        def said(sql: str) -> None:
            now[0] = sql

        def step() -> int:
            self.steps[now[0]] += GRAIN
            return 0

        conn.set_trace_callback(said)
        conn.set_progress_handler(step, GRAIN)

    def by_statement(self) -> Counter[str]:
        """The same without the values."""
        found: Counter[str] = Counter()
        for sql, steps in self.steps.items():
            found[plain(sql)] += steps
        return found


def plain(sql: str) -> str:
    """A statement without its values, in one line."""
    short = _VALUES.sub("?", " ".join(sql.split()))
    return _LISTS.sub("(?..)", short)


@contextmanager
def watched() -> Iterator[Work]:
    """Every connection to a SQLite file that the hall opens meanwhile is counted, for as long as it lives."""
    work, connect = Work(), sqlite.connect

    def watching(*args: Any, **kwargs: Any) -> Any:
        conn = connect(*args, **kwargs)
        work.watch(conn)
        return conn

    sqlite.connect = watching
    try:
        yield work
    finally:
        sqlite.connect = connect
