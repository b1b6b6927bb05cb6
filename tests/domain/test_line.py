"""Who is next, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain.line import (
    Choice,
    Line,
    Rule,
    Setting,
    call_order,
    of_line,
    order,
    select_next,
    virtual_arrival,
)
from queue_server.domain.reasons import call_words, place_words
from tests.builders import JAKARTA, a_ticket, at, minutes

HEAD_START = minutes(15)


def a_visitor(issued_at, *, priority=None, **values):
    head_start = HEAD_START if priority else timedelta(0)
    v = virtual_arrival(at=issued_at, head_start=head_start)
    return a_ticket(issued_at=issued_at, v=v, priority=priority, **values)


def a_line(waiting, *, target=30, service_id=1, run=0):
    """What storage reads of ``waiting``: both heads, and the priority calls in a row."""
    ordered = sorted(waiting, key=order)
    return Line(
        service_id=service_id,
        target=minutes(target),
        head=next(iter(ordered), None),
        regular=next((t for t in ordered if not t.priority), None),
        priority_run=run,
    )


def next_of(*lines, now="09.30"):
    choice = select_next(lines, at=at(now))
    return choice and choice.ticket


def test_nobody_is_next_when_nobody_waits():
    assert next_of() is None
    assert next_of(a_line([]), a_line([], service_id=2)) is None


def test_the_longest_waiting_is_next():
    early, late = a_visitor(at("09.00")), a_visitor(at("09.05"))

    assert next_of(a_line([late, early])) == early


def test_two_who_came_at_the_same_instant_are_called_in_the_order_of_their_numbers():
    first, second = a_visitor(at("09.00"), id=7), a_visitor(at("09.00"), id=8)

    assert next_of(a_line([second, first])) == first


@pytest.mark.parametrize(
    ("came", "goes_first"), [("09.14.59", True), ("09.15", False), ("09.15.01", False)]
)
def test_a_priority_visitor_counts_as_having_come_15_minutes_earlier(came, goes_first):
    regular = a_visitor(at("09.00"), id=1)
    elder = a_visitor(at(came), priority="lansia", id=2)

    assert (next_of(a_line([regular, elder])) == elder) is goes_first


def test_across_services_the_one_who_used_most_of_the_promised_time_is_next():
    passport = a_visitor(at("08.50"), service_id=8)  # 40 of 40 minutes
    tax = a_visitor(at("09.08"), service_id=9)  # 22 of 20 minutes

    lines = [
        a_line([passport], target=40, service_id=8),
        a_line([tax], target=20, service_id=9),
    ]

    assert next_of(*lines) == tax
    assert next_of(*lines, now="09.10") == passport, "earlier the other was further on"


def test_the_smaller_id_settles_a_tie_between_services():
    one, other = a_visitor(at("09.00"), id=5), a_visitor(at("09.00"), id=6, service_id=2)

    assert next_of(a_line([other], service_id=2), a_line([one])) == one


# A regular since 08.50 whose target of 30 minutes is passed at 09.20.01, and an older person before him.
LATE = a_visitor(at("08.50"), id=1)
ELDER = a_visitor(at("08.55"), priority="lansia", id=2)


@pytest.mark.parametrize(
    ("run", "now", "called", "valve"),
    [
        (0, "09.30", ELDER, False),
        (2, "09.30", ELDER, False),
        (3, "09.30", LATE, True),
        (4, "09.30", LATE, True),
        (3, "09.20", ELDER, False),  # on target is not past it
        (3, "09.20.01", LATE, True),
    ],
)
def test_after_three_priority_calls_in_a_row_a_regular_past_the_target_goes_first(
    run, now, called, valve
):
    choice = of_line(a_line([LATE, ELDER], run=run), at=at(now))

    assert (choice.ticket, choice.rule is Rule.VALVE) == (called, valve)


def test_the_rule_of_three_does_nothing_while_only_priority_visitors_wait():
    assert next_of(a_line([ELDER], run=9)) == ELDER


def test_a_fourth_priority_call_in_a_row_never_happens_while_a_regular_is_past_the_target():
    # Priority visitors keep coming with earlier keys; one regular waits far too long.
    waiting = [LATE] + [a_visitor(at("08.56"), priority="lansia", id=10 + n) for n in range(8)]
    called, run = [], 0
    while waiting:
        ticket = of_line(a_line(waiting, run=run), at=at("10.00")).ticket
        run = run + 1 if ticket.priority else 0
        called.append(ticket)
        waiting.remove(ticket)

    assert called.index(LATE) == 3


def visitors(services=(1, 2, 3)):
    """A hall's waiting room: up to 25 visitors within two hours, some of them with priority."""
    one = st.tuples(st.integers(0, 7200), st.booleans(), st.sampled_from(services))
    return st.lists(one, min_size=1, max_size=25).map(
        lambda rows: [
            a_visitor(
                at("08.00") + timedelta(seconds=came),
                priority="lansia" if old else None,
                service_id=service,
                id=id,
            )
            for id, (came, old, service) in enumerate(sorted(rows), start=1)
        ]
    )


def lines_of(waiting):
    return [
        a_line([t for t in waiting if t.service_id == id], target=20 + 10 * id, service_id=id)
        for id in (1, 2, 3)
    ]


TARGETS = {id: minutes(20 + 10 * id) for id in (1, 2, 3)}


@given(waiting=visitors(), shuffled=st.randoms(use_true_random=False))
def test_who_is_next_does_not_depend_on_the_order_in_which_the_database_answers(waiting, shuffled):
    lines = lines_of(waiting)
    mixed = list(lines)
    shuffled.shuffle(mixed)
    moved = sorted(waiting, key=lambda t: shuffled.random())

    assert select_next(mixed, at=at("10.30")) == select_next(lines, at=at("10.30"))
    assert lines_of(moved) == lines


def listed(waiting):
    settings = {id: Setting(target=target) for id, target in TARGETS.items()}
    return call_order(waiting, settings=settings, at=at("10.30"))


@given(waiting=visitors())
def test_the_head_of_the_list_that_staff_sees_is_the_one_who_is_called(waiting):
    choice = select_next(lines_of(waiting), at=at("10.30"))

    assert listed(waiting)[0] == choice.ticket


@given(waiting=visitors())
def test_the_list_is_the_order_of_the_calls_if_nobody_else_comes(waiting):
    called, left, runs = [], list(waiting), dict.fromkeys(TARGETS, 0)
    while left:
        lines = [replace(line, priority_run=runs[line.service_id]) for line in lines_of(left)]
        called.append(next_of(*lines, now="10.30"))
        left.remove(called[-1])
        service = called[-1].service_id
        runs[service] = runs[service] + 1 if called[-1].priority else 0

    assert called == listed(waiting)


@given(waiting=visitors(services=(1,)))
def test_a_regular_is_overtaken_only_by_priority_visitors_of_the_next_15_minutes(waiting):
    called = listed(waiting)
    for place, regular in enumerate(called):
        if not regular.priority:
            overtakers = [t for t in called[:place] if order(t)[1] > regular.id]
            assert all(t.priority for t in overtakers)
            assert all(t.issued_at <= regular.issued_at + HEAD_START for t in overtakers)


def reason(ticket, *, target=30, rule=Rule.ORDER, priority=None, language="id", **more):
    choice = Choice(ticket=ticket, target=minutes(target), rule=rule, **more)
    words = call_words(choice, at=at("09.41"), zone=JAKARTA, run=3, priority=priority)
    return words[language]


def test_the_reason_is_a_sentence_that_a_visitor_accepts():
    assert reason(a_visitor(at("09.07"))) == (
        "Datang 09.07; 34 dari 30 menit yang dijanjikan terpakai"
    )


def test_the_reason_of_a_priority_call_says_the_class_and_the_counted_time():
    elder = a_visitor(at("09.22"), priority="lansia")

    assert reason(elder, priority={"id": "Lansia"}) == (
        "Lansia, dihitung 09.07; 34 dari 30 menit yang dijanjikan terpakai"
    )


def test_the_reason_says_when_the_rule_of_three_decided():
    assert reason(LATE, rule=Rule.VALVE).endswith("; didahulukan setelah 3 panggilan prioritas")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Datang 09.00"),
        ({"priority": "lansia"}, "Lansia, dihitung 08.45"),
        ({"v": at("09.20"), "returns": 1}, "Kembali, dihitung 09.20"),
        ({"v": at("09.25"), "origin": "Loket 3"}, "Alihan dari Loket 3, dihitung 09.25"),
    ],
)
def test_staff_reads_why_a_ticket_stands_where_it_stands(values, words):
    usual = {"v": at("08.45") if "priority" in values else at("09.00")}
    ticket = a_ticket(**(usual | values))
    name = {"id": "Lansia"} if ticket.priority else None

    assert place_words(ticket, zone=JAKARTA, priority=name)["id"] == words
