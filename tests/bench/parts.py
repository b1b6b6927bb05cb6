"""Everything that can be measured, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from tests.bench.length import Length
from tests.bench.page import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """``usual``: measured when no part is named; ``paired``: can be compared with another commit.

    ``takes`` and ``quick`` say roughly how long, in minutes.
    """

    name: str
    about: str
    does: str
    takes: float
    quick: float
    usual: bool = True
    paired: bool = True

    def run(self, length: Length) -> Iterator[Row]:
        """The rows, each as soon as it is known."""
        # Imported here: each part wants things of its own, a browser among them.
        module, _, name = self.does.partition(":")
        measure: Callable[[Length], Iterator[Row]] = getattr(import_module(f"tests.bench.{module}"), name)  # fmt: skip
        yield from measure(length)


PARTS = {
    part.name: part
    for part in (
        Part(name="start", about="start on an empty and a used folder, after kill -9; its parts; idle memory",
             does="life:start", takes=1.5, quick=0.5),
        Part(name="restart", about="kill -9 with a large write-ahead log", does="life:restart", takes=0.5, quick=0.2),
        Part(name="memory", about="memory and open files with 1,000 displays, and when they have left",
             does="life:memory", takes=1, quick=0.8),
        Part(name="issue", about="take a ticket: 1, 8, 32 clients, both ways to commit",
             does="speed:issue", takes=1.2, quick=0.6),
        Part(name="next", about="call next at 8 counters", does="speed:next_", takes=0.5, quick=0.2),
        Part(name="push", about="press next, to the last of 20, 200, 1,000 displays", does="speed:push", takes=2,
             quick=0.5),
        Part(name="seen", about="calls on 20 displays and two TVs in Chromium", does="devices:seen", takes=6, quick=0.7,
             paired=False),
        Part(name="paper", about="touch to paper", does="devices:paper", takes=0.5, quick=0.5, paired=False),
        Part(name="slow", about="the same tickets on a disk of 5 ms", does="speed:slow", takes=0.5, quick=0.2),
        Part(name="sound", about="press to loudspeaker", does="devices:sound", takes=7, quick=2.5, paired=False),
        Part(name="day", about="a day of eight hours, sixty times as fast: everybody at once",
             does="day:day", takes=8.5, quick=1.5),
        Part(name="growth", about="the same acts with a day, 100 thousand and a million tickets in the database",
             does="growth:growth", takes=14, quick=1.5, usual=False, paired=False),
        Part(name="statements", about="work of SQLite for every request, with a day and with years of history",
             does="statements:statements", takes=3, quick=0.7, usual=False, paired=False),
        Part(name="soak", about="half an hour (--minutes) of a hall ten times as fast; what grows",
             does="soak:soak", takes=31, quick=2.5, usual=False, paired=False),
    )
}  # fmt: skip
