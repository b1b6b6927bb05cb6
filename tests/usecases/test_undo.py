"""A wrong press is taken back within ten seconds, and every time stands as it stood."""

import pytest

from queue_server.domain.errors import NothingToUndo
from queue_server.domain.ticket import State
from queue_server.storage import legs, numbers, tickets
from queue_server.usecases import any_ticket, current_ticket, undo
from queue_server.usecases.run_counter import narrow
from tests.builders import DAY, at, open_counters, press_next, stored, take

ANI = {"actor": "staff:ani"}
SOON, LATE = "09.40.09", "09.40.11"


@pytest.fixture
def desk(db, hall):
    open_counters(db, hall, "1", "2")
    return hall.counter("1")


def back(db, hall, desk, clock=SOON):
    return undo.take_back(db, hall, desk, at=at(clock), **ANI)


def press(db, hall, desk, button, clock="09.40"):
    return current_ticket.press(db, hall, desk, button, at=at(clock), **ANI)


def test_a_call_that_was_taken_back_stands_where_it_stood(db, hall, desk):
    before = [take(db, hall, priority="lansia"), take(db, hall)]
    press_next(db, hall, "1", at=at("09.40"))

    restored, kind = back(db, hall, desk)

    assert (restored, kind) == ([before[0]], "ticket_called")
    assert [stored(db, ticket) for ticket in before] == before
    with db.reading() as conn:
        assert (
            numbers.runs_now(conn, day=DAY, services=[before[0].service_id])[
                before[0].service_id
            ].priority
            == 0
        )
    assert press_next(db, hall, "1", at=at("09.41")).id == before[0].id


@pytest.mark.parametrize("button", ["start", "skip", "hold", "recall"])
def test_a_button_pressed_by_mistake_leaves_no_trace_on_the_ticket(db, hall, desk, button):
    take(db, hall)
    called = press_next(db, hall, "1", at=at("09.30"))
    press(db, hall, desk, button)

    assert back(db, hall, desk)[0] == [called]
    assert stored(db, called) == called


def test_a_finish_taken_back_goes_on_serving_from_the_time_it_began(db, hall, desk):
    take(db, hall)
    press_next(db, hall, "1")
    serving = press(db, hall, desk, "start", "09.31")
    press(db, hall, desk, "finish")

    back(db, hall, desk)

    assert stored(db, serving) == serving
    assert serving.served_at == at("09.31")


def test_next_with_finish_is_taken_back_whole(db, hall, desk):
    first, second = take(db, hall), take(db, hall)
    press_next(db, hall, "1")
    serving = press(db, hall, desk, "start", "09.31")
    press_next(db, hall, "1", at=at("09.40"), finish=True)

    restored, _ = back(db, hall, desk)

    assert [t.id for t in restored] == [second.id, first.id]
    assert stored(db, first) == serving
    assert stored(db, second) == second


def test_a_step_of_a_visit_is_taken_back_with_its_legs(db, hall, desk):
    visit = take(db, hall, also=("KK",))
    press_next(db, hall, "1")
    serving = press(db, hall, desk, "start", "09.31")
    with db.reading() as conn:
        before = legs.of_ticket(conn, visit.id)
    press(db, hall, desk, "finish")

    back(db, hall, desk)

    with db.reading() as conn:
        assert legs.of_ticket(conn, visit.id) == before
    assert stored(db, visit) == serving


def test_a_transfer_is_taken_back(db, hall, desk):
    take(db, hall)
    called = press_next(db, hall, "1")
    current_ticket.transfer(db, hall, desk, service="KK", to_counter="2", at=at("09.40"), **ANI)

    back(db, hall, desk)

    assert stored(db, called) == called
    with db.reading() as conn:
        assert legs.of_ticket(conn, called.id) == []


def test_after_ten_seconds_or_twice_there_is_nothing_to_take_back(db, hall, desk):
    take(db, hall)
    press_next(db, hall, "1", at=at("09.40"))
    with pytest.raises(NothingToUndo):
        back(db, hall, desk, LATE)
    with pytest.raises(NothingToUndo):
        back(db, hall, desk, "09.39.59")  # a clock that was set back
    back(db, hall, desk)
    with pytest.raises(NothingToUndo):
        back(db, hall, desk)
    with pytest.raises(NothingToUndo):
        back(db, hall, hall.counter("2"))


def test_what_somebody_else_did_since_is_not_undone(db, hall, desk):
    take(db, hall)
    missed = press_next(db, hall, "1", at=at("09.30"))
    press(db, hall, desk, "skip")
    any_ticket.give_back(db, hall, missed.id, at=at("09.40.05"), **ANI)

    with db.reading() as conn:
        assert undo.last_of(conn, hall, desk, at=at(SOON)) is None, "it is not offered either"
    with pytest.raises(NothingToUndo):
        back(db, hall, desk)
    assert stored(db, missed).state is State.WAITING


def test_a_finish_is_not_taken_back_once_the_counter_has_somebody_else(db, hall, desk):
    take(db, hall), take(db, hall)
    press_next(db, hall, "1", at=at("09.30"))
    press(db, hall, desk, "start", "09.31")
    press(db, hall, desk, "finish")
    second = press_next(db, hall, "1", at=at("09.40.03"))

    restored, _ = back(db, hall, desk)

    assert [t.id for t in restored] == [second.id], "only the last press is"
    with db.reading() as conn:
        assert tickets.at_counter(conn, desk.id, day=DAY) is None


def test_narrowing_keeps_the_press_before_it(db, hall, desk):
    take(db, hall)
    called = press_next(db, hall, "1", at=at("09.40"))
    narrow(db, hall, desk, ["KTP"], at=at("09.40.02"), **ANI)
    assert back(db, hall, desk)[0][0].id == called.id
