"""Appointments as they went wrong elsewhere (R9, R19 and R50 of docs/regressions.md)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from queue_server.domain.errors import NotFound, SlotTaken, TooEarly
from queue_server.storage import desks
from queue_server.usecases import bookings
from queue_server.usecases.current_ticket import press
from queue_server.usecases.report_day import report_day
from queue_server.usecases.show_line import show_counter
from tests.builders import DAY, NEXT_DAY, at, open_counters, press_next, stored
from tests.threads import at_once

WEB = "program:simpeg"


@pytest.fixture
def bookable(hall):
    """KTP can be booked: ten a day, and what one quarter of an hour holds."""
    services = [replace(s, quotas={"online": 10}) if s.code == "KTP" else s for s in hall.services]
    return replace(hall, services=tuple(services))


def book(db, hall, clock, day=DAY, now="08.00"):
    return bookings.book(db, hall, service="KTP", slot=at(clock, day), actor=WEB, at=at(now))


def arrive(db, hall, booking, clock, day=DAY):
    seen, _ = bookings.check_in(
        db, hall, booking.code, printer=None, waits=timedelta(seconds=90), pace={}, actor="kiosk:kiosk-1",
        at=at(clock, day),
    )  # fmt: skip
    return seen.ticket


@pytest.mark.parametrize("day", [DAY, NEXT_DAY])
def test_eight_who_book_at_once_never_get_more_places_than_there_are(db, bookable, day):
    with db.reading() as conn:
        local = date.fromisoformat(day)
        free = bookings.free(conn, bookable, service="KTP", day=local, at=at("08.00"))
    places = dict(free)[at("10.00", day)]

    told = at_once(*[lambda: book(db, bookable, "10.00", day)] * 8)

    assert 1 <= places < 8
    assert [isinstance(one, SlotTaken) for one in told].count(False) == places


def test_an_appointment_is_nobody_in_the_line_before_its_visitor_is_here(db, bookable):
    open_counters(db, bookable, "1")
    today, tomorrow, given_up = (
        book(db, bookable, clock, day) for clock, day in (("09.30", DAY), ("09.30", NEXT_DAY), ("10.00", DAY))
    )  # fmt: skip
    bookings.give_up(db, bookable, given_up.code, actor=WEB, at=at("08.10"))

    assert press_next(db, bookable, "1", at=at("09.30")) is None
    with pytest.raises(TooEarly):
        arrive(db, bookable, tomorrow, "09.30")
    with pytest.raises(NotFound):
        arrive(db, bookable, given_up, "09.55")
    here = arrive(db, bookable, today, "09.31")
    assert press_next(db, bookable, "1", at=at("09.32")).id == here.id
    assert stored(db, here).slot == at("09.30")


def test_who_comes_early_for_an_appointment_has_waited_since_its_time(db, bookable):
    open_counters(db, bookable, "1")
    arrive(db, bookable, book(db, bookable, "09.30"), "09.05")
    press_next(db, bookable, "1", at=at("09.35"))

    assert report_day(db, bookable, day=DAY)["total"]["wait_mean_s"] == 5 * 60


def test_who_is_called_before_the_time_of_an_appointment_has_waited_no_time(db, bookable):
    open_counters(db, bookable, "1")
    desk = bookable.counter("1")
    arrive(db, bookable, book(db, bookable, "09.30"), "09.05")
    assert press_next(db, bookable, "1", at=at("09.22")) is not None
    for button in ("start", "finish"):
        press(db, bookable, desk, button, actor="staff:ani", at=at("09.23"))

    with db.reading() as conn:
        seen = show_counter(
            conn, bookable, desk, desks.one(conn, desk), pace={}, public_url="", at=at("09.24")
        )

    assert report_day(db, bookable, day=DAY)["total"]["wait_mean_s"] == 0
    assert seen["today"]["wait_s"] == 0
