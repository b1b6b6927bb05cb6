"""Devices, staff and the set-up of the hall over HTTP."""

import copy
import json

import pytest

from queue_server.usecases.provision import FIRST_LOGIN
from tests.web.test_bad_input import raw, refused

BROKEN = {
    "no zones": lambda d: d.pop("zones"),
    "zones is a word": lambda d: d.update(zones="A"),
    "a zone is a word": lambda d: d["zones"].append("C"),
    "an unknown key": lambda d: d.update(floors=[]),
    "no site code": lambda d: d["site"].pop("code"),
    "an unknown time zone": lambda d: d["site"].update(time_zone="Asia/Siak"),
    "a time zone outside": lambda d: d["site"].update(time_zone="../../etc/passwd"),
    "an empty name": lambda d: d["zones"][0].update(name={"id": " "}),
    "a name without Indonesian": lambda d: d["zones"][0].update(name={"en": "Floor"}),
    "a control character": lambda d: d["zones"][0].update(name={"id": "Lantai\x1b@"}),
    "half a character": lambda d: d["zones"][0].update(name={"id": "\ud800"}),
    "a wait in words": lambda d: d["services"][0].update(target_wait_s="soon"),
    "a service without length": lambda d: d["services"][0].update(service_s=0),
    "a huge quota": lambda d: d["services"][0].update(quota=10**30),
    "a letter like a number": lambda d: d["services"][0].update(prefix="O"),
    "a letter of two agencies": lambda d: d["services"][0].update(prefix="F"),
    "a phrase without Indonesian": lambda d: d["services"][0].update(phrase={"en": "Have your card ready."}),
    "a service said in an unknown language": lambda d: d["services"][0].update(spoken={"id": "x", "fr": "x"}),
    "an unknown agency": lambda d: d["services"][0].update(agency="PLN"),
    "an unknown zone": lambda d: d["counters"][0].update(zone="Z"),
    "an unknown service": lambda d: d["counters"][0].update(services=["XYZ"]),
    "a service twice at a counter": lambda d: d["counters"][0].update(services=["KTP", "KTP"]),
    "a code twice": lambda d: d["counters"].append(copy.deepcopy(d["counters"][0])),
    "a code with a line break": lambda d: d["zones"][0].update(code="A\nB"),
    "hours that end before they begin": lambda d: d.update(hours={"tickets": {"0": ["15:00", "07:30"]}}),
    "hours of an eighth day": lambda d: d.update(hours={"tickets": {"7": ["07:30", "15:00"]}}),
    "a holiday in words": lambda d: d.update(hours={"closed": ["Natal"]}),
}  # fmt: skip


def definition(hall):
    return hall.done("GET", "/hall/definition", role="owner")["definition"]


@pytest.mark.parametrize("fault", BROKEN)
def test_a_set_up_with_a_fault_is_refused_whole(still, fault):
    wanted = definition(still)
    BROKEN[fault](wanted)
    ask = lambda: still.ask("POST", "/hall/definition", {"definition": wanted}, role="admin")  # noqa: E731
    problem = refused(still, ask, status=422)
    assert all(fault["field"].startswith("definition") for fault in problem["errors"])


def test_the_set_up_as_it_is_changes_nothing(still):
    same = {"definition": definition(still)}
    assert still.done("POST", "/hall/definition", same, role="admin") == {"changes": []}


def test_what_would_change_is_said_before_and_taken_over_after(hall):
    wanted = definition(hall)
    wanted["services"][0]["quota"] = 12
    asked = {"definition": wanted, "dry_run": True}
    changes = hall.done("POST", "/hall/definition", asked, role="admin")["changes"]
    assert changes == ["services.KTP.quota: absent -> 12"]
    assert definition(hall)["services"][0]["quota"] is None
    hall.done("POST", "/hall/definition", {"definition": wanted}, role="admin")
    assert definition(hall) == wanted


def test_what_is_said_of_a_service_may_be_left_out_by_older_programs(hall):
    wanted = definition(hall)
    wanted["services"][0] |= {
        "spoken": {"id": "perekaman KTP"},
        "phrase": {"id": "Siapkan KTP asli."},
    }
    hall.done("POST", "/hall/definition", {"definition": wanted}, role="admin")
    assert definition(hall) == wanted

    for key in ("spoken", "phrase"):
        del wanted["services"][0][key]
    changes = hall.done("POST", "/hall/definition", {"definition": wanted}, role="admin")["changes"]
    assert changes == [
        "services.KTP.spoken.id: 'perekaman KTP' -> absent",
        "services.KTP.phrase.id: 'Siapkan KTP asli.' -> absent",
    ]
    assert (
        definition(hall)["services"][0]["spoken"],
        definition(hall)["services"][0]["phrase"],
    ) == ({}, {})


def test_a_large_hall_fits_and_a_flood_does_not(hall):
    wanted = definition(hall)
    wanted["services"] += [
        wanted["services"][0] | {"code": f"KTP{n}", "requirements": {"id": ["Kartu Keluarga asli"] * 8}}
        for n in range(150)
    ]  # fmt: skip
    body = {"definition": wanted}
    assert len(json.dumps(body)) > 60_000
    assert len(hall.done("POST", "/hall/definition", body, role="admin")["changes"]) == 150
    flood = json.dumps({"definition": "x" * 1_100_000})
    refused(hall, lambda: raw(hall, "POST", "/hall/definition", flood), status=413, code="too_large")  # fmt: skip


def test_nobody_without_the_right_makes_the_server_read_a_large_body(still):
    flood = json.dumps({"definition": "x" * 1_100_000})
    assert raw(still, "POST", "/hall/definition", flood, role="staff").status_code == 403
    assert raw(still, "POST", "/sessions", flood, role=None).status_code == 413


@pytest.mark.parametrize("name", ["ani", "citra"])
def test_a_name_is_given_once(still, name):
    ask = lambda: still.ask("POST", "/staff", {"name": name, "role": "staff"}, role="admin")  # noqa: E731
    assert refused(still, ask, status=409, code="already_exists")["name"] == name


def test_a_device_in_use_is_not_given_a_second_token(still):
    ask = lambda: still.ask("POST", "/devices", {"name": "lobby", "role": "display"}, role="admin")  # noqa: E731
    refused(still, ask, status=409, code="already_exists")


def test_revoking_a_device_that_is_not_there_finds_nothing(still):
    for name in ("nobody", "lobby?role=kiosk", "%00"):
        ask = lambda n=name: still.ask("DELETE", f"/devices/{n}", role="admin")  # noqa: E731
        refused(still, ask, status=404, code="not_found")


def test_of_two_devices_of_one_name_the_one_meant_is_revoked(hall):
    hall.done("POST", "/devices", {"name": "lobby", "role": "kiosk"}, role="admin")
    hall.done("DELETE", "/devices/lobby?role=kiosk", role="admin")
    assert hall.ask("GET", "/board?zone=A", role="display").status_code == 200
    named = [(d["role"], d["name"]) for d in hall.done("GET", "/devices", role="admin")["devices"]]
    assert ("display", "lobby") in named
    assert ("kiosk", "lobby") not in named


def test_a_new_person_logs_in_with_the_password_that_was_shown(hall):
    made = hall.done("POST", "/staff", {"name": "dewi", "role": "supervisor"}, role="owner")
    assert made["role"] == "supervisor"
    word = {"name": "dewi", "password": made["password"]}
    assert hall.done("POST", "/sessions", word, role=None)["role"] == "supervisor"
    listed = hall.done("GET", "/staff", role="admin")["staff"]
    assert {"name", "role", "created_at", "agencies"} == set(listed[0])
    assert "dewi" in [person["name"] for person in listed]


def test_the_file_of_the_first_login_goes_with_its_password(hall):
    first = hall.data / "keys" / FIRST_LOGIN
    assert first.exists()
    hall.done("POST", "/staff/ani/reset", {}, role="owner")
    assert first.exists()
    hall.done("POST", "/staff/admin/reset", {}, role="owner")
    assert not first.exists()


def test_tokens_and_passwords_are_kept_as_hashes_only(hall):
    stored = repr(hall.tables())
    for secret in (*hall.tokens.values(), "kata-sandi-panjang"):
        assert secret not in stored
