"""Holidays: filled once from the national calendar, then what people made of them."""

from datetime import date

import pytest

from queue_server.domain.calendar import Holiday, HolidayKind
from queue_server.domain.errors import InvalidInput, NotFound, ServiceClosed
from queue_server.domain.hours import National
from queue_server.storage import halls, hours, journal
from queue_server.usecases.hours_calendar import days_of
from queue_server.usecases.hours_holidays import (
    add_days,
    fill_by_itself,
    put_holiday,
    remove_holiday,
)
from tests.builders import at, take

# The decree of three ministers for 2026, as reference/hall.md has it.
NATIONAL_2026 = [
    "01-01", "01-16", "02-17", "03-19", "03-21", "03-22", "04-03", "04-05", "05-01", "05-14", "05-27", "05-31",
    "06-01", "06-16", "08-17", "08-25", "12-25",
]  # fmt: skip
JOINT_LEAVE_2026 = ["02-16", "03-18", "03-20", "03-23", "03-24", "05-15", "05-28", "12-24"]
INDONESIA = National(country="ID")


@pytest.fixture
def stored(db):
    def load():
        with db.reading() as conn:
            return {one.day.isoformat(): one for one in hours.holidays(conn)}

    return load


@pytest.fixture(scope="module")
def calendar():
    """The national calendar, read once."""
    return {year: days_of(INDONESIA, year) for year in (2026, 2027, 2028)}


@pytest.fixture
def fill(db, calendar):
    def do(year, national=INDONESIA):
        return fill_by_itself(db, national, year=year, at=at(), look=lambda _, year: calendar[year])

    return do


def test_the_calendar_of_2026_is_the_decree_day_by_day(calendar):
    by_kind = {
        kind: [one.day.isoformat()[5:] for one in calendar[2026] if one.kind is kind]
        for kind in HolidayKind
    }

    assert by_kind[HolidayKind.NATIONAL] == NATIONAL_2026
    assert by_kind[HolidayKind.JOINT_LEAVE] == JOINT_LEAVE_2026
    assert (len(NATIONAL_2026), len(JOINT_LEAVE_2026)) == (17, 8)


def test_names_are_in_both_languages_and_say_which_dates_the_moon_decides(calendar):
    names = {one.day.isoformat(): one.name for year in calendar.values() for one in year}

    assert names["2026-12-24"] == {
        "id": "Cuti Bersama Hari Raya Natal",
        "en": "Christmas Joint Holiday",
    }
    assert names["2027-03-10"]["id"].endswith("(perkiraan)")
    assert names["2027-03-10"]["en"].endswith("(estimated)")


def test_joint_leave_is_left_out_where_the_office_works_on_it():
    days = days_of(National(country="ID", joint_leave=False), 2026)

    assert [one.day.isoformat()[5:] for one in days] == NATIONAL_2026


def test_the_hall_fills_this_year_and_the_next_once(fill, stored):
    assert fill(2026) == 25 + 26
    assert fill(2026) == 0
    assert {day[:4] for day in stored()} == {"2026", "2027"}


def test_at_the_turn_of_the_year_the_year_after_is_filled(fill, stored, calendar):
    fill(2026)

    assert fill(2027) == len(calendar[2028]) > 0
    assert stored()["2028-08-17"].name["id"] == "Hari Kemerdekaan Republik Indonesia"


def test_a_day_that_somebody_struck_off_does_not_come_back_by_itself(db, fill, stored):
    fill(2026)
    remove_holiday(db, date(2026, 12, 24), actor="staff:citra", at=at())

    assert fill(2026) == 0
    assert "2026-12-24" not in stored()
    with pytest.raises(NotFound):
        remove_holiday(db, date(2026, 12, 24), actor="staff:citra", at=at())


def test_filling_by_hand_leaves_what_people_wrote(db, calendar, stored):
    mine = Holiday(
        day=date(2026, 12, 25), name={"id": "Natal"}, kind=HolidayKind.OWN, active=False,
        actor="staff:citra", changed_at=at(),
    )  # fmt: skip
    put_holiday(db, mine)
    added = add_days(db, calendar[2026], year=2026, actor="staff:citra", at=at())

    assert len(added) == 24
    assert stored()["2026-12-25"] == mine


def test_a_year_without_a_calendar_is_refused(db):
    with pytest.raises(InvalidInput) as refused:
        add_days(db, [], year=1900, actor="staff:citra", at=at())
    assert refused.value.details["errors"][0]["field"] == "year"


def test_on_a_holiday_no_number_is_given_until_somebody_switches_it_off(db, fill):
    fill(2026)

    def hall():
        with db.reading() as conn:
            return halls.load(conn)

    christmas = at("09.00", "2026-12-25")
    with pytest.raises(ServiceClosed) as refused:
        take(db, hall(), at=christmas)
    assert refused.value.details["reason"] == "holiday"
    off = Holiday(
        day=date(2026, 12, 25), name={"id": "Natal"}, active=False, actor="staff:citra", changed_at=at()
    )  # fmt: skip
    put_holiday(db, off)

    assert take(db, hall(), at=christmas).number == "A001"


def test_the_journal_says_who_changed_the_calendar(db, fill):
    fill(2026)
    put_holiday(
        db,
        Holiday(
            day=date(2026, 12, 28),
            name={"id": "Ulang tahun Siak"},
            actor="staff:citra",
            changed_at=at(),
        ),
    )
    remove_holiday(db, date(2026, 12, 28), actor="staff:citra", at=at())

    with db.reading() as conn:
        told = [
            (r.actor, r.data["what"]) for r in journal.since(conn, 0) if r.kind == "hours_changed"
        ]
    assert told == [
        ("system", "holidays_filled"), ("system", "holidays_filled"), ("staff:citra", "holiday"),
        ("staff:citra", "holiday_removed"),
    ]  # fmt: skip
