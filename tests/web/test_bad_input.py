"""Nonsense from outside: one clear message that names the field, and nothing changed."""

import json

import pytest

from queue_server.web.api import ENDPOINTS

KEY = {"Idempotency-Key": "a-key-of-a-kiosk"}
DEFINITION = "/hall/definition"


def raw(hall, method, path, data, content_type="application/json", *, role="admin", **more):
    return hall.ask(method, path, role=role, data=data, content_type=content_type, **more)


def refused(hall, ask, *, status, field=None, code="invalid_input"):
    """Ask, and see that the refusal is a problem document naming ``field`` and that no table changed."""
    before = hall.tables()
    answer = ask()
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert (problem["status"], problem["code"]) == (status, code)
    if field:
        assert [fault["field"] for fault in problem["errors"]] == [field]
        assert all(fault["message"] for fault in problem["errors"])
    assert hall.tables() == before
    return problem


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/tickets", {}, "service"),
        ("/tickets", {"service": None}, "service"),
        ("/tickets", {"service": 7}, "service"),
        ("/tickets", {"service": ""}, "service"),
        ("/tickets", {"service": "K" * 33}, "service"),
        ("/tickets", {"service": "KTP\x00"}, "service"),
        ("/tickets", {"service": "KTP", "priority": ["lansia"]}, "priority"),
        ("/tickets", {"service": "KTP", "language": "nl"}, "language"),
        ("/tickets", {"service": "KTP", "quota": 1}, "quota"),
        ("/counters/1/pause", {}, "reason"),
        ("/counters/1/pause", {"reason": "  "}, "reason"),
        ("/counters/1/pause", {"reason": "a\nb"}, "reason"),
        ("/counters/1/pause", {"reason": "a\x00b"}, "reason"),
        ("/counters/1/pause", {"reason": "i" * 61}, "reason"),
        ("/counters/1/open", {"staff": "ani"}, "staff"),
        ("/counters/1/next", {"finish": "perhaps"}, "finish"),
        ("/counters/1/transfer", {}, "service"),
        ("/counters/1/transfer", {"service": "KK", "counter": ""}, "counter"),
        ("/counters/1/hold", {"minutes": 0}, "minutes"),
        ("/counters/1/finish", {"also_done": "KK"}, "also_done"),
        ("/counters/1/walk-in", {}, "service"),
        ("/tickets/1/call", {"counter": "1"}, "reason"),
        ("/tickets/1/call", {"counter": "1", "reason": "ab"}, "reason"),
        ("/tickets/1/cancel", {"reason": 5}, "reason"),
        ("/devices", {"name": "tv", "role": "owner"}, "role"),
        ("/devices", {"name": "a\x07b", "role": "kiosk"}, "name"),
        ("/devices", {"name": "a/b", "role": "kiosk"}, "name"),
        ("/devices", {"name": "..", "role": "kiosk"}, "name"),
        ("/staff", {"name": "dewi", "role": "kiosk"}, "role"),
        ("/staff", {"name": "dewi", "role": "staff", "password": "short"}, "password"),
        ("/staff", {"name": "d/e", "role": "staff"}, "name"),
        ("/staff/ani/reset", {"password": "short"}, "password"),
        ("/sessions", {"name": "ani"}, "password"),
        ("/sessions", {"name": "ani\x00", "password": "x"}, "name"),
        ("/sessions", {"name": "ani", "password": "p" * 201}, "password"),
    ],
)
def test_a_wrong_field_is_named_and_changes_nothing(still, path, body, field):
    refused(
        still,
        lambda: still.ask("POST", path, body, role="admin", headers=KEY),
        status=422,
        field=field,
    )


@pytest.mark.parametrize("code", ["\ud800", "KTP\udfff"])
def test_half_a_character_is_refused(still, code):
    body = json.dumps({"service": code})
    refused(still, lambda: raw(still, "POST", "/tickets", body, headers=KEY), status=422, field="service")  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "what"),
    [
        ("/tickets", {"service": "XYZ"}, "service"),
        ("/tickets", {"service": "KTP", "priority": "vip"}, "priority"),
        ("/counters/99/open", {}, "counter"),
        ("/counters/%00/open", {}, "counter"),
        ("/counters/99/next", {}, "counter"),
        ("/counters/1/transfer", {"service": "XYZ"}, "service"),
        ("/tickets/1/call", {"counter": "99", "reason": "salah panggil"}, "counter"),
        ("/tickets/4711/call", {"counter": "1", "reason": "salah panggil"}, "ticket"),
        ("/tickets/0/return", {}, "ticket"),
        ("/tickets/1/reprint", {"printer": "fax"}, "printer"),
        ("/staff/nobody/reset", {}, "staff"),
        ("/staff/%00/reset", {}, "staff"),
    ],
)
def test_an_unknown_code_is_not_found_by_its_name(hall, path, body, what):
    hall.press("1", "open")
    ask = lambda: hall.ask("POST", path, body, role="admin", headers=KEY)  # noqa: E731
    assert refused(hall, ask, status=404, code="not_found")["what"] == what


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/board", "zone"), ("/board?zone=", "zone"), ("/board?zone=A&floor=1", "floor"),
        ("/reports/day", "date"), ("/reports/day?date=", "date"), ("/reports/day?date=0", "date"),
        ("/reports/day?date=1764000000", "date"), ("/reports/day?date=2026-02-30", "date"),
        ("/reports/day.csv?date=yesterday", "date"), ("/line?service=" + "K" * 33, "service"),
        ("/line?services=KTP", "services"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_named(still, path, field):
    refused(still, lambda: still.ask("GET", path, role="supervisor"), status=422, field=field)


@pytest.mark.parametrize("path", ["/board?zone=C", "/line?service=XYZ"])
def test_a_question_about_nothing_finds_nothing(still, path):
    refused(still, lambda: still.ask("GET", path), status=404, code="not_found")


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"nonsense", b'{"service": "KTP"} x', b"[]", b'"KTP"', b"null", b"7", b"\xff\xfe{",
        b'{"service": "\xff"}', b"[" * 10_000,
        b'{"service": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_what_is_not_a_json_object_is_refused_as_the_body(still, body):
    ask = lambda: raw(still, "POST", "/tickets", body, headers=KEY)  # noqa: E731
    refused(still, ask, status=400, field="body")


def test_an_empty_body_lacks_its_fields(still):
    ask = lambda: raw(still, "POST", "/tickets", b"", headers=KEY)  # noqa: E731
    refused(still, ask, status=422, field="service")


def test_a_deeply_nested_body_is_refused(still):
    body = b'{"a":' * 2500 + b"1" + b"}" * 2500
    assert raw(still, "POST", "/counters/1/open", body).status_code in (400, 422)


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "", "x"],
)
def test_another_content_type_is_refused(still, content_type):
    ask = lambda: raw(still, "POST", "/tickets", b'{"service": "KTP"}', content_type, headers=KEY)  # noqa: E731
    refused(still, ask, status=415, code="wrong_content_type")


def test_a_body_over_sixteen_kilobytes_is_refused(still):
    body = json.dumps({"reason": "i" * 17_000})
    refused(still, lambda: raw(still, "POST", "/counters/1/pause", body), status=413, code="too_large")  # fmt: skip


@pytest.mark.parametrize(
    "key", [None, "", "short", "with spaces in it", "k" * 81, "ключ-ключ-ключ"]
)
def test_a_number_is_not_given_without_a_good_idempotency_key(still, key):
    headers = {} if key is None else {"Idempotency-Key": key}
    ask = lambda: still.ask("POST", "/tickets", {"service": "KTP"}, headers=headers)  # noqa: E731
    refused(still, ask, status=422, field="Idempotency-Key")


def test_the_same_key_for_another_service_is_refused(hall):
    hall.take("KTP", role="kiosk", key=KEY["Idempotency-Key"])
    ask = lambda: hall.ask("POST", "/tickets", {"service": "KK"}, role="kiosk", headers=KEY)  # noqa: E731
    refused(hall, ask, status=422, code="key_reused")


@pytest.mark.parametrize("id", ["-1", "1.5", "x", "%00", "٣", "9" * 19, "9" * 40, "9" * 5000])
@pytest.mark.parametrize(
    "path", ["/tickets/{}/call", "/tickets/{}/return", "/print-jobs/{}/report"]
)
def test_an_id_that_is_no_number_or_too_large_is_not_found(still, path, id):
    role = "printer" if "print" in path else "staff"
    body = {"state": "printed"} if "print" in path else {}
    ask = lambda: still.ask("POST", path.format(id), body, role=role)  # noqa: E731
    refused(still, ask, status=404, code="not_found")


@pytest.mark.parametrize("id", ["9" * 18, "9" * 11])
def test_a_large_id_is_only_unknown(still, id):
    refused(still, lambda: still.ask("POST", f"/tickets/{id}/return", {}), status=404, code="not_found")  # fmt: skip


@pytest.mark.parametrize("seq", ["0", "-1", "9" * 18, "9" * 300])
def test_the_sound_of_no_call_is_not_found(still, seq):
    for role, method in (("display", "GET"), ("announcer", "PUT")):
        ask = lambda m=method, r=role: still.ask(m, f"/calls/{seq}/audio", role=r)  # noqa: E731
        refused(still, ask, status=404, code="not_found")


@pytest.mark.parametrize("token", ["x", "A" * 22, "A" * 22 + "%0a", "%00", "../" * 4, "0" * 5000])
def test_an_unknown_ticket_token_finds_nothing(still, token):
    for method in ("GET", "DELETE"):
        ask = lambda m=method: still.ask(m, f"/tickets/{token}", role=None)  # noqa: E731
        refused(still, ask, status=404, code="not_found")


def test_yesterdays_token_finds_nothing_and_cancels_nothing(hall):
    token = hall.take()["token"]
    hall.clock.forward(days=1)
    for method in ("GET", "DELETE"):
        ask = lambda m=method: hall.ask(m, f"/tickets/{token}", role=None)  # noqa: E731
        refused(hall, ask, status=404, code="not_found")


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: f"{e.method} {e.path}")
def test_a_wrong_method_is_refused_and_the_right_one_named(still, endpoint):
    path = endpoint.path.replace("<int:", "<")
    for part in ("id", "seq", "code", "token", "name"):
        path = path.replace(f"<{part}>", "1")
    answer = still.ask("PATCH", path, role="admin")
    assert (answer.status_code, answer.get_json()["code"]) == (405, "method_not_allowed")
    assert endpoint.method in answer.headers["Allow"].split(", ")


def test_head_is_get_without_a_body_and_options_tells_no_secret(still):
    head = still.ask("HEAD", "/hall", role="kiosk")
    assert (head.status_code, head.data) == (200, b"")
    assert still.ask("HEAD", "/hall", role=None).status_code == 401
    options = still.ask("OPTIONS", "/hall", role=None)
    assert (options.status_code, options.data) == (200, b"")
    assert not any(name.startswith("Access-Control") for name, _ in options.headers)


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/nothing", "/static/..%2fmain.py", "/static/%00"]
)
def test_a_wrong_address_is_a_problem_document_too(still, path):
    answer = still.client.get(path)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
