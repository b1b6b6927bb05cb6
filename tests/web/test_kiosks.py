"""Locks, calls for help and floods of kiosks, and the numbers of the reception, over HTTP."""

import threading
import uuid

import pytest

from queue_server.web.kiosks import LATE_S, Gate

REASON = "kertas habis"


def ask_for(hall, service="KTP", *, key=None, role="kiosk", token=None, **body):
    """The answer to one request for a number."""
    headers = {"Idempotency-Key": key or uuid.uuid4().hex}
    return hall.ask(
        "POST", "/tickets", {"service": service, **body}, role=role, token=token, headers=headers
    )


def lock(hall, locked=True, *, kiosk="kiosk-1", **body):
    return hall.done("PUT", f"/kiosks/{kiosk}/lock", {"locked": locked, **body})["kiosk"]


def kiosks(hall):
    return {one["name"]: one for one in hall.done("GET", "/kiosks")["kiosks"]}


def numbers(hall):
    return [row.number for row in hall.tables()["ticket"]]


@pytest.fixture
def paced(hall):
    """Six numbers a minute at kiosk-2, by a clock that the test moves."""
    hall.server.house.settings["kiosk"]["kiosk-2"]["tickets_per_min"] = 6
    clock = {"now": 0.0}
    held = clock["held"] = []
    hall.server.app.extensions["gate"] = Gate(lambda: clock["now"], held.append)
    return hall, clock, hall.key("kiosk", "kiosk-2")


# --- locks


def test_a_locked_kiosk_gives_no_number_says_why_and_costs_nothing(hall):
    hall.done("GET", "/hall")  # the hall as it was before the lock is still at hand
    lock(hall, reason=REASON)

    answer = ask_for(hall)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "kiosk_locked")
    assert (answer.get_json()["kiosk"], answer.get_json()["reason"]) == ("kiosk-1", REASON)
    assert numbers(hall) == []
    assert hall.tables()["service_day"] == []


def test_the_other_kiosk_and_staff_go_on(hall):
    lock(hall)

    assert ask_for(hall, token=hall.key("kiosk", "kiosk-2")).status_code == 201
    assert ask_for(hall, role="staff").status_code == 201


def test_it_gives_numbers_again_as_soon_as_it_is_unlocked(hall):
    lock(hall, reason=REASON)
    state = lock(hall, False)

    assert (state["locked"], state["reason"]) == (False, "")
    assert ask_for(hall).status_code == 201


def test_a_request_of_before_the_lock_that_is_sent_again_gets_its_ticket(hall):
    first = ask_for(hall, key="before-the-lock").get_json()["ticket"]
    lock(hall)

    again = ask_for(hall, key="before-the-lock")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")
    assert again.get_json()["ticket"]["number"] == first["number"]


def test_kiosks_and_staff_see_which_kiosks_are_locked(hall):
    assert hall.done("GET", "/hall", role="kiosk")["kiosks"] == []
    lock(hall, reason=REASON)

    for role in ("kiosk", "staff"):
        assert hall.done("GET", "/hall", role=role)["kiosks"] == [
            {"name": "kiosk-1", "locked": True, "reason": REASON, "help": None}
        ]


def test_staff_sees_every_kiosk_of_the_set_up_with_who_locked_it_and_since_when(hall):
    lock(hall, reason=REASON)

    first, second = kiosks(hall)["kiosk-1"], kiosks(hall)["kiosk-2"]
    assert (first["by"], first["since"], first["printer"]) == (
        "ani",
        "2026-11-23T03:00:00.000Z",
        "paper-1",
    )
    assert second == {
        "name": "kiosk-2", "label": {"id": "kiosk-2"}, "printer": None, "tickets_per_min": None, "online": False,
        "locked": False, "reason": "", "by": "", "since": None, "help": None, "refused": 0,
    }  # fmt: skip


@pytest.mark.parametrize("body", [{}, {"locked": "yes"}, {"locked": True, "reason": "x" * 121}])
def test_a_lock_that_is_not_said_clearly_is_refused(still, body):
    assert still.ask("PUT", "/kiosks/kiosk-1/lock", body).status_code == 422


def test_a_kiosk_that_is_not_in_the_set_up_is_not_found(still):
    for method, path, body in (
        ("PUT", "/kiosks/none/lock", {"locked": True}),
        ("DELETE", "/kiosks/none/help", None),
    ):
        assert still.ask(method, path, body).get_json()["what"] == "kiosk"


# --- help


def test_a_call_for_help_stands_until_somebody_goes_there(hall):
    for _ in range(3):
        assert hall.ask("POST", "/kiosks/help", {}, role="kiosk").status_code == 204
    assert kiosks(hall)["kiosk-1"]["help"] == "2026-11-23T03:00:00.000Z"
    assert kiosks(hall)["kiosk-2"]["help"] is None

    assert hall.ask("DELETE", "/kiosks/kiosk-1/help").status_code == 204
    assert kiosks(hall)["kiosk-1"]["help"] is None


def test_a_locked_kiosk_may_call_for_help(hall):
    lock(hall)

    assert hall.ask("POST", "/kiosks/help", {}, role="kiosk").status_code == 204


# --- floods


def test_a_kiosk_without_a_pace_is_never_held_up(hall):
    assert {ask_for(hall).status_code for _ in range(30)} == {201}


def test_more_than_a_minutes_worth_is_refused_with_the_seconds_to_wait(paced):
    hall, clock, token = paced
    answers = [ask_for(hall, token=token) for _ in range(8)]

    assert [one.status_code for one in answers] == [201] * 6 + [429] * 2
    refused = answers[-1].get_json()
    assert (refused["code"], refused["kiosk"], refused["retry_in"]) == (
        "too_many_tickets",
        "kiosk-2",
        10,
    )
    assert answers[-1].headers["Retry-After"] == "10"
    assert kiosks(hall)["kiosk-2"]["refused"] == 2
    clock["now"] = 10.0
    assert ask_for(hall, token=token).status_code == 201
    clock["now"] = 200.0
    assert kiosks(hall)["kiosk-2"]["refused"] == 0


def test_a_request_sent_again_gets_its_ticket_in_the_middle_of_a_flood_and_is_not_counted(paced):
    hall, _, token = paced
    for _ in range(20):
        assert ask_for(hall, token=token, key="sent-again").status_code == 201
    assert [ask_for(hall, token=token).status_code for _ in range(6)] == [201] * 5 + [429]

    again = ask_for(hall, token=token, key="sent-again")
    assert (again.status_code, again.get_json()["ticket"]["number"]) == (201, "A001")
    assert numbers(hall) == [f"A00{n}" for n in range(1, 7)]


def test_a_refusal_is_said_late_so_that_others_are_heard_between_and_nobody_else_is_held_up(paced):
    hall, clock, token = paced
    for _ in range(6):
        ask_for(hall, token=token)
    ask_for(hall)
    assert clock["held"] == []
    for _ in range(20):
        ask_for(hall, token=token)

    assert len(clock["held"]) == 20
    assert min(clock["held"]) >= LATE_S
    assert max(clock["held"]) < 2 * LATE_S
    assert len(set(clock["held"])) > 10, "not all at the same moment"


def test_staff_and_the_other_kiosk_do_not_wait_for_a_flood(paced):
    hall, _, token = paced
    for _ in range(10):
        ask_for(hall, token=token)

    assert ask_for(hall).status_code == 201
    assert ask_for(hall, role="staff").status_code == 201


def test_five_hundred_requests_at_once_write_six_tickets_and_one_row_about_the_flood(paced):
    hall, _, token = paced
    before = len(hall.tables()["journal"])
    told, begin = [], threading.Barrier(26)

    def flood():
        begin.wait(10)
        told.extend(
            ask_for(hall, "KK" if n % 2 else "KTP", token=token).status_code for n in range(20)
        )

    threads = [threading.Thread(target=flood) for _ in range(25)]
    for thread in threads:
        thread.start()
    begin.wait(10)
    beside = [ask_for(hall, "PASPOR").status_code for _ in range(10)]
    for thread in threads:
        thread.join(60)

    assert beside == [201] * 10
    assert (len(told), told.count(201) + told.count(409)) == (500, 6)
    assert set(told) <= {201, 409, 429}, "409: the quota of KK, which is 3"
    rows = hall.tables()["journal"][before:]
    assert [row.kind for row in rows].count("kiosk_changed") == 1
    given = sorted(n for n in numbers(hall) if n.startswith("A"))
    assert given == [f"A{n:03}" for n in range(1, told.count(201) + 1)]
    assert len(rows) == told.count(201) + 10 + 1, "a refused request writes nothing"


# --- the reception's own numbers


def test_staff_names_the_printer_or_gives_the_number_without_paper(hall):
    assert hall.take(role="staff")["print"] is None
    assert hall.take(role="staff", printer="paper-1")["print"]["printer"] == "paper-1"
    assert hall.take(printer="nowhere")["print"]["printer"] == "paper-1", "a kiosk has its own"
    answer = ask_for(hall, role="staff", printer="nowhere")
    assert (answer.status_code, answer.get_json()["what"]) == (404, "printer")


def test_the_last_numbers_a_person_gave_are_shown_with_their_state_and_paper(hall):
    hall.take()
    mine = [hall.take(role="staff", printer="paper-1") for _ in range(12)]
    hall.done("POST", f"/tickets/{mine[-1]['id']}/cancel", {"reason": "nomor ganda"})
    hall.done(
        "POST", "/rolls", {"service": "KTP", "count": 2}, headers={"Idempotency-Key": "roll-press"}
    )

    seen = hall.done("GET", "/tickets")["tickets"]
    assert [one["number"] for one in seen] == [one["number"] for one in mine[:-11:-1]]
    assert [one["state"] for one in seen] == ["cancelled"] + ["waiting"] * 9
    assert seen[1]["print"]["state"] == "queued"
    assert hall.done("GET", "/tickets", role="admin")["tickets"] == []
