"""Appointments: which times there are, who may check in, and what becomes of them."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from queue_server.domain.booking import as_code, new_code, slots
from queue_server.domain.errors import InvalidInput, NotFound, SlotTaken, TooEarly
from queue_server.domain.hours import Hours, Span
from queue_server.usecases import bookings
from tests.builders import DAY, NEXT_DAY, at

ANI = {"actor": "staff:ani"}


@pytest.fixture
def passports(hall):
    """The hall with eight to four o'clock, a break at noon, and appointments for passports: three a day."""
    week = {n: Span(start=time(8), end=time(16)) for n in range(5)}
    noon = {n: (Span(start=time(12), end=time(13)),) for n in range(5)}
    hours = Hours(always=False, tickets=week, service=week, pauses=noon)
    services = tuple(
        replace(s, quotas={"online": 3}) if s.code == "PASPOR" else s for s in hall.services
    )
    return replace(hall, services=services, hours=hours)


def book(db, hall, clock="10.00", *, day=DAY, now="08.30", **more):
    when = {"slot": at(clock, day), "at": at(now)}
    return bookings.book(db, hall, service="PASPOR", **when, **ANI, **more)


def check_in(db, hall, booking, clock, day=DAY):
    how = {"printer": None, "waits": timedelta(seconds=90), "pace": {}}
    return bookings.check_in(db, hall, booking.code, at=at(clock, day), **how, **ANI)


def test_times_are_every_quarter_of_an_hour_while_counters_serve(passports):
    found = slots(passports, passports.service("PASPOR"), date(2026, 11, 23))
    assert found[0] == at("08.00")
    assert found[0].utcoffset() == timedelta(0), "as it is told to programs"
    assert found[-1] == at("15.45")
    assert at("12.00") not in found
    assert at("13.00") in found
    assert slots(passports, passports.service("PASPOR"), date(2026, 11, 22)) == [], "a Sunday"


def test_a_visitor_with_an_appointment_is_counted_from_its_time(db, passports):
    booked = book(db, passports, priority="lansia", language="en")

    view, replayed = check_in(db, passports, booked, "09.40")

    ticket = view.ticket
    assert (ticket.number, ticket.channel, ticket.v, replayed) == (
        "F001",
        "online",
        at("10.00"),
        False,
    )
    assert (ticket.priority, ticket.language) == ("lansia", "en")


def test_the_same_code_again_gives_the_same_number(db, passports):
    booked = book(db, passports)
    first, _ = check_in(db, passports, booked, "09.40")
    again, replayed = check_in(db, passports, booked, "09.41")
    assert (again.ticket.id, replayed) == (first.ticket.id, True)


def test_two_who_take_the_last_place_of_a_time_get_one(db, passports):
    book(db, passports)
    with pytest.raises(SlotTaken):
        book(db, passports)
    assert book(db, passports, "10.15").slot == at("10.15")


def test_the_online_quota_of_the_day_is_not_passed(db, passports):
    given_up, *_ = [book(db, passports, clock) for clock in ("09.00", "10.00", "11.00")]
    with pytest.raises(SlotTaken):
        book(db, passports, "13.00")
    bookings.give_up(db, passports, given_up.code, at=at("08.40"), **ANI)
    assert book(db, passports, "13.00")
    with pytest.raises(NotFound):
        check_in(db, passports, given_up, "08.50")


def test_free_times_say_how_many_are_left(db, passports):
    book(db, passports)
    with db.reading() as conn:
        found = dict(
            bookings.free(conn, passports, service="PASPOR", day=date(2026, 11, 23), at=at("08.30"))
        )
    assert (found[at("10.00")], found[at("10.15")]) == (0, 1)
    assert at("08.30") not in found, "it has begun"


@pytest.mark.parametrize("clock", ["10.07", "12.15", "20.00", "08.15"])
def test_only_times_that_there_are_can_be_booked(db, passports, clock):
    with pytest.raises(InvalidInput) as refused:
        book(db, passports, clock)
    assert refused.value.details["errors"][0]["field"] == "slot"


def test_it_can_be_too_early_and_never_too_late_on_the_day(db, passports):
    booked = book(db, passports, "14.00")
    with pytest.raises(TooEarly):
        check_in(db, passports, booked, "13.29")
    view, _ = check_in(db, passports, booked, "15.00")
    assert view.ticket.v == at("15.00"), "an hour late counts from now"


def test_tomorrows_appointment_is_refused_today_and_yesterdays_for_ever(db, passports):
    booked = book(db, passports, day=NEXT_DAY)
    with pytest.raises(TooEarly):
        check_in(db, passports, booked, "09.45")
    with pytest.raises(NotFound):
        check_in(db, passports, booked, "09.00", "2026-11-25")


def test_a_service_without_an_online_quota_takes_no_appointments(db, passports):
    with pytest.raises(NotFound):
        bookings.book(db, passports, service="KTP", slot=at("10.00"), at=at("08.30"), **ANI)


def test_after_the_last_ticket_an_appointment_still_holds(db, passports):
    early_end = {n: Span(start=time(7, 30), end=time(9)) for n in range(5)}
    shut = replace(passports, hours=replace(passports.hours, tickets=early_end))
    booked = book(db, shut)
    assert check_in(db, shut, booked, "09.55")[0].ticket.number == "F001"


@pytest.mark.parametrize(
    "typed", ["K7F2-93MD", "k7f293md", " k7f2 93md ", "http://antrean.siak.lan/b/K7F2-93MD"]
)
def test_a_code_is_read_as_people_type_it(typed):
    assert as_code(typed) == "K7F293MD"


def test_codes_are_long_and_clear():
    code = new_code()
    assert len(code) == 8
    assert not set(code) & set("01IOQL")
