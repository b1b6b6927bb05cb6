"""A strange page acts with the cookie of a person who is logged in (T3): tried at every way in that there is."""

import re

import pytest

from queue_server.usecases.people import csrf_of
from queue_server.web import guard
from queue_server.web.api import ENDPOINTS
from tests.web.halls import PEOPLE

FILLED = {
    "id": "1", "seq": "1", "code": "1", "name": "lobby", "token": "A" * 22, "zone": "A", "day": "2026-11-24",
}  # fmt: skip
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PLAIN = {"Content-Type": "text/plain"}
SAFE = {"GET", "HEAD", "OPTIONS"}


def address(rule):
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: FILLED.get(part[1], "x"), rule)


def of_people():
    """Every endpoint that changes something and that a person may ask."""
    return [e for e in ENDPOINTS if e.method not in SAFE and set(e.roles) & set(PEOPLE)]


def browser(hall, endpoint):
    """The page of somebody who may do it, and the value its own pages repeat."""
    role = next(role for role in ("admin", "supervisor", "staff") if role in endpoint.roles)
    client = hall.server.app.test_client()
    client.set_cookie(guard.COOKIE, hall.tokens[role])
    return client, {"X-CSRF-Token": csrf_of(hall.tokens[role])}


def counts(hall):
    return {name: len(rows) for name, rows in hall.tables().items()}


@pytest.mark.parametrize("csrf", [{}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 32}])
def test_a_cookie_without_the_value_of_its_page_changes_nothing_anywhere(still, csrf):
    before, passed = still.tables(), []
    for endpoint in of_people():
        client, _ = browser(still, endpoint)
        for body in ({"json": {}}, {"data": "a=1", "headers": FORM}, {"data": "{}", "headers": PLAIN}):  # fmt: skip
            sent = dict(body.pop("headers", {})) | csrf
            path = f"/api/v1{address(endpoint.path)}"
            answer = client.open(path, method=endpoint.method, headers=sent, **body)
            if (answer.status_code, answer.get_json()["code"]) != (403, "forbidden"):
                passed.append((endpoint.method, endpoint.path, sent, answer.status_code))
    assert passed == []
    assert still.tables() == before
    assert len(of_people()) > 50


@pytest.mark.parametrize("kind", [FORM, PLAIN], ids=["form", "text"])
def test_what_a_strange_page_can_send_without_asking_is_refused_even_with_the_value(still, kind):
    """A form or plain text is what another site may send without a word of ours; JSON is not."""
    before, passed = counts(still), []
    takes_json = [
        e for e in ENDPOINTS
        if e.method not in SAFE and e.model and e.content == "application/json" and e.largest is None
    ]  # fmt: skip
    for endpoint in takes_json:
        if endpoint.roles and not set(endpoint.roles) & set(PEOPLE):
            continue
        client, csrf = browser(still, endpoint) if endpoint.roles else (still.client, {})
        answer = client.open(
            f"/api/v1{address(endpoint.path)}", method=endpoint.method, data='{"name": "x"}',
            headers=kind | csrf,
        )  # fmt: skip
        if answer.status_code != 415:
            passed.append((endpoint.method, endpoint.path, answer.status_code))
    assert passed == []
    assert counts(still) == before
    assert len(takes_json) > 45


def test_an_address_that_changes_something_does_nothing_when_it_is_only_opened(still):
    """A picture or a link of a strange page is a GET."""
    before = still.tables()
    reads = {address(e.path) for e in ENDPOINTS if e.method == "GET"}
    for endpoint in of_people():
        path = address(endpoint.path)
        if path in reads:
            continue
        client, _ = browser(still, endpoint)
        for method in ("GET", "HEAD"):
            status = client.open(f"/api/v1{path}", method=method).status_code
            assert status in (404, 405), (method, path, status)
    assert still.tables() == before


def test_no_way_in_is_outside_the_endpoints_that_are_tried_here(still):
    changing = {
        (method, rule.rule)
        for rule in still.server.app.url_map.iter_rules()
        for method in rule.methods - SAFE
    }
    tried = {(e.method, f"/api/v1{e.path}") for e in ENDPOINTS if e.method not in SAFE}
    assert changing == tried


def test_no_answer_lets_another_origin_read_it(still):
    for path in ("/api/v1/line", "/api/v1/openapi.json", "/counter/", "/socket.io/?EIO=4"):
        answer = still.page(path, headers={"Origin": "http://evil.example"})
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
        asked = still.client.options(
            path, headers={"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
        )
        assert "Access-Control-Allow-Origin" not in asked.headers
