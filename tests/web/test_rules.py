"""The rules of the hall over HTTP: visits, groups, results, undo, walk-ins, emergencies, narrowed counters."""

import pytest


def served(hall, counter="1", **finish):
    hall.press(counter, "next")
    hall.press(counter, "start")
    return hall.press(counter, "finish", **finish)["ticket"]


def states(ticket):
    return [(leg["service"], leg["state"]) for leg in ticket["legs"]]


def test_a_visit_of_two_services_is_one_number_that_waits_twice(hall):
    hall.press("1", "open")
    taken = hall.take("KTP", also=["KK"])
    assert states(taken) == [("KTP", "now"), ("KK", "planned")]

    waiting = served(hall)
    assert (waiting["number"], waiting["service"], waiting["state"]) == (
        taken["number"],
        "KK",
        "waiting",
    )
    assert states(waiting) == [("KTP", "done"), ("KK", "now")]
    page = hall.done("GET", f"/tickets/{taken['token']}", role=None)["ticket"]
    assert [leg["name"]["id"] for leg in page["legs"]] == ["KTP-el", "Kartu Keluarga"]
    assert states(served(hall)) == [("KTP", "done"), ("KK", "done")]


def test_the_paper_of_a_visit_names_all_its_services(hall):
    hall.take("KTP", also=["KK"])
    paper = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]["ticket"]
    assert paper["service"] == "KTP-el + Kartu Keluarga"
    assert paper["requirements"] == ["KK asli"]


def test_a_group_is_seen_together_at_the_counter(hall):
    first = hall.take("KTP")
    second = hall.take("KTP", group=first["token"])
    line = hall.done("GET", "/line")["tickets"]
    assert [[other["number"] for other in row["visit"]] for row in line] == [
        [second["number"]],
        [first["number"]],
    ]


def test_the_last_press_is_taken_back_and_the_board_forgets_the_call(hall):
    hall.press("1", "open")
    hall.take("KTP")
    hall.press("1", "next")
    offer = hall.done("GET", "/counters/1")["undo"]
    assert (offer["kind"], offer["number"]) == ("ticket_called", "A001")

    back = hall.press("1", "undo")

    assert (back["undone"], [t["state"] for t in back["tickets"]]) == ("ticket_called", ["waiting"])
    assert hall.done("GET", "/board?zone=A", role="display")["calls"] == []
    assert hall.done("GET", "/counters/1")["undo"] is None
    refused = hall.ask("POST", "/counters/1/undo", {})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "nothing_to_undo")
    assert hall.done("POST", "/announcements/claim", {}, role="display") is None, (
        "nobody is called aloud"
    )


def test_somebody_without_a_number_is_served_at_once(hall):
    hall.press("1", "open")
    answer = hall.ask("POST", "/counters/1/walk-in", {"service": "KTP"})
    ticket = answer.get_json()["ticket"]
    assert (answer.status_code, ticket["state"], ticket["channel"], ticket["counter"]) == (
        201,
        "serving",
        "desk",
        "1",
    )
    assert ticket["because"] == {"id": "Dilayani tanpa nomor", "en": "Served without a number"}


def test_an_emergency_is_a_supervisors_and_says_why_in_both_languages(hall):
    hall.press("1", "open")
    hall.take("KTP"), hall.take("KTP")
    ill = hall.take("KTP")
    said = {"reason": "pingsan"}
    assert hall.ask("POST", f"/tickets/{ill['id']}/urgent", said, role="staff").status_code == 403
    assert (
        hall.ask("POST", f"/tickets/{ill['id']}/urgent", {}, role="supervisor").status_code == 422
    )
    hall.done("POST", f"/tickets/{ill['id']}/urgent", said, role="supervisor")

    called = hall.press("1", "next")["ticket"]

    assert (called["number"], called["urgent"]) == (ill["number"], True)
    assert called["because"] == {"id": "Darurat: pingsan", "en": "Emergency: pingsan"}
    public = hall.done("GET", f"/tickets/{ill['token']}", role=None)["ticket"]
    assert "pingsan" not in repr(public)


def test_why_a_ticket_was_next_is_told_in_both_languages(hall):
    hall.press("1", "open")
    hall.take("KTP", priority="lansia")
    because = hall.press("1", "next")["ticket"]["because"]
    assert because["id"].startswith("Lansia, dihitung 09.45; ")
    assert because["en"].endswith(" of 30 promised minutes used")


def test_over_whom_it_was_called_is_told_in_both_languages(hall):
    hall.press("1", "open")
    hall.take("KTP")
    hall.clock.forward(minutes=3)
    hall.take("KK")
    because = hall.press("1", "next")["ticket"]["because"]
    assert because["id"].endswith("; sebelum A002 (dihitung 10.03)")
    assert because["en"].endswith("; before A002 (counted 10.03)")


def test_a_counter_serves_what_staff_ticked(hall):
    hall.press("1", "open")
    counter = hall.done("PUT", "/counters/1/services", {"services": ["KK"]})["counter"]
    assert (counter["narrowed"], set(counter["services"])) == (["KK"], {"KTP", "KK"})
    hall.take("KTP")
    assert hall.ask("POST", "/counters/1/next", {}).status_code == 204
    assert (
        hall.done("PUT", "/counters/1/services", {"services": None})["counter"]["narrowed"] is None
    )
    assert hall.press("1", "next")["ticket"]["number"] == "A001"


@pytest.mark.parametrize("field", ["result", "also_done"])
def test_a_finish_with_nonsense_changes_nothing(hall, field):
    hall.press("1", "open")
    hall.take("KTP")
    hall.press("1", "next"), hall.press("1", "start")
    before = hall.tables()
    nonsense = {"result": "entah"} if field == "result" else {"also_done": ["BAKSO"]}
    refused = hall.ask("POST", "/counters/1/finish", nonsense)
    assert (refused.status_code, refused.get_json()["errors"][0]["field"].partition(".")[0]) == (
        422,
        field,
    )
    assert hall.tables() == before


def test_an_appointment_is_checked_in_at_the_kiosk(hall):
    definition = hall.done("GET", "/hall/definition", role="admin")["definition"]
    for service in definition["services"]:
        service["quotas"] = {"online": 5} if service["code"] == "KTP" else {}
    hall.done("POST", "/hall/definition", {"definition": definition}, role="admin")
    hall.server.house.reload()  # as the tail of the journal does
    assert hall.done("GET", "/hall", role="kiosk")["bookings"] is True
    free = hall.done("GET", "/bookings/slots?service=KTP&day=2026-11-23")["slots"]
    wish = {"service": "KTP", "slot": free[0]["slot"]}
    booking = hall.done("POST", "/bookings", wish, role="program")["booking"]

    early = hall.ask("POST", f"/bookings/{booking['code']}/check-in", {}, role="kiosk")
    assert early.status_code == 201, early.text
    ticket = early.get_json()["ticket"]
    again = hall.ask("POST", f"/bookings/{booking['code']}/check-in", {}, role="kiosk")

    assert (early.status_code, ticket["channel"], ticket["slot"]) == (
        201,
        "online",
        free[0]["slot"],
    )
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.get_json()["ticket"]["id"] == ticket["id"]
    listed = hall.done("GET", "/bookings?day=2026-11-23")["bookings"]
    assert [(one["code"], one["state"]) for one in listed] == [(booking["code"], "arrived")]
    assert hall.ask("POST", "/bookings/ZZZZZZZZ/check-in", {}, role="kiosk").status_code == 404
    assert hall.ask("DELETE", f"/bookings/{booking['code']}").status_code == 404


def test_a_language_the_hall_does_not_offer_is_refused_by_name(hall):
    refused = hall.ask(
        "POST",
        "/tickets",
        {"service": "KTP", "language": "nl"},
        headers={"Idempotency-Key": "k" * 8},
    )
    assert refused.get_json()["errors"][0]["field"] == "language"
