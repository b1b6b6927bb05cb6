"""Dates and times as people of the hall write them."""

from datetime import UTC, datetime

import pytest

from printer.words import clock, long_date, short_date, words_of, zone_of

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


def test_a_language_without_words_is_printed_in_indonesian():
    assert words_of("fr") is words_of("id")
