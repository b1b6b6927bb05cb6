"""A visitor takes a number."""

from dataclasses import replace
from datetime import time

import pytest

from queue_server.domain.errors import KeyReused, NotFound, QuotaReached, ServiceClosed
from queue_server.domain.flow import simple
from queue_server.domain.hours import Hours, Span
from queue_server.storage import journal, numbers, print_jobs, tickets
from queue_server.usecases.take_ticket import take_ticket
from tests.builders import DAY, NEXT_DAY, a_request, at, minutes, take
from tests.threads import at_once

TWO = simple(mean=minutes(8), counters=2)


def with_quota(hall, quota):
    return replace(hall, services=tuple(replace(s, quota=quota) for s in hall.services))


def issued(db):
    with db.reading() as conn:
        return [
            event.data["number"]
            for event in journal.since(conn, 0, limit=1000)
            if event.kind == "ticket_issued"
        ]


def test_numbers_begin_with_001_and_services_of_one_prefix_share_the_series(db, hall):
    assert [take(db, hall, code).number for code in ("KTP", "KK", "SIM", "KTP")] == [
        "A001",
        "A002",
        "D001",
        "A003",
    ]


def test_numbers_begin_again_at_midnight_of_the_site_which_is_17_utc(db, hall):
    last = take(db, hall, at=at("23.59.59"))
    first = take(db, hall, at=at("00.00", NEXT_DAY))

    assert (last.number, last.day) == ("A001", DAY)
    assert (first.number, first.day) == ("A001", NEXT_DAY)


def test_midnight_of_utc_in_the_morning_changes_nothing(db, hall):
    assert [take(db, hall, at=at(clock)).number for clock in ("06.59", "07.00", "07.01")] == [
        "A001",
        "A002",
        "A003",
    ]


def test_after_999_the_numbers_get_a_fourth_digit(db, hall):
    with db.transaction() as tx:
        for _ in range(999):
            numbers.take(tx.conn, day=DAY, prefix="A")

    assert take(db, hall).number == "A1000"


def test_the_visitor_is_told_how_many_are_ahead_and_when_it_will_be(db, hall):
    for _ in range(3):
        take(db, hall)
    view, replayed = take_ticket(db, hall, a_request(), pace={hall.service("KTP").id: TWO}, at=at())

    assert (view.ahead, replayed) == (3, False)
    assert view.estimate.start >= at()
    assert view.reason == "Datang 09.00"


def test_nobody_is_promised_a_time_while_no_counter_is_open(db, hall):
    view, _ = take_ticket(db, hall, a_request(), pace={}, at=at())

    assert view.estimate is None


def test_a_priority_visitor_counts_as_having_come_15_minutes_earlier(db, hall):
    ticket = take(db, hall, priority="lansia")

    assert (ticket.v, ticket.issued_at, ticket.priority) == (at("08.45"), at("09.00"), "lansia")


def test_every_ticket_has_a_token_of_its_own_that_nobody_can_guess(db, hall):
    tokens = {take(db, hall).token for _ in range(20)}

    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {22}


def test_a_ticket_taken_at_a_kiosk_is_queued_for_its_printer(db, hall):
    ticket = take(db, hall, printer="kiosk-1")

    with db.reading() as conn:
        job = print_jobs.of_ticket(conn, ticket.id)
        row = journal.since(conn, 0)[-1]
    assert (job.printer, job.state, job.copy_no, job.ahead) == ("kiosk-1", "queued", 0, 0)
    assert (row.data["print_job"], row.data["printer"]) == (job.id, "kiosk-1")


def test_a_paperless_kiosk_queues_nothing(db, hall):
    ticket = take(db, hall)

    with db.reading() as conn:
        assert print_jobs.of_ticket(conn, ticket.id) is None


@pytest.mark.parametrize(
    ("asked", "what"), [({"service": "X"}, "service"), ({"priority": "x"}, "priority")]
)
def test_an_unknown_service_or_class_is_named_and_costs_no_number(db, hall, asked, what):
    with pytest.raises(NotFound) as refused:
        take(db, hall, **asked)

    assert refused.value.details["what"] == what
    assert take(db, hall).number == "A001"


# --- the same request again


def test_the_same_key_gives_the_same_ticket(db, hall):
    first = take(db, hall, key="touched-twice", printer="kiosk-1")
    view, replayed = take_ticket(db, hall, a_request(key="touched-twice"), pace={}, at=at("09.05"))

    assert (view.ticket, replayed) == (first, True)
    assert (view.ahead, view.job.printer) == (0, "kiosk-1")
    assert take(db, hall).number == "A002", "no number was lost"


def test_the_same_key_gives_the_same_ticket_after_a_restart(db, hall, reopen):
    first = take(db, hall, key="before-restart")
    again = reopen()

    assert take(again, hall, key="before-restart") == first


def test_the_same_key_of_another_kiosk_is_another_visitor(db, hall):
    first = take(db, hall, key="same-key", actor="kiosk:kiosk-1")
    other = take(db, hall, key="same-key", actor="kiosk:kiosk-2")

    assert (first.number, other.number) == ("A001", "A002")


@pytest.mark.parametrize("other", [{"service": "KK"}, {"priority": "lansia"}])
def test_the_same_key_with_another_wish_is_refused(db, hall, other):
    take(db, hall, key="same-key")

    with pytest.raises(KeyReused):
        take(db, hall, key="same-key", **other)
    assert issued(db) == ["A001"]


def test_a_touch_repeated_by_eight_threads_gives_one_ticket_and_loses_no_number(db, hall):
    told = at_once(*[lambda: take(db, hall, key="touched-8-times").number] * 8)

    assert told == ["A001"] * 8
    assert issued(db) == ["A001"]
    assert take(db, hall).number == "A002"


def test_a_ticket_taken_before_closing_time_is_given_again_after_it(db, hall):
    first = take(db, hall, key="just-in-time")
    night = replace(hall, hours=Hours(always=False))

    assert take(db, night, key="just-in-time", at=at("23.00")) == first


# --- closed, used up


def test_a_closed_hall_says_why_and_when_it_opens(db, hall):
    window = Span(start=time(7, 30), end=time(15))
    hall = replace(hall, hours=Hours(always=False, tickets={0: window, 1: window}))

    with pytest.raises(ServiceClosed) as refused:
        take(db, hall, at=at("15.00"))
    assert refused.value.details == {
        "service": "KTP",
        "reason": "day_closed",
        "until": "2026-11-24T00:30:00Z",
    }
    assert issued(db) == []


def test_the_quota_is_per_service_and_day_and_a_refusal_costs_no_number(db, hall):
    hall = with_quota(hall, 2)
    assert [take(db, hall, "KTP").number for _ in range(2)] == ["A001", "A002"]

    with pytest.raises(QuotaReached) as refused:
        take(db, hall, "KTP")
    assert refused.value.details == {"service": "KTP", "quota": 2, "channel": None}
    assert take(db, hall, "KK").number == "A003"
    assert take(db, hall, "KTP", at=at("08.00", NEXT_DAY)).number == "A001"


def test_the_last_number_of_the_quota_is_given_again_for_the_same_key(db, hall):
    hall = with_quota(hall, 1)
    first = take(db, hall, key="the-last-one")

    assert take(db, hall, key="the-last-one") == first


def test_eight_threads_never_take_more_than_the_quota(db, hall):
    hall = with_quota(hall, 5)

    def three():
        return [take_or_refusal() for _ in range(3)]

    def take_or_refusal():
        try:
            return take(db, hall).number
        except QuotaReached as error:
            return error.code

    told = [answer for answers in at_once(*[three] * 8) for answer in answers]

    assert sorted(told)[:5] == ["A001", "A002", "A003", "A004", "A005"]
    assert told.count("quota_reached") == 19


def test_numbers_are_unique_and_gapless_under_eight_threads(db, hall):
    def some(codes):
        return [take(db, hall, code).number for code in codes]

    crowd = [lambda codes=codes: some(codes) for codes in [("KTP", "KK", "SIM", "KTP")] * 8]
    told = sorted(number for numbers in at_once(*crowd) for number in numbers)

    assert told == [f"A{n:03}" for n in range(1, 25)] + [f"D{n:03}" for n in range(1, 9)]
    with db.reading() as conn:
        assert [event.seq for event in journal.since(conn, 0)] == list(range(1, 33))
        assert len(tickets.of_day(conn, day=DAY)) == 32


def test_the_order_of_the_journal_is_the_order_of_the_numbers(db, hall):
    at_once(*[lambda: [take(db, hall) for _ in range(4)]] * 8)

    assert issued(db) == [f"A{n:03}" for n in range(1, 33)]


def test_a_visitor_who_came_earlier_is_ahead_whatever_the_priority_of_others(db, hall):
    take(db, hall, at=at("09.00"))
    view, _ = take_ticket(
        db, hall, a_request(priority="lansia"), pace={}, at=at("09.00") + minutes(16)
    )

    assert view.ahead == 1
