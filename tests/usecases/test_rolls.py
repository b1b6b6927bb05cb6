"""No kiosk works: numbers of a pre-printed roll are registered and called like all others."""

from dataclasses import replace

import pytest

from queue_server.domain.errors import Conflict, KeyReused, NotFound, QuotaReached, ServiceClosed
from queue_server.domain.hours import Hours
from queue_server.domain.rules import Rules
from queue_server.domain.ticket import State
from queue_server.storage import journal, print_jobs, rolls, tickets
from queue_server.usecases.rolls import Request, register_roll
from tests.builders import DAY, NEXT_DAY, at, open_counters, press_next, take
from tests.threads import at_once

_keys = iter(range(10**6))


def register(db, hall, count=1, service="KTP", *, first=None, priority=None, key=None, now=None):
    """The numbers that are registered."""
    request = Request(
        service=service, count=count, first=first, priority=priority, actor="staff:ani",
        key=key or f"press-{next(_keys):06}",
    )  # fmt: skip
    found, _ = register_roll(db, hall, request, at=now or at("09.00"))
    return [ticket.number for ticket in found]


def waiting(db):
    with db.reading() as conn:
        return tickets.in_state(conn, [State.WAITING], day=DAY)


def last(db, day=DAY):
    with db.reading() as conn:
        return rolls.last(conn, day=day, prefix="Z")


def issued(db):
    with db.reading() as conn:
        rows = journal.since(conn, 0, limit=1000)
    return [row.data["number"] for row in rows if row.kind == "ticket_issued"]


def test_the_roll_goes_on_with_its_next_numbers_whatever_the_service(db, hall):
    assert last(db) == 0
    assert register(db, hall, 3) == ["Z001", "Z002", "Z003"]
    assert register(db, hall, 1, "SIM") == ["Z004"]
    assert register(db, hall, 2) == ["Z005", "Z006"]
    assert (last(db), last(db, NEXT_DAY)) == (6, 0)
    assert issued(db) == [f"Z00{n}" for n in range(1, 7)]


def test_they_wait_without_paper_beside_those_of_the_kiosks(db, hall):
    take(db, hall, at=at("08.59"))
    register(db, hall, 2)

    found = waiting(db)
    assert [one.number for one in found] == ["A001", "Z001", "Z002"]
    assert [one.channel for one in found] == ["walk_in", "roll", "roll"]
    assert len({one.token for one in found}) == 3
    with db.reading() as conn:
        assert [print_jobs.of_ticket(conn, one.id) for one in found] == [None] * 3


def test_they_are_called_in_the_order_of_their_numbers(db, hall):
    open_counters(db, hall, "1", "2", "3")
    register(db, hall, 3)

    called = [press_next(db, hall, counter).number for counter in ("1", "2", "3")]
    assert called == ["Z001", "Z002", "Z003"]


def test_a_roll_that_begins_elsewhere_is_begun_there_and_only_upward(db, hall):
    assert register(db, hall, 2, first=341) == ["Z341", "Z342"]
    assert register(db, hall, 1, first=343) == ["Z343"]
    assert register(db, hall, 1) == ["Z344"]
    with pytest.raises(Conflict) as refused:
        register(db, hall, 1, first=344)
    assert refused.value.details == {"ticket": "Z344"}
    assert register(db, hall, 1, first=999) == ["Z999"]
    assert register(db, hall, 1) == ["Z1000"]


def test_a_class_by_law_counts_for_numbers_of_the_roll_too(db, hall):
    take(db, hall, at=at("08.50"))
    register(db, hall, 1, priority="lansia")

    assert [one.number for one in waiting(db)] == ["Z001", "A001"]


def test_the_prefix_is_what_the_rules_say(db, hall):
    assert register(db, replace(hall, rules=Rules(roll_prefix="R"))) == ["R001"]


# --- the same press again


def test_the_same_key_gives_the_same_numbers(db, hall):
    first = register(db, hall, 5, key="pressed-twice")

    assert register(db, hall, 5, key="pressed-twice", now=at("09.05")) == first
    assert register(db, hall) == ["Z006"]


def test_a_press_that_comes_in_eight_times_at_once_counts_once(db, hall):
    told = at_once(*[lambda: register(db, hall, 5, key="pressed-8-times")] * 8)

    assert told == [["Z001", "Z002", "Z003", "Z004", "Z005"]] * 8
    assert issued(db) == told[0]


def test_a_press_of_before_closing_time_is_answered_after_it(db, hall):
    first = register(db, hall, 2, key="just-in-time")
    night = replace(hall, hours=Hours(always=False))

    assert register(db, night, 2, key="just-in-time", now=at("23.00")) == first


@pytest.mark.parametrize(
    "other", [{"count": 3}, {"service": "KK"}, {"priority": "lansia"}, {"first": 9}]
)
def test_the_same_key_with_another_wish_is_refused(db, hall, other):
    register(db, hall, 2, key="same-key")

    with pytest.raises(KeyReused):
        register(db, hall, key="same-key", **{"count": 2} | other)
    assert len(issued(db)) == 2


# --- refused whole, at no cost


def test_nothing_is_registered_for_a_closed_service(db, hall):
    night = replace(hall, hours=Hours(always=False))

    with pytest.raises(ServiceClosed) as refused:
        register(db, night, 5)
    assert refused.value.details["service"] == "KTP"
    assert (last(db), issued(db)) == (0, [])


def test_more_than_the_quota_leaves_is_refused_whole_and_costs_no_number(db, hall):
    short = replace(hall, services=tuple(replace(s, quota=4) for s in hall.services))
    register(db, short, 3)

    with pytest.raises(QuotaReached) as refused:
        register(db, short, 2)
    assert refused.value.details == {"service": "KTP", "quota": 4, "channel": None}
    assert (register(db, short, 1), last(db)) == (["Z004"], 4)


@pytest.mark.parametrize(
    ("asked", "what"), [({"service": "X"}, "service"), ({"priority": "x"}, "priority")]
)
def test_an_unknown_service_or_class_is_named_and_costs_no_number(db, hall, asked, what):
    with pytest.raises(NotFound) as refused:
        register(db, hall, 2, **asked)
    assert refused.value.details["what"] == what
    assert last(db) == 0


def test_two_desks_at_one_roll_never_register_a_number_twice(db, hall):
    told = at_once(*[lambda: [register(db, hall, 5) for _ in range(3)]] * 4)

    numbers = sorted(number for presses in told for press in presses for number in press)
    assert numbers == [f"Z{n:03}" for n in range(1, 61)]
    assert all(
        press == sorted(press) and int(press[-1][1:]) - int(press[0][1:]) == 4
        for presses in told
        for press in presses
    )


def test_of_what_a_person_gave_out_the_newest_come_first_and_the_roll_is_apart(db, hall):
    mine = [take(db, hall, actor="staff:ani").id for _ in range(3)]
    take(db, hall)
    register(db, hall, 2)

    with db.reading() as conn:
        given = rolls.given_by(conn, "staff:ani", day=DAY, but="roll", limit=2)
    assert list(given) == [mine[2], mine[1]]
