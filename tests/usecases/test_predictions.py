"""What visitors were told, what came of it, and what the hall learns."""

from dataclasses import replace
from datetime import timedelta

import pytest

from queue_server.domain.figures import FADE, Figures
from queue_server.domain.flow import simple
from queue_server.domain.rules import Rules
from queue_server.storage import figures, predictions
from queue_server.storage.figures import Change
from queue_server.usecases import current_ticket, undo
from queue_server.usecases.any_ticket import give_back
from queue_server.usecases.report_estimates import as_csv, report_estimates
from queue_server.usecases.show_hall import moment
from queue_server.usecases.take_ticket import take_ticket
from queue_server.usecases.views import view
from tests.builders import DAY, a_request, at, minutes, open_counters, press_next, stored, take
from tests.threads import at_once


def two_counters(hall, **more):
    return {hall.service("KTP").id: simple(mean=minutes(8), counters=2, **more)}


def told_for(db, ticket):
    with db.reading() as conn:
        return predictions.of_ticket(conn, ticket.id)


def learnt(db, hall, service="KTP"):
    with db.reading() as conn:
        return figures.every(conn).get(hall.service(service).id, Figures())


def teach(db, hall, *changes, service="KTP"):
    with db.transaction() as tx:
        tx.figures += [Change(service_id=hall.service(service).id, **change) for change in changes]


def press(db, hall, counter, *buttons, clock):
    for button in buttons:
        desk = hall.counter(counter)
        current_ticket.press(db, hall, desk, button, actor="staff:ani", at=at(clock))


def seen(db, hall, ticket, *, pace, clock):
    with db.reading() as conn:
        return view(conn, hall, stored(db, ticket), pace=pace, at=at(clock))


def test_what_a_visitor_is_told_is_kept_with_its_outcome(db, hall):
    ticket = take(db, hall, pace=two_counters(hall))
    before = told_for(db, ticket)
    assert (before.told_from, before.called_at, before.hit) == (at("09.00"), None, None)
    open_counters(db, hall, "1")

    press_next(db, hall, "1", at=before.told_until)

    after = told_for(db, ticket)
    assert (after.called_at, after.hit) == (before.told_until, True)


@pytest.mark.parametrize("early", [True, False])
def test_a_call_outside_of_what_was_told_is_no_hit(db, hall, early):
    pace = two_counters(hall)
    for _ in range(6):
        take(db, hall)
    ticket = take(db, hall, pace=pace)
    open_counters(db, hall, "1")
    told = told_for(db, ticket)
    second = timedelta(seconds=1)
    for _ in range(6):
        press_next(db, hall, "1", at=at("09.01"))
        press(db, hall, "1", "skip", clock="09.01")

    press_next(db, hall, "1", at=told.told_from - second if early else told.told_until + second)

    assert told_for(db, ticket).hit is False
    assert (learnt(db, hall).told, learnt(db, hall).hits) == (1, 0)


def test_a_number_without_an_estimate_is_none_that_came_true(db, hall):
    ticket = take(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1")

    assert told_for(db, ticket) is None
    assert learnt(db, hall) == Figures()


def test_a_second_call_changes_nothing(db, hall):
    ticket = take(db, hall, pace=two_counters(hall))
    open_counters(db, hall, "1")
    press_next(db, hall, "1", at=at("09.01"))
    press(db, hall, "1", "skip", clock="09.05")
    give_back(db, hall, ticket.id, actor="staff:ani", at=at("09.06"))

    press_next(db, hall, "1", at=at("10.00"))

    assert told_for(db, ticket).called_at == at("09.01")
    assert learnt(db, hall).told == 1


def test_a_call_that_is_taken_back_came_neither_early_nor_late(db, hall):
    ticket = take(db, hall, pace=two_counters(hall))
    open_counters(db, hall, "1")
    press_next(db, hall, "1", at=at("09.01"))
    undo.take_back(db, hall, hall.counter("1"), actor="staff:ani", at=at("09.01.05"))
    assert (told_for(db, ticket).called_at, told_for(db, ticket).hit) == (None, None)
    assert learnt(db, hall).told == 0

    press_next(db, hall, "1", at=at("10.01"))

    assert told_for(db, ticket).hit is False
    assert learnt(db, hall).told == 1


# --- how long it takes


def serve_one(db, hall, *, began="09.31", until="09.41", finish=True):
    take(db, hall)
    press_next(db, hall, "1", at=at("09.30"))
    press(db, hall, "1", "start", clock=began)
    if finish:
        press(db, hall, "1", "finish", clock=until)


def test_every_visitor_teaches_how_long_the_service_takes(db, hall):
    open_counters(db, hall, "1")
    serve_one(db, hall)

    assert learnt(db, hall) == Figures(seen=1, weight=1, sum_s=660)
    assert learnt(db, hall).mean(minutes(8)) > minutes(8)


def test_who_is_done_by_the_next_call_teaches_too(db, hall):
    open_counters(db, hall, "1")
    serve_one(db, hall, finish=False)
    take(db, hall, pace=two_counters(hall), at=at("09.40"))

    press_next(db, hall, "1", at=at("09.41"), finish=True)

    assert learnt(db, hall) == Figures(seen=1, weight=1, sum_s=660, told=1, hits=1)


def test_a_finish_that_is_taken_back_taught_nothing(db, hall):
    open_counters(db, hall, "1")
    serve_one(db, hall)

    undo.take_back(db, hall, hall.counter("1"), actor="staff:ani", at=at("09.41.08"))

    assert learnt(db, hall) == Figures()


def test_a_slip_of_the_finger_teaches_nothing(db, hall):
    open_counters(db, hall, "1")
    serve_one(db, hall, began="09.30.02", until="09.30.10")

    assert learnt(db, hall).seen == 0


def test_what_was_done_on_the_way_is_no_measure_of_one_service(db, hall):
    open_counters(db, hall, "1")
    serve_one(db, hall, finish=False)

    current_ticket.finish(
        db, hall, hall.counter("1"), actor="staff:ani", at=at("09.50"), also_done=["KK"]
    )

    assert learnt(db, hall).seen == 0


def test_eight_counters_that_finish_at_once_lose_no_lesson(db, hall):
    lesson = Change(service_id=hall.service("KTP").id, seconds=300)
    outcome = Change(service_id=hall.service("KK").id, hit=True)

    def five(*changes):
        for _ in range(5):
            with db.transaction() as tx:
                tx.figures += changes

    at_once(*[lambda: five(lesson, outcome), lambda: five(outcome, lesson)] * 4)

    assert learnt(db, hall).seen == 40
    assert learnt(db, hall, "KK").told == pytest.approx((1 - FADE**40) / (1 - FADE))


def test_a_transaction_that_fails_teaches_nothing(db, hall):
    with pytest.raises(ZeroDivisionError), db.transaction() as tx:  # noqa: PT012
        tx.figures.append(Change(service_id=hall.service("KTP").id, seconds=300))
        raise ZeroDivisionError

    assert learnt(db, hall) == Figures()


# --- what is told


def test_a_service_is_learnt_for_twenty_visitors_before_a_time_is_told(db, hall):
    open_counters(db, hall, "1")
    ktp = hall.service("KTP").id

    def told():
        with db.reading() as conn:
            pace = moment(conn, hall, at=at("09.00")).pace
        view, _ = take_ticket(db, hall, a_request(), pace=pace, at=at("09.00"))
        return view.estimate_reason

    teach(db, hall, *[{"seconds": 300.0}] * 19)
    assert told() == "learning"
    teach(db, hall, {"seconds": 300.0})
    assert told() is None
    with db.reading() as conn:
        assert moment(conn, hall, at=at("09.00")).pace[ktp].mean_s == pytest.approx(361, abs=2)


def test_how_often_it_was_right_is_told_with_the_time(db, hall):
    hall = replace(hall, rules=Rules(estimates_after=0))
    open_counters(db, hall, "1")
    teach(db, hall, *[{"hit": n % 5 > 0} for n in range(40)])

    with db.reading() as conn:
        pace = moment(conn, hall, at=at("09.00")).pace
    view, _ = take_ticket(db, hall, a_request(printer="kiosk-1"), pace=pace, at=at("09.00"))

    assert view.estimate.hits == 8
    assert view.job.estimate["hits"] == 8


def test_the_phone_goes_on_showing_what_was_told_until_it_has_really_moved(db, hall):
    for _ in range(4):
        take(db, hall)
    pace = two_counters(hall)
    ticket = take(db, hall, pace=pace)
    told = told_for(db, ticket)
    a_little_slower = {hall.service("KTP").id: simple(mean=minutes(9), counters=2)}

    assert (
        seen(db, hall, ticket, pace=a_little_slower, clock="09.00").estimate.end == told.told_until
    )
    assert seen(db, hall, ticket, pace=pace, clock="09.30").estimate.start > told.told_until
    assert seen(db, hall, ticket, pace={}, clock="09.05").estimate_reason == "no_counter"


# --- the report


def test_the_report_says_how_often_it_was_right_and_how_often_later(db, hall):
    pace = two_counters(hall)
    tickets = [take(db, hall, pace=pace) for _ in range(3)]
    take(db, hall, "KK", pace={hall.service("KK").id: simple(mean=minutes(5), counters=1)})
    open_counters(db, hall, "1")
    press_next(db, hall, "1", at=told_for(db, tickets[0]).told_until)
    press(db, hall, "1", "skip", clock="09.20")
    press_next(db, hall, "1", at=at("11.00"))

    report = report_estimates(db, hall, first=DAY, last=DAY)

    assert report["total"] | {"width_mean_min": None} == {
        "told": 4, "called": 2, "hits": 1, "hits_percent": 50.0, "later_percent": 50.0, "width_mean_min": None,
    }  # fmt: skip
    assert [(row["name"], row["told"]) for row in report["services"]] == [("KK", 1), ("KTP", 3)]
    assert report["services"][0]["hits_percent"] is None
    assert [row[0] for row in as_csv(report)] == ["service", "KK", "KTP", "total"]


def test_a_day_on_which_nobody_was_told_anything_is_empty(db, hall):
    report = report_estimates(db, hall, first="2026-01-01", last="2026-01-31")

    assert report["services"] == []
    assert report["total"]["told"] == 0
