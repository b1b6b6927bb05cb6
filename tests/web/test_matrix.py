"""Who may ask what: every endpoint against every role. A new endpoint needs a row here before anything passes."""

import itertools

import pytest

from queue_server.web.api import ENDPOINTS
from tests.web.halls import ROLES

STAFF = {"staff", "supervisor", "admin", "program"}
SUPERVISOR = {"supervisor", "admin"}
ADMIN = {"admin", "owner"}
DEVICES = {"kiosk", "display", "printer", "announcer", "program"}
ANYONE = {*ROLES, None}

POLICY = {
    "POST /sessions": ANYONE,
    "GET /sessions": {*STAFF, *DEVICES},
    "DELETE /sessions": STAFF,
    "POST /sessions/seen": {"staff", "supervisor", "admin"},
    "POST /sessions/lock": {"staff", "supervisor", "admin"},
    "POST /sessions/unlock": {"staff", "supervisor", "admin"},
    "GET /hall": {*STAFF, "kiosk"},
    "POST /tickets": {*STAFF, "kiosk"},
    "GET /tickets/<token>": ANYONE,
    "GET /tickets/<token>/qr.svg": ANYONE,
    "DELETE /tickets/<token>": ANYONE,
    "GET /line": STAFF,
    "GET /counters/<code>": STAFF,
    "POST /counters/<code>/open": STAFF,
    "POST /counters/<code>/pause": STAFF,
    "POST /counters/<code>/close": STAFF,
    "POST /counters/<code>/next": STAFF,
    "POST /counters/<code>/recall": STAFF,
    "POST /counters/<code>/start": STAFF,
    "POST /counters/<code>/finish": STAFF,
    "POST /counters/<code>/skip": STAFF,
    "POST /counters/<code>/hold": STAFF,
    "POST /counters/<code>/transfer": STAFF,
    "POST /counters/<code>/undo": STAFF,
    "POST /counters/<code>/walk-in": STAFF,
    "PUT /counters/<code>/services": STAFF,
    "POST /tickets/<int:id>/urgent": SUPERVISOR,
    "POST /tickets/<int:id>/call": STAFF,
    "POST /tickets/<int:id>/resume": STAFF,
    "POST /tickets/<int:id>/return": STAFF,
    "POST /tickets/<int:id>/cancel": STAFF,
    "POST /tickets/<int:id>/reprint": STAFF,
    "POST /bookings": STAFF,
    "GET /bookings": STAFF,
    "GET /bookings/slots": STAFF,
    "DELETE /bookings/<code>": STAFF,
    "POST /bookings/<code>/check-in": {*STAFF, "kiosk"},
    "GET /board": {*STAFF, "display"},
    "GET /boards": ANYONE,
    "GET /boards/<zone>": ANYONE,
    "GET /order": ANYONE,
    "POST /announcements/claim": {"display", "announcer"},
    "POST /announcements/<int:seq>/report": {"display", "announcer"},
    "GET /announcements": STAFF,
    "PUT /zones/<code>/sound": SUPERVISOR,
    "GET /screens": STAFF,
    "PUT /voice-condition": {"announcer"},
    "GET /reports/day": SUPERVISOR,
    "GET /reports/day.csv": SUPERVISOR,
    "GET /reports/estimates": SUPERVISOR,
    "GET /reports/estimates.csv": SUPERVISOR,
    "GET /reports/overrides": SUPERVISOR,
    "GET /reports/overrides.csv": SUPERVISOR,
    "GET /settings": DEVICES,
    "POST /print-jobs/claim": {"printer"},
    "POST /print-jobs/<int:id>/report": {"printer"},
    "PUT /printer-condition": {"printer"},
    "GET /printers": STAFF,
    "POST /printers/<name>/new-roll": STAFF,
    "GET /print-jobs": STAFF,
    "POST /print-jobs/<int:id>/printed": STAFF,
    "POST /ticket-preview": ADMIN,
    "PUT /calls/<int:seq>/audio": {"announcer"},
    "POST /prompts": {"kiosk"},
    "GET /prompts/<id>.wav": {"kiosk"},
    "PUT /prompts/<id>": {"announcer"},
    "GET /calls/<int:seq>/audio": {"display", "announcer"},
    "GET /media/playlist": {*STAFF, "display"},
    "GET /media": ADMIN,
    "POST /media": ADMIN,
    "POST /media/texts": ADMIN,
    "PUT /media/<int:id>": ADMIN,
    "DELETE /media/<int:id>": ADMIN,
    "GET /devices": ADMIN,
    "POST /devices": ADMIN,
    "DELETE /devices/<name>": ADMIN,
    "POST /devices/<name>/rotate": ADMIN,
    "GET /staff": ADMIN,
    "DELETE /staff/<name>": ADMIN,
    "POST /staff": ADMIN,
    "PUT /staff/<name>/agencies": ADMIN,
    "POST /staff/<name>/reset": ADMIN,
    "GET /hall/definition": ADMIN,
    "POST /hall/definition": ADMIN,
    "GET /overview": SUPERVISOR,
    "GET /hours": {*SUPERVISOR, "owner"},
    "POST /hours/changes": SUPERVISOR,
    "DELETE /hours/changes/<int:id>": SUPERVISOR,
    "PUT /hours/holidays/<day>": ADMIN,
    "DELETE /hours/holidays/<day>": ADMIN,
    "POST /hours/holidays/seed": ADMIN,
    "POST /pairings": ANYONE,
    "POST /pairings/claim": ANYONE,
    "GET /pairings": ADMIN,
    "POST /pairings/confirm": ADMIN,
    "DELETE /pairings/<int:id>": ADMIN,
    "GET /kiosks": STAFF,
    "PUT /kiosks/<name>/lock": STAFF,
    "POST /kiosks/<name>/end-flood": SUPERVISOR,
    "DELETE /kiosks/<name>/help": STAFF,
    "POST /kiosks/help": {"kiosk"},
    "GET /tickets": STAFF,
    "GET /rolls": STAFF,
    "POST /rolls": STAFF,
}


def row_of(endpoint):
    return f"{endpoint.method} {endpoint.path}"


def test_every_endpoint_has_its_row_and_every_row_its_endpoint():
    assert {row_of(endpoint) for endpoint in ENDPOINTS} == set(POLICY)
    assert len(ENDPOINTS) == len(POLICY)


def test_nothing_answers_under_the_contract_that_is_not_an_endpoint(hall):
    rules = {
        (method, rule.rule.removeprefix("/api/v1"))
        for rule in hall.server.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/v1/")
    }
    endpoints = {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS}
    assert rules == {*endpoints, ("GET", "/openapi.json")}


def test_each_role_may_do_what_the_contract_says_and_nothing_else(hall):
    wrong = []
    for endpoint, role in itertools.product(ENDPOINTS, [None, *ROLES]):
        if row_of(endpoint) == "DELETE /sessions":
            continue  # the next test: it ends the token
        path = (
            endpoint.path.replace("<int:", "<").replace("<id>", "99999").replace("<seq>", "99999")
        )
        for part, value in (
            ("code", "none"),
            ("token", "A" * 22),
            ("name", "nobody"),
            ("zone", "none"),
        ):
            path = path.replace(f"<{part}>", value)
        body = {"nonsense": 1} if endpoint.method != "GET" else None
        status = hall.ask(endpoint.method, path, body, role=role).status_code
        refusal = {403 if role else 401}
        if status not in ({200, 204, 404, 422} if role in POLICY[row_of(endpoint)] else refusal):
            wrong.append((row_of(endpoint), role, status))
    assert not wrong


@pytest.mark.parametrize("role", [None, *ROLES])
def test_people_and_programs_may_log_out(hall, role):
    allowed = 204 if role in POLICY["DELETE /sessions"] else 403 if role else 401
    assert hall.ask("DELETE", "/sessions", role=role).status_code == allowed


def test_roles_that_the_description_names_are_those_that_may(hall):
    paths = hall.done("GET", "/openapi.json", role=None)["paths"]
    for endpoint in ENDPOINTS:
        path = "/api/v1" + endpoint.path.replace("<int:", "<").replace("<", "{").replace(">", "}")
        named = paths[path][endpoint.method.lower()].get("x-roles")
        allowed = POLICY[row_of(endpoint)]
        assert named == (None if allowed is ANYONE else sorted(allowed)), row_of(endpoint)
