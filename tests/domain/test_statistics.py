"""Figures of a day."""

import pytest

from queue_server.domain.statistics import Leg, figures, percentile
from queue_server.domain.ticket import State
from tests.builders import at


def leg(state, *, waited=None, served=None, expired=False):
    """A visitor since 09.00; ``waited`` minutes until the call, ``served`` minutes at the counter."""
    called = None if waited is None else at(f"09.{waited:02}")
    return Leg(
        state=state,
        expired=expired,
        waiting_since=at("09.00"),
        called_at=called,
        served_at=None if served is None else called,
        ended_at=None if served is None else at(f"10.{waited + served:02}"),
        calls=int(waited is not None),
    )


def test_a_day_without_visitors_has_zeros_and_no_means():
    told = figures([])

    assert {key for key, value in told.items() if value is None} == {
        "wait_mean_s",
        "wait_median_s",
        "wait_p90_s",
        "service_mean_s",
        "service_p90_s",
    }
    assert {value for value in told.values() if value is not None} == {0}


def test_forgotten_tickets_count_but_stay_out_of_every_average():
    clean = [leg(State.DONE, waited=10, served=5), leg(State.DONE, waited=20, served=7)]
    forgotten = [
        leg(State.DONE, waited=50, served=9, expired=True),
        leg(State.NO_SHOW, waited=50, expired=True),
        leg(State.CANCELLED, expired=True),
    ]

    told, without = figures(clean + forgotten), figures(clean)

    assert told["forgotten"] == 3
    assert told["issued"] == 5
    same = [key for key in told if key.endswith("_s")] + ["served", "no_show", "cancelled"]
    assert {key: told[key] for key in same} == {key: without[key] for key in same}


def test_every_ticket_of_a_closed_day_is_counted_in_exactly_one_way():
    legs = [
        leg(state, waited=1, served=1, expired=expired)
        for state in (State.DONE, State.NO_SHOW, State.CANCELLED)
        for expired in (False, True)
    ] + [leg(State.WAITING)]

    told = figures(legs)

    parts = ("served", "waiting", "no_show", "cancelled", "forgotten")
    assert sum(told[part] for part in parts) == told["issued"] == 7


def test_waits_and_service_times_are_in_seconds():
    told = figures([leg(State.DONE, waited=w, served=5) for w in (1, 2, 3, 4, 50)])

    assert (told["wait_mean_s"], told["wait_median_s"], told["wait_p90_s"]) == (720, 180, 3000)
    assert told["service_mean_s"] == 3900


def test_who_was_never_called_has_no_wait():
    assert figures([leg(State.WAITING), leg(State.CANCELLED)])["wait_mean_s"] is None


@pytest.mark.parametrize(("p", "value"), [(0, 1), (10, 1), (50, 5), (90, 9), (91, 10), (100, 10)])
def test_a_percentile_is_a_value_that_really_happened(p, value):
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], p) == value
