"""After a restore a machine comes back that knows higher numbers of today: the series go on behind them.

Only machines with a token are heard, only on the day of the restore, only of the life that was lost, and only so far:
whoever steals a token of a screen can waste some numbers of one day, and never have one given twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall
from queue_server.storage import epoch, journal
from queue_server.storage.database import Database
from queue_server.storage.salvage import NUMBER
from queue_server.usecases.restore import RESTORED

log = logging.getLogger(__name__)
MOST: Final = 300
"""So many numbers of a series may be skipped in a day on the word of machines."""
LISTENED_TO: Final = 50
TOLD_BY: Final = f"{RESTORED}, told by "
HEARD: Final = frozenset({"display", "printer", "kiosk"})


def hear(db: Database, hall: Hall, told: Any, *, actor: str, at: datetime) -> int:
    """Take what a machine ``knew``: ``{epoch, numbers: [{number, at}]}``; how many numbers are skipped for it.

    Of the life that goes on nothing is learnt. Nonsense is passed over.
    """
    lost = told.get("epoch") if isinstance(told, dict) else None
    if not isinstance(lost, str) or not lost:
        return 0
    today = hall.site.day(at)
    with db.reading() as conn:
        if lost == journal.epoch(conn) or lost not in epoch.former(conn, day=today):
            return 0
        have = epoch.series(conn, since=today)
    letters = {service.prefix for service in hall.services} | {hall.rules.roll_prefix}
    news = [
        (prefix, number) for prefix, number in _highest(told.get("numbers"), hall, today).items()
        if prefix in letters and number > have.get((today, prefix), 0)
    ]  # fmt: skip
    return _raise(db, news, day=today, actor=actor, at=at) if news else 0


def _highest(numbers: Any, hall: Hall, today: str) -> dict[str, int]:
    """By letter: the highest number of today among those told."""
    found: dict[str, int] = {}
    for prefix, number, day in _read(numbers, hall):
        if day == today:
            found[prefix] = max(number, found.get(prefix, 0))
    return found


def _read(numbers: Any, hall: Hall) -> Iterator[tuple[str, int, str]]:
    for one in (numbers if isinstance(numbers, list) else [])[:LISTENED_TO]:
        try:
            parts = NUMBER.fullmatch(one["number"])
            day = hall.site.day(datetime.fromisoformat(one["at"]))
        except (TypeError, KeyError, ValueError, OverflowError):
            continue
        if parts:
            yield parts[1], int(parts[2]), day


def _raise(db: Database, news: list[tuple[str, int]], *, day: str, actor: str, at: datetime) -> int:
    skipped = 0
    with db.transaction() as tx:
        gaps = []
        for prefix, number in sorted(news):
            room = MOST - epoch.raised(tx.conn, day, prefix, why=TOLD_BY)
            last = epoch.series(tx.conn, since=day).get((day, prefix), 0)
            if number - last > room:
                log.warning(
                    "%s knows %s%03d, which is too far away to be believed", actor, prefix, number
                )
                continue
            gap = epoch.raise_series(
                tx.conn, day, prefix, to=number, at=at, why=f"{TOLD_BY}{actor}"
            )
            if gap:
                gaps.append({"day": day, "prefix": prefix, "first": gap[0], "last": gap[1]})
                skipped += gap[1] - gap[0] + 1
        if gaps:
            tx.record(Kind.NUMBERS_RAISED, at=at, actor=actor, gaps=gaps)
    if skipped:
        log.warning("numbers go on behind what %s knows: %d skipped", actor, skipped)
    return skipped
