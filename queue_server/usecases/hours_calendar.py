"""The national calendar, out of the package ``holidays``: read when a year is filled, never when somebody asks."""

from __future__ import annotations

from datetime import date
from typing import Final

from queue_server.domain.calendar import Holiday, HolidayKind
from queue_server.domain.hours import National

LANGUAGES: Final = {"id": "id", "en": "en_US"}
"""Ours, and what the package calls them. Dates that go by the moon say (perkiraan) and (estimated) in their names."""


def days_of(national: National, year: int) -> list[Holiday]:
    """National holidays of ``year`` and, if wanted, joint leave, by day; none for a year that the calendar lacks."""
    found: dict[date, Holiday] = {}
    if national.joint_leave:
        found |= _days(national.country, year, "government", HolidayKind.JOINT_LEAVE)
    found |= _days(national.country, year, "public", HolidayKind.NATIONAL)
    return [found[day] for day in sorted(found)]


def _days(country: str, year: int, category: str, kind: HolidayKind) -> dict[date, Holiday]:
    # Imported here: it takes a tenth of a second that a server without holidays to fill does not spend.
    import holidays

    named = {
        ours: holidays.country_holidays(country, years=year, categories=category, language=theirs)
        for ours, theirs in LANGUAGES.items()
    }
    return {
        day: Holiday(day=day, name={ours: str(days[day]) for ours, days in named.items()}, kind=kind)
        for day in named["id"]
    }  # fmt: skip
