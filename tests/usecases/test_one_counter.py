"""An officer has one counter open at a time, and moves to another one in one act."""

import pytest

from queue_server.domain.counter_state import CounterState
from queue_server.domain.errors import OfficerElsewhere
from queue_server.storage import desks, journal
from queue_server.usecases import current_ticket
from queue_server.usecases.run_counter import set_counter
from queue_server.usecases.verify import verify
from tests.builders import at, open_counters, press_next, stored, take
from tests.threads import at_once

OPEN, PAUSED = CounterState.OPEN, CounterState.PAUSED


@pytest.fixture
def sit(db, hall):
    """``sit("1")``: Ani opens the counter as the page asks for it."""

    def do(code, *, state=OPEN, staff="ani", **options):
        options = {"alone": True, "at": at("08.00"), **options}
        return set_counter(db, hall, hall.counter(code), state, staff=staff, **options)

    return do


def open_now(db, hall):
    """(counter, who sits there) of those that are open."""
    with db.reading() as conn:
        every = desks.every(conn, {c.id: c for c in hall.counters}).values()
    return sorted((desk.code, desk.staff) for desk in every if desk.state is OPEN)


def test_a_second_counter_is_refused_and_the_first_one_named_in_both_languages(db, hall, sit):
    sit("1")

    with pytest.raises(OfficerElsewhere) as refused:
        sit("2")

    facts = refused.value.details
    assert (facts["counter"], facts["ticket"]) == ("1", None)
    assert "Loket 1" in facts["words"]["id"]
    assert "Counter 1" in facts["words"]["en"]
    assert open_now(db, hall) == [("1", "ani")]


def test_who_moves_closes_there_and_opens_here_in_one_act_that_is_journalled(db, hall, sit):
    sit("1")

    assert sit("2", take_over=True, at=at("08.30")).staff == "ani"

    assert open_now(db, hall) == [("2", "ani")]
    with db.reading() as conn:
        *_, opened, closed = journal.since(conn, 0)
    assert (opened.kind, opened.actor, opened.data) == (
        "counter_opened", "staff:ani", {"counter": "2", "reason": "", "left": ["1"]},
    )  # fmt: skip
    assert (closed.kind, closed.actor, closed.data) == (
        "counter_closed", "staff:ani", {"counter": "1", "reason": "", "moved_to": "2"},
    )  # fmt: skip
    assert closed.at == opened.at == at("08.30")


def test_who_still_has_a_visitor_does_not_move(db, hall, sit):
    take(db, hall)
    sit("1")
    press_next(db, hall, "1")

    for options in ({}, {"take_over": True}):
        with pytest.raises(OfficerElsewhere) as refused:
            sit("2", **options)
        assert refused.value.details["ticket"] == "A001"
        assert "A001" in refused.value.details["words"]["en"]
    assert open_now(db, hall) == [("1", "ani")]


def test_a_visitor_sent_to_the_person_waits_for_them_at_the_new_counter(db, hall, sit):
    ticket = take(db, hall)
    sit("2", staff="budi")
    press_next(db, hall, "2")
    sit("1")
    current_ticket.transfer(
        db, hall, hall.counter("2"), service=None, to_counter=None, to_staff="ani", actor="staff:budi", at=at(),
    )  # fmt: skip
    sit("2", staff="budi", state=CounterState.CLOSED)

    sit("2", take_over=True)

    assert stored(db, ticket).for_staff == "ani"
    assert press_next(db, hall, "2").number == ticket.number


def test_a_paused_counter_keeps_nobody_from_another_but_does_not_go_on_beside_it(db, hall, sit):
    sit("1")
    sit("1", state=PAUSED)
    sit("2")

    with pytest.raises(OfficerElsewhere):
        sit("1")
    assert open_now(db, hall) == [("2", "ani")]


def test_the_same_counter_opens_again_and_a_colleagues_counter_is_nobodys_hindrance(db, hall, sit):
    sit("1")
    sit("1")
    sit("1", staff="budi")

    sit("2")

    assert open_now(db, hall) == [("1", "budi"), ("2", "ani")]


def test_who_sat_at_several_before_the_rule_leaves_all_of_them(db, hall, sit):
    open_counters(db, hall, "1", "2", "3")

    sit("4", take_over=True)

    assert open_now(db, hall) == [("4", "ani")]


@pytest.mark.parametrize("take_over", [False, True])
def test_of_counters_opened_at_the_same_moment_one_is_open(db, hall, sit, take_over):
    codes = [counter.code for counter in hall.counters][:6]

    told = at_once(*[lambda code=code: sit(code, take_over=take_over) for code in codes])

    assert [staff for _, staff in open_now(db, hall)] == ["ani"]
    refused = [one for one in told if isinstance(one, Exception)]
    assert len(refused) == (0 if take_over else len(codes) - 1)
    assert all(isinstance(one, OfficerElsewhere) for one in refused)


def test_two_who_change_places_at_the_same_moment_never_wait_for_each_other_for_ever(db, hall, sit):
    sit("1"), sit("2", staff="budi")

    told = at_once(lambda: sit("2", take_over=True), lambda: sit("1", staff="budi", take_over=True))

    assert not [one for one in told if isinstance(one, Exception)]
    assert open_now(db, hall) == [("1", "budi"), ("2", "ani")]
    assert verify(db, hall).ok
