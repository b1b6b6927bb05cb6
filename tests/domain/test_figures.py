"""How long a visitor keeps a counter, and how often the estimates were right."""

import pytest

from queue_server.domain.figures import FADE, MEMORY, Figures, counts, kept_counter
from queue_server.domain.ticket import State
from tests.builders import at, in_state, minutes


def served(*seconds):
    figures = Figures()
    for one in seconds:
        figures = figures.served(one)
    return figures


def outcomes(*hits):
    figures = Figures()
    for hit in hits:
        figures = figures.came_true(hit)
    return figures


def test_before_the_first_visitor_the_configured_time_counts():
    assert Figures().mean(minutes(8)) == minutes(8)


def test_ten_visitors_weigh_as_much_as_the_configured_time():
    assert served(*[240] * 10).mean(minutes(8)) / minutes(1) == pytest.approx(6, abs=0.05)


def test_after_a_morning_the_measured_time_counts():
    assert served(*[240] * 300).mean(minutes(8)) / minutes(1) == pytest.approx(4.2, abs=0.1)


def test_a_new_form_that_takes_longer_is_learnt_within_some_hundred_visitors():
    figures = served(*[240] * 2000, *[600] * MEMORY)

    assert figures.mean(minutes(4)) / minutes(1) == pytest.approx(7.6, abs=0.2)
    assert (figures.seen, round(figures.weight)) == (2300, MEMORY)


def test_a_slip_that_is_taken_back_leaves_nothing():
    before = served(300, 500)

    after = before.served(9999).unserved(9999)

    assert (after.seen, after.weight, after.sum_s) == pytest.approx(
        (2, before.weight, before.sum_s)
    )
    assert outcomes(True, False).came_true(True).untold(True).told == pytest.approx(1 + FADE)


@pytest.mark.parametrize(
    ("seconds", "is_one"), [(19, False), (20, True), (3840, True), (3841, False)]
)
def test_slips_of_the_finger_and_forgotten_tickets_teach_nothing(seconds, is_one):
    assert counts(seconds, usual=minutes(8)) is is_one


def test_with_fewer_than_twenty_outcomes_nobody_says_how_often_it_is_right():
    assert outcomes(*[True] * 19).of_ten() is None
    assert outcomes(*[True] * 20).of_ten() == 10


def test_eight_of_ten_are_eight_of_ten():
    assert outcomes(*([True] * 4 + [False]) * 60).of_ten() == 8


def test_the_way_to_the_counter_keeps_it_too_but_two_minutes_at_most():
    done = in_state(State.DONE, called_at=at("09.10"), served_at=at("09.11"), ended_at=at("09.20"))

    assert kept_counter(done) == 600
    assert kept_counter(in_state(State.DONE, called_at=at("08.30"), served_at=at("09.11"))) == 660


@pytest.mark.parametrize(
    "ticket",
    [in_state(State.NO_SHOW), in_state(State.CALLED), in_state(State.DONE, expired=True)],
    ids=["did not come", "still there", "forgotten"],
)
def test_who_was_not_served_to_the_end_teaches_nothing(ticket):
    assert kept_counter(ticket) is None
