"""What the plain model of test_model.py found, each in its shortest form."""

from dataclasses import replace

import pytest

from queue_server.domain.counter_state import CounterState
from queue_server.domain.errors import InvalidInput, NothingToUndo
from queue_server.domain.ticket import State
from queue_server.storage import numbers
from queue_server.usecases import any_ticket, current_ticket, undo, walk_in
from queue_server.usecases.run_counter import narrow, set_counter
from tests.builders import DAY, at, open_counters, press_next, stored, take

ANI = "staff:ani"
pytestmark = pytest.mark.on("sqlite")


def press(db, hall, code, clock, *buttons):
    for button in buttons:
        current_ticket.press(db, hall, hall.counter(code), button, actor=ANI, at=at(clock))


def take_back(db, hall, code, when):
    return undo.take_back(db, hall, hall.counter(code), actor=ANI, at=when)


@pytest.fixture
def served(db, hall):
    """A001 was served at counter 1 and is finished at 09.10."""
    ticket = take(db, hall)
    open_counters(db, hall, "1", "2")
    press_next(db, hall, "1", at=at("09.05"))
    press(db, hall, "1", "09.06", "start")
    press(db, hall, "1", "09.10", "finish")
    return ticket


def test_who_is_served_without_a_number_is_not_pushed_out_by_taking_back(db, hall, served):
    desk = hall.counter("1")
    walk_in.serve(db, hall, desk, service="KTP", actor=ANI, at=at("09.10.03"))

    with pytest.raises(NothingToUndo):
        take_back(db, hall, "1", at("09.10.05"))


def test_nobody_is_put_back_to_a_counter_that_has_closed(db, hall, served):
    set_counter(db, hall, hall.counter("1"), CounterState.CLOSED, staff="ani", at=at("09.10.03"))

    with pytest.raises(NothingToUndo):
        take_back(db, hall, "1", at("09.10.05"))


def test_what_the_visitor_did_is_no_press_of_staff(db, hall):
    ticket = take(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1", at=at("09.05"))
    any_ticket.leave(db, hall, ticket.token, at=at("09.05.02"))

    with pytest.raises(NothingToUndo):
        take_back(db, hall, "1", at("09.05.05"))


def test_taking_back_one_call_leaves_the_others_in_the_rule_of_three(db, hall):
    for place in range(2):
        take(db, hall, priority="lansia", at=at(f"09.0{place}"))
    open_counters(db, hall, "1", "2")
    press_next(db, hall, "1", at=at("09.05"))
    press_next(db, hall, "2", at=at("09.05.01"))
    take_back(db, hall, "1", at("09.05.05"))

    ktp = hall.service("KTP").id
    with db.transaction() as tx:
        assert numbers.runs(tx.conn, day=DAY, services=[ktp])[ktp].priority == 1


def test_a_service_done_on_the_way_is_not_waited_for_later(db, hall):
    ticket = take(db, hall, "KTP", also=("KK", "SIM"))
    open_counters(db, hall, "1", "5")
    press_next(db, hall, "1", at=at("09.05"))
    press(db, hall, "1", "09.05", "start")
    current_ticket.finish(db, hall, hall.counter("1"), also_done=["KK"], actor=ANI, at=at("09.10"))
    press_next(db, hall, "5", at=at("09.11"))
    press(db, hall, "5", "09.12", "start", "finish")

    assert stored(db, ticket).state is State.DONE


def test_who_was_sent_to_a_counter_that_closed_meanwhile_is_called_by_the_others(db, hall):
    ticket = take(db, hall)
    open_counters(db, hall, "1", "2")
    press_next(db, hall, "1", at=at("09.05"))
    press(db, hall, "1", "09.05", "start")
    current_ticket.transfer(db, hall, hall.counter("1"), to_counter="2", actor=ANI, at=at("09.06"))
    press_next(db, hall, "2", at=at("09.07"))
    press(db, hall, "2", "09.08", "hold")
    set_counter(db, hall, hall.counter("2"), CounterState.CLOSED, staff="ani", at=at("09.09"))
    any_ticket.give_back(db, hall, ticket.id, actor=ANI, at=at("09.10"))

    assert press_next(db, hall, "1", at=at("09.11")).id == ticket.id


@pytest.mark.parametrize("why", ["it is for priority alone", "it was narrowed to something else"])
def test_nobody_is_sent_to_a_counter_that_does_not_call_them(db, hall, why):
    if "priority" in why:
        desks = [replace(c, priority_only=c.code == "2") for c in hall.counters]
        hall = replace(hall, counters=tuple(desks))
    take(db, hall)
    open_counters(db, hall, "1", "2")
    if "narrowed" in why:
        narrow(db, hall, hall.counter("2"), ["KK"], actor=ANI, at=at("09.00"))
    press_next(db, hall, "1", at=at("09.05"))
    press(db, hall, "1", "09.05", "start")

    with pytest.raises(InvalidInput):
        current_ticket.transfer(
            db, hall, hall.counter("1"), to_counter="2", actor=ANI, at=at("09.06")
        )
