"""When the hall copies itself, and what staff hears of it. The copy is made by a process of its own: a disk that hangs,
a stick that is gone or a gigabyte to read never holds the hall up.
"""

from __future__ import annotations

import json
import logging
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.events import Kind
from queue_server.storage import settings
from queue_server.storage.database import Database

log = logging.getLogger(__name__)
FIRST_AFTER_S: Final = 300.0
"""The hall opens first."""
AGAIN_AFTER_S: Final = 600.0
LONGEST_S: Final = 3 * 3600.0
KEY: Final = "backup"
Json = dict[str, Any]


class Schedule:
    """``command`` makes a copy if one is due and tells in JSON what became of it; ``every`` is None for a hall that
    makes none by itself; it runs in ``folder``. ``state`` is what is known: ok (None before the first), at, why.
    """

    def __init__(
        self, db: Database, command: Sequence[str], *, folder: Path, every: timedelta | None,
        now: Callable[[], datetime], first_after_s: float = FIRST_AFTER_S,
    ) -> None:  # fmt: skip
        self._db, self._every, self._now = db, every, now
        self._command, self._folder = list(command), folder
        self._next = time.monotonic() + first_after_s
        self._busy = False
        self._process: subprocess.Popen[str] | None = None
        self.state: Json = {"ok": None, "at": None, "why": "" if every else "off"}

    def look(self, aside: Callable[[Callable[[], None]], object]) -> None:
        """Begin a copy if it may be time for one; ``aside(run)`` runs it where nobody waits for it."""
        if self._every is None or self._busy or time.monotonic() < self._next:
            return
        self._busy = True
        aside(self.run)

    def run(self) -> None:
        """Have a copy made, and tell when that fails, and when it works again."""
        try:
            told = self._ask()
            wait_s = self._until_next(told) if told["ok"] else AGAIN_AFTER_S
            self._note(told)
        except Exception:
            # A copy that fails in a new way must not be the last one: it is tried again.
            log.exception("backup failed")
            wait_s = AGAIN_AFTER_S
        self._next = time.monotonic() + wait_s
        self._busy = False

    def stop(self) -> None:
        """The hall closes: a copy in the making is given up."""
        self._every = None
        if (process := self._process) is not None:
            process.kill()

    def _ask(self) -> Json:
        try:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            try:
                out, err = self._process.communicate(timeout=LONGEST_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.communicate()
                return {"ok": False, "why": "it took too long: does the disk answer?"}
        except OSError as error:
            return {"ok": False, "why": f"no process for it: {error}"}
        finally:
            self._process = None
        try:
            told = json.loads(out.strip().splitlines()[-1])
            if isinstance(told, dict) and isinstance(told.get("ok"), bool):
                return told
        except (ValueError, IndexError):
            pass
        words = err.strip().splitlines()
        return {"ok": False, "why": words[-1] if words else "the process ended without a word"}

    def _until_next(self, told: Json) -> float:
        assert self._every is not None
        due = datetime.fromisoformat(told["at"]) + self._every - self._now()
        return min(max(due.total_seconds(), 60.0), self._every.total_seconds())

    def _note(self, told: Json) -> None:
        """Keep what became of it; a row of the journal, and so a notice to staff, when that is news."""
        why = str(told.get("why", ""))[:200]
        before, self.state = (
            self.state,
            {"ok": told["ok"], "at": told.get("at") or self.state["at"], "why": why},
        )
        if told["ok"] and told.get("due", True):
            log.info(
                "backup: %s, %.1f MB in %s s", told["file"], told["bytes"] / 1e6, told["seconds"]
            )
        if not told["ok"] and before["ok"] is not False:
            log.error("NO BACKUP: %s (tried again every %d minutes)", why, AGAIN_AFTER_S / 60)
        if self._every is None:
            return
        try:
            self._journal(ok=told["ok"], why=why)
        except DatabaseBusy as error:
            log.error("backup: what became of it cannot be journalled: %s", error)

    def _journal(self, *, ok: bool, why: str) -> None:
        with self._db.reading() as conn:
            known = settings.get(conn, KEY) or {}
        if known.get("ok", True) == ok:
            return
        at = self._now()
        with self._db.transaction() as tx:
            settings.put(tx.conn, KEY, {"ok": ok, "why": why, "since": at.isoformat()})
            tx.record(
                Kind.BACKUP_CHANGED, at=at, actor="system", state="well" if ok else "failed", why=why
            )  # fmt: skip
