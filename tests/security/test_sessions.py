"""A login left open at a shared PC: it locks, opens for its own person alone, and ends when it must (T10)."""

from pathlib import Path

import pytest

from queue_server.config import load
from queue_server.usecases.people import csrf_of
from queue_server.web import guard
from tests.live.test_loops import Tv, listening
from tests.web.halls import DEVICES, PASSWORD

ROOT = Path(__file__).parent.parent.parent


def unlock(hall, password=PASSWORD, **more):
    return hall.ask("POST", "/sessions/unlock", {"password": password}, **more)


def code_of(answer):
    return answer.status_code, answer.get_json()["code"]


def test_shipped_halls_lock_after_a_quarter_of_an_hour_and_end_after_twelve_hours():
    doors = load(ROOT / "config.yaml", {}).security.doors()
    assert doors.idle.total_seconds() == 15 * 60
    assert doors.session.total_seconds() == 12 * 3600


def test_a_session_nobody_sits_at_does_nothing_until_its_person_is_back(locking):
    hall = locking
    hall.press("1", "open")
    hall.clock.forward(minutes=15)

    refused = hall.ask("POST", "/counters/1/next", {})
    assert code_of(refused) == (423, "session_locked")
    assert refused.get_json()["name"] == "ani"
    assert code_of(hall.ask("GET", "/line")) == (423, "session_locked")
    assert hall.done("GET", "/sessions")["locked"] is True
    assert (
        hall.done("GET", "/counters/1", role="supervisor", token=hall.tokens["program"])["counter"][
            "state"
        ]
        == "open"
    )  # it keeps its counter

    assert code_of(unlock(hall, "salah-salah")) == (401, "wrong_login")
    assert code_of(hall.ask("GET", "/line")) == (423, "session_locked")
    assert unlock(hall).status_code == 204
    assert hall.done("GET", "/sessions")["locked"] is False
    assert hall.done("GET", "/counters/1")["counter"]["state"] == "open"


def test_presses_and_hands_keep_it_open_and_looks_do_not(locking):
    hall = locking
    for _ in range(3):
        hall.clock.forward(minutes=14)
        hall.press("1", "open")
    for _ in range(3):
        hall.clock.forward(minutes=14)
        assert hall.ask("POST", "/sessions/seen", {}).status_code == 204
    hall.clock.forward(minutes=14)
    assert hall.ask("GET", "/line").status_code == 200
    hall.clock.forward(minutes=1)
    assert code_of(hall.ask("GET", "/line")) == (423, "session_locked")
    assert code_of(hall.ask("POST", "/sessions/seen", {})) == (423, "session_locked")


def test_a_person_locks_the_screen_and_goes(hall):
    assert hall.ask("POST", "/sessions/lock", {}).status_code == 204
    assert code_of(hall.ask("GET", "/line")) == (423, "session_locked")
    assert hall.ask("GET", "/line", role="supervisor").status_code == 200
    assert unlock(hall).status_code == 204
    assert hall.ask("GET", "/line").status_code == 200


def test_unlocking_makes_no_session_longer(locking):
    hall = locking
    hall.clock.forward(hours=11, minutes=59)
    assert unlock(hall).status_code == 204
    assert hall.ask("GET", "/line").status_code == 200
    hall.clock.forward(minutes=1)
    assert unlock(hall).status_code == 401
    assert hall.ask("GET", "/line").status_code == 401


def test_passwords_are_guessed_at_the_lock_no_faster_than_at_the_door(hall):
    hall.ask("POST", "/sessions/lock", {})
    for _ in range(5):
        assert unlock(hall, "salah-salah").status_code == 401
    assert code_of(unlock(hall)) == (429, "too_many_attempts")
    again = {"name": "ani", "password": PASSWORD}
    assert hall.ask("POST", "/sessions", again, role=None).status_code == 429
    hall.clock.forward(minutes=1)
    assert unlock(hall).status_code == 204


def test_the_cookie_of_a_locked_session_unlocks_with_its_page_alone(hall):
    page = hall.server.app.test_client()
    page.set_cookie(guard.COOKIE, hall.tokens["staff"])
    csrf = {"X-CSRF-Token": csrf_of(hall.tokens["staff"])}
    page.post("/api/v1/sessions/lock", json={}, headers=csrf)
    body = {"password": PASSWORD}
    assert page.post("/api/v1/sessions/unlock", json=body).status_code == 403
    assert page.post("/api/v1/sessions/unlock", json=body, headers=csrf).status_code == 204


@pytest.mark.parametrize("role", [*DEVICES, "owner"])
def test_machines_never_lock(locking, role):
    locking.clock.forward(hours=100)
    assert locking.ask("GET", "/sessions", role=role).status_code != 423
    if role == "program":
        assert locking.ask("GET", "/line", role=role).status_code == 200


def test_the_live_connection_of_who_is_sent_away_ends_at_once(hall):
    with listening(hall) as url:
        console, other = (Tv(url, hall.tokens[role]) for role in ("staff", "supervisor"))
        assert hall.ask("DELETE", "/staff/ani", role="admin").status_code == 204
        assert console.lost.wait(20)
        assert not other.lost.is_set()
        console.close(), other.close()


def test_who_is_sent_away_is_out_at_once_and_may_come_back(hall):
    assert hall.ask("GET", "/line").status_code == 200
    assert hall.ask("DELETE", "/staff/ani", role="admin").status_code == 204
    assert hall.ask("GET", "/line").status_code == 401
    again = {"name": "ani", "password": PASSWORD}
    assert hall.ask("POST", "/sessions", again, role=None).status_code == 401
    left = hall.done("GET", "/staff", role="admin")["staff"]
    assert [person["name"] for person in left] == ["admin", "budi", "citra"]
    assert code_of(hall.ask("POST", "/staff/ani/reset", {}, role="admin")) == (404, "not_found")
    assert code_of(hall.ask("DELETE", "/staff/ani", role="admin")) == (404, "not_found")
    back = {"name": "ani", "role": "supervisor", "password": "kata-lain-lagi"}
    hall.done("POST", "/staff", back, role="admin")
    session = hall.done("POST", "/sessions", {"name": "ani", "password": "kata-lain-lagi"}, role=None)  # fmt: skip
    assert session["role"] == "supervisor"


def test_nobody_sends_themselves_away(hall):
    refused = hall.ask("DELETE", "/staff/citra", role="admin")
    assert code_of(refused) == (422, "invalid_input")
    assert hall.ask("DELETE", "/staff/citra", role="owner").status_code == 204


@pytest.mark.parametrize("path", ["/counter/", "/admin/", "/reception/"])
def test_after_logging_out_the_back_button_has_no_page_to_show(still, path):
    assert still.page(path).headers["Cache-Control"] == "no-store"


def test_over_tls_the_cookie_is_of_this_host_alone(hall):
    hall.server.house.public_url = "https://antrean.siak.go.id"
    page = hall.server.app.test_client()
    given = page.post("/api/v1/sessions", json={"name": "ani", "password": PASSWORD})
    cookie = given.headers["Set-Cookie"]
    assert cookie.startswith("__Host-satupintu=")
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Strict"):
        assert word in cookie
    assert "Domain" not in cookie
    token = given.get_json()["token"]
    plain, safe = ({"Cookie": f"{name}={token}"} for name in (guard.COOKIE, guard.SAFE_COOKIE))
    assert hall.client.get("/api/v1/line", headers=plain).status_code == 401
    assert hall.client.get("/api/v1/line", headers=safe).status_code == 200
    out = hall.client.delete(
        "/api/v1/sessions", headers=safe | {"X-CSRF-Token": given.get_json()["csrf"]}
    )
    assert "Secure" in out.headers["Set-Cookie"]
    assert hall.client.get("/api/v1/line", headers=safe).status_code == 401
