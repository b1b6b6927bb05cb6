"""Ticket pages are guessed (T6): one answer for all that is not there, after the same work."""

import sqlite3

import pytest

from queue_server.web.lookups import A_MINUTE, Lookups

ALL_WRONG = ["A" * 22, "x", "1", "A001", "A" * 21 + "!", "A" * 23, "é" * 22, "%00", "none", "null"]


@pytest.fixture
def asked(hall):
    """What one request asks the database."""
    said = []
    with hall.db.reading() as conn:
        raw = conn.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.set_trace_callback(said.append)

    def by(method, token):
        said.clear()
        answer = hall.ask(method, f"/tickets/{token}", role=None)
        reads = [" ".join(text.split()[:4]) for text in said if "SELECT" in text]
        return answer, reads

    yield by
    raw.set_trace_callback(None)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_unknown_malformed_and_yesterdays_tokens_are_one_answer_after_the_same_work(hall, asked, method):  # fmt: skip
    old = hall.take()["token"]
    hall.clock.forward(days=1)
    answers = [asked(method, token) for token in (old, *ALL_WRONG)]
    assert {answer.status_code for answer, _ in answers} == {404}
    assert len({answer.text for answer, _ in answers}) == 1
    assert len({str(sorted(answer.headers)) for answer, _ in answers}) == 1
    assert {tuple(reads) for _, reads in answers} == {tuple(answers[0][1])}
    assert len(answers[0][1]) == 1


def test_a_token_is_of_128_random_bits_and_no_number_or_id_opens_a_ticket(hall):
    taken = [hall.take() for _ in range(20)]
    tokens = {ticket["token"] for ticket in taken}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {22}  # 128 bits, six a letter
    for ticket in taken:
        for guess in (ticket["id"], ticket["number"]):
            assert hall.ask("GET", f"/tickets/{guess}", role=None).status_code == 404


def test_after_the_day_a_token_says_nothing_and_cancels_nothing(hall):
    token = hall.take()["token"]
    assert hall.ask("GET", f"/tickets/{token}", role=None).status_code == 200
    hall.clock.forward(days=1)
    before = hall.tables()
    for method in ("GET", "DELETE"):
        assert hall.ask(method, f"/tickets/{token}", role=None).status_code == 404
    assert hall.tables() == before


def test_who_guesses_waits_and_who_has_a_ticket_does_not(hall):
    mine = hall.take()["token"]
    assert hall.ask("GET", f"/tickets/{mine}", role=None).status_code == 200
    for guess in range(A_MINUTE):
        assert hall.ask("GET", f"/tickets/{guess:022}", role=None).status_code == 404
    held = hall.ask("GET", f"/tickets/{'B' * 22}", role=None)
    assert (held.status_code, held.get_json()["code"]) == (429, "too_many_attempts")
    assert 0 < int(held.headers["Retry-After"]) <= 60
    assert hall.ask("DELETE", f"/tickets/{'B' * 22}", role=None).status_code == 429
    assert (
        hall.ask("GET", f"/tickets/{mine}", role=None).status_code == 200
    )  # behind the same router
    far = {"environ_overrides": {"REMOTE_ADDR": "192.168.1.20"}}
    assert hall.ask("GET", f"/tickets/{'B' * 22}", role=None, **far).status_code == 404
    assert hall.ask("DELETE", f"/tickets/{mine}", role=None).status_code == 204


def test_the_minute_passes():
    at = [0.0]
    lookups = Lookups(clock=lambda: at[0])
    for _ in range(A_MINUTE):
        lookups.may_look("10.0.0.1", "x")
        lookups.was("10.0.0.1", "x", there=False)
    at[0] = 60.0
    lookups.may_look("10.0.0.1", "x")


def test_the_page_of_a_ticket_holds_nothing_of_it(hall):
    token = hall.take()["token"]
    assert hall.page(f"/t/{token}").text == hall.page(f"/t/{'B' * 22}").text
