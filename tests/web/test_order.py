"""Why that number was first: for anybody, and without anything of a person."""

import json

import pytest


def order(hall, zone="A", **more):
    hall.server.house.look()
    return hall.done("GET", f"/order?zone={zone}", role=None, **more)


def call_one(hall, *, counter="1"):
    hall.press(counter, "open")
    return hall.press(counter, "next")["ticket"]


def test_anybody_may_read_how_the_order_is_made(hall):
    shown = order(hall)

    assert shown["rules"]["order"] == "head_start"
    assert {row["minutes"] for row in shown["head_starts"]} == {15}
    assert {row["code"] for row in shown["services"]} >= {"KTP"}
    assert shown["services"][0]["target_wait_min"] == 30
    assert shown["calls"] == []


def test_without_a_zone_it_is_the_first_and_an_unknown_one_is_not_found(hall):
    assert hall.done("GET", "/order", role=None)["zone"]["code"] == "A"
    assert hall.ask("GET", "/order?zone=NOWHERE", role=None).status_code == 404


def test_a_call_says_its_counted_time_to_the_minute_and_its_promise(hall):
    hall.clock.forward(seconds=17)
    hall.take(priority="lansia")
    hall.clock.forward(minutes=10)
    called = call_one(hall)

    [call] = order(hall)["calls"]

    assert (call["number"], call["rule"]) == (called["number"], "order")
    assert call["counted_at"] == "2026-11-23T02:45:00.000Z"
    assert (call["used_percent"], call["target_min"]) == (83, 30)


def test_nothing_of_a_person_is_told(hall):
    ticket = hall.take(priority="lansia")
    other = hall.take()
    hall.press("1", "open")
    hall.done(
        "POST", f"/tickets/{other['id']}/call", {"counter": "1", "reason": "Bapak Budi pingsan"}
    )

    text = json.dumps(order(hall)["calls"]) + json.dumps(order(hall)["rules"])

    assert order(hall)["calls"][0]["rule"] == "chosen"
    for secret in (ticket["token"], other["token"], "lansia", "Budi", "kiosk", "ani"):
        assert secret not in text


@pytest.mark.parametrize("policy", ["strict", "weighted"])
def test_a_rule_that_would_tell_a_class_has_another_name(hall, policy):
    with hall.db.transaction() as tx:
        tx.conn.exec_driver_sql(f'UPDATE site SET rules = \'{{"order": "{policy}"}}\'')
    hall.server.house.reload()
    hall.take()
    hall.clock.forward(minutes=20)
    hall.take(priority="lansia")
    call_one(hall)

    [call] = order(hall)["calls"]

    assert call["rule"] == "policy"


def test_an_emergency_has_no_counted_time(hall):
    ticket = hall.take()
    hall.done("POST", f"/tickets/{ticket['id']}/urgent", {"reason": "pingsan"}, role="supervisor")
    call_one(hall)

    [call] = order(hall)["calls"]

    assert (call["rule"], call["counted_at"], call["used_percent"]) == ("urgent", None, None)


def test_a_crowd_costs_the_hall_one_look(hall, monkeypatch):
    first = hall.ask("GET", "/order?zone=A", role=None)
    again = hall.ask("GET", "/order?zone=A", role=None, headers={"If-None-Match": first.headers["ETag"]})  # fmt: skip
    assert again.status_code == 304
    looked = []
    monkeypatch.setattr(hall.db, "reading", lambda: looked.append(1))

    for _ in range(20):
        assert hall.ask("GET", "/order?zone=A", role=None).status_code == 200
    assert looked == []


def test_the_page_is_there_for_everybody(hall):
    for path in ("/why/", "/why/A"):
        page = hall.page(path)
        assert page.status_code == 200
        assert b"/static/why/main.mjs" in page.data


# --- how good the estimates were

DAYS = "from=2026-11-23&to=2026-11-23"


def test_a_supervisor_sees_how_good_the_estimates_were(hall):
    report = hall.done("GET", f"/reports/estimates?{DAYS}", role="supervisor")
    sheet = hall.ask("GET", f"/reports/estimates.csv?{DAYS}", role="supervisor")

    assert report["total"]["told"] == 0
    assert sheet.text.splitlines()[0] == (
        "service,told,called,hits,hits_percent,later_percent,width_mean_min"
    )
    assert "estimates.csv" in sheet.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "days",
    ["", "from=2026-11-23", "from=x&to=y", "from=2026-11-23&to=2026-11-22", "from=2025-01-01&to=2026-11-22"],
    ids=["none", "half", "no days", "backwards", "too many"],
)  # fmt: skip
def test_days_that_make_no_sense_are_refused(hall, days):
    refused = hall.ask("GET", f"/reports/estimates?{days}", role="supervisor")

    assert refused.status_code == 422
    assert refused.get_json()["code"] == "invalid_input"
