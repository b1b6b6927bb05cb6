"""The life of a ticket: every action in every state, and what each does to its place in the line."""

import itertools

import pytest

from queue_server.domain import ticket as rules
from queue_server.domain.errors import IllegalTransition
from queue_server.domain.ticket import TRANSITIONS, Action, State
from tests.builders import a_ticket, at, in_state, minutes

ACTS = {
    Action.CALL: lambda t: rules.call(t, counter_id=3, reason="Datang 09.00", at=at("09.30")),
    Action.RECALL: lambda t: rules.recall(t, at=at("09.12")),
    Action.START: lambda t: rules.start(t, at=at("09.30")),
    Action.FINISH: lambda t: rules.finish(t, at=at("09.30")),
    Action.HOLD: lambda t: rules.hold(t, at=at("09.30")),
    Action.RESUME: lambda t: rules.resume(t, counter_id=3, at=at("09.30")),
    Action.SKIP: lambda t: rules.skip(t, at=at("09.30")),
    Action.RETURN: lambda t: rules.give_back(t, next_v=None, at=at("09.30")),
    Action.TRANSFER: lambda t: rules.transfer(t, service_id=2, origin="Loket 1", at=at("09.30")),
    Action.CANCEL: lambda t: rules.cancel(t, at=at("09.30")),
    Action.RECYCLE: lambda t: rules.recycle(t, next_v=None),
    Action.CONTINUE: lambda t: rules.go_on(t, service_id=2, origin="Loket 1", at=at("09.30")),
    Action.URGE: lambda t: rules.urge(t, reason="Darurat: sesak napas"),
    Action.EXPIRE: lambda t: rules.expire(t, at=at("09.30")),
}
# What the hall wants, written down once more by hand: state, action -> state.
WANTED = {
    "waiting": "call:called cancel:cancelled urge:waiting expire:cancelled",
    "called": "recall:called start:serving skip:no_show hold:on_hold return:waiting"
    " recycle:waiting transfer:waiting cancel:cancelled expire:no_show",
    "serving": "recall:serving finish:done hold:on_hold transfer:waiting continue:waiting"
    " expire:done",
    "on_hold": "call:called resume:serving return:waiting cancel:cancelled expire:cancelled",
    "no_show": "call:called return:waiting",
    "done": "",
    "cancelled": "",
}
ALLOWED = {
    (State(state), Action(pair.split(":")[0])): State(pair.split(":")[1])
    for state, pairs in WANTED.items()
    for pair in pairs.split()
}


@pytest.mark.parametrize(
    ("state", "action"), list(itertools.product(State, Action)), ids=lambda word: word.value
)
def test_every_action_in_every_state_does_what_the_hall_wants_or_is_refused(state, action):
    ticket = in_state(state)

    if (state, action) in ALLOWED:
        assert ACTS[action](ticket).state is ALLOWED[state, action]
    else:
        with pytest.raises(IllegalTransition) as refused:
            ACTS[action](ticket)
        assert refused.value.details == {"ticket": ticket.number, "state": state, "action": action}


def test_the_table_has_a_row_for_every_state():
    assert set(TRANSITIONS) == set(State)


def test_a_call_says_to_which_counter_since_when_and_why():
    called = rules.call(a_ticket(), counter_id=3, reason="Datang 09.00", at=at("09.30"))

    assert (called.counter_id, called.called_at, called.calls) == (3, at("09.30"), 1)
    assert called.reason == "Datang 09.00"


def test_a_second_call_of_a_missed_visitor_counts_from_one_and_forgets_the_end():
    again = rules.call(in_state(State.NO_SHOW, calls=3), counter_id=2, reason="r", at=at("09.40"))

    assert (again.calls, again.ended_at, again.served_at) == (1, None, None)


def test_a_recall_only_counts():
    called = in_state(State.CALLED)

    assert rules.recall(called, at=at("09.12")) == rules.recall(
        in_state(State.CALLED, id=called.id), at=at("09.12")
    )
    assert rules.recall(called, at=at("09.12")).calls == 2
    assert rules.recall(called, at=at("09.12")).called_at == called.called_at


def test_the_time_on_hold_is_not_time_served():
    held = rules.hold(in_state(State.SERVING, served_at=at("09.11")), at=at("09.15"))

    resumed = rules.resume(held, counter_id=2, at=at("09.40"))
    done = rules.finish(resumed, at=at("09.46"))

    assert resumed.counter_id == 2
    assert done.ended_at - done.served_at == minutes(4 + 6)


def test_who_is_held_before_being_served_is_served_from_the_resumption():
    held = rules.hold(in_state(State.CALLED), at=at("09.30"))

    assert rules.resume(held, counter_id=2, at=at("09.40")).served_at == at("09.40")


@pytest.mark.parametrize("state", [State.CALLED, State.ON_HOLD])
def test_who_was_called_by_mistake_or_held_gets_the_old_place_back(state):
    back = rules.give_back(in_state(state), next_v=at("09.25"), at=at("09.30"))

    assert back.v == at("09.00")
    assert (back.counter_id, back.called_at, back.served_at, back.calls) == (None, None, None, 0)


def test_a_call_by_mistake_costs_nothing_however_often_it_happens():
    back = in_state(State.CALLED)
    for _ in range(3):
        back = rules.give_back(back, next_v=None, at=at("09.30"))
        back = rules.call(back, counter_id=1, reason="r", at=at("09.31"))

    assert (back.v, back.returns) == (at("09.00"), 0)


@pytest.mark.parametrize(
    ("back_at", "key"), [("09.45", at("09.00")), ("09.45.01", at("09.45.01"))]
)  # held at 09.15
def test_who_fetches_a_document_keeps_the_place_for_half_an_hour(back_at, key):
    held = in_state(State.ON_HOLD, held_at=at("09.15"))

    assert rules.give_back(held, next_v=at("09.10"), at=at(back_at)).v == key


def test_who_is_held_a_second_time_comes_back_as_a_fresh_arrival():
    once = rules.give_back(in_state(State.ON_HOLD), next_v=None, at=at("09.30"))
    twice = rules.give_back(
        in_state(State.ON_HOLD, returns=once.returns), next_v=None, at=at("10.00")
    )

    assert (once.v, twice.v) == (at("09.00"), at("10.00"))


def test_who_missed_the_call_comes_after_the_next_two():
    missed = in_state(State.NO_SHOW, id=1)
    line = [
        a_ticket(id=2, v=at("09.05")),
        a_ticket(id=3, v=at("09.10")),
        a_ticket(id=4, v=at("09.15")),
    ]

    back = rules.give_back(missed, next_v=line[1].v, at=at("09.30"))

    assert [t.id for t in sorted([*line, back], key=lambda t: (t.v, t.id))] == [2, 3, 1, 4]


def test_who_missed_the_call_never_gains_by_it():
    missed = in_state(State.NO_SHOW, v=at("09.20"))

    assert rules.give_back(missed, next_v=at("09.05"), at=at("09.30")).v == at("09.20")


def test_who_missed_the_call_keeps_the_place_when_nobody_else_waits():
    assert rules.give_back(in_state(State.NO_SHOW), next_v=None, at=at("09.30")).v == at("09.00")


@pytest.mark.parametrize(
    ("back_at", "key"), [("09.50", at("09.00")), ("09.50.01", at("09.50.01"))]
)  # missed at 09.20
def test_who_comes_back_more_than_half_an_hour_later_is_a_fresh_arrival(back_at, key):
    assert rules.give_back(in_state(State.NO_SHOW), next_v=None, at=at(back_at)).v == key


def test_who_misses_a_second_call_is_a_fresh_arrival():
    twice = in_state(State.NO_SHOW, returns=1)

    back = rules.give_back(twice, next_v=at("09.05"), at=at("09.25"))

    assert (back.v, back.returns) == (at("09.25"), 2)


@pytest.mark.parametrize(
    ("waited", "kept"), [(0, 0), (10, 5), (30, 15), (40, 20), (41, 20), (300, 20)]
)
def test_a_transfer_keeps_half_of_the_wait_and_20_minutes_at_most(waited, kept):
    served = in_state(State.SERVING, called_at=at("09.00") + minutes(waited))
    now = served.called_at + minutes(7)

    moved = rules.transfer(served, service_id=2, origin="Loket 1", at=now)

    assert moved.v == now - minutes(kept)


def test_a_transfer_keeps_the_number_and_starts_a_new_wait_in_the_other_line():
    served = in_state(State.SERVING)

    moved = rules.transfer(served, service_id=2, origin="Loket 1", at=at("09.30"))

    assert (moved.number, moved.token, moved.issued_at) == (
        served.number,
        served.token,
        served.issued_at,
    )
    assert (moved.service_id, moved.waiting_since, moved.origin) == (2, at("09.30"), "Loket 1")
    assert (moved.counter_id, moved.called_at, moved.served_at, moved.calls) == (
        None,
        None,
        None,
        0,
    )


def test_a_ticket_closed_by_the_end_of_the_day_is_marked():
    assert rules.expire(a_ticket(), at=at("00.00")).expired
    assert not rules.cancel(a_ticket(), at=at()).expired
