"""One open counter for each officer: asked over HTTP, as config.yaml says it."""

from dataclasses import replace

import pytest

from queue_server.config.security import Security

STATE = {"counter": "1", "name": {"id": "Loket 1"}, "ticket": None}


@pytest.fixture
def strict(hall):
    """The hall as it is shipped."""
    hall.server.house.doors = replace(hall.server.house.doors, one_counter=True)
    return hall


def opens(hall, code, body=None, **who):
    return hall.ask("POST", f"/counters/{code}/open", body or {}, **who)


def test_a_second_counter_is_refused_until_the_officer_moves(strict):
    assert opens(strict, "1").status_code == 200

    refused = opens(strict, "2")

    assert (refused.status_code, refused.get_json()["code"]) == (409, "officer_elsewhere")
    assert {key: refused.get_json()[key] for key in STATE} == STATE
    assert "Loket 1" in refused.get_json()["words"]["id"]
    assert opens(strict, "2", {"take_over": True}).get_json()["counter"]["staff"] == "ani"
    assert strict.done("GET", "/counters/1")["counter"]["state"] == "closed"


@pytest.mark.parametrize("role", ["supervisor", "admin", "program"])
def test_who_opens_counters_for_others_may_open_several(strict, role):
    assert [opens(strict, code, role=role).status_code for code in "12"] == [200, 200]


def test_a_small_agency_lets_one_person_sit_at_two_counters(hall):
    assert not hall.server.house.doors.one_counter
    assert [opens(hall, code).status_code for code in "12"] == [200, 200]


@pytest.mark.parametrize(("said", "rule"), [({}, True), ({"one_counter_per_officer": False}, False)])  # fmt: skip
def test_config_says_whether_it_is_so(said, rule):
    assert Security(**said).doors().one_counter is rule
