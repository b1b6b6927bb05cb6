"""What the house stands on: its database, its disk, its clock. Looked at twice a second, told to staff at each change.

None of it can be journalled while the disk is full, so these notices stand outside the journal: whoever comes later
reads in /readyz, /healthz and in each refusal how things are.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from queue_server.domain.clock import ClockState
from queue_server.domain.errors import DatabaseBusy
from queue_server.storage import disk
from queue_server.storage.database import Database
from queue_server.usecases.house import House

log = logging.getLogger(__name__)
EVERY_S: Final = 0.5
TRIAL_EVERY_S: Final = 2.0
DISK_EVERY_S: Final = 10.0
LOW: Final = 128 * 1024 * 1024
"""So little room left is told before it is too late; pictures and films stop at twice as much."""
ENOUGH: Final = LOW * 5 // 4
WELL: Final = {"id": "Server dapat menyimpan lagi.", "en": "The server can save again."}
ROOM_AGAIN: Final = {"id": "Disk server cukup lagi.", "en": "The server's disk has room again."}
CLOCK_WELL: Final = {"id": "Jam server benar lagi.", "en": "The server's clock is right again."}
CLOCK: Final[Mapping[str, Mapping[str, str]]] = {
    ClockState.BEHIND: {
        "id": "Jam server mundur; waktu berjalan dari catatan terakhir. Periksa jam dan baterai komputer.",
        "en": "The server's clock went back; time goes on from the last record. Check clock and battery.",
    },
    ClockState.AHEAD: {
        "id": "Jam server melompat jauh ke depan dan belum dipercaya. Periksa jam komputer sekarang.",
        "en": "The server's clock jumped far ahead and is not believed yet. Check the computer's clock now.",
    },
    ClockState.RESET: {
        "id": "Jam server mundur jauh dan dipercaya; sebagian catatan bertanggal masa depan. Periksa jam komputer.",
        "en": "The server's clock went far back and is believed; some records have future dates. Check the clock.",
    },
}  # fmt: skip
Tell = Callable[..., None]


class Trial:
    """Begins to write every two seconds, though nobody presses anything: another program may hold the file. A loop of
    its own, because it waits while a commit does not return.
    """

    def __init__(self, db: Database, closing: threading.Event) -> None:
        self._db, self._closing = db, closing

    def run(self) -> None:
        """Until closing."""
        while not self._closing.wait(TRIAL_EVERY_S):
            with suppress(DatabaseBusy, MemoryError):
                if self._db.trouble is None:
                    with self._db.transaction():
                        pass


class Caretaker:
    """``tell(level, code, **facts)`` reaches staff; ``beat()`` is when (monotonic) the watch last came round."""

    def __init__(self, house: House, tell: Tell, *, closing: threading.Event) -> None:
        self._house, self._tell, self._closing = house, tell, closing
        self._told: str | None = None
        self._clock = "ok"
        self._low, self._disk_at = False, 0.0
        self.lag_s = 0.0
        self._failing = False

    def run(self) -> None:
        """Until closing."""
        while not self._closing.is_set():
            began = time.monotonic()
            self._closing.wait(EVERY_S)
            self.lag_s = max(0.0, time.monotonic() - began - EVERY_S)
            try:
                self.look()
            except Exception:
                # Out of memory, most likely: whoever looks after the house must not be the first to leave it.
                if not self._failing:
                    log.exception("the caretaker stumbled")
                self._failing = True
            else:
                self._failing = False

    def look(self) -> None:
        """Tell what is new."""
        self._look_at_storage()
        self._look_at_clock()
        if time.monotonic() - self._disk_at > DISK_EVERY_S and self._house.db.folder:
            self._disk_at = time.monotonic()
            self._look_at_disk(disk.free(self._house.db.folder))

    def _look_at_storage(self) -> None:
        trouble = self._house.db.look()
        now = trouble.why.value if trouble else None
        if now == self._told:
            return
        self._told = now
        if trouble:
            self._tell("bad", "storage_trouble", name="storage", **trouble.details)
        else:
            self._tell("ok", "storage_well", name="storage", words=WELL)

    def _look_at_clock(self) -> None:
        self._house.now()  # a clock that nobody asks does not notice that it was set
        now = self._house.clock()
        if now == self._clock:
            return
        self._clock = now
        if now in CLOCK:
            self._tell("warn", "clock_wrong", name="clock", clock=now, words=CLOCK[now])
        else:
            self._tell("ok", "clock_well", name="clock", clock=now, words=CLOCK_WELL)

    def _look_at_disk(self, free: int | None) -> None:
        if free is None or (free > LOW and not self._low) or (free < ENOUGH and self._low):
            return
        self._low = not self._low
        if not self._low:
            self._tell("ok", "disk_well", name="disk", words=ROOM_AGAIN)
            return
        log.warning("only %d MB are free on the disk of the data folder", free // 2**20)
        words = {
            "id": f"Disk server hampir penuh: sisa {free // 2**20} MB. Hapus berkas yang tidak perlu.",
            "en": f"The server's disk is nearly full: {free // 2**20} MB left. Delete files that are not needed.",
        }
        self._tell("warn", "disk_low", name="disk", free_mb=free // 2**20, words=words)

    def state(self) -> dict[str, Any]:
        """For /healthz: what is wrong now."""
        trouble = self._house.db.trouble
        disk_is = "low" if self._low else "ok"
        return {
            "storage": trouble.why.value if trouble else "ok", "disk": disk_is, "lag_s": round(self.lag_s, 3),
        }  # fmt: skip
