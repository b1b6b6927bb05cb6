"""Holidays: filled once from the national calendar, then edited by people. What counts is the table alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from queue_server.domain.calendar import Holiday
from queue_server.domain.errors import InvalidInput, NotFound
from queue_server.domain.events import Kind
from queue_server.domain.hours import National
from queue_server.storage import hours, settings
from queue_server.storage.database import Database, Transaction
from queue_server.usecases.hours_calendar import days_of

FILLED: Final = "holidays_filled"
"""Setting: the years that were filled by themselves, so that a day somebody removed does not come back."""


def put_holiday(db: Database, holiday: Holiday) -> None:
    """Enter a day, or change what is known of it; who did is in it."""
    with db.transaction() as tx:
        before = hours.holiday(tx.conn, holiday.day)
        hours.save_holiday(tx.conn, holiday)
        assert holiday.changed_at is not None
        tx.record(
            Kind.HOURS_CHANGED, at=holiday.changed_at, actor=holiday.actor, what="holiday", day=holiday.day.isoformat(),
            name=holiday.name["id"], active=holiday.active, was=before.active if before else None,
        )  # fmt: skip


def remove_holiday(db: Database, day: date, *, actor: str, at: datetime) -> None:
    """Strike a day off the list. Raises NotFound."""
    with db.transaction() as tx:
        if not hours.remove_holiday(tx.conn, day):
            raise NotFound(what="holiday", name=day.isoformat())
        tx.record(
            Kind.HOURS_CHANGED, at=at, actor=actor, what="holiday_removed", day=day.isoformat()
        )


def add_days(
    db: Database, found: Sequence[Holiday], *, year: int, actor: str, at: datetime
) -> list[Holiday]:
    """Add those of ``found`` that are not in the table; what is there stays as people made it. The days added.

    Raises InvalidInput when nothing was found: the calendar does not have that year.
    """
    if not found:
        raise InvalidInput(errors=[{"field": "year", "message": "not in the national calendar"}])
    with db.transaction() as tx:
        return _add(tx, found, year=year, actor=actor, at=at)


def fill_by_itself(
    db: Database, national: National, *, year: int, at: datetime,
    look: Callable[[National, int], Sequence[Holiday]] = days_of,
) -> int:  # fmt: skip
    """Fill ``year`` and the next one, each once in the life of the hall; how many days are new."""
    new = 0
    with db.reading() as conn:
        filled = settings.get(conn, FILLED) or []
    for missing in sorted({year, year + 1} - set(filled)):
        found = look(national, missing)
        with db.transaction() as tx:
            filled = sorted({*(settings.get(tx.conn, FILLED) or []), missing})
            settings.put(tx.conn, FILLED, filled)
            new += len(_add(tx, found, year=missing, actor="system", at=at))
    return new


def _add(
    tx: Transaction, found: Sequence[Holiday], *, year: int, actor: str, at: datetime
) -> list[Holiday]:
    known = {one.day for one in hours.holidays(tx.conn)}
    new = [replace(one, actor=actor, changed_at=at) for one in found if one.day not in known]
    for one in new:
        hours.save_holiday(tx.conn, one)
    if new:
        tx.record(
            Kind.HOURS_CHANGED, at=at, actor=actor, what="holidays_filled", year=year, days=len(new)
        )
    return new
