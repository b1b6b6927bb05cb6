"""What kiosks, screens and staff are shown agrees with what is called."""

from dataclasses import replace

from queue_server.domain.hours import Hours
from queue_server.storage import desks
from queue_server.usecases import current_ticket
from queue_server.usecases.show_board import public_board, show_board
from queue_server.usecases.show_hall import moment, show_hall
from queue_server.usecases.show_line import show_counter, show_lines, show_states
from tests.builders import PRINTERS, at, minutes, open_counters, press_next, stored, take

NOW = at("09.30")
URL = "http://127.0.0.1:8080"


def press(db, hall, counter, *buttons):
    for button in buttons:
        current_ticket.press(db, hall, hall.counter(counter), button, actor="staff:ani", at=NOW)


def lines_of(db, hall, counter):
    ids = hall.counter(counter).service_ids
    with db.reading() as conn:
        return show_lines(conn, hall, ids, pace={}, public_url=URL, at=NOW)


def counter_of(db, hall, code, now=NOW):
    counter = hall.counter(code)
    with db.reading() as conn:
        desk = desks.one(conn, counter)
        return show_counter(conn, hall, counter, desk, pace={}, public_url=URL, at=now)


def board_of(db, hall, zone="A", now=NOW):
    with db.reading() as conn:
        return show_board(conn, hall, hall.zone(zone), moment(conn, hall, at=now))


def hall_of(db, hall, now=NOW):
    with db.reading() as conn:
        return show_hall(hall, moment(conn, hall, at=now), PRINTERS)


def service(shown, code):
    return next(s for s in shown["services"] if s["code"] == code)


def test_the_line_on_the_console_is_the_order_in_which_next_calls(db, hall):
    for n, (code, priority) in enumerate(
        [("KTP", None), ("AKTA", "lansia"), ("KIA", None), ("KTP", "hamil"), ("PINDAH", None)]
    ):
        take(db, hall, code, priority=priority, at=at("09.00") + minutes(3 * n))
    open_counters(db, hall, "3")

    shown = [row["number"] for row in lines_of(db, hall, "3")]

    called = []
    while ticket := press_next(db, hall, "3", at=NOW):
        called.append(ticket.number)
        press(db, hall, "3", "skip")
    assert called == shown


def test_each_row_of_the_line_says_its_reason_and_its_place(db, hall):
    take(db, hall, at=at("09.00"))
    take(db, hall, priority="lansia", at=at("09.10"))

    rows = lines_of(db, hall, "1")

    assert [(r["number"], r["ahead"], r["reason"]) for r in rows] == [
        ("A002", 0, "Lansia, dihitung 08.55"),
        ("A001", 1, "Datang 09.00"),
    ]


def test_the_counter_shows_its_visitor_and_who_is_held_and_missed(db, hall):
    for _ in range(4):
        take(db, hall)
    open_counters(db, hall, "1")
    for button in ("hold", "skip"):
        press_next(db, hall, "1")
        press(db, hall, "1", button)
    press_next(db, hall, "1")

    shown = counter_of(db, hall, "1")

    assert shown["ticket"]["number"] == "A003"
    assert [t["number"] for t in shown["line"]] == ["A004"]
    assert [t["number"] for t in shown["held"]] == ["A001"]
    assert [t["number"] for t in shown["missed"]] == ["A002"]
    assert shown["counter"]["services"] == ["KTP", "KK"]


def test_the_counters_figures_of_today_are_means_in_seconds(db, hall):
    ticket = take(db, hall, at=at("09.00"))
    open_counters(db, hall, "1")
    press_next(db, hall, "1", at=at("09.20"))
    for button, clock in (("start", "09.21"), ("finish", "09.26")):
        desk = hall.counter("1")
        current_ticket.press(db, hall, desk, button, actor="staff:ani", at=at(clock))

    assert counter_of(db, hall, "1")["today"] == {
        "served": 1,
        "service_s": 300,
        "wait_s": 1200,
        "no_shows": 0,
        "out_of_order": 0,
        "urgent": 0,
    }
    assert stored(db, ticket).ended_at == at("09.26")


def test_the_board_shows_the_newest_calls_of_its_own_zone(db, hall):
    take(db, hall, "KTP"), take(db, hall, "SIM"), take(db, hall, "PASPOR")
    open_counters(db, hall)
    for n, counter in enumerate(("1", "5", "8")):
        press_next(db, hall, counter, at=NOW + minutes(n))

    told = [(c["number"], c["counter"]["code"]) for c in board_of(db, hall, "A")["calls"]]
    assert told == [("D001", "5"), ("A001", "1")]
    assert [c["number"] for c in board_of(db, hall, "B")["calls"]] == ["F001"]


def test_the_board_keeps_who_was_served_and_drops_who_went_back_was_moved_or_did_not_come(db, hall):
    open_counters(db, hall, "1", "2", "3", "4")
    for code in ("KTP", "KK", "KTP", "KTP"):
        take(db, hall, code)
    press_next(db, hall, "1")
    press(db, hall, "1", "start", "finish")
    press_next(db, hall, "1")
    press(db, hall, "1", "skip")
    press_next(db, hall, "2")
    current_ticket.transfer(
        db, hall, hall.counter("2"), service="SIM", actor="staff:ani", at=at("09.31")
    )
    press_next(db, hall, "3")

    shown = [(c["number"], c["state"]) for c in board_of(db, hall)["calls"]]

    assert shown == [("A004", "called"), ("A001", "done")]


def test_the_board_has_eight_rows_at_most_and_none_of_yesterday(db, hall):
    open_counters(db, hall, "1")
    for _ in range(10):
        take(db, hall)
        press_next(db, hall, "1")
        press(db, hall, "1", "start", "finish")

    assert len(board_of(db, hall)["calls"]) == 8
    assert board_of(db, hall, now=at("06.00", "2026-11-24"))["calls"] == []


def test_the_board_counts_who_waits_and_the_open_counters(db, hall):
    take(db, hall, "KTP"), take(db, hall, "KTP"), take(db, hall, "PASPOR")
    open_counters(db, hall, "1", "2", "8")

    board = board_of(db, hall)

    assert (board["waiting_total"], board["open_counters"]) == (2, 2)
    assert {w["service"]: w["count"] for w in board["waiting"]}["KTP"] == 2


def test_the_kiosk_is_told_what_is_left_of_the_quota(db, hall):
    small = replace(hall, services=tuple(replace(s, quota=2) for s in hall.services))
    take(db, small)
    assert service(hall_of(db, small), "KTP")["quota_left"] == 1

    take(db, small)

    shown = service(hall_of(db, small), "KTP")
    assert (shown["open"], shown["closed_reason"], shown["quota_left"]) == (
        False,
        "quota_reached",
        0,
    )
    assert service(hall_of(db, small), "KK")["open"]


def test_the_kiosk_is_told_that_the_hall_is_closed(db, hall):
    shown = service(hall_of(db, replace(hall, hours=Hours(always=False))), "KTP")

    assert (shown["open"], shown["closed_reason"], shown["estimate"]) == (
        False,
        "date_closed",
        None,
    )


def test_staff_is_told_since_when_the_oldest_waits(db, hall):
    take(db, hall, at=at("09.00"), priority="lansia"), take(db, hall, at=at("08.50"))
    with db.reading() as conn:
        shown = show_states(hall, moment(conn, hall, at=NOW), PRINTERS)

    told = service(shown, "KTP")
    assert (told["waiting"], told["oldest"]) == (2, "2026-11-23T01:50:00.000Z")


def test_the_screen_above_a_desk_sees_its_counter_however_long_ago_it_called(db, hall):
    open_counters(db, hall, "1", "2")
    for _ in range(12):
        take(db, hall)
    long_ago = press_next(db, hall, "1")
    for minute in range(10):
        moment_of_it = NOW + minutes(minute)
        if minute:
            current_ticket.press(
                db, hall, hall.counter("2"), "start", actor="staff:ani", at=moment_of_it
            )
        press_next(db, hall, "2", at=moment_of_it, finish=bool(minute))

    desks = {d["code"]: d for d in board_of(db, hall)["counters"]}

    assert desks["1"]["number"] == long_ago.number
    assert desks["1"]["ticket_state"] == "called"
    assert desks["2"]["number"] == "A011"
    assert desks["3"]["state"] == "closed"
    assert desks["3"]["number"] is None


def test_nobody_learns_from_the_public_board_more_than_the_lobby_shows(db, hall):
    open_counters(db, hall, "1")
    take(db, hall, priority="lansia")
    press_next(db, hall, "1")
    take(db, hall)

    with db.reading() as conn:
        board = public_board(conn, hall, hall.zone("A"), moment(conn, hall, at=NOW))

    assert set(board) == {
        "seq", "now", "site", "zone", "zones", "hours", "calls", "waiting", "waiting_total", "open_counters",
    }  # fmt: skip
    [call] = board["calls"]
    assert set(call) == {"seq", "number", "prefix", "counter", "service", "agency", "called_at"}
    assert board["waiting"][0] == {
        "service": {"code": "KTP", "name": dict(hall.service("KTP").name)}, "prefix": "A", "count": 1,
    }  # fmt: skip
