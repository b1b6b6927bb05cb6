"""Tokens, cookies, CSRF, Host and the headers that keep browsers strict."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sqlalchemy as sa

from queue_server.usecases.people import csrf_of
from queue_server.web import guard
from tests.web.halls import PASSWORD

ROOT = Path(__file__).parent.parent.parent
PAGES = ["/kiosk/", "/display/", "/counter/", "/admin/", "/board/", "/board/A", "/t/" + "A" * 22]


def page_of(hall, role="staff"):
    """A browser with a session's cookie, and the value that its pages must repeat: quicker than to log in."""
    client = hall.server.app.test_client()
    client.set_cookie(guard.COOKIE, hall.tokens[role])
    return client, csrf_of(hall.tokens[role])


def browser(hall, name="ani"):
    """A browser of somebody who has logged in, what the answer said, and the answer."""
    client = hall.server.app.test_client()
    answer = client.post("/api/v1/sessions", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 201
    return client, answer.get_json(), answer


def test_a_cookie_alone_reads_but_changes_nothing(hall):
    page, csrf = page_of(hall)
    assert page.get("/api/v1/counters/1").status_code == 200
    for headers in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 32}, {"X-CSRF-Token": "é"}):
        answer = page.post("/api/v1/counters/1/open", json={}, headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (403, "forbidden")
    assert hall.done("GET", "/counters/1")["counter"]["state"] == "closed"
    opened = page.post("/api/v1/counters/1/open", json={}, headers={"X-CSRF-Token": csrf})
    assert opened.status_code == 200


def test_the_value_of_another_session_does_not_fit(hall):
    (page, _), (_, other) = page_of(hall), page_of(hall, "supervisor")
    headers = {"X-CSRF-Token": other}
    assert page.post("/api/v1/counters/1/open", json={}, headers=headers).status_code == 403


def test_a_bearer_token_needs_no_csrf_value(still):
    assert still.ask("POST", "/counters/1/recall", {}).status_code == 409


def test_the_scheme_is_bearer_in_any_case_and_no_other(still):
    token = still.tokens["staff"]
    for scheme, status in (("bearer", 200), ("BEARER", 200), ("Basic", 401), ("", 401)):
        headers = {"Authorization": f"{scheme} {token}"}
        assert still.ask("GET", "/line", role=None, headers=headers).status_code == status


def test_a_wrong_token_is_not_made_good_by_a_cookie(hall):
    page, _ = page_of(hall)
    headers = {"Authorization": "Bearer nonsense"}
    assert page.get("/api/v1/line", headers=headers).status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_strangers(hall):
    _, _, answer = browser(hall)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie  # plain http in the hall; with https it is there:
    hall.server.house.public_url = "https://antrean.siak.go.id"
    assert "Secure" in browser(hall)[2].headers["Set-Cookie"]


def test_a_session_says_who_it_is(hall):
    page, session, _ = browser(hall)
    mine = page.get("/api/v1/sessions").get_json()
    same = {key: session[key] for key in ("role", "name", "expires_at", "csrf", "idle_min")}
    assert mine == same | {"locked": False, "agencies": []}
    device = hall.done("GET", "/sessions", role="kiosk")
    assert (device["role"], device["name"], device["expires_at"]) == ("kiosk", "kiosk-1", None)


def test_logging_out_ends_the_session_at_once(hall):
    page, session, _ = browser(hall)
    token = session["token"]
    assert hall.ask("GET", "/line", token=token).status_code == 200
    left = page.delete("/api/v1/sessions", headers={"X-CSRF-Token": session["csrf"]})
    assert left.status_code == 204
    assert hall.ask("GET", "/line", token=token).status_code == 401
    assert page.get("/api/v1/line").status_code == 401


def test_logging_out_ends_the_cookies_session_whatever_else_was_sent(hall):
    page, session, _ = browser(hall)
    headers = {"X-CSRF-Token": session["csrf"], "Authorization": "Basic YW5pOnJhaGFzaWE="}
    assert page.delete("/api/v1/sessions", headers=headers).status_code == 204
    assert hall.ask("GET", "/line", token=session["token"]).status_code == 401


def test_a_new_password_ends_all_sessions_and_opens_with_the_next_log_in(hall):
    old = [hall.tokens["staff"], browser(hall)[1]["token"]]
    assert all(hall.ask("GET", "/line", token=token).status_code == 200 for token in old)
    password = hall.done("POST", "/staff/ani/reset", {}, role="admin")["password"]
    assert all(hall.ask("GET", "/line", token=token).status_code == 401 for token in old)
    assert hall.ask("GET", "/line", role="supervisor").status_code == 200
    for word, status in ((PASSWORD, 401), (password, 201)):
        body = {"name": "ani", "password": word}
        assert hall.ask("POST", "/sessions", body, role=None).status_code == status


def test_a_session_ends_after_twelve_hours_also_when_it_was_used_a_moment_before(hall):
    hall.clock.forward(hours=12, seconds=-1)
    assert hall.ask("GET", "/line").status_code == 200
    hall.clock.forward(seconds=1)
    assert hall.ask("GET", "/line").status_code == 401
    assert hall.ask("GET", "/line", role="program").status_code == 200


def test_a_revoked_device_may_not_come_in_any_more(hall):
    token = hall.tokens["kiosk"]
    assert hall.ask("GET", "/hall", token=token).status_code == 200
    hall.done("DELETE", "/devices/kiosk-1?role=kiosk", role="admin")
    assert hall.ask("GET", "/hall", token=token).status_code == 401
    again = hall.done("POST", "/devices", {"name": "kiosk-1", "role": "kiosk"}, role="admin")
    assert hall.ask("GET", "/hall", token=token).status_code == 401
    assert hall.ask("GET", "/hall", token=again["token"]).status_code == 200


def test_a_device_that_is_revoked_while_it_is_looked_up_is_not_remembered(hall):
    known, token = guard.Known(), hall.tokens["kiosk"]
    once = iter([True])

    def revoke(*_):
        if next(once, False):
            hall.done("DELETE", "/devices/kiosk-1?role=kiosk", role="admin")
            known.forget()

    sa.event.listen(hall.db._reader, "after_cursor_execute", revoke)
    assert known.who(hall.server.house, token) is not None  # as the database was a moment ago
    assert known.who(hall.server.house, token) is None


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8080", 200), ("localhost", 200), ("[::1]:8080", 200), ("antrean.siak.lan:8080", 200),
        ("ANTREAN.siak.lan", 200), ("layar.siak.lan", 200), ("evil.example", 400), ("127.0.0.1.evil.example", 400),
        ("0.0.0.0", 400), ("[bad", 400), ("a b", 400), ("", 400),
    ],
)  # fmt: skip
def test_the_server_answers_under_its_own_names_only(still, host, status):
    answer = still.ask("GET", "/openapi.json", role=None, headers={"Host": host})
    assert answer.status_code == status
    if status == 400:
        assert answer.get_json()["code"] == "wrong_host"
        page = still.page("/kiosk/", headers={"Host": host})
        assert page.status_code == 400


def test_a_host_that_is_no_host_is_none_of_ours():
    for host in ("[bad", "[::1", "", ":80", "//x", "a@localhost:b"):
        assert guard.answers_under(host, frozenset({"127.0.0.1", "::1"})) is False


@pytest.mark.parametrize("path", PAGES)
def test_every_page_comes_with_the_strict_headers(still, path):
    answer = still.page(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    csp = answer.headers["Content-Security-Policy"]
    assert csp.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in csp
    assert "frame-ancestors 'none'" in csp
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_answers_and_refusals_carry_the_headers_too_and_are_not_kept(still):
    for path in ("/api/v1/openapi.json", "/api/v1/line", "/nothing", "/healthz"):
        answer = still.page(path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Security-Policy" in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


class Inline(HTMLParser):
    """Collects what the CSP would refuse: scripts and styles in the page itself."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.found += [name for name in named if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and not named.get("src")):
            self.found.append(tag)
        if (named.get("href") or "").startswith("javascript:"):
            self.found.append("javascript:")
        for name in ("src", "href"):
            if re.match("(https?:)?//", named.get(name) or ""):
                self.found.append(named[name])


HTML = [
    file
    for part in ("queue_server", "kiosk", "display", "printer")
    for file in sorted((ROOT / part).rglob("*.html"))
    if "vendor" not in file.parts
]


@pytest.mark.parametrize("file", HTML, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_page_has_script_or_style_inside_or_anything_from_elsewhere(file):
    page = Inline()
    page.feed(file.read_text(encoding="utf-8"))
    assert page.found == []


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/static/tokens.css", "text/css"), ("/static/live.mjs", "text/javascript"),
        ("/kiosk/main.mjs", "text/javascript"), ("/static/icons.svg", "image/svg+xml"),
        ("/static/vendor/b612-latin-400-normal.woff2", "font/woff2"),
    ],
)  # fmt: skip
def test_static_files_have_the_type_that_browsers_insist_on(still, path, type_):
    answer = still.page(path)
    assert (answer.status_code, answer.mimetype) == (200, type_)


def test_a_folder_without_its_slash_leads_to_the_page(still):
    for path in ("/kiosk", "/display", "/counter", "/admin"):
        answer = still.page(path)
        assert answer.status_code == 308
        assert answer.headers["Location"].endswith(f"{path}/")
    assert still.page("/").headers["Location"] == "/counter/"


def test_health_and_figures_are_for_this_machine_alone(hall):
    for path in ("/healthz", "/readyz", "/metrics"):
        far = hall.page(path, environ_overrides={"REMOTE_ADDR": "192.168.1.20"})
        assert far.status_code == 404
        forged = {"X-Forwarded-For": "127.0.0.1"}
        far = hall.page(path, headers=forged, environ_overrides={"REMOTE_ADDR": "192.168.1.20"})
        assert far.status_code == 404
    well = {"clock": hall.server.house.clock(), "storage": "ok", "disk": "ok", "lag_s": 0.0}
    told = {"status": "ok", "displays": {}} | well
    assert hall.page("/healthz").get_json().items() >= told.items()
    assert hall.page("/readyz").status_code == 503  # nobody follows the journal yet
    hall.server.tail.running = True
    assert hall.page("/readyz").get_json()["status"] == "ok"
    assert "satupintu_calls_total" in hall.page("/metrics").text
    hall.done("PUT", "/printer-condition", {"causes": ["paper_out"]}, role="printer")
    figures = hall.page("/metrics").text
    assert 'satupintu_printer_ready{printer="paper-1"} 0.0' in figures
    assert "satupintu_open_papers 0.0" in figures


def test_how_soon_a_display_paints_stands_in_health_and_figures(hall):
    called = hall.server.house.now()
    hall.server.screens.called(7, called)
    hall.clock.forward(milliseconds=40)
    hall.server.screens.paints(("display", "lobby"), {"seq": 7})

    lobby = hall.page("/healthz").get_json()["displays"]["lobby"]
    figures = hall.page("/metrics").text

    assert lobby["paint_ms"] == {"n": 1, "p50": 40.0, "p95": 40.0, "p99": 40.0}
    assert 'satupintu_press_to_paint_seconds_bucket{display="lobby",le="0.03"} 0.0' in figures
    assert 'satupintu_press_to_paint_seconds_bucket{display="lobby",le="0.06"} 1.0' in figures
