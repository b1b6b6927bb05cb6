"""Hours over HTTP: who may change them, what is refused, and that the next visitor meets them."""

import pytest

from tests.builders import at

UNTIL = "2026-11-23T09:00:00Z"  # 16.00 in Siak; it is ten o'clock
CLOSED = {"kind": "closed", "until": UNTIL, "reason": "Listrik padam"}


@pytest.fixture
def closed(hall):
    """The whole hall is closed until 16.00."""
    return hall.done("POST", "/hours/changes", CLOSED, role="supervisor")["change"]


def service(hall, code="KTP"):
    hall.server.house.look()
    [found] = [s for s in hall.done("GET", "/hall", role="kiosk")["services"] if s["code"] == code]
    return found


def refused(hall, method, path, body, role="supervisor"):
    answer = hall.ask(method, path, body, role=role)
    told = answer.get_json()
    return answer.status_code, [error["field"] for error in told.get("errors", [])] or told["code"]


def test_a_closed_hall_is_closed_with_the_next_press_and_says_why(hall, closed):
    taken = hall.ask(
        "POST", "/tickets", {"service": "KTP"}, role="kiosk", headers={"Idempotency-Key": "k" * 8}
    )

    assert taken.status_code == 409
    problem = taken.get_json()
    assert (problem["code"], problem["reason"]) == ("service_closed", "manual_closed")
    shown = service(hall)
    assert (shown["open"], shown["closed_reason"]) == (False, "manual_closed")
    assert shown["closed_words"] == {"id": "Listrik padam", "en": "Power cut"}
    assert shown["closed_until"] == "2026-11-23T09:00:00.000Z"
    whole = hall.done("GET", "/hall", role="kiosk")
    assert (whole["closed_reason"], whole["closed_words"]["en"]) == ("manual_closed", "Power cut")


def test_it_opens_again_when_somebody_ends_that(hall, closed):
    hall.done("DELETE", f"/hours/changes/{closed['id']}", role="supervisor")

    assert hall.take("KTP")["number"] == "A001"
    assert refused(hall, "DELETE", f"/hours/changes/{closed['id']}", None) == (404, "not_found")
    assert hall.done("GET", "/hours", role="supervisor")["changes"] == []


def test_it_opens_again_by_itself(hall, closed):
    hall.clock.forward(hours=6)

    assert hall.take("KTP")["number"] == "A001"


def test_a_change_is_told_whole(hall, closed):
    assert closed == {
        "id": closed["id"], "service": None, "kind": "closed", "from": "2026-11-23T03:00:00.000Z",
        "until": "2026-11-23T09:00:00.000Z", "tickets": None, "service_hours": None, "quota": None,
        "reason": "Listrik padam", "words": {"id": "Listrik padam", "en": "Power cut"}, "who": "budi",
        "created_at": "2026-11-23T03:00:00.000Z", "state": "running",
    }  # fmt: skip
    shown = hall.done("GET", "/hours", role="supervisor")
    assert shown["changes"] == [closed]
    assert shown["today"][0] | {"until": None} == {
        "service": None, "own": False, "open": False, "reason": "manual_closed", "until": None, "always": True,
        "words": closed["words"], "tickets": None, "service_hours": None, "pauses": [], "quota": None,
    }  # fmt: skip
    assert (shown["hours"], shown["periods"], shown["holidays"]) == ({"always": True}, [], [])
    assert shown["clock"] in ("ok", "behind", "ahead", "reset")


def test_one_service_gets_other_hours_and_another_quota(hall):
    body = {
        "service": "KK",
        "kind": "custom",
        "until": UNTIL,
        "tickets": ["08:00", "11:00"],
        "quota": 1,
        "reason": "Pelatihan",
    }
    made = hall.done("POST", "/hours/changes", body, role="admin")["change"]

    assert (made["service"], made["tickets"], made["quota"]) == ("KK", ["08:00", "11:00"], 1)
    assert (service(hall, "KK")["quota"], service(hall, "KK")["quota_left"]) == (1, 1)
    hall.take("KK")
    assert service(hall, "KK")["closed_reason"] == "quota_reached"
    hall.clock.forward(hours=2)
    assert service(hall, "KK")["closed_reason"] == "day_closed"
    assert service(hall, "KTP")["open"]


BAD_CHANGES = [
    ({"kind": "shut"}, "kind"), ({"until": "tomorrow"}, "until"), ({"until": "2026-11-23T16:00:00"}, "until"),
    ({"until": "2026-11-23T03:00:00Z"}, "until"), ({"until": "9999-12-31T23:59:59Z"}, "until"),
    ({"until": "2028-01-01T00:00:00Z"}, "until"), ({"reason": "  "}, "reason"), ({"reason": "a\u0000b"}, "reason"),
    ({"reason": "x" * 121}, "reason"), ({"from": "2026-11-23T10:00:00Z"}, "until"), ({"from": 7}, "from"),
    ({"tickets": ["08:00", "11:00"]}, "tickets"), ({"kind": "custom"}, "tickets"),
    ({"kind": "custom", "tickets": ["11:00", "08:00"]}, "tickets"),
    ({"kind": "custom", "tickets": ["8", "11:00"]}, "tickets.0"),
    ({"kind": "custom", "tickets": ["24:00", "25:00"]}, "tickets.0"), ({"kind": "custom", "quota": 5}, "service"),
    ({"kind": "custom", "quota": -1, "service": "KTP"}, "quota"), ({"nonsense": 1}, "nonsense"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "field"), BAD_CHANGES)
def test_a_change_that_makes_no_sense_is_refused_by_its_field(still, change, field):
    status, fields = refused(still, "POST", "/hours/changes", CLOSED | change)

    assert status == 422
    assert any(one.startswith(field) for one in fields), fields


def test_a_change_of_a_service_that_is_not_there_is_not_found(still):
    assert refused(still, "POST", "/hours/changes", CLOSED | {"service": "XX"}) == (
        404,
        "not_found",
    )


def test_an_administrator_keeps_the_holidays(hall):
    path = "/hours/holidays/2026-11-23"
    made = hall.done(
        "PUT", path, {"name": {"id": "Hari jadi Siak", "en": "Siak day"}}, role="admin"
    )["holiday"]

    assert (made["kind"], made["active"], made["who"]) == ("own", True, "citra")
    assert service(hall)["closed_reason"] == "holiday"
    assert service(hall)["closed_words"]["en"] == "Siak day"
    hall.done("PUT", path, {"name": {"id": "Hari jadi Siak"}, "active": False}, role="admin")
    assert service(hall)["open"]
    assert [one["active"] for one in hall.done("GET", "/hours", role="admin")["holidays"]] == [
        False
    ]
    hall.done("DELETE", path, role="admin")
    assert hall.done("GET", "/hours", role="owner")["holidays"] == []
    assert hall.ask("DELETE", path, role="admin").status_code == 404


def test_a_year_is_filled_from_the_national_calendar_and_again_adds_nothing(hall):
    first = hall.done("POST", "/hours/holidays/seed", {"year": 2027}, role="admin")
    again = hall.done("POST", "/hours/holidays/seed", {"year": 2027}, role="admin")

    assert (first["added"], len(first["holidays"]), again["added"]) == (26, 26, 0)
    assert again["holidays"] == first["holidays"]


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("PUT", "/hours/holidays/2026-13-01", {"name": {"id": "x"}}, "day"),
        ("PUT", "/hours/holidays/20261225", {"name": {"id": "x"}}, "day"),
        ("PUT", "/hours/holidays/1066-10-14", {"name": {"id": "x"}}, "day"),
        ("PUT", "/hours/holidays/2026-12-25", {"name": {"en": "x"}}, "name"),
        ("PUT", "/hours/holidays/2026-12-25", {"name": {"id": " "}}, "name.id"),
        ("PUT", "/hours/holidays/2026-12-25", {"name": {"id": "a\nb"}}, "name"),
        ("PUT", "/hours/holidays/2026-12-25", {"name": {"id": "x"}, "kind": "moon"}, "kind"),
        ("POST", "/hours/holidays/seed", {"year": 1999}, "year"),
    ],
)
def test_holidays_that_make_no_sense_are_refused_by_their_field(still, method, path, body, field):
    status, fields = refused(still, method, path, body, role="admin")

    assert (status, [one.split(".")[0] for one in fields]) == (422, [field.split(".")[0]])


def test_every_reason_reaches_the_kiosk_with_its_code(hall):
    definition = hall.done("GET", "/hall/definition", role="admin")["definition"]
    week = {str(day): ["07:30", "15:00"] for day in range(5)}
    definition["hours"] = {
        "tickets": week, "service": {str(day): ["08:00", "16:00"] for day in range(5)},
        "pauses": {"4": ["11:30", "13:00"]}, "closed": ["2026-12-28"],
    }  # fmt: skip
    definition["services"][2]["hours"] = definition["hours"] | {
        "tickets": {"1": ["08:00", "10:00"]}
    }
    hall.server.tail.start_at_head()
    hall.done("POST", "/hall/definition", {"definition": definition}, role="admin")
    hall.server.tail.step()
    hall.done(
        "PUT", "/hours/holidays/2026-12-25", {"name": {"id": "Hari Raya Natal"}}, role="admin"
    )
    hall.done(
        "POST",
        "/hours/changes",
        CLOSED | {"from": "2026-11-24T03:00:00Z", "until": "2026-11-24T04:00:00Z"},
        role="admin",
    )

    found = {}
    for day, clock, code, reason in (
        ("2026-11-23", "07.00", "KTP", "not_open"), ("2026-11-23", "15.30", "KTP", "last_ticket_passed"),
        ("2026-11-23", "16.30", "KTP", "day_closed"), ("2026-11-23", "10.00", "PASPOR", "service_closed"),
        ("2026-11-24", "10.30", "KTP", "manual_closed"), ("2026-11-27", "12.00", "KTP", "pause"),
        ("2026-12-25", "10.00", "KTP", "holiday"), ("2026-12-28", "10.00", "KTP", "date_closed"),
    ):  # fmt: skip
        hall.clock.at = at(clock, day)
        found[day, clock, code] = (service(hall, code)["closed_reason"], reason)
    assert all(is_told == wanted for is_told, wanted in found.values()), found
