"""People bound to an agency (T7): every endpoint and every event, with somebody of another agency."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from queue_server.storage import bookings, print_jobs, schema
from queue_server.usecases import people
from queue_server.web.api import ENDPOINTS
from tests.security.test_handshakes import EVENTS
from tests.web.halls import PASSWORD, QUICK

DAY = "2026-11-23"
SIDES = {"DUKCAPIL": ("1", "KTP", "A"), "IMIGRASI": ("8", "PASPOR", "B")}
OTHER = {"DUKCAPIL": "IMIGRASI", "IMIGRASI": "DUKCAPIL"}

# Of the hall as a whole, or of whoever asks: the same for everybody, and no number of another agency is in it.
COMMON = {
    "GET /sessions", "DELETE /sessions", "POST /sessions/seen", "POST /sessions/lock", "POST /sessions/unlock",
    "GET /hall", "GET /board", "GET /screens", "GET /media/playlist", "GET /hours", "GET /kiosks",
    "DELETE /kiosks/<name>/help", "GET /printers", "POST /printers/<name>/new-roll", "GET /rolls", "GET /overview",
    "GET /reports/day", "GET /reports/day.csv", "GET /reports/estimates", "GET /reports/estimates.csv",
    "GET /reports/overrides", "GET /reports/overrides.csv", "GET /print-jobs", "GET /announcements", "GET /tickets",
}  # fmt: skip
# What would change something for all agencies at once.
CLOSED = {"PUT /kiosks/<name>/lock", "POST /kiosks/<name>/end-flood"}
BY_DESIGN = {"GET /board"}
"""What hangs in the lobby for everybody to see."""
REASON = {"reason": "buru-buru"}
OWN = {
    "GET /line": {}, "GET /counters/<code>": {}, "POST /counters/<code>/open": {},
    "POST /counters/<code>/pause": REASON, "POST /counters/<code>/close": {}, "POST /counters/<code>/next": {},
    "POST /counters/<code>/recall": {}, "POST /counters/<code>/start": {}, "POST /counters/<code>/finish": {},
    "POST /counters/<code>/skip": {}, "POST /counters/<code>/hold": {},
    "POST /counters/<code>/transfer": {"service": "KK"}, "POST /counters/<code>/undo": {},
    "POST /counters/<code>/walk-in": {"service": "SERVICE"}, "PUT /counters/<code>/services": {"services": None},
    "POST /tickets": {"service": "SERVICE"}, "POST /rolls": {"service": "SERVICE", "count": 1},
    "POST /tickets/<int:id>/call": {"counter": "COUNTER", **REASON},
    "POST /tickets/<int:id>/resume": {"counter": "COUNTER"}, "POST /tickets/<int:id>/return": {},
    "POST /tickets/<int:id>/urgent": REASON, "POST /tickets/<int:id>/cancel": REASON,
    "POST /tickets/<int:id>/reprint": {}, "POST /print-jobs/<int:id>/printed": {},
    "POST /bookings": {"service": "SERVICE", "slot": "2026-11-23T05:00:00Z"}, "GET /bookings": {},
    "GET /bookings/slots": {}, "DELETE /bookings/<code>": {}, "POST /bookings/<code>/check-in": {},
    "POST /hours/changes": {"service": "SERVICE", "kind": "closed", "until": "2026-11-23T09:00:00Z", **REASON},
    "DELETE /hours/changes/<int:id>": {}, "PUT /zones/<code>/sound": {"muted": True},
}  # fmt: skip
QUERIES = {
    "GET /line": "?service=SERVICE", "GET /bookings": f"?day={DAY}&service=SERVICE",
    "GET /bookings/slots": f"?day={DAY}&service=SERVICE", "GET /reports/day": f"?date={DAY}",
    "GET /reports/day.csv": f"?date={DAY}", "GET /reports/overrides": f"?date={DAY}",
    "GET /reports/overrides.csv": f"?date={DAY}", "GET /reports/estimates": f"?from={DAY}&to={DAY}",
    "GET /reports/estimates.csv": f"?from={DAY}&to={DAY}", "GET /board": "?zone=A", "GET /media/playlist": "?zone=A",
}  # fmt: skip


def row_of(endpoint):
    return f"{endpoint.method} {endpoint.path}"


ROWS = {row_of(one): one for one in ENDPOINTS if {"staff", "supervisor"} & set(one.roles)}


class World:
    """A hall in which both agencies are at work, and the people of each of them."""

    def __init__(self, hall):
        self.hall, self.things, self.tokens = hall, {}, {}
        for agency, (counter, service, zone) in SIDES.items():
            hall.press(counter, "open", role="program")
            first, second = (hall.take(service) for _ in range(2))
            called = {"counter": counter, **REASON}
            hall.done("POST", f"/tickets/{second['id']}/call", called, role="program")
            body = {"service": service, "kind": "open", "until": "2026-11-23T09:00:00Z", **REASON}
            change = hall.done("POST", "/hours/changes", body, role="supervisor")["change"]["id"]
            with hall.db.transaction() as tx:
                bookings.add(
                    tx.conn, actor="system", at=hall.clock(), code=f"CODE{counter}", day=DAY, state="booked",
                    service_id=hall.server.house.hall.service(service).id, slot=hall.clock() + timedelta(hours=1),
                    priority=None, language="id",
                )  # fmt: skip
                told = dict.fromkeys(
                    ("made_at", "q10", "q50", "q90", "told_from", "told_until"), hall.clock()
                )
                tx.conn.execute(sa.insert(schema.prediction).values(
                    ticket_id=first["id"], service_id=hall.server.house.hall.service(service).id, day=DAY,
                    model="flow", ahead=0, **told,
                ))  # fmt: skip
                job = print_jobs.of_ticket(tx.conn, first["id"]).id
                print_jobs.change(tx.conn, print_jobs.one(tx.conn, job), state="unknown", at=hall.clock())  # fmt: skip
            self.things[agency] = {
                "counter": counter, "service": service, "zone": zone, "ticket": first["id"], "job": job,
                "booking": f"CODE{counter}", "change": change, "numbers": {first["number"], second["number"]},
            }  # fmt: skip
            for role in ("staff", "supervisor"):
                self.tokens[agency, role] = self.log_in(f"{role}-{agency}", role, agency)

    def log_in(self, name, role, *agencies):
        body = {"name": name, "role": role, "password": PASSWORD, "agencies": list(agencies)}
        self.hall.done("POST", "/staff", body, role="admin")
        login = {"name": name, "password": PASSWORD}
        return self.hall.done("POST", "/sessions", login, role=None)["token"]

    def request(self, row, agency):
        """(path, body) of the endpoint, about things of that agency."""
        thing, path = self.things[agency], row.partition(" ")[2]
        kind = path.split("/")[1]
        code = {"counters": "counter", "zones": "zone"}.get(kind, "booking")
        id = {"print-jobs": "job", "hours": "change"}.get(kind, "ticket")
        path = path.replace("<code>", thing[code]).replace("<int:id>", str(thing[id]))
        path = path.replace("<name>", "paper-1" if kind == "printers" else "kiosk-1")
        path += QUERIES.get(row, "").replace("SERVICE", thing["service"])
        named = {"SERVICE": thing["service"], "COUNTER": thing["counter"]}
        body = {k: named.get(v, v) if isinstance(v, str) else v for k, v in OWN.get(row, {}).items()}  # fmt: skip
        return path, None if row.startswith("GET") else body

    def ask(self, row, agency, token):
        path, body = self.request(row, agency)
        headers = {"Idempotency-Key": f"key-{row}".replace(" ", "")}
        return self.hall.ask(row.partition(" ")[0], path, body, token=token, headers=headers)


@pytest.fixture
def world(hall, monkeypatch):
    monkeypatch.setattr(people, "_hasher", QUICK)
    return World(hall)


def may_ask(role):
    return [row for row, endpoint in ROWS.items() if role in endpoint.roles]


def test_every_endpoint_that_people_may_ask_has_its_row_here():
    assert {*COMMON, *CLOSED, *OWN} == set(ROWS)
    assert len(COMMON) + len(CLOSED) + len(OWN) == len(ROWS)


@pytest.mark.parametrize("role", ["staff", "supervisor"])
@pytest.mark.parametrize("agency", SIDES)
def test_nobody_acts_on_things_of_another_agency(world, agency, role):
    wrong, before = [], world.hall.tables()
    for row in may_ask(role):
        if row in COMMON:
            continue
        answer = world.ask(row, OTHER[agency], world.tokens[agency, role])
        if (answer.status_code, answer.get_json()["code"]) != (403, "other_agency"):
            wrong.append((row, answer.status_code, answer.text))
    assert wrong == []
    assert world.hall.tables() == before


@pytest.mark.parametrize("role", ["staff", "supervisor"])
def test_everybody_acts_on_things_of_the_own_agency_and_of_the_hall(world, role):
    last = "DELETE /sessions", "POST /sessions/lock"
    rows = sorted((row for row in may_ask(role) if row not in CLOSED), key=lambda row: row in last)
    asked = {row: world.ask(row, "IMIGRASI", world.tokens["IMIGRASI", role]) for row in rows}
    fine = (200, 201, 204, 404, 409, 422)
    wrong = [
        (row, a.text) for row, a in asked.items() if row not in last and a.status_code not in fine
    ]
    assert wrong == []


@pytest.mark.parametrize("who", ["staff", "supervisor", "admin", "program"])
def test_who_is_bound_to_none_acts_on_all(world, who):
    asked = {
        row: world.ask(row, agency, world.hall.tokens[who])
        for agency in SIDES
        for row, endpoint in ROWS.items()
        if who in endpoint.roles and not row.endswith("/sessions") and "/sessions/" not in row
    }
    assert [row for row, answer in asked.items() if answer.status_code in (401, 403)] == []


@pytest.mark.parametrize("role", ["staff", "supervisor"])
@pytest.mark.parametrize("agency", SIDES)
def test_no_list_and_no_report_has_a_number_or_a_service_of_another_agency(world, agency, role):
    theirs, wrong = world.things[OTHER[agency]], []
    for row in may_ask(role):
        if not row.startswith("GET") or row in BY_DESIGN:
            continue
        told = world.ask(row, agency, world.tokens[agency, role]).text
        wrong += [(row, number) for number in theirs["numbers"] if number in told]
        if row.startswith("GET /reports/"):
            wrong += [(row, theirs["service"])] * (theirs["service"] in told)
    for path in ("/line", f"/bookings?day={DAY}"):  # of all services
        told = world.hall.ask("GET", path, token=world.tokens[agency, role]).get_json()
        [rows] = told.values()
        assert {one["service"] for one in rows} == {world.things[agency]["service"]}
    assert wrong == []


@pytest.mark.parametrize("event", sorted(EVENTS - {"connect", "disconnect"}))
def test_no_event_tells_or_changes_anything_of_another_agency(world, join, event):
    world.hall.tokens["bound"] = world.tokens["IMIGRASI", "staff"]
    guest, before = join("bound"), world.hall.tables()
    told = guest.client.emit(event, {"since": 0, "seq": 1, "zone": "B", "sound": "on"}, callback=True)  # fmt: skip
    heard = f"{told} {guest.client.get_received()}"
    assert [n for n in world.things["DUKCAPIL"]["numbers"] if n in heard] == []
    assert world.hall.tables() == before


def test_a_visitor_may_be_sent_on_to_any_agency_and_is_theirs_from_then_on(world):
    hall, mine = world.hall, world.tokens["DUKCAPIL", "staff"]
    hall.press("1", "start", token=mine)
    moved = hall.press("1", "transfer", {"service": "PASPOR"}, token=mine)["ticket"]
    assert moved["service"] == "PASPOR"
    cancel = f"/tickets/{moved['id']}/cancel"
    assert hall.ask("POST", cancel, REASON, token=mine).status_code == 403
    assert hall.ask("POST", cancel, REASON, token=world.tokens["IMIGRASI", "staff"]).status_code == 200  # fmt: skip


@pytest.mark.parametrize("button", ["call", "resume"])
def test_no_ticket_comes_to_a_counter_of_another_agency(world, button):
    hall, token = world.hall, world.tokens["DUKCAPIL", "staff"]
    for of, at in (("DUKCAPIL", "IMIGRASI"), ("IMIGRASI", "DUKCAPIL")):
        path = f"/tickets/{world.things[of]['ticket']}/{button}"
        body = {"counter": world.things[at]["counter"], **(REASON if button == "call" else {})}
        assert hall.ask("POST", path, body, token=token).status_code == 403


def test_a_bound_person_changes_no_hours_of_the_whole_hall(world):
    body = {"kind": "closed", "until": "2026-11-23T09:00:00Z", **REASON}
    for hall_wide in (body, {**body, "service": None}):
        token = world.tokens["DUKCAPIL", "supervisor"]
        refused = world.hall.ask("POST", "/hours/changes", hall_wide, token=token)
        assert (refused.status_code, refused.get_json()["agencies"]) == (403, ["DUKCAPIL"])
        assert "Disdukcapil" in refused.get_json()["words"]["id"]
    made = world.hall.done("POST", "/hours/changes", body, role="supervisor")["change"]["id"]
    assert world.hall.ask("DELETE", f"/hours/changes/{made}", token=token).status_code == 403


def test_a_number_of_several_agencies_is_given_by_whoever_has_all_of_them(world):
    body, key = {"service": "KTP", "also": ["PASPOR"]}, {"Idempotency-Key": "several-1"}
    both = world.log_in("resepsionis", "staff", "DUKCAPIL", "IMIGRASI")
    for token, status in ((world.tokens["DUKCAPIL", "staff"], 403), (both, 201)):
        assert world.hall.ask("POST", "/tickets", body, token=token, headers=key).status_code == status  # fmt: skip


def test_a_binding_counts_from_the_next_request_on_and_can_be_lifted(world):
    hall, token = world.hall, world.log_in("gita", "staff")
    for agencies, status in ((["IMIGRASI"], 403), (["DUKCAPIL", "DUKCAPIL"], 200), ([], 200)):
        bound = hall.done("PUT", "/staff/gita/agencies", {"agencies": agencies}, role="admin")
        assert bound == {"name": "gita", "agencies": sorted(set(agencies))}
        assert hall.ask("GET", "/counters/1", token=token).status_code == status
        shown = {one["name"]: one["agencies"] for one in hall.done("GET", "/staff", role="admin")["staff"]}  # fmt: skip
        assert shown["gita"] == hall.done("GET", "/sessions", token=token)["agencies"] == bound["agencies"]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("PUT /staff/gita/agencies", {"agencies": ["NOWHERE"]}, 422),
        ("PUT /staff/citra/agencies", {"agencies": ["IMIGRASI"]}, 422),
        ("PUT /staff/nobody/agencies", {"agencies": []}, 404),
        ("POST /staff", {"name": "hana", "role": "admin", "agencies": ["IMIGRASI"]}, 422),
        ("POST /staff", {"name": "hana", "role": "staff", "agencies": ["NOWHERE"]}, 422),
    ],
)  # fmt: skip
def test_administrators_and_unknown_agencies_are_not_bound(world, path, body, status):
    world.log_in("gita", "staff")
    method, _, path = path.partition(" ")
    assert world.hall.ask(method, path, body, role="admin").status_code == status
