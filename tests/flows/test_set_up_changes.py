"""The set-up changes while the hall runs: nobody who has a number is lost."""

import pytest


@pytest.fixture
def without(hall):
    """``without("KK")`` takes a service out of the set-up, ``without(counter="1")`` a counter."""

    def change(service=None, counter=None):
        wanted = hall.done("GET", "/hall/definition", role="admin")["definition"]
        wanted["services"] = [s for s in wanted["services"] if s["code"] != service]
        wanted["counters"] = [
            c | {"services": [code for code in c["services"] if code != service]}
            for c in wanted["counters"]
            if c["code"] != counter
        ]
        hall.done("POST", "/hall/definition", {"definition": wanted}, role="admin")
        hall.server.tail.step()

    hall.server.tail.start_at_head()
    return change


def test_visitors_of_a_service_that_is_taken_away_are_still_served(hall, without):
    hall.press("1", "open")
    called, waiting, gone = (hall.take("KK") for _ in range(3))
    hall.press("1", "next")

    without("KK")

    assert [s["code"] for s in hall.done("GET", "/hall", role="kiosk")["services"]] == ["KTP", "PASPOR"]  # fmt: skip
    refused = hall.ask("POST", "/tickets", {"service": "KK"}, headers={"Idempotency-Key": "k" * 8})
    assert refused.status_code == 404
    board = hall.done("GET", "/board?zone=A", role="display")
    assert [row["number"] for row in board["calls"]] == [called["number"]]
    phone = hall.done("GET", f"/tickets/{waiting['token']}", role=None)["ticket"]
    assert (phone["state"], phone["service"]["code"]) == ("waiting", "KK")
    job = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
    assert job["ticket"]["number"] == called["number"]
    hall.press("1", "recall")
    hall.press("1", "start")
    hall.press("1", "finish")
    hall.done("POST", f"/tickets/{waiting['id']}/call", {"counter": "1", "reason": "layanan ditutup"})  # fmt: skip
    hall.done("POST", f"/tickets/{gone['id']}/cancel", {"reason": "layanan ditutup"})
    report = hall.done("GET", "/reports/day?date=2026-11-23", role="supervisor")
    assert [(row["name"], row["issued"]) for row in report["services"]] == [("KK", 3)]


def test_a_call_to_a_counter_that_is_taken_away_is_still_shown(hall, without):
    screen = hall.server.socketio.test_client(hall.server.app, auth={"token": hall.tokens["display"]})  # fmt: skip
    hall.press("2", "open")
    ticket = hall.take()
    hall.press("2", "next")

    without(counter="2")

    calls = [push["args"][0] for push in screen.get_received() if push["name"] == "call"]
    assert [(call["number"], call["counter"]["code"]) for call in calls] == [(ticket["number"], "2")]  # fmt: skip
    hall.done("POST", f"/tickets/{ticket['id']}/return", {})
    assert hall.ask("POST", "/counters/2/next", {}).status_code == 404
