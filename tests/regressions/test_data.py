"""Data, people and trouble as they went wrong elsewhere (R51 to R61 of docs/regressions.md)."""

import json
import logging
import sqlite3

import pytest
import sqlalchemy as sa

from queue_server.domain.counter_state import CounterState
from queue_server.storage import journal, sqlite
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.run_counter import set_counter
from queue_server.web.api import ENDPOINTS
from tests.builders import DAY, NEXT_DAY, at, open_counters, press_next, take
from tests.threads import at_once
from tests.web.halls import PASSWORD, ROLES

MORNING = at("07.00", NEXT_DAY)


def numbers_changed(before, after):
    old = {row.id: row for row in before["ticket"]}
    return [row.number for row in after["ticket"] if old.get(row.id) != row]


def test_what_is_done_to_one_ticket_changes_that_ticket_alone(site):
    site.press("1", "open"), site.press("2", "open")
    made = [site.take() for _ in range(12)]
    acts = [
        lambda: site.press("1", "next"), lambda: site.press("1", "recall"), lambda: site.press("1", "start"),
        lambda: site.press("1", "hold"),
        lambda: site.done("POST", f"/tickets/{made[0]['id']}/resume", {"counter": "1"}),
        lambda: site.press("1", "finish"),
        lambda: site.done("POST", f"/tickets/{made[1]['id']}/cancel", {"reason": "salah loket"}),
        lambda: site.done("DELETE", f"/tickets/{made[2]['token']}", role=None),
        lambda: site.done("POST", f"/tickets/{made[3]['id']}/call", {"counter": "2", "reason": "salah loket"}),
        lambda: site.done("POST", f"/tickets/{made[3]['id']}/return", {}),
        lambda: site.done("POST", f"/tickets/{made[3]['id']}/reprint", {}),
    ]  # fmt: skip
    whom = ["A001"] * 6 + ["A002", "A003", "A004", "A004", None]

    for act, number in zip(acts, whom, strict=True):
        before = site.tables()
        act()
        assert numbers_changed(before, site.tables()) == ([number] if number else []), number


def test_no_get_changes_anything(site):
    """By everybody, of everything, also with the words that other systems took for an order."""
    site.press("1", "open")
    ticket = site.take()
    site.press("1", "next")
    parts = {
        "<code>": "1", "<token>": ticket["token"], "<zone>": "A", "<int:id>": str(ticket["id"]), "<int:seq>": "1",
        "<name>": "ani", "<day>": "2026-11-23",
    }  # fmt: skip
    before = site.tables()

    asked = 0
    for endpoint in (e for e in ENDPOINTS if e.method == "GET"):
        if endpoint.path.endswith("/audio") or endpoint.path.endswith(".wav"):
            continue  # waits for a sound; only reads a file
        path = endpoint.path
        for part, value in parts.items():
            path = path.replace(part, value)
        for query in ("", "?processed=false&delete=true", "?date=2026-11-23", "?zone=A"):
            for role in (None, *ROLES):
                assert site.ask("GET", path + query, role=role).status_code < 500
                asked += 1
    for page in ("/kiosk/", "/display/", "/counter/", "/admin/", "/board/A", "/serial_ra"):
        site.page(page)

    assert asked > 500
    assert site.tables() == before


def test_no_answer_and_no_line_of_the_log_has_a_hash_or_a_password(site, log_in, caplog):
    caplog.set_level(logging.DEBUG)
    made = site.done("POST", "/staff", {"name": "dewi", "role": "staff"}, role="admin")
    again = site.done("POST", "/staff/dewi/reset", {}, role="admin")
    token = log_in("dewi", again["password"])
    site.ask("POST", "/sessions", {"name": "dewi", "password": "salah-sekali"}, role=None)
    with site.db.reading() as conn:
        secrets = list(conn.scalars(sa.text("SELECT password_hash FROM staff")))
        secrets += conn.scalars(sa.text("SELECT token_hash FROM session")).all()
    secrets += [made["password"], again["password"], token, "salah-sekali"]

    told = [caplog.text, json.dumps([dict(r.data) for r in rows(site.db)])]
    for endpoint in (e for e in ENDPOINTS if e.method == "GET" and "<" not in e.path):
        told += [site.ask("GET", endpoint.path, role=role).text for role in ("admin", "staff", "kiosk")]  # fmt: skip

    assert len(secrets) >= 8
    assert not [secret for secret in secrets for text in told if secret in text]


def rows(db):
    with db.reading() as conn:
        return journal.since(conn, 0, limit=1000)


def test_a_session_that_ends_leaves_the_visitor_at_the_counter(site, log_in):
    mine = log_in("ani", PASSWORD)
    site.press("1", "open", token=mine)
    site.take()
    site.press("1", "next", token=mine)
    site.clock.forward(minutes=5)
    site.press("1", "start", token=mine)

    site.clock.forward(hours=12)
    assert site.ask("POST", "/counters/1/finish", {}, token=mine).status_code == 401
    again = log_in("ani", PASSWORD)

    counter = site.done("GET", "/counters/1", token=again)
    assert (counter["ticket"]["number"], counter["ticket"]["state"]) == ("A001", "serving")
    assert site.press("1", "finish", token=again)["ticket"]["state"] == "done"


def test_the_end_of_the_day_and_the_first_visitors_never_wait_for_each_other_for_ever(db, hall):
    """A server that was off at midnight closes yesterday while kiosks and counters are at work already."""
    open_counters(db, hall, at=at("08.00"))
    for _ in range(30):
        take(db, hall, at=at("09.00"))
    press_next(db, hall, "1"), press_next(db, hall, "2")

    def visitor():
        return [take(db, hall, at=MORNING).number for _ in range(10)]

    def clerk():
        set_counter(db, hall, hall.counter("3"), CounterState.OPEN, staff="ani", at=MORNING)
        return [press_next(db, hall, "3", at=MORNING)]

    told = at_once(
        *[lambda: close_past_days(db, hall, at=MORNING)] * 2, *[visitor] * 3, *[clerk] * 2
    )

    faults = [t for t in told if isinstance(t, Exception)]
    assert all("counter_busy" in str(f) or "conflict" in str(f) for f in faults), faults
    assert close_past_days(db, hall, at=MORNING) == 0 or not faults
    numbers = sorted(n for t in told[2:5] for n in t)
    assert numbers == [f"A{n:03}" for n in range(1, 31)]


BREAKS = {
    "sqlite": [
        "CREATE TRIGGER power_cut BEFORE UPDATE ON ticket WHEN NEW.number = 'A030' "
        "BEGIN SELECT RAISE(ABORT, 'power cut'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION power_cut() RETURNS trigger AS $$ BEGIN RAISE 'power cut'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER power_cut BEFORE UPDATE ON ticket FOR EACH ROW WHEN (NEW.number = 'A030') "
        "EXECUTE FUNCTION power_cut()",
    ],
}
MENDS = {
    "sqlite": ["DROP TRIGGER power_cut"],
    "postgresql": ["DROP TRIGGER power_cut ON ticket", "DROP FUNCTION power_cut"],
}


def test_an_end_of_the_day_that_fails_in_the_middle_leaves_no_half_and_is_made_up_for(
    db, hall, monkeypatch
):
    monkeypatch.setattr("queue_server.usecases.close_day.AT_ONCE", 20)
    open_counters(db, hall, "1")
    for _ in range(32):
        take(db, hall)
    with db.reading() as conn:
        kind = conn.dialect.name
    with db.transaction() as tx:
        for statement in BREAKS[kind]:
            tx.conn.exec_driver_sql(statement)
    try:
        with pytest.raises(Exception, match="power cut"):
            close_past_days(db, hall, at=MORNING)
        left = open_tickets(db)
        told = [r for r in rows(db) if r.kind == "ticket_expired"]
    finally:
        with db.transaction() as tx:
            for statement in MENDS[kind]:
                tx.conn.exec_driver_sql(statement)

    assert (left, len(told)) == (12, 20), (
        "the first twenty are closed and journalled, of the others none"
    )
    assert close_past_days(db, hall, at=MORNING) == 12
    expired = [r.ticket_id for r in rows(db) if r.kind == "ticket_expired"]
    assert (len(expired), len(set(expired)), open_tickets(db)) == (32, 32, 0)
    assert [r.kind for r in rows(db)].count("day_closed") == 1


def open_tickets(db):
    with db.reading() as conn:
        return conn.scalar(
            sa.text("SELECT count(*) FROM ticket WHERE day = :day AND state = 'waiting'"),
            {"day": DAY},
        )


def test_while_the_database_cannot_be_written_the_screens_keep_what_they_have(site, monkeypatch):
    """Another program holds the file: a clear refusal, the board is there, and then the same touch gets its number."""
    monkeypatch.setattr(sqlite.begin, "__defaults__", (0.05,))
    site.press("1", "open")
    site.take()
    site.press("1", "next")
    touch = {"service": "KTP"}, {"role": "kiosk", "headers": {"Idempotency-Key": "one-touch"}}
    other = sqlite3.connect(site.data / "hall.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    refused = site.ask("POST", "/tickets", touch[0], **touch[1])
    board = site.done("GET", "/board?zone=A", role="display")
    other.execute("ROLLBACK")
    other.close()

    assert (refused.status_code, refused.mimetype) == (503, "application/problem+json")
    assert refused.get_json()["code"] == "database_unavailable"
    assert [row["number"] for row in board["calls"]] == ["A001"]
    assert site.done("POST", "/tickets", touch[0], **touch[1])["ticket"]["number"] == "A002"


def test_who_got_a_new_password_logs_in_with_it_at_once(site, log_in):
    new = site.done("POST", "/staff/ani/reset", {}, role="admin")["password"]

    assert site.ask("GET", "/sessions", token=log_in("ani", new)).get_json()["name"] == "ani"
    old = site.ask("POST", "/sessions", {"name": "ani", "password": PASSWORD}, role=None)
    assert (old.status_code, old.get_json()["code"]) == (401, "wrong_login")


def test_who_forgot_the_password_and_tried_logs_in_at_once_with_a_new_one(site, log_in):
    """Five wrong tries, then the walk to the administrator: that is when passwords are changed."""
    asked = {"name": "ani", "password": "lupa-sama-sekali"}
    tries = [site.ask("POST", "/sessions", asked, role=None).status_code for _ in range(6)]
    assert tries == [401] * 5 + [429], "guessing is slowed down"

    new = site.done("POST", "/staff/ani/reset", {}, role="admin")["password"]

    log_in("ani", new)


def test_counters_may_be_called_as_the_hall_likes(site, change):
    def rename(wanted):
        wanted["counters"][0] |= {
            "code": "CS-VIP", "name": {"id": "Meja Pengaduan & Bantuan"}, "spoken": {"id": "meja pengaduan"},
        }  # fmt: skip

    change(rename)
    site.press("CS-VIP", "open")
    site.take()
    called = site.press("CS-VIP", "next")["ticket"]

    assert called["counter"] == "CS-VIP"
    board = site.done("GET", "/board?zone=A", role="display")
    assert board["calls"][0]["counter"]["name"] == {"id": "Meja Pengaduan & Bantuan"}


def test_no_button_of_an_emergency_is_there_that_nobody_asked_for(site):
    """What is special is a call out of order: by staff, with a reason that is kept."""
    site.press("1", "open")
    ticket = site.take()
    bare = site.ask("POST", f"/tickets/{ticket['id']}/call", {"counter": "1"})
    assert (bare.status_code, bare.get_json()["errors"][0]["field"]) == (422, "reason")
