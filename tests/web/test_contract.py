"""The answers have the keys of docs/contract.md, and the machine-readable description agrees with the server."""

import re

import pytest

TICKET = {
    "id", "number", "prefix", "service", "priority", "state", "ahead", "estimate", "issued_at", "called_at",
    "served_at", "ended_at", "counter", "calls", "language", "token", "url", "reason", "print",
    "because", "channel", "any_order", "legs", "visit", "for_counter", "for_staff", "slot", "held_until",
    "last_call_at", "urgent", "rule", "result", "misses", "keeps_until", "estimate_reason",
}  # fmt: skip
PUBLIC = {
    "number", "prefix", "service", "agency", "zone", "state", "ahead", "estimate", "counter", "requirements",
    "issued_at", "called_at", "served_at", "ended_at", "site", "now", "legs", "estimate_reason",
}  # fmt: skip
PRINTER = {
    "name", "label", "ready", "agent", "causes", "near_end", "roll", "spare", "goes_to", "changed_at",
}  # fmt: skip
COUNTER = {
    "code", "name", "zone", "state", "reason", "since", "services", "staff", "helps", "narrowed", "priority_only",
    "breaks",
}  # fmt: skip
JOB_TICKET = {
    "number", "prefix", "language", "hall", "service", "agency", "place", "ahead", "estimate", "requirements",
    "issued_at", "time_zone", "url",
}  # fmt: skip
SERVICE = {
    "code", "prefix", "name", "agency", "zone", "open", "closed_reason", "closed_until", "closed_words",
    "waiting", "estimate", "quota_left", "requirements", "popular", "target_wait_min", "service_min",
}  # fmt: skip
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")


def test_a_ticket_has_its_keys_for_staff_and_fewer_for_the_visitor(hall):
    ticket = hall.take("KTP", priority="lansia")
    assert set(ticket) == TICKET
    assert (ticket["number"], ticket["state"], ticket["priority"]) == ("A001", "waiting", "lansia")
    assert ticket["url"] == f"http://antrean.siak.lan:8080/t/{ticket['token']}"
    assert set(ticket["print"]) == {"job", "state", "printer"}
    assert TIME.fullmatch(ticket["issued_at"])
    seen = hall.done("GET", f"/tickets/{ticket['token']}", role=None)["ticket"]
    assert set(seen) == PUBLIC
    assert "lansia" not in repr(seen).lower()
    assert set(seen["service"]) == set(seen["zone"]) == {"code", "name"}
    assert {"name", "region", "time_zone"} <= set(seen["site"])


def test_a_key_sent_again_gives_the_same_ticket_and_says_so(hall):
    asked = {"service": "KTP"}, {"Idempotency-Key": "a-key-of-a-kiosk"}
    first, again = (hall.ask("POST", "/tickets", asked[0], role="kiosk", headers=asked[1]) for _ in "12")  # fmt: skip
    assert first.status_code == again.status_code == 201
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.get_json()["ticket"]["id"] == first.get_json()["ticket"]["id"]
    other = hall.ask("POST", "/tickets", asked[0], role="program", headers=asked[1])
    assert "Idempotent-Replayed" not in other.headers


def test_the_quota_is_a_refusal_of_its_own_and_the_hall_says_so_before(hall):
    for left in (3, 2, 1):
        services = {s["code"]: s for s in hall.done("GET", "/hall", role="kiosk")["services"]}
        assert (services["KK"]["quota_left"], services["KK"]["open"]) == (left, True)
        hall.take("KK")
    refusal = hall.ask("POST", "/tickets", {"service": "KK"}, headers={"Idempotency-Key": "k" * 8})
    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "quota_reached")
    services = {s["code"]: s for s in hall.done("GET", "/hall", role="kiosk")["services"]}
    assert (services["KK"]["open"], services["KK"]["closed_reason"]) == (False, "quota_reached")
    assert hall.take("KTP")["number"] == "A004"  # the refused one cost no number


def test_the_hall_and_its_parts_have_their_keys(still):
    seen = still.done("GET", "/hall", role="kiosk")
    assert set(seen) == {
        "seq", "now", "site", "closed_reason", "closed_until", "closed_words",
        "agencies", "zones", "services", "priorities", "counters", "printers", "kiosks", "bookings",
    }  # fmt: skip
    assert set(seen["printers"][0]) == {"name", "label", "ready", "why", "goes_to"}
    assert {"code", "name", "region", "time_zone", "languages"} <= set(seen["site"])
    assert set(seen["agencies"][0]) == {"code", "name", "title", "icon", "prefix"}
    assert set(seen["services"][0]) >= SERVICE
    assert set(seen["priorities"][0]) == {"code", "name", "note", "icon", "head_start_min"}
    assert set(seen["counters"][0]) == COUNTER


def test_a_counter_and_its_buttons_answer_as_documented(hall):
    assert set(hall.press("1", "open")["counter"]) == COUNTER
    assert hall.ask("POST", "/counters/1/next", {}).status_code == 204
    first, _ = hall.take(), hall.take()
    called = hall.press("1", "next")
    assert set(called) == {"ticket", "reason"}
    assert (called["ticket"]["id"], called["ticket"]["counter"]) == (first["id"], "1")
    assert called["reason"] == called["ticket"]["reason"] != ""
    for button, state in (("recall", "called"), ("start", "serving"), ("finish", "done")):
        assert hall.press("1", button)["ticket"]["state"] == state
    seen = hall.done("GET", "/counters/1")
    assert set(seen) >= {"counter", "ticket", "line", "held", "missed", "today", "rules", "undo"}
    assert set(seen["today"]) == {
        "served",
        "service_s",
        "wait_s",
        "no_shows",
        "out_of_order",
        "urgent",
    }
    assert seen["ticket"] is None
    assert set(seen["line"][0]) == TICKET
    assert seen["line"][0]["reason"]
    assert hall.press("1", "pause", {"reason": "istirahat"})["counter"]["reason"] == "istirahat"
    assert hall.press("1", "close")["counter"]["state"] == "closed"


@pytest.mark.parametrize(
    ("before", "button", "code"),
    [
        ([], "next", "counter_closed"), (["open"], "recall", "no_current_ticket"),
        (["open"], "finish", "no_current_ticket"), (["open", "next"], "next", "counter_busy"),
        (["open", "next"], "finish", "illegal_transition"), (["open", "next"], "close", "counter_busy"),
        (["open", "next", "start"], "skip", "illegal_transition"),
        (["open", "next", "start"], "start", "illegal_transition"),
    ],
)  # fmt: skip
def test_a_button_at_the_wrong_moment_is_a_conflict_with_its_own_code(hall, before, button, code):
    hall.take(), hall.take()
    for press in before:
        hall.press("1", press)
    state = hall.tables()
    answer = hall.ask("POST", f"/counters/1/{button}", {})
    assert (answer.status_code, answer.get_json()["code"]) == (409, code)
    assert hall.tables() == state


def test_the_board_has_its_keys(hall):
    hall.press("1", "open")
    hall.take()
    hall.press("1", "next")
    board = hall.done("GET", "/board?zone=A", role="display")
    assert set(board) | {"prev"} == {
        "seq", "prev", "now", "zone", "calls", "waiting", "waiting_total", "open_counters", "time_zone",
        "hours", "counters", "media",
    }  # fmt: skip
    row = board["calls"][0]
    assert set(row) >= {"seq", "number", "prefix", "counter", "service", "agency", "called_at"}
    assert set(row["counter"]) == set(row["service"]) == {"code", "name"}
    assert set(board["waiting"][0]) == {"service", "count"}


def test_settings_are_those_of_the_device_that_asks(still):
    kinds = {
        "printer": {
            "name", "label", "type", "host", "port", "device", "baud", "flow", "paper_mm", "dots", "columns", "mode",
            "status", "confirm", "qr", "code_page", "roll_m", "page_port", "tickets",
        },
        "display": {"name", "zone", "screen_inches", "viewing_distance_m", "speaker"},
        "kiosk": {"name", "printer", "screen_inches"},
        "announcer": {"engine", "voices", "rate_wpm", "chime", "languages", "repeat", "player", "zones"},
        "program": {"name"},
    }  # fmt: skip
    for role, keys in kinds.items():
        assert set(still.done("GET", "/settings", role=role)) >= keys, role
    assert still.done("GET", "/settings", role="display")["zone"] == "A"
    assert still.done("GET", "/settings", role="announcer")["zones"] == ["A", "B"]


def test_a_device_that_config_yaml_does_not_know_is_told_so(hall):
    token = hall.done("POST", "/devices", {"name": "spare", "role": "display"}, role="admin")["token"]  # fmt: skip
    assert hall.ask("GET", "/settings", token=token).status_code == 404


def test_a_print_job_is_claimed_reported_and_never_reported_back(hall):
    ticket = hall.take("KTP")
    job = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
    assert set(job) == {
        "id", "copy_no", "state", "printer", "expires_at", "template", "ticket",
    }  # fmt: skip
    assert job["template"] == "standard"
    assert set(job["ticket"]) == JOB_TICKET
    assert job["ticket"]["hall"] == ["Mal Pelayanan Publik", "Kabupaten Siak"]
    again = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
    assert again["id"] == job["id"]
    report = f"/print-jobs/{job['id']}/report"
    for state in ("sending", "printed", "printed"):
        said = {"state": state, "paper_mm": 102}
        assert hall.done("POST", report, said, role="printer")["job"]["state"] == state
    back = hall.ask("POST", report, {"state": "sending"}, role="printer")
    assert (back.status_code, back.get_json()["code"]) == (409, "illegal_transition")
    assert hall.ask("POST", "/print-jobs/claim", {}, role="printer").status_code == 204
    copy = hall.done("POST", f"/tickets/{ticket['id']}/reprint", {})["ticket"]["print"]
    assert (copy["state"], copy["printer"]) == ("queued", "paper-1")


def test_another_printer_may_not_report_a_job(hall):
    hall.take("KTP")
    job = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
    other = hall.done("POST", "/devices", {"name": "paper-2", "role": "printer"}, role="admin")
    path, said = f"/print-jobs/{job['id']}/report", {"state": "printed"}
    assert hall.ask("POST", path, said, token=other["token"]).status_code == 404


def test_a_kiosk_without_printer_gives_paperless_tickets(hall):
    hall.tokens["kiosk"] = hall.key("kiosk", "kiosk-2")
    assert hall.take("KTP")["print"] is None


def test_the_report_and_its_table_say_the_same(hall):
    hall.press("1", "open")
    hall.take()
    hall.press("1", "next")
    day = hall.done("GET", "/reports/day?date=2026-11-23", role="supervisor")
    assert {"total", "services", "counters", "hours"} <= set(day)
    table = hall.ask("GET", "/reports/day.csv?date=2026-11-23", role="supervisor")
    assert table.mimetype == "text/csv"
    assert "attachment" in table.headers["Content-Disposition"]
    lines = [line.split(",") for line in table.text.splitlines()]
    assert lines[0][:2] == ["part", "name"]
    assert dict(zip(lines[0], lines[1], strict=True))["issued"] == str(day["total"]["issued"])
    empty = hall.done("GET", "/reports/day?date=1999-01-01", role="supervisor")
    assert empty["services"] == []


def test_the_overview_shows_everything_at_this_moment(hall):
    hall.press("1", "open")
    hall.take()
    hall.press("1", "next")
    seen = hall.done("GET", "/overview", role="supervisor")
    assert {"counters", "services", "printers", "devices"} <= set(seen)
    assert {c["code"]: c["number"] for c in seen["counters"]} == {"1": "A001", "2": None, "8": None}
    (printer,) = seen["printers"]
    assert set(printer) == PRINTER | {"online", "jobs"}
    assert (printer["online"], printer["jobs"]) == (False, {"queued": 1})


def test_staff_sees_printers_and_puts_new_rolls_in(hall):
    told = hall.done("PUT", "/printer-condition", {"causes": ["paper_out"]}, role="printer")
    assert set(told["printer"]) == PRINTER
    assert (told["printer"]["ready"], told["printer"]["causes"]) == (False, ["paper_out"])
    (printer,) = hall.done("GET", "/printers")["printers"]
    assert set(printer) == PRINTER | {"jobs"}
    assert set(printer["roll"]) == {"length_mm", "used_mm", "left_mm", "low", "tickets_left"}
    rolled = hall.done("POST", "/printers/paper-1/new-roll", {})["printer"]
    assert rolled["roll"]["used_mm"] == 0
    assert hall.ask("POST", "/printers/nobody/new-roll", {}).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "causes"),
        ({"causes": ["on_fire"]}, "causes.0"),
        ({"causes": ["offline", "offline"]}, "causes"),
        ({"causes": [], "near_end": "yes"}, "near_end"),
        ({"causes": [], "colour": "red"}, "colour"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused_by_field_and_changes_nothing(hall, body, field):
    before = hall.tables()
    refused = hall.ask("PUT", "/printer-condition", body, role="printer")
    assert refused.status_code == 422
    assert [error["field"] for error in refused.get_json()["errors"]] == [field]
    assert hall.tables() == before


def test_a_copy_needs_no_reason_but_keeps_it(hall):
    ticket = hall.take()
    hall.done("POST", f"/tickets/{ticket['id']}/reprint", {"reason": "tidak terbaca"})
    jobs = hall.tables()["print_job"]
    assert [(job.copy_no, job.state, job.reason, job.actor) for job in jobs] == [
        (0, "cancelled", "", "kiosk:kiosk-1"),
        (1, "queued", "tidak terbaca", "staff:ani"),
    ]


def test_the_qr_code_is_a_picture_without_script(hall):
    picture = hall.ask("GET", f"/tickets/{hall.take()['token']}/qr.svg", role=None)
    assert picture.mimetype == "image/svg+xml"
    assert "script" not in picture.text


# The description
