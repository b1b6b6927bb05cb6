"""What bounds each figure, in a few words, by people: the longest prefix of a row's key counts."""

from __future__ import annotations

BOUNDS = {
    "start": "imports: SQLAlchemy, Flask, pydantic",
    "start.first": "imports, then schema, keys and a password hash",
    "restart": "start; SQLite reads the log back page by page",
    "memory": "imports, then some 65 kB for each connection",
    "issue.nothing": "one core: eventlet, Flask, the checks of every request",
    "issue.group": "one core: HTTP, ten statements; commits are shared",
    "issue.each": "the disk: a commit for each ticket in the one thread",
    "next": "one core: two requests for each call",
    "push": "one core: one send() for each screen",
    "seen": "two Chromiums on the cores of the server; two frames of 16 ms",
    "paper": "drawing the ticket and turning it into ESC/POS (raster)",
    "slow.group": "one core: the disk is waited for in a thread",
    "slow.each": "the disk",
    "sound.start": "making the sound (espeak), the browser's output",
    "sound.wait": "one voice: what is said before",
    "day": "nothing: the hall is far from its limit",
    "growth": "depth of an index: one page more from 100 thousand rows to a million",
    "statements": "the indexes; journal rows looked through for the calls of the last minute: 2,000 at most",
    "soak": "nothing: what grows would be a fault",
}


def bound_of(key: str) -> str:
    """The words of the longest prefix, "" without one."""
    parts = key.split(".")
    for length in range(len(parts), 0, -1):
        words = BOUNDS.get(".".join(parts[:length]))
        if words:
            return words
    return ""
