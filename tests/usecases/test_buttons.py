"""Every button of the console in every state of the ticket, and what becomes of the visitor."""

import itertools
from dataclasses import replace

import pytest

from queue_server.domain.errors import (
    CounterBusy,
    CounterClosed,
    IllegalTransition,
    InvalidInput,
    NoCurrentTicket,
    NotFound,
)
from queue_server.domain.ticket import TRANSITIONS, Action, State
from queue_server.usecases import any_ticket, current_ticket
from tests.builders import at, minutes, open_counters, press_next, take
from tests.usecases.console import ANI, AT_COUNTER, NOW, Console, rows


@pytest.mark.parametrize(
    ("state", "button"), list(itertools.product(State, AT_COUNTER)), ids=lambda word: str(word)
)
@pytest.mark.on("sqlite")
def test_a_button_for_the_current_ticket_works_as_the_table_says(db, hall, state, button):
    console = Console(db, hall, state)
    before = rows(db)

    if state not in (State.CALLED, State.SERVING):
        with pytest.raises(NoCurrentTicket) as refused:
            console.press(button)
        assert refused.value.details == {"counter": "1"}
    elif Action(button) not in TRANSITIONS[state]:
        with pytest.raises(IllegalTransition):
            console.press(button)
    else:
        assert console.press(button) == console.now()
        assert console.now().state is TRANSITIONS[state][Action(button)]
        assert len(rows(db)) == len(before) + 1
        return
    assert (console.now().state, rows(db)) == (state, before), "nothing was changed"


@pytest.mark.parametrize(
    ("state", "button"),
    list(itertools.product(State, ("call", "resume", "return", "cancel", "leave"))),
    ids=lambda word: str(word),
)
@pytest.mark.on("sqlite")
def test_a_button_for_any_ticket_works_as_the_table_says(db, hall, state, button):
    console = Console(db, hall, state)
    before = rows(db)
    action = Action({"leave": "cancel"}.get(button, button))
    # Another counter is free, so that the ticket's state alone decides.
    if action in TRANSITIONS[state]:
        assert console.press(button, counter="2") == console.now()
        assert console.now().state is TRANSITIONS[state][action]
        assert len(rows(db)) == len(before) + 1
    else:
        with pytest.raises(IllegalTransition) as refused:
            console.press(button, counter="2")
        assert refused.value.details["state"] == state
        assert (console.now().state, rows(db)) == (state, before)


def test_a_morning_at_the_counter_is_journalled_with_who_did_what(db, hall):
    console = Console(db, hall)
    for button in ("next", "recall", "hold", "resume", "transfer"):
        console.press(button)

    told = [(r.kind, r.actor, r.data["service"]) for r in rows(db) if r.ticket_id]
    assert told == [
        ("ticket_issued", "kiosk:kiosk-1", "KTP"),
        ("ticket_called", ANI, "KTP"),
        ("ticket_recalled", ANI, "KTP"),
        ("ticket_held", ANI, "KTP"),
        ("ticket_resumed", ANI, "KTP"),
        ("ticket_transferred", ANI, "SIM"),
    ]


@pytest.mark.parametrize("button", ["call", "resume"])
def test_a_ticket_comes_only_to_a_counter_that_is_open_and_free(db, hall, button):
    console = Console(db, hall, State.ON_HOLD)

    with pytest.raises(CounterClosed):
        console.press(button, counter="3")
    other = take(db, hall)
    press_next(db, hall, "2")
    with pytest.raises(CounterBusy) as refused:
        console.press(button, counter="2")
    assert refused.value.details == {"counter": "2", "ticket": other.number, "state": "called"}
    assert console.now().state is State.ON_HOLD


def test_a_held_visitor_frees_the_counter_and_comes_back_at_another(db, hall):
    console = Console(db, hall, State.ON_HOLD)
    other = take(db, hall)

    assert press_next(db, hall, "1").id == other.id
    assert console.press("resume", counter="2").counter_id == hall.counter("2").id


# --- transfer


def test_a_transfer_keeps_the_number_and_half_of_the_wait(db, hall):
    console = Console(db, hall, State.SERVING)  # came 09.00, called 09.30

    moved = console.press("transfer", at=at("09.40"))

    assert (moved.number, moved.token) == (console.ticket.number, console.ticket.token)
    assert moved.service_id == hall.service("SIM").id
    assert (moved.v, moved.waiting_since) == (at("09.40") - minutes(15), at("09.40"))
    assert moved == console.now()


def test_a_transfer_keeps_20_minutes_at_most(db, hall):
    console = Console(db, hall)
    console.press("next", at=at("11.00"))

    assert console.press("transfer", at=at("11.05")).v == at("11.05") - minutes(20)


def test_who_was_moved_is_called_at_the_other_counter_with_the_reason(db, hall):
    console = Console(db, hall, State.SERVING)
    console.press("transfer", at=at("09.40"))
    take(db, hall, "SIM", at=at("09.26"))
    open_counters(db, hall, "5")

    called = press_next(db, hall, "5", at=at("09.45"))

    assert called.number == "A001", "kept wait: counted since 09.25"
    assert called.reason.startswith("Alihan dari Loket 1, dihitung 09.25")


def test_a_transfer_into_the_same_line_is_refused(db, hall):
    console = Console(db, hall, State.SERVING)

    with pytest.raises(InvalidInput):
        current_ticket.transfer(db, hall, console.counter, service="KTP", actor=ANI, at=NOW)
    assert console.now().state is State.SERVING


def test_a_transfer_to_an_unknown_service_is_refused(db, hall):
    console = Console(db, hall, State.SERVING)

    with pytest.raises(NotFound):
        current_ticket.transfer(db, hall, console.counter, service="X", actor=ANI, at=NOW)


def test_a_counter_with_a_very_long_name_can_move_visitors(db, hall):
    console = Console(db, hall, State.SERVING)
    counter = replace(console.counter, name={"id": "Loket " + "x" * 114})

    moved = current_ticket.transfer(db, hall, counter, service="SIM", actor=ANI, at=NOW)

    assert len(moved.origin) == 64


# --- return


def test_who_missed_the_call_comes_after_the_next_two(db, hall):
    console = Console(db, hall, State.NO_SHOW)
    others = [take(db, hall, at=at("09.05") + minutes(n)) for n in range(3)]

    console.press("return", at=at("09.40"))

    order = []
    for _ in range(4):
        order.append(press_next(db, hall, "1", at=at("09.41")).id)
        current_ticket.press(db, hall, console.counter, "skip", actor=ANI, at=at("09.41"))
    assert order == [others[0].id, others[1].id, console.ticket.id, others[2].id]


def test_who_missed_the_call_comes_after_the_only_one_who_waits(db, hall):
    console = Console(db, hall, State.NO_SHOW)
    other = take(db, hall, at=at("09.05"))

    console.press("return", at=at("09.40"))

    assert press_next(db, hall, "1", at=at("09.41")).id == other.id


def test_who_was_called_by_mistake_is_first_again(db, hall):
    console = Console(db, hall, State.CALLED)
    take(db, hall, at=at("09.01"))

    console.press("return")

    assert press_next(db, hall, "1").id == console.ticket.id


# --- leave, cancel


@pytest.mark.parametrize("token", ["", "no such token", "x" * 22])
def test_an_unknown_token_is_refused(db, hall, token):
    with pytest.raises(NotFound):
        any_ticket.leave(db, hall, token, at=at())


@pytest.mark.parametrize("button", ["leave", "cancel", "call", "resume", "return"])
def test_a_ticket_of_yesterday_cannot_be_touched(db, hall, button):
    console = Console(db, hall)

    with pytest.raises(NotFound):
        console.press(button, at=at("08.00", "2026-11-24"))


def test_who_left_the_line_is_not_called_and_the_reason_is_journalled(db, hall):
    console = Console(db, hall)

    console.press("leave")

    assert press_next(db, hall, "1") is None
    assert (rows(db)[-1].actor, rows(db)[-1].data["reason"]) == ("visitor", "visitor")


# --- reprint
