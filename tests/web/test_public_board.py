"""What anybody may see of the hall, without a login: calls and lines, and nothing about a visitor."""

import json

NAMED = {"code", "name"}
CALL = {"seq", "number", "prefix", "counter", "service", "agency", "called_at"}
BOARD = {
    "seq", "now", "site", "zone", "zones", "hours", "calls", "waiting", "waiting_total", "open_counters",
}  # fmt: skip
PRIVATE = ("token", "priority", "id", "language", "reason", "url", "staff", "lansia")


def keys_in(value):
    """Every key anywhere in ``value``; texts by language are not looked into."""
    if isinstance(value, list):
        return {key for one in value for key in keys_in(one)}
    if not isinstance(value, dict) or set(value) <= {"id", "en"}:
        return set()
    return set(value) | {key for one in value.values() for key in keys_in(one)}


def test_the_public_board_has_these_fields_and_no_other(hall):
    hall.take("KTP", priority="lansia", language="en")
    hall.take("KK")
    hall.press("1", "open")
    hall.press("1", "next")

    board = hall.done("GET", "/boards/A", role=None)

    assert set(board) == BOARD
    assert [set(call) for call in board["calls"]] == [CALL]
    assert set(board["calls"][0]["agency"]) == {"name"}
    for thing in (
        board["zone"],
        *board["zones"],
        board["calls"][0]["counter"],
        board["calls"][0]["service"],
    ):
        assert set(thing) == NAMED
    assert {frozenset(line) for line in board["waiting"]} == {
        frozenset({"service", "prefix", "count"})
    }
    assert set(board["hours"]) == {"state", "reason", "until", "words"}
    assert set(board["site"]) == {"code", "name", "region", "time_zone", "languages"}


def test_nothing_of_a_visitor_is_anywhere_in_it(hall):
    taken = hall.take("KTP", priority="lansia", language="en")
    hall.press("1", "open")
    hall.press("1", "next")
    hall.press("2", "open")
    hall.press("2", "pause", {"reason": "ke belakang"})

    answer = hall.ask("GET", "/boards/A", role=None)

    assert keys_in(answer.get_json()) & (set(PRIVATE) - {"reason"}) == set()
    assert answer.get_json()["hours"]["reason"] is None
    for secret in (taken["token"], "lansia", "ke belakang", "ani"):
        assert secret not in answer.text


def test_the_list_of_places_says_their_names_and_the_halls(still):
    found = still.done("GET", "/boards", role=None)
    assert set(found) == {"site", "zones"}
    assert [zone["code"] for zone in found["zones"]] == ["A", "B"]
    assert json.dumps(found["site"]) == json.dumps(
        still.done("GET", "/boards/A", role=None)["site"]
    )


def test_the_page_is_the_same_for_every_place_and_needs_no_login(still):
    pages = {still.page(path).text for path in ("/board/", "/board/A", "/board/B?tv")}
    assert len(pages) == 1
    assert still.ask("GET", "/boards/nowhere", role=None).status_code == 404


def test_asking_again_costs_nothing_while_nothing_has_changed(hall):
    first = hall.ask("GET", "/boards/A", role=None)
    same = {"If-None-Match": first.headers["ETag"]}
    assert hall.ask("GET", "/boards/A", role=None, headers=same).status_code == 304
    hall.take("KTP")
    hall.server.house.look()  # as the journal's tail does after every change
    assert hall.ask("GET", "/boards/A", role=None, headers=same).status_code == 200
