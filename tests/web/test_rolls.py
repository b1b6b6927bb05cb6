"""The paper roll over HTTP: pre-printed numbers, registered once and called like all others."""

from dataclasses import replace

import pytest

from queue_server.domain.hours import Hours
from tests.web.test_kiosks import lock


def roll(hall, key="first-press", **body):
    body = {"service": "KTP", "count": 3} | body
    return hall.ask("POST", "/rolls", body, headers={"Idempotency-Key": key})


def test_numbers_of_the_roll_are_registered_once_and_called_like_others(hall):
    assert hall.done("GET", "/rolls") == {"prefix": "Z", "serial": 0, "last": None}
    first, again = roll(hall), roll(hall)

    tickets = first.get_json()["tickets"]
    assert (first.status_code, [one["number"] for one in tickets]) == (
        201,
        ["Z001", "Z002", "Z003"],
    )
    assert {one["print"] for one in tickets} == {None}
    assert ("Idempotent-Replayed" in first.headers, again.headers["Idempotent-Replayed"]) == (
        False,
        "true",
    )
    assert [one["id"] for one in again.get_json()["tickets"]] == [one["id"] for one in tickets]
    assert hall.done("GET", "/rolls") == {"prefix": "Z", "serial": 3, "last": "Z003"}
    hall.press("1", "open")
    assert hall.press("1", "next")["ticket"]["number"] == "Z001"


def test_the_roll_works_while_every_kiosk_is_locked_but_not_for_a_closed_service(hall):
    lock(hall)
    lock(hall, kiosk="kiosk-2")
    assert roll(hall).status_code == 201

    house = hall.server.house
    house.hall = replace(house.hall, hours=Hours(always=False))
    answer = roll(hall, key="after-closing")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "service_closed")


@pytest.mark.parametrize(
    "body",
    [{"count": 0}, {"count": 51}, {"count": "3"}, {"first": 0}, {"first": 10000}, {"more": 1}],
)
def test_a_registration_that_makes_no_sense_is_refused(still, body):
    assert roll(still, **body).status_code == 422


@pytest.mark.parametrize("key", ["", "short", "with a space in it", "x" * 77])
def test_a_registration_needs_a_key_of_its_own(still, key):
    answer = roll(still, key=key)
    assert answer.get_json()["errors"][0]["field"] == "Idempotency-Key"
