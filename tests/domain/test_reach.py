"""What belongs to an agency: its services, counters that do its work alone, zones nobody else uses."""

from dataclasses import replace

import pytest

from queue_server.domain.reach import Reach

pytestmark = pytest.mark.on("sqlite")
DUKCAPIL = frozenset({"DUKCAPIL"})


@pytest.fixture
def ids(hall):
    return {service.code: service.id for service in hall.services}


@pytest.fixture
def desk(hall, ids):
    """``desk("KTP", "SIM", helps=["SIM"])``: counter 1 with this work."""

    def made(*services, helps=()):
        work = tuple(ids[code] for code in services)
        return replace(hall.counter("1"), service_ids=work, helps=frozenset(ids[h] for h in helps))

    return made


def test_who_is_bound_to_none_has_the_whole_hall(hall):
    whole = Reach(hall, frozenset())
    assert all(whole.service(one) for one in hall.services)
    assert all(whole.counter(one) for one in hall.counters)
    assert all(whole.zone(one) for one in hall.zones)
    assert whole.services() is None


def test_the_services_of_an_agency_are_its_own_and_no_others(hall):
    mine = Reach(hall, DUKCAPIL).services()
    agency = next(one.id for one in hall.agencies if one.code == "DUKCAPIL")
    assert mine == {one.code for one in hall.services if one.agency_id == agency}


@pytest.mark.parametrize(
    ("services", "helps", "own"),
    [
        (["KTP"], [], True), (["KTP", "KK"], [], True), (["SIM"], [], False), (["KTP", "SIM"], [], False),
        (["KTP", "SIM"], ["SIM"], True), (["KTP", "SIM"], ["KTP"], False), (["SIM"], ["SIM"], False),
        (["KTP"], ["KTP"], True), ([], [], False),
    ],
)  # fmt: skip
def test_a_counter_is_an_agencys_when_all_its_own_work_is(hall, desk, services, helps, own):
    assert Reach(hall, DUKCAPIL).counter(desk(*services, helps=helps)) is own


def test_a_counter_of_two_agencies_is_for_who_is_bound_to_both(hall, desk):
    shared = desk("KTP", "SIM")
    police = hall.agency_of(hall.service("SIM").agency_id).code
    assert Reach(hall, DUKCAPIL | {police}).counter(shared)


def test_a_ticket_that_a_counter_helped_with_is_also_that_counters(hall, ids):
    own, other = hall.counter("1").id, hall.counter("5").id
    reach = Reach(hall, DUKCAPIL)
    told = {
        (service, at): reach.ticket(service_id=ids[service], counter_id=at)
        for service in ("KTP", "SIM") for at in (None, own, other)
    }  # fmt: skip
    assert [key for key, is_own in told.items() if not is_own] == [("SIM", None), ("SIM", other)]


def test_a_zone_is_an_agencys_when_nobody_else_calls_there(hall):
    alone = replace(
        hall, services=tuple(s for s in hall.services if s.code == "KTP"),
        counters=tuple(c for c in hall.counters if c.code == "1"), former=hall.services,
    )  # fmt: skip
    zone = hall.zone("A")
    assert [Reach(one, DUKCAPIL).zone(zone) for one in (alone, hall)] == [True, False]
    assert not Reach(hall, DUKCAPIL).zone(hall.zone("B"))


def test_an_agency_that_left_the_hall_opens_nothing(hall):
    gone = Reach(hall, frozenset({"GONE"}))
    assert not any(gone.service(one) for one in hall.services)
    assert not any(gone.counter(one) for one in hall.counters)
