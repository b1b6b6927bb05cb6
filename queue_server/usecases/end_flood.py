"""After a flood of numbers a supervisor takes those out of the line that nobody holds on paper."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from queue_server.domain.errors import Conflict, IllegalTransition
from queue_server.domain.hall import Hall
from queue_server.storage import floods
from queue_server.storage.database import Database
from queue_server.usecases import any_ticket

AT_ONCE: Final = 500


def unprinted(db: Database, hall: Hall, kiosk: str, *, minutes: int, at: datetime) -> Sequence[int]:
    """Ids of the waiting numbers of the kiosk's last ``minutes`` whose paper never came out, at most 500."""
    since = at - timedelta(minutes=minutes)
    with db.reading() as conn:
        return floods.unprinted(
            conn, actor=f"kiosk:{kiosk}", day=hall.site.day(at), since=since, limit=AT_ONCE
        )


def end_flood(
    db: Database, hall: Hall, kiosk: str, *, minutes: int, reason: str, actor: str, at: datetime
) -> int:
    """Cancel them; how many they were. Each is journalled by itself; one that is called meanwhile stays."""
    cancelled = 0
    for id in unprinted(db, hall, kiosk, minutes=minutes, at=at):
        with suppress(Conflict, IllegalTransition):
            any_ticket.cancel(db, hall, id, reason=reason, actor=actor, at=at)
            cancelled += 1
    return cancelled
