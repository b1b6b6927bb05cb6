"""Dates and times as people of the hall write them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from printer.ticket import words
from printer.ticket.words import clock, long_date, short_date, words_of, zone_of

MONDAY = datetime(2026, 11, 23, 3, 32, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "language", "written"),
    [
        ("Asia/Jakarta", "id", "Senin, 23 November 2026, 10.32 WIB"),
        ("Asia/Makassar", "id", "Senin, 23 November 2026, 11.32 WITA"),
        ("Asia/Jayapura", "id", "Senin, 23 November 2026, 12.32 WIT"),
        ("Asia/Pontianak", "en", "Monday, 23 November 2026, 10.32 WIB"),
        ("Nowhere/Land", "id", "Senin, 23 November 2026, 10.32 WIB"),
        ("../../etc/passwd", "id", "Senin, 23 November 2026, 10.32 WIB"),
    ],
)
def test_the_date_is_the_one_of_the_hall(zone, language, written):
    assert long_date(MONDAY, zone_of(zone), words_of(language)) == written


def test_late_in_the_evening_utc_it_is_already_tomorrow_in_papua():
    late = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)

    assert short_date(late, zone_of("Asia/Jayapura"), words_of("id")) == "Jum 1 Jan 2027, 00.30 WIT"
    assert clock(late, zone_of("Asia/Jakarta")) == "22.30"


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "Monday, 23 November 2026, 10.32 WIB", "Mon 23 Nov 2026, 10.32 WIB"),
        ("ms", "Isnin, 23 November 2026, 10.32 WIB", "Isn 23 Nov 2026, 10.32 WIB"),
        ("jv", "Senèn, 23 Nopèmber 2026, 10.32 WIB", "Sen 23 Nop 2026, 10.32 WIB"),
        ("ar", "الاثنين، 23 نوفمبر 2026، 10.32 WIB", "الاثنين 23 نوفمبر 2026، 10.32 WIB"),
        ("zh", "2026年11月23日 星期一 10.32 WIB", "2026年11月23日 周一 10.32 WIB"),
    ],
)
def test_every_language_writes_dates_its_way_in_western_digits(language, long, short):
    zone, words = zone_of("Asia/Jakarta"), words_of(language)

    assert long_date(MONDAY, zone, words) == long
    assert short_date(MONDAY, zone, words) == short


def test_a_language_is_a_file_and_says_all_there_is_to_say():
    folder = Path(words.__file__).parent
    languages = {file.stem for file in folder.glob("*.py")} - words.NOT_LANGUAGES - {"__init__"}

    assert languages == {"ar", "en", "id", "jv", "ms", "zh"}
    for language in languages:
        said = words_of(language)
        assert (len(said.days), len(said.months), len(said.follow)) == (7, 12, 2)
        assert said.copy.count("{n}") == said.reprinted.count("{time}") == 1
        assert all((said.ahead, said.expected, said.watch, said.aim, said.bring, said.once))
    assert words_of("zh-Hans") is words_of("zh")


def test_a_language_without_words_is_printed_in_indonesian():
    assert words_of("fr") is words_of("id")
