"""What is old enough is erased: the links from tickets to papers, phones and kiosks' requests.

What stays, for ever: numbers, services, classes and times, because the figures of a year need them and no name belongs
to them; and the journal, because it must be possible to prove it. It names staff by the names they log in with, and has
the reasons they wrote: who writes a visitor's name there keeps it, so pages ask for reasons, not for names.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from queue_server.storage import retention, settings
from queue_server.usecases.house import House

log = logging.getLogger(__name__)
AT_ONCE: Final = 500
SETTING: Final = "erased_until"


class Retention:
    """``look`` does a little at a time, so that nobody who takes a number waits for it."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._done_for = ""
        self._day: str | None = None
        self._erased = 0

    def look(self) -> None:
        """Erase some more, if there is anything; once for each day that begins."""
        keep, house = self._house.doors.keep, self._house
        at = house.now()
        today = house.hall.site.day(at)
        if keep is None or self._done_for == today:
            return
        before = house.hall.site.day(at - max(keep, timedelta(days=1)))
        if self._day is None:
            with house.db.reading() as conn:
                until = settings.get(conn, SETTING) or ""
                self._day = retention.next_day(conn, after=until, before=before)
            if self._day is None:
                self._finish(today)
                return
        self._some(self._day)

    def _some(self, day: str) -> None:
        with self._house.db.transaction() as tx:
            gone = retention.erase(tx.conn, day=day, limit=AT_ONCE)
            if gone < AT_ONCE:
                settings.put(tx.conn, SETTING, day)
        self._erased += gone
        if gone < AT_ONCE:
            self._day = None

    def _finish(self, today: str) -> None:
        with self._house.db.transaction() as tx:
            retention.sweep(tx.conn, at=self._house.now())
        if self._erased:
            log.info("%d old tickets have no token any more", self._erased)
        self._done_for, self._erased = today, 0
