"""Following the journal: every committed row is pushed once, in order, by one loop."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from queue_server.domain.events import CALLS, Kind
from queue_server.live.push import Pusher
from queue_server.storage import journal
from queue_server.storage.journal import Event
from queue_server.usecases.house import House
from queue_server.usecases.show_hall import Moment, moment

log = logging.getLogger(__name__)
COALESCE_S: Final = 0.1
BOARD_EVERY_S: Final = 10.0
AT_ONCE: Final = 500
NEWS: Final = {
    Kind.PRINT_CHANGED: Pusher.paper, Kind.PRINTER_CHANGED: Pusher.printer, Kind.SCREEN_CHANGED: Pusher.screen,
    Kind.CALL_SPOKEN: Pusher.heard, Kind.KIOSK_CHANGED: Pusher.kiosk, Kind.BACKUP_CHANGED: Pusher.backup,
}  # fmt: skip
"""Rows that are news by themselves, and how each is told."""
SET_UP = frozenset({Kind.HALL_CHANGED, Kind.HOURS_CHANGED})
PEOPLE = frozenset({Kind.STAFF_CHANGED, Kind.DEVICE_CHANGED})


class Tail:
    """``changed(name)`` is called for staff and devices that changed: their connections may have to go. ``pushed`` is
    told the seq and time of each call that went out.
    """

    def __init__(
        self,
        house: House,
        pusher: Pusher,
        *,
        closing: threading.Event,
        changed: Callable[[str], None],
        pushed: Callable[[int, datetime], None] = lambda seq, at: None,
    ) -> None:
        self._house = house
        self._pusher = pusher
        self._closing = closing
        self._changed = changed
        self._pushed = pushed
        self._last: int | None = None
        self._dirty = False
        self._states_at = self._boards_at = self._called_at = 0.0
        self.running = self._failing = False

    def start_at_head(self) -> None:
        """What was committed before now is not pushed: whoever connects asks for it."""
        with self._house.db.reading() as conn:
            self._last = journal.last_seq(conn)

    def run(self) -> None:
        """Until closing. The event is only the alarm clock; the look every two seconds is the safety net."""
        committed = self._house.db.committed
        self.running = True
        while not self._closing.is_set():
            wait = COALESCE_S - (time.monotonic() - self._states_at) if self._dirty else 2.0
            committed.wait(max(0.0, min(wait, 2.0)))
            committed.clear()  # before reading: what is committed from here on rings again
            try:
                self.step()
            except Exception:
                # A push must never end the loop: the next one carries the whole state again.
                if not self._failing:
                    log.exception("push failed; trying again until it works")
                self._failing = True
                self._closing.wait(0.5)
            else:
                if self._failing:
                    log.warning("pushes work again")
                self._failing = False
        self.running = False

    def step(self) -> None:
        """Push what is new. Rows and the state behind them come from one view, so their numbers agree."""
        assert self._last is not None
        with self._house.db.reading() as conn:
            rows = journal.since(conn, self._last, limit=AT_ONCE)
            if any(row.kind in SET_UP for row in rows):
                self._house.reload()
            if any(row.kind is Kind.MEDIA_CHANGED for row in rows):
                self._house.reload_media()
            self._dirty = self._dirty or bool(rows)  # also when telling fails: the state heals it
            called = self._tell(rows)
            if called:
                time.sleep(0)  # whoever pressed has the answer before the boards are made
            if len(rows) == AT_ONCE:
                # More is waiting: the state is newer than these rows, so it comes later.
                self._house.db.committed.set()
                return
            at = time.monotonic()
            due = self._dirty and at - self._states_at >= COALESCE_S
            beat = at - self._boards_at >= BOARD_EVERY_S
            # The first call's board goes out with it; those of a rush share one, a tenth of a second later at most.
            if at - self._called_at < COALESCE_S:
                called = set()
            if not (called or due or beat):
                return
            now = self._house.latest = moment(conn, self._house.hall, at=self._house.now())
            time.sleep(0)
            self._push_states(conn, now, called=called, everything=due or beat, at=at)

    def _push_states(
        self, conn: sa.Connection, now: Moment, *, called: set[str], everything: bool, at: float
    ) -> None:
        self._pusher.boards(conn, now, zones=None if everything else called)
        if called:
            self._called_at = at
        if everything:
            self._pusher.states(now)
            self._dirty, self._states_at, self._boards_at = False, at, at

    def _tell(self, rows: list[Event]) -> set[str]:
        """Push calls and paper at once; returns the zones that were called in."""
        zones: set[str] = set()
        hall = self._house.hall
        for row in rows:
            self._last = row.seq
            if row.kind in CALLS:
                self._pusher.call(row)
                zones.add(hall.zone_of(hall.counter_ever(row.data["counter"]).zone_id).code)
                self._pushed(row.seq, row.at)
            elif row.kind is Kind.TICKET_ISSUED and row.data.get("printer"):
                self._pusher.paper(row)
            elif row.kind in NEWS:
                NEWS[row.kind](self._pusher, row)
            elif row.kind in PEOPLE:
                self._changed(row.data["name"])
        return zones
