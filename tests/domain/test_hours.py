"""When numbers can be had: by the clock of the site, with a reason and the time of reopening."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from queue_server.domain.hall import Site
from queue_server.domain.hours import Closed, Hours, Span
from queue_server.domain.opening import Opening
from tests.builders import JAKARTA, at


def span(start, end):
    return Span(start=time.fromisoformat(start), end=time.fromisoformat(end))


def asked(hours):
    return Opening(hours=hours, hall=hours, zone=JAKARTA)


HALL = Hours(
    always=False,
    tickets={day: span("07:30", "15:00") for day in range(4)} | {4: span("07:30", "14:30")},
    service={day: span("08:00", "16:00") for day in range(4)} | {4: span("08:00", "16:30")},
    pauses={4: (span("11:30", "13:00"),)},
    closed=frozenset({date(2026, 12, 24)}),
)
MONDAY, THURSDAY, FRIDAY, SATURDAY = "2026-11-23", "2026-11-26", "2026-11-27", "2026-11-28"
NEXT_MONDAY = "2026-11-30"


@pytest.mark.parametrize(
    ("day", "clock", "reason", "until"),
    [
        (MONDAY, "00.00", Closed.NOT_OPEN, (MONDAY, "07.30")),
        (MONDAY, "07.29.59", Closed.NOT_OPEN, (MONDAY, "07.30")),
        (MONDAY, "07.30", None, None),
        (MONDAY, "14.59.59", None, None),
        (MONDAY, "15.00", Closed.LAST_TICKET_PASSED, ("2026-11-24", "07.30")),
        (MONDAY, "16.00", Closed.DAY_CLOSED, ("2026-11-24", "07.30")),
        (FRIDAY, "11.30", Closed.PAUSE, (FRIDAY, "13.00")),
        (FRIDAY, "13.00", None, None),
        (FRIDAY, "14.30", Closed.LAST_TICKET_PASSED, (NEXT_MONDAY, "07.30")),
        (SATURDAY, "10.00", Closed.DATE_CLOSED, (NEXT_MONDAY, "07.30")),
        ("2026-12-24", "10.00", Closed.DATE_CLOSED, ("2026-12-25", "07.30")),
        ("2026-12-23", "20.00", Closed.DAY_CLOSED, ("2026-12-25", "07.30")),
    ],
)
def test_the_hall_says_why_it_is_closed_and_when_it_opens_again(day, clock, reason, until):
    shut = asked(HALL).shut(at(clock, day))

    assert (shut and shut.reason) == reason
    assert (shut and shut.until) == (until and at(until[1], until[0]))


def test_a_pause_until_closing_time_promises_the_next_day():
    hours = replace(HALL, pauses={4: (span("14:00", "15:30"),)})

    assert asked(hours).shut(at("14.10", FRIDAY)).until == at("07.30", NEXT_MONDAY)


def test_a_day_that_begins_with_a_pause_opens_after_it():
    hours = replace(HALL, pauses={0: (span("07:00", "09:00"),)})

    assert asked(hours).shut(at("06.00", MONDAY)).until == at("09.00", MONDAY)


def test_a_hall_without_a_single_open_day_promises_nothing():
    shut = asked(Hours(always=False)).shut(at())

    assert (shut.reason, shut.until) == (Closed.DATE_CLOSED, None)


@pytest.mark.parametrize("clock", ["00.00", "12.00", "23.59.59"])
def test_a_hall_that_is_always_open_never_closes(clock):
    assert asked(Hours()).shut(at(clock)) is None


def test_reopening_is_told_in_utc():
    assert asked(HALL).shut(at("06.00")).until == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def a_site(time_zone):
    return Site(code="SIAK", name={"id": "MPP"}, region={}, time_zone=time_zone, languages=("id",))


@pytest.mark.parametrize(
    ("zone", "utc", "day"),
    [
        ("Asia/Jakarta", "2026-11-23T16:59:59", "2026-11-23"),
        ("Asia/Jakarta", "2026-11-23T17:00:00", "2026-11-24"),
        ("Asia/Makassar", "2026-11-23T16:00:00", "2026-11-24"),
        ("Asia/Jayapura", "2026-11-23T14:59:59", "2026-11-23"),
        ("Asia/Jayapura", "2026-11-23T15:00:00", "2026-11-24"),
        # Midnight of UTC is 07.00 in Riau: in the middle of the morning, and the same day before and after.
        ("Asia/Jakarta", "2026-11-22T23:59:59", "2026-11-23"),
        ("Asia/Jakarta", "2026-11-23T00:00:00", "2026-11-23"),
    ],
)
def test_the_business_day_turns_at_midnight_of_the_site(zone, utc, day):
    assert a_site(zone).day(datetime.fromisoformat(utc).replace(tzinfo=UTC)) == day


@pytest.mark.parametrize(
    ("day", "clock", "state", "reason", "until"),
    [
        (MONDAY, "07.41", "before", None, (MONDAY, "08.00")),
        (MONDAY, "08.00", "open", None, None),
        (MONDAY, "15.59.59", "open", None, None),
        (MONDAY, "16.00", "closed", None, ("2026-11-24", "08.00")),
        (FRIDAY, "11.48", "pause", "friday_prayer", (FRIDAY, "13.00")),
        (FRIDAY, "13.00", "open", None, None),
        (SATURDAY, "10.00", "closed", "date_closed", (NEXT_MONDAY, "08.00")),
        ("2026-12-23", "20.00", "closed", None, ("2026-12-25", "08.00")),
    ],
)
def test_the_tv_says_whether_the_counters_serve_and_when_they_do_again(
    day, clock, state, reason, until
):
    serving = asked(HALL).serving(at(clock, day))

    assert (serving.state, serving.reason) == (state, reason)
    assert serving.until == (until and at(until[1], until[0]))


def test_a_pause_on_another_day_than_friday_is_no_prayer():
    hours = replace(HALL, pauses={0: (span("12:00", "13:00"),)})

    assert asked(hours).serving(at("12.10")).reason == "pause"


def test_a_hall_without_hours_always_serves():
    assert asked(Hours()).serving(at("03.00")).state == "open"
