"""Screens that ask to come in, over HTTP: nobody guesses a code, nobody floods the list."""

import logging

import pytest

from tests.web.halls import MORNING

FAR = {"REMOTE_ADDR": "192.168.1.30"}


def ask_in(hall, role="display", address="192.168.1.30", **body):
    return hall.ask(
        "POST", "/pairings", {"role": role, **body}, role=None,
        environ_overrides={"REMOTE_ADDR": address},
    )  # fmt: skip


def confirm(hall, code, name="lobby", *, as_="admin", address="192.168.1.40", **body):
    return hall.ask(
        "POST", "/pairings/confirm", {"code": code, "name": name, **body}, role=as_,
        environ_overrides={"REMOTE_ADDR": address},
    )  # fmt: skip


def claim(hall, secret):
    return hall.ask("POST", "/pairings/claim", {"secret": secret}, role=None)


def code_of(answer):
    return answer.status_code, answer.get_json()["code"]


def test_a_screen_comes_in_with_its_code_and_its_token_works_at_once(hall):
    asked = ask_in(hall, name="lobby").get_json()
    assert asked["expires_at"] == "2026-11-23T03:10:00.000Z"
    assert claim(hall, asked["secret"]).get_json() == {"state": "waiting"}
    assert confirm(hall, asked["code"]).get_json() == {"name": "lobby", "role": "display"}

    told = claim(hall, asked["secret"]).get_json()

    assert {key: told[key] for key in ("state", "role", "name")} == {
        "state": "confirmed", "role": "display", "name": "lobby",
    }  # fmt: skip
    assert hall.done("GET", "/settings", token=told["token"])["name"] == "lobby"
    assert hall.key("display", "lobby") == told["token"]
    assert code_of(claim(hall, asked["secret"])) == (404, "not_found")


def test_the_screen_that_had_the_name_before_is_out_at_once(hall):
    old = hall.tokens["display"]
    assert hall.ask("GET", "/settings", token=old).status_code == 200
    asked = ask_in(hall).get_json()
    confirm(hall, asked["code"])
    claim(hall, asked["secret"])
    assert hall.ask("GET", "/settings", token=old).status_code == 401


def test_administrators_see_who_asks_and_from_where_but_no_code(hall):
    asked = ask_in(hall, "kiosk", name="kiosk-1").get_json()
    seen = hall.done("GET", "/pairings", role="admin")
    [one] = seen["pairings"]
    assert {key: one[key] for key in one if key != "id"} == {
        "role": "kiosk", "wish": "kiosk-1", "address": "192.168.1.30",
        "created_at": "2026-11-23T03:00:00.000Z", "expires_at": "2026-11-23T03:10:00.000Z",
    }  # fmt: skip
    assert set(seen["expected"]) == {"display", "kiosk"}
    assert "lobby" in seen["expected"]["display"]
    assert asked["code"] not in str(seen)
    hall.done("DELETE", f"/pairings/{one['id']}", role="admin")
    assert hall.done("GET", "/pairings", role="admin")["pairings"] == []
    assert claim(hall, asked["secret"]).status_code == 404


def test_guessing_a_code_has_to_wait_and_the_right_one_too(hall):
    code = ask_in(hall).get_json()["code"]
    for _ in range(5):
        assert code_of(confirm(hall, "AAAA-AAAA")) == (404, "not_found")
    held = confirm(hall, code)
    assert code_of(held) == (429, "too_many_attempts")
    assert 0 < int(held.headers["Retry-After"]) <= 60
    # A stolen session cannot guess on from elsewhere; the owner of the machine is not held up.
    assert code_of(confirm(hall, code, address="192.168.1.41")) == (429, "too_many_attempts")
    assert confirm(hall, code, as_="owner").status_code == 200


def test_right_codes_are_never_held_up(hall):
    for at in range(6):
        code = ask_in(hall, address=f"192.168.1.{at}").get_json()["code"]
        assert confirm(hall, code, name=f"tv-{at}").status_code == 200


def test_a_wrong_role_or_a_taken_name_costs_no_attempt(hall):
    code = ask_in(hall).get_json()["code"]
    for _ in range(6):
        refused = confirm(hall, code, name="kiosk-1", role="kiosk")
        assert code_of(refused) == (422, "invalid_input")
        assert refused.get_json()["errors"][0]["field"] == "role"
    hall.done("POST", "/devices", {"name": "foyer", "role": "display"}, role="admin")
    assert code_of(confirm(hall, code, name="foyer")) == (409, "already_exists")
    assert confirm(hall, code, role="display").status_code == 200


def test_one_address_asks_five_times_a_minute_and_others_are_not_held_up(hall):
    for _ in range(5):
        assert ask_in(hall).status_code == 201
    held = ask_in(hall)
    assert code_of(held) == (429, "too_many_attempts")
    assert 0 < int(held.headers["Retry-After"]) <= 60
    assert ask_in(hall, address="192.168.1.31").status_code == 201


def test_twenty_wait_at_most_and_the_next_is_told_when_there_is_room(hall):
    for at in range(20):
        assert ask_in(hall, address=f"192.168.1.{at}").status_code == 201
    held = ask_in(hall, address="192.168.1.99")
    assert (held.status_code, held.get_json()["retry_in"]) == (429, 600)
    hall.clock.forward(minutes=10)
    assert ask_in(hall, address="192.168.1.99").status_code == 201


@pytest.mark.parametrize("role", ["printer", "announcer", "program", "owner", "admin", ""])
def test_only_screens_come_in_this_way(hall, role):
    assert ask_in(hall, role).status_code == 422


def test_a_paired_screen_may_do_what_its_role_may_and_no_more(hall):
    asked = ask_in(hall).get_json()
    confirm(hall, asked["code"], name="foyer")
    token = claim(hall, asked["secret"]).get_json()["token"]
    assert hall.ask("GET", "/board?zone=A", token=token).status_code == 200
    for path in ("/counters/1/next", "/tickets", "/pairings/confirm"):
        assert hall.ask("POST", path, {}, token=token).status_code == 403


def test_every_step_leaves_a_line_in_the_log_without_a_secret(hall, caplog):
    caplog.set_level(logging.INFO)
    asked = ask_in(hall).get_json()
    confirm(hall, asked["code"])
    told = claim(hall, asked["secret"]).get_json()
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert "a display at 192.168.1.30 asks to come in" in text
    assert "staff:citra lets the display at 192.168.1.30 in as lobby" in text
    assert "display lobby has its token" in text
    for secret in (asked["code"], asked["secret"], told["token"]):
        assert secret not in text


def test_the_clock_of_the_hall_decides(hall):
    asked = ask_in(hall).get_json()
    hall.clock.at = MORNING
    hall.clock.forward(minutes=9, seconds=59)
    assert confirm(hall, asked["code"]).status_code == 200
    hall.clock.forward(seconds=1)
    assert claim(hall, asked["secret"]).status_code == 404
