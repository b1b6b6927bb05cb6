"""Living through days, with the invariants after every step and all of them at the end of each day."""

from __future__ import annotations

from datetime import UTC, datetime

from queue_server.storage import halls
from queue_server.storage import invariants as rows
from queue_server.usecases import invariants, set_up_hall
from tests.simulation import setting
from tests.simulation.day import Day

HOUR = 3600
BACK_AND_FORTH = ((10 * HOUR, -20 * 60), (11 * HOUR, 7 * 60), (12 * HOUR, 0))
"""A clock that somebody sets back by twenty minutes, then too far ahead, then right."""


def a_hall(db, **rules):
    """The hall of ``setting``, written into ``db``."""
    set_up_hall.write(db, setting.definition(**rules), actor="system", at=datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip
    with db.reading() as conn:
        return halls.load(conn)


def live(db, hall, day, figures, *, seed, base, clock_lies=()):
    """One day; returns the faults found. ``figures`` counts what was checked."""
    name, rolls, found = day.isoformat(), hall.rules.roll_prefix, []

    def after(act):
        with db.reading() as conn:
            wrong = [*rows.at_each_step(conn, rolls=rolls, day=name), *rows.sent_to_nobody(conn, day=name)]  # fmt: skip
        figures.checked["at each step"] += 4
        found.extend(f"{name} after {act}: {fault}" for fault in wrong)

    Day(db, hall, day, seed=seed, base=base, figures=figures, after=after, clock_lies=clock_lies).run()  # fmt: skip
    with db.reading() as conn:
        found += invariants.in_rows(conn, hall, name)
        lived = invariants.replayed(conn, hall, name)
        found += lived.found
        found += figures.add_day(conn, hall, name)
    figures.checked["of the day"] += 8
    figures.checked["calls made again"] += lived.compared
    figures.faults += found
    return found
