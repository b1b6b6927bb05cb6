"""The words on a ticket and how dates and times are written, in Indonesian and English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# The country's own zones have no summer time; knowing them spares a small box the zone database.
INDONESIA = {
    "Asia/Jakarta": timezone(timedelta(hours=7), "WIB"),
    "Asia/Pontianak": timezone(timedelta(hours=7), "WIB"),
    "Asia/Makassar": timezone(timedelta(hours=8), "WITA"),
    "Asia/Jayapura": timezone(timedelta(hours=9), "WIT"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    copy: str
    ahead: str
    people: str
    person: str
    expected: str
    watch: str
    follow: tuple[str, str]
    aim: str
    bring: str
    reprinted: str
    once: str
    missed: str
    today: str
    days: tuple[str, ...]
    months: tuple[str, ...]


INDONESIAN = Words(
    copy="SALINAN KE-{n}",
    ahead="Di depan Anda",
    people="orang",
    person="orang",
    expected="Perkiraan dipanggil",
    watch="Perhatikan layar dan dengarkan panggilan.",
    follow=("Pantau giliran", "di ponsel"),
    aim="Arahkan kamera ke kode ini. Tanpa aplikasi.",
    bring="Siapkan:",
    reprinted="Dicetak ulang {time}",
    once="Nomor ini berlaku satu kali.",
    missed="Terlewat? Lapor ke petugas.",
    today="Berlaku hanya hari ini.",
    days=("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    months=(
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
)
ENGLISH = Words(
    copy="COPY {n}",
    ahead="Ahead of you",
    people="people",
    person="person",
    expected="Expected call",
    watch="Watch the screens and listen for your call.",
    follow=("Follow your turn", "on your phone"),
    aim="Point the camera at this code. No app.",
    bring="Have ready:",
    reprinted="Printed again {time}",
    once="This number counts once.",
    missed="Missed it? Tell the staff.",
    today="Valid today only.",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
)


def words_of(language: str) -> Words:
    """The words of ``language``; Indonesian for every language that has none here."""
    return ENGLISH if language == "en" else INDONESIAN


def zone_of(name: str) -> tzinfo:
    """The time zone ``name``; Western Indonesia when this computer does not know it."""
    try:
        return INDONESIA.get(name) or ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return INDONESIA["Asia/Jakarta"]


def clock(at: datetime, zone: tzinfo) -> str:
    """ "10.32" in ``zone``."""
    return f"{at.astimezone(zone):%H.%M}"


def long_date(at: datetime, zone: tzinfo, words: Words) -> str:
    """ "Senin, 23 November 2026, 10.32 WIB"."""
    day = at.astimezone(zone)
    date = f"{day.day} {words.months[day.month - 1]} {day.year}"
    return f"{words.days[day.weekday()]}, {date}, {day:%H.%M %Z}"


def short_date(at: datetime, zone: tzinfo, words: Words) -> str:
    """ "Sen 23 Nov 2026, 10.32 WIB"."""
    day = at.astimezone(zone)
    date = f"{day.day} {words.months[day.month - 1][:3]} {day.year}"
    return f"{words.days[day.weekday()][:3]} {date}, {day:%H.%M %Z}"
