"""Guessing passwords takes long, and nobody else has to wait."""

import threading
from pathlib import Path

from tests.web.halls import PASSWORD

ROOT = Path(__file__).parent.parent.parent
PAGES = ["/kiosk/", "/display/", "/counter/", "/admin/", "/board/", "/board/A", "/t/" + "A" * 22]


def wrong(hall, name, address="192.168.1.20", password="salah"):
    return hall.client.post(
        "/api/v1/sessions",
        json={"name": name, "password": password},
        environ_overrides={"REMOTE_ADDR": address},
    )


def test_guessing_a_password_has_to_wait_and_nobody_else_does(hall):
    for _ in range(5):
        assert wrong(hall, "ani").get_json()["code"] == "wrong_login"
    held = wrong(hall, "ani", password=PASSWORD)
    assert (held.status_code, held.get_json()["code"]) == (429, "too_many_attempts")
    assert 0 < int(held.headers["Retry-After"]) <= 60
    assert held.get_json()["retry_in"] == int(held.headers["Retry-After"])
    assert wrong(hall, "budi", password=PASSWORD).status_code == 201
    assert wrong(hall, "ani", "192.168.1.21", PASSWORD).status_code == 201


def test_of_many_guesses_at_once_five_are_looked_at(hall):
    statuses, ready = [], threading.Barrier(12)

    def guess():
        ready.wait()
        statuses.append(wrong(hall, "ani").status_code)

    guessing = [threading.Thread(target=guess) for _ in range(12)]
    for thread in guessing:
        thread.start()
    for thread in guessing:
        thread.join()
    assert sorted(statuses) == [401] * 5 + [429] * 7


def test_right_passwords_are_never_held_up(hall):
    for _ in range(6):
        assert wrong(hall, "ani", password=PASSWORD).status_code == 201


def test_a_wrong_name_looks_like_a_wrong_password(hall):
    nobody, somebody = wrong(hall, "nobody"), wrong(hall, "ani")
    assert nobody.status_code == somebody.status_code == 401
    assert nobody.get_json() == somebody.get_json()
