"""Nobody jumps the line without a reason, a name and a count that supervisors see (T8)."""

import pytest

from queue_server.storage import journal

DAY = "2026-11-23"
NO_REASON = [{}, {"reason": ""}, {"reason": "  "}, {"reason": "x"}, {"reason": None}, {"reason": 7}]


@pytest.fixture
def open_hall(hall):
    hall.press("1", "open")
    return hall


def acts(hall, role="supervisor"):
    return hall.done("GET", f"/reports/overrides?date={DAY}", role=role)


@pytest.mark.parametrize("body", NO_REASON)
def test_nobody_is_called_out_of_order_without_a_reason(open_hall, body):
    hall, ticket = open_hall, open_hall.take()
    for path, more, role in (
        (f"/tickets/{ticket['id']}/call", {"counter": "1"}, "staff"),
        (f"/tickets/{ticket['id']}/urgent", {}, "supervisor"),
    ):
        refused = hall.ask("POST", path, more | body, role=role)
        assert (refused.status_code, refused.get_json()["errors"][0]["field"]) == (422, "reason")
    assert hall.done("GET", "/counters/1")["ticket"] is None
    assert acts(hall) == {"date": DAY, "people": [], "acts": []}


def test_who_did_it_and_why_is_in_the_journal_and_in_the_chain(open_hall):
    hall = open_hall
    hall.take()
    second = hall.take()
    body = {"counter": "1", "reason": "surat tugas dinas"}
    hall.done("POST", f"/tickets/{second['id']}/call", body)
    with hall.db.reading() as conn:
        row = journal.one(conn, journal.last_seq(conn))
    assert (row.kind, row.actor, row.data["why"]["rule"]) == (
        "ticket_called",
        "staff:ani",
        "chosen",
    )
    assert "surat tugas dinas" in row.data["reason"]
    assert all(line.hash for line in hall.tables()["journal"])


def test_supervisors_see_how_often_each_person_changed_the_order(open_hall):
    hall = open_hall
    tickets = [hall.take() for _ in range(5)]
    call = {"counter": "1", "reason": "sudah ditunggu dokter"}
    hall.done("POST", f"/tickets/{tickets[3]['id']}/call", call)
    hall.press("1", "undo")
    hall.done("POST", f"/tickets/{tickets[4]['id']}/call", call)
    hall.press("1", "start")
    hall.press("1", "next", {"finish": True})  # by the rules: no act of anybody
    hall.done("POST", f"/tickets/{tickets[2]['id']}/urgent", {"reason": "sesak napas"}, role="supervisor")  # fmt: skip
    hall.done("POST", f"/tickets/{tickets[3]['id']}/cancel", {"reason": "nomor ganda"}, role="supervisor")  # fmt: skip
    hall.done(
        "DELETE", f"/tickets/{tickets[1]['token']}", role=None
    )  # a visitor leaves: no act of staff

    told = acts(hall)
    assert told["people"] == [
        {"who": "staff:ani", "out_of_order": 2, "urgent": 0, "cancelled": 0, "undone": 1},
        {"who": "staff:budi", "out_of_order": 0, "urgent": 1, "cancelled": 1, "undone": 0},
    ]
    assert [(act["what"], act["number"]) for act in told["acts"]] == [
        ("cancelled", "A004"), ("urgent", "A003"), ("out_of_order", "A005"), ("undone", "A004"),
        ("out_of_order", "A004"),
    ]  # fmt: skip
    assert "sesak napas" in told["acts"][1]["reason"]
    table = hall.ask("GET", f"/reports/overrides.csv?date={DAY}", role="admin").text.splitlines()
    assert table[0] == "date,who,out_of_order,urgent,cancelled,undone"
    assert table[1] == f"{DAY},staff:ani,2,0,0,1"


def test_staff_does_not_see_what_others_did(open_hall):
    assert open_hall.ask("GET", f"/reports/overrides?date={DAY}").status_code == 403
