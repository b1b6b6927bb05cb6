"""Week, holidays and what staff changed, taken together: why no number can be had, and when again."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from queue_server.domain.calendar import (
    REASONS,
    Calendar,
    Change,
    ChangeKind,
    Holiday,
    full_minute,
    in_force,
)
from queue_server.domain.hours import Closed, Hours, Period, Span
from queue_server.domain.opening import Opening
from tests.builders import DAY, JAKARTA, NEXT_DAY, at

MONDAY, FRIDAY, SATURDAY, NEXT_MONDAY = DAY, "2026-11-27", "2026-11-28", "2026-11-30"


def span(start, end):
    return Span(start=time.fromisoformat(start), end=time.fromisoformat(end))


HALL = Hours(
    always=False,
    tickets={day: span("07:30", "15:00") for day in range(5)},
    service={day: span("08:00", "16:00") for day in range(5)},
    pauses={4: (span("11:30", "13:00"),)},
    closed=frozenset({date(2026, 12, 28)}),
)
CHRISTMAS = Holiday(day=date(2026, 12, 25), name={"id": "Hari Raya Natal", "en": "Christmas Day"})
SIM = 7


def changed(kind, start="00.00", until="23.59", day=MONDAY, **values):
    usual = {"reason": "Listrik padam", "start": at(start, day), "until": at(until, day)}
    return Change(kind=ChangeKind(kind), **(usual | values))


def opening(*changes, hours=HALL, hall=HALL, holidays=(), service_id=None):
    numbered = tuple(replace(change, id=place) for place, change in enumerate(changes, 1))
    calendar = Calendar(holidays={one.day: one for one in holidays}, changes=numbered)
    return Opening(hours=hours, hall=hall, zone=JAKARTA, calendar=calendar, service_id=service_id)


def told(shut):
    return shut and (shut.reason, shut.until)


def test_a_holiday_is_told_by_its_name_and_until_the_next_day_of_service():
    shut = opening(holidays=[CHRISTMAS]).shut(at("10.00", "2026-12-25"))

    assert (shut.reason, shut.words["en"]) == (Closed.HOLIDAY, "Christmas Day")
    assert shut.until == at("07.30", "2026-12-29")  # a weekend, then a closed date


def test_a_holiday_that_was_switched_off_is_a_day_like_any_other():
    assert (
        opening(holidays=[replace(CHRISTMAS, active=False)]).shut(at("10.00", "2026-12-25")) is None
    )


def test_a_hall_that_is_always_open_keeps_the_holidays_that_somebody_entered():
    hall = opening(hours=Hours(), hall=Hours(), holidays=[CHRISTMAS])

    assert told(hall.shut(at("10.00", "2026-12-25"))) == (Closed.HOLIDAY, at("00.00", "2026-12-26"))
    assert hall.shut(at("23.59", "2026-12-24")) is None
    assert hall.serving(at("10.00", "2026-12-25")).state == "closed"


def test_what_staff_closed_is_told_with_their_reason_and_opens_when_they_said():
    shut = opening(changed("closed", "09.00", "13.00")).shut(at("10.00"))

    assert (shut.reason, shut.until) == (Closed.MANUAL_CLOSED, at("13.00"))
    assert shut.words == {"id": "Listrik padam", "en": "Power cut"}


def test_a_reason_in_words_of_their_own_is_told_as_it_is():
    assert changed("closed", reason="Ada kunjungan bupati").words == {"id": "Ada kunjungan bupati"}
    assert changed("closed", reason="Power cut").words == REASONS[2]


def test_what_is_closed_past_the_last_ticket_opens_the_next_day():
    shut = opening(changed("closed", "09.00", "15.30")).shut(at("10.00"))

    assert told(shut) == (Closed.MANUAL_CLOSED, at("07.30", NEXT_DAY))


@pytest.mark.parametrize("day", ["2026-12-25", "2026-12-28", SATURDAY])
def test_staff_opens_also_on_a_day_off(day):
    hall = opening(changed("open", "08.00", "11.00", day), holidays=[CHRISTMAS])

    assert told(hall.shut(at("07.59", day)))[1] == at("08.00", day)
    assert hall.shut(at("08.00", day)) is None
    assert hall.serving(at("10.59", day)).state == "open"
    assert hall.shut(at("11.00", day)).reason in (Closed.HOLIDAY, Closed.DATE_CLOSED)


def test_staff_opens_through_a_pause_and_after_the_last_ticket():
    hall = opening(changed("open", "12.00", "15.30", FRIDAY))

    assert [hall.shut(at(clock, FRIDAY)) is None for clock in ("11.59", "12.00", "15.29", "15.30")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_other_windows_for_a_day_keep_the_pause():
    hall = opening(
        changed(
            "custom", day=FRIDAY, tickets=span("08:00", "14:00"), service=span("08:30", "14:30")
        )
    )

    expected = {
        "07.45": Closed.NOT_OPEN, "08.10": None, "12.00": Closed.PAUSE, "13.00": None,
        "14.10": Closed.LAST_TICKET_PASSED, "14.40": Closed.DAY_CLOSED,
    }  # fmt: skip
    for clock, reason in expected.items():
        shut = hall.shut(at(clock, FRIDAY))
        assert (shut and shut.reason) == reason, clock
    assert hall.serving(at("08.10", FRIDAY)).state == "before"


def test_other_windows_on_a_holiday_mean_that_the_hall_works():
    hall = opening(
        changed("custom", day="2026-12-25", tickets=span("08:00", "10:00")), holidays=[CHRISTMAS]
    )

    assert hall.shut(at("09.00", "2026-12-25")) is None
    assert hall.serving(at("09.00", "2026-12-25")).state == "open"
    assert hall.serving(at("10.30", "2026-12-25")).state == "closed"


def test_a_quota_alone_moves_no_hours():
    hall = opening(
        changed("custom", quota=40, service_id=SIM), holidays=[CHRISTMAS], service_id=SIM
    )

    assert hall.shut(at("10.00")) is None
    assert in_force((changed("custom", quota=40),), at("10.00")) is None


FIRST_OF_HALL = [
    # what was said first, what later; of the hall or of the service; is the service open?
    (("open", SIM), ("closed", None), False),
    (("closed", None), ("open", SIM), True),
    (("closed", SIM), ("open", None), False),
    (("open", None), ("closed", SIM), False),
    (("closed", None), ("open", None), True),
    (("open", SIM), ("closed", SIM), False),
    (("closed", SIM), ("custom", None), False),
]


@pytest.mark.parametrize(("first", "then", "is_open"), FIRST_OF_HALL)
def test_the_service_counts_more_than_the_hall_unless_the_hall_was_closed_later(
    first, then, is_open
):
    def said(kind, service_id):
        more = {"tickets": span("07:00", "17:00")} if kind == "custom" else {}
        return changed(kind, service_id=service_id, **more)

    service = opening(said(*first), said(*then), service_id=SIM)
    assert (service.shut(at("10.00")) is None) is is_open


def test_what_is_said_of_another_service_concerns_nobody_else():
    assert opening(changed("closed", service_id=8), service_id=SIM).shut(at("10.00")) is None
    assert opening(changed("closed", service_id=8)).shut(at("10.00")) is None


MORNINGS = Hours(
    always=False, tickets={0: span("08:00", "10:00")}, service={0: span("08:00", "11:00")}
)


def test_a_service_with_its_own_hours_is_closed_on_days_when_only_the_hall_works():
    service = opening(hours=MORNINGS, service_id=SIM)

    assert told(service.shut(at("10.30"))) == (Closed.LAST_TICKET_PASSED, at("08.00", NEXT_MONDAY))
    assert told(service.shut(at("09.00", NEXT_DAY))) == (
        Closed.SERVICE_CLOSED,
        at("08.00", NEXT_MONDAY),
    )
    assert told(service.shut(at("09.00", SATURDAY))) == (
        Closed.DATE_CLOSED,
        at("08.00", NEXT_MONDAY),
    )
    assert told(service.shut(at("09.00", "2026-12-28")))[0] is Closed.DATE_CLOSED


def test_beside_a_hall_that_is_always_open_a_day_without_hours_is_the_services_own():
    service = opening(hours=MORNINGS, hall=Hours(), service_id=SIM)

    assert service.shut(at("09.00", SATURDAY)).reason is Closed.SERVICE_CLOSED


RAMADAN = Period(
    name="Ramadan", first=date(2027, 2, 8), last=date(2027, 3, 9),
    tickets={day: span("08:00", "13:00") for day in range(5)},
    service={day: span("08:00", "14:00") for day in range(5)},
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "clock", "reason"),
    [
        ("2027-02-05", "14.00", None),  # the Friday before
        ("2027-02-08", "07.45", Closed.NOT_OPEN),
        ("2027-02-08", "13.00", Closed.LAST_TICKET_PASSED),
        ("2027-02-12", "12.00", Closed.PAUSE),  # Friday: the pause is as usual
        ("2027-03-09", "14.00", Closed.DAY_CLOSED),
        ("2027-03-10", "14.00", None),
    ],
)
def test_a_period_has_hours_of_its_own_and_its_pauses_as_usual(day, clock, reason):
    shut = opening(hours=replace(HALL, periods=(RAMADAN,))).shut(at(clock, day))
    assert (shut and shut.reason) == reason


def test_several_pauses_a_day():
    hours = replace(HALL, pauses={0: (span("10:00", "10:15"), span("12:00", "13:00"))})

    assert told(opening(hours=hours).shut(at("10.05"))) == (Closed.PAUSE, at("10.15"))
    assert told(opening(hours=hours).shut(at("12.59"))) == (Closed.PAUSE, at("13.00"))
    assert opening(hours=hours).shut(at("11.00")) is None


def test_counters_go_on_serving_when_staff_stops_the_numbers_during_the_day():
    hall = opening(changed("closed", "10.00", "23.59"))

    assert hall.shut(at("11.00")).reason is Closed.MANUAL_CLOSED
    assert hall.serving(at("11.00")).state == "open"


def test_counters_do_not_serve_when_staff_closed_the_hall_before_anybody_came():
    serving = opening(changed("closed", "07.00", "23.59")).serving(at("11.00"))

    assert (serving.state, serving.reason) == ("closed", "manual_closed")
    assert (serving.words["en"], serving.until) == ("Power cut", at("08.00", NEXT_DAY))


def test_longer_than_a_month_ahead_nothing_is_promised():
    closed = [
        Holiday(day=date(2026, 11, 24) + timedelta(days=n), name={"id": "Renovasi"})
        for n in range(40)
    ]

    assert opening(holidays=closed).shut(at("15.30")).until is None
    assert opening(holidays=closed[:30]).shut(at("15.30")).until == at("07.30", "2026-12-24")
    assert opening(holidays=closed[:31]).shut(at("15.30")).until is None


def test_seconds_are_rounded_so_that_an_answer_holds_for_a_minute():
    assert full_minute(at("10.15.23")) == at("10.15")
    assert full_minute(at("10.15.23"), up=True) == at("10.16")
    assert full_minute(at("10.15"), up=True) == at("10.15")


def test_the_answer_of_a_minute_is_kept_and_never_given_for_another(monkeypatch):
    hall = opening()
    looked = []
    real = Opening._closed
    monkeypatch.setattr(
        Opening, "_closed", lambda self, local: looked.append(local) or real(self, local)
    )

    for second in range(60):
        assert (
            hall.shut(at("15.00") + timedelta(seconds=second)).reason is Closed.LAST_TICKET_PASSED
        )
    once = len(looked)
    assert hall.shut(at("14.59.59")) is None
    assert hall.shut(at("16.00")).reason is Closed.DAY_CLOSED

    assert once < 10 < 60


def test_answers_of_minutes_gone_by_are_forgotten():
    hall = opening()
    for n in range(300):
        hall.shut(at("08.00") + timedelta(minutes=n))
        hall.serving(at("08.00") + timedelta(minutes=n))

    assert len(hall._kept) <= 2
