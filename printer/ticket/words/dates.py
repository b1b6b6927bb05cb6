"""How dates and times are written: in the hall's time zone, in western digits."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from printer.ticket.words.kind import Words

# The country's own zones have no summer time; knowing them spares a small box the zone database.
INDONESIA = {
    "Asia/Jakarta": timezone(timedelta(hours=7), "WIB"),
    "Asia/Pontianak": timezone(timedelta(hours=7), "WIB"),
    "Asia/Makassar": timezone(timedelta(hours=8), "WITA"),
    "Asia/Jayapura": timezone(timedelta(hours=9), "WIT"),
}


def zone_of(name: str) -> tzinfo:
    """The time zone ``name``; Western Indonesia when this computer does not know it."""
    try:
        return INDONESIA.get(name) or ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return INDONESIA["Asia/Jakarta"]


def clock(at: datetime, zone: tzinfo) -> str:
    """ "10.32" in ``zone``."""
    return f"{at.astimezone(zone):%H.%M}"


def long_date(at: datetime, zone: tzinfo, words: Words) -> str:
    """ "Senin, 23 November 2026, 10.32 WIB"."""
    day = at.astimezone(zone)
    names = words.days[day.weekday()], words.months[day.month - 1]
    return _written(words.long_date, day, *names)


def short_date(at: datetime, zone: tzinfo, words: Words) -> str:
    """ "Sen 23 Nov 2026, 10.32 WIB"."""
    day = at.astimezone(zone)
    days = words.short_days or tuple(name[:3] for name in words.days)
    months = words.short_months or tuple(name[:3] for name in words.months)
    return _written(words.short_date, day, days[day.weekday()], months[day.month - 1])


def _written(pattern: str, day: datetime, weekday: str, month: str) -> str:
    time = f"{day:%H.%M %Z}"
    return pattern.format(weekday=weekday, day=day.day, month=month, year=day.year, time=time)
