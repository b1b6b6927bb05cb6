"""Calls as they went wrong elsewhere (R12 to R24 of docs/regressions.md)."""

import pytest

from queue_server.domain.ticket import State
from queue_server.storage import tickets
from queue_server.usecases.any_ticket import call_out_of_order, give_back, resume
from queue_server.usecases.current_ticket import press
from tests.builders import DAY, at, open_counters, press_next, stored, take
from tests.web.halls import PASSWORD

NEXT = "/counters/1/next"


@pytest.fixture
def two_clerks(site, log_in):
    site.done("POST", "/staff", {"name": "dewi", "role": "staff", "password": PASSWORD}, role="admin")  # fmt: skip
    for _ in range(3):
        site.take()
    return log_in("ani", PASSWORD), log_in("dewi", PASSWORD)


def test_two_clerks_at_one_counter_have_one_visitor_and_everybody_sees_who_sits_there(site, two_clerks):  # fmt: skip
    ani, dewi = two_clerks
    site.press("1", "open", token=ani)
    site.press("1", "next", token=ani)
    counter = site.press("1", "open", token=dewi)["counter"]

    second = site.ask("POST", NEXT, {}, token=dewi)

    assert counter["staff"] == "dewi"
    assert (second.status_code, second.get_json()["code"]) == (409, "counter_busy")
    assert second.get_json()["ticket"] == "A001"
    assert site.press("1", "start", token=ani)["ticket"]["number"] == "A001"
    assert [t["number"] for t in site.done("GET", "/counters/1")["line"]] == ["A002", "A003"]


def test_a_clerk_who_moves_to_another_counter_leaves_no_visitor_behind_unseen(site, two_clerks):
    ani, dewi = two_clerks
    site.press("1", "open", token=ani)
    site.press("1", "next", token=ani)

    closing = site.ask("POST", "/counters/1/close", {}, token=ani)
    site.press("2", "open", token=ani)
    site.press("2", "next", token=ani)

    assert (closing.status_code, closing.get_json()["code"]) == (409, "counter_busy")
    left = site.done("GET", "/counters/1", token=dewi)
    assert (left["counter"]["state"], left["ticket"]["number"]) == ("open", "A001")
    assert site.press("1", "start", token=dewi)["ticket"]["number"] == "A001"
    assert site.press("1", "finish", token=dewi)["ticket"]["state"] == "done"


def test_a_wrong_press_on_another_visitor_leaves_the_time_of_service_alone(db, hall):
    open_counters(db, hall, "1")
    desk = hall.counter("1")
    take(db, hall)
    other, held = take(db, hall), None
    press_next(db, hall, "1")
    held = press(db, hall, desk, "hold", actor="staff:ani", at=at("09.32"))
    serving = press_next(db, hall, "1", at=at("09.33"))
    press(db, hall, desk, "start", actor="staff:ani", at=at("09.34"))
    third = take(db, hall, at=at("09.35"))

    for wrong in (
        lambda: press(db, hall, desk, "start", actor="staff:ani", at=at("09.40")),
        lambda: call_out_of_order(db, hall, third.id, desk, reason="x", actor="staff:ani", at=at("09.41")),
        lambda: resume(db, hall, held.id, desk, actor="staff:ani", at=at("09.42")),
        lambda: press_next(db, hall, "1", at=at("09.43")),
    ):  # fmt: skip
        with pytest.raises(Exception, match=r"counter_busy|illegal_transition"):
            wrong()
    press(db, hall, desk, "recall", actor="staff:ani", at=at("09.44"))

    now = stored(db, serving)
    assert (now.id, now.state, now.served_at) == (other.id, State.SERVING, at("09.34"))


def test_who_is_held_or_missed_is_never_called_by_itself(site, change, watch):
    site.press("1", "open")
    for _ in range(4):
        site.take()
    site.press("1", "next"), site.press("1", "hold")
    site.press("1", "next"), site.press("1", "skip")
    site.press("1", "next"), site.press("1", "start")
    site.press("1", "transfer", {"service": "KK"})
    site.done("GET", "/counters/1")
    change(lambda wanted: wanted["services"].reverse())
    watch("staff").sync({"since": None})

    called = []
    while (answer := site.ask("POST", NEXT, {})).status_code == 200:
        called.append(answer.get_json()["ticket"]["number"])
        site.press("1", "start"), site.press("1", "finish")

    assert sorted(called) == ["A003", "A004"]
    counter = site.done("GET", "/counters/1")
    assert [t["number"] for t in counter["held"]] == ["A001"]
    assert [t["number"] for t in counter["missed"]] == ["A002"]


def test_a_missed_visitor_can_be_called_again_and_every_screen_shows_it(site, watch):
    tv = watch("display")
    site.press("1", "open")
    missed = site.take()
    site.press("1", "next"), site.press("1", "skip")
    assert site.done("GET", "/board?zone=A", role="display")["calls"] == []

    site.done("POST", f"/tickets/{missed['id']}/call", {"counter": "1", "reason": "datang"})
    site.server.tail.step()

    board = site.done("GET", "/board?zone=A", role="display")
    assert [row["number"] for row in board["calls"]] == ["A001"]
    assert [call["number"] for call in tv.got("call")] == ["A001", "A001"]
    public = site.done("GET", f"/tickets/{missed['token']}", role=None)["ticket"]
    assert (public["state"], public["counter"]["code"]) == ("called", "1")


def test_a_visitor_who_was_skipped_at_once_counts_as_called_and_missed(site):
    site.press("1", "open")
    skipped, _ = site.take(), site.take()
    site.press("1", "next")
    site.press("1", "skip")
    site.press("1", "next")

    counter = site.done("GET", "/counters/1")
    assert counter["today"]["no_shows"] == 1
    assert [(t["number"], t["calls"]) for t in counter["missed"]] == [(skipped["number"], 1)]
    report = site.done("GET", "/reports/day?date=2026-11-23", role="supervisor")
    assert (report["total"]["no_show"], report["total"]["waiting"]) == (1, 0)


def test_nothing_that_is_done_with_a_waiting_ticket_moves_it(site, change):
    site.press("1", "open")
    waiting = [site.take(), site.take()]
    first = site.take(priority="lansia")
    waiting += [site.take(), site.take()]
    before = [t["number"] for t in site.done("GET", "/line?service=KTP")["tickets"]]
    site.clock.forward(minutes=3)

    site.done("POST", f"/tickets/{waiting[0]['id']}/reprint", {})
    site.done("GET", f"/tickets/{waiting[1]['token']}", role=None)
    change(lambda wanted: wanted["services"][0].update(name={"id": "KTP", "en": "ID"}))
    change(lambda wanted: wanted["priorities"][0].update(head_start_s=0))

    assert before[0] == first["number"]
    assert [t["number"] for t in site.done("GET", "/line?service=KTP")["tickets"]] == before
    site.press("1", "next")
    site.done("POST", f"/tickets/{first['id']}/return", {})
    assert [t["number"] for t in site.done("GET", "/line?service=KTP")["tickets"]] == before


def test_a_call_taken_back_twice_leaves_the_visitor_where_he_was(db, hall):
    open_counters(db, hall, "1")
    first, _, _ = (take(db, hall, at=at("09.00.0" + str(n))) for n in range(3))
    for clock in ("09.30", "09.31", "09.32"):
        assert press_next(db, hall, "1", at=at(clock)).id == first.id
        give_back(db, hall, first.id, actor="staff:ani", at=at(f"{clock}.05"))

    with db.reading() as conn:
        line = tickets.in_state(conn, [State.WAITING], day=DAY)
    assert [t.number for t in line] == ["A001", "A002", "A003"]
    assert line[0].v == first.v


def test_a_class_that_was_taken_away_is_offered_no_more_and_its_visitors_keep_their_place(site, change):  # fmt: skip
    site.press("1", "open")
    regular, old = site.take(), site.take(priority="lansia")

    change(lambda wanted: wanted.update(priorities=[]))

    assert site.done("GET", "/hall", role="kiosk")["priorities"] == []
    asked = {"service": "KTP", "priority": "lansia"}
    headers = {"Idempotency-Key": "k" * 8}
    assert site.ask("POST", "/tickets", asked, role="kiosk", headers=headers).status_code == 404
    line = site.done("GET", "/line?service=KTP")["tickets"]
    assert [(t["id"], t["priority"]) for t in line] == [
        (old["id"], "lansia"),
        (regular["id"], None),
    ]
    assert site.press("1", "next")["ticket"]["number"] == old["number"]
