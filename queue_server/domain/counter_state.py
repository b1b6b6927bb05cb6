"""Whether a counter serves: open, paused or closed, by whom and since when."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from queue_server.domain.errors import CounterClosed


class CounterState(enum.StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A counter at this moment. ``reason`` belongs to a pause; ``staff`` is the name of who opened it.

    ``services``: ids of those it serves now, where staff narrowed them; None: all of its own.
    """

    counter_id: int
    code: str
    state: CounterState = CounterState.CLOSED
    reason: str = ""
    since: datetime | None = None
    staff: str = ""
    services: tuple[int, ...] | None = None

    def must_be_open(self) -> None:
        """Raises CounterClosed unless the counter is open."""
        if self.state is not CounterState.OPEN:
            raise CounterClosed(counter=self.code, state=self.state)
