"""What lies under a request: whose word counts, and what is said to who speaks plainly where TLS is spoken."""

import json
from ipaddress import ip_network

import pytest
from werkzeug.test import Client, EnvironBuilder

from queue_server.web.transport import Rules, Transport, within

FORGED = {
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": "127.0.0.1",
    "X-Forwarded-Proto": "https",
    "X-Real-IP": "127.0.0.1",
    "Forwarded": "for=127.0.0.1;proto=https;host=127.0.0.1",
    "X-Forwarded-Port": "443",
}
NGINX = [ip_network("10.0.0.2/32"), ip_network("127.0.0.0/8")]


def mirror(environ, start_response):
    """An application that says whom it sees."""
    start_response("200 OK", [("Content-Type", "application/json")])
    seen = {
        "from": environ["REMOTE_ADDR"],
        "scheme": environ["wsgi.url_scheme"],
        "host": environ["HTTP_HOST"],
        "token": environ.get("HTTP_AUTHORIZATION", ""),
        "cookie": environ.get("HTTP_COOKIE", ""),
        "ways": sorted(n for n in environ if "FORWARDED" in n or "REAL_IP" in n),
    }
    return [json.dumps(seen).encode()]


def asked(rules, *, address, path="/api/v1/hall", base_url="http://hall.lan/", **more):
    environ = {"REMOTE_ADDR": address}
    request = EnvironBuilder(path=path, base_url=base_url, environ_base=environ, **more)
    return Client(Transport(mirror, rules), use_cookies=False).open(request)


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("rules", [Rules(), Rules(proxies=NGINX)])
def test_what_a_client_writes_about_itself_does_not_count(rules, name):
    seen = asked(rules, address="192.168.1.66", headers={name: FORGED[name]}).get_json()
    assert seen["from"] == "192.168.1.66"
    assert seen["scheme"] == "http"
    assert seen["host"] == "hall.lan"
    assert seen["ways"] == [], "the socket library would believe it"


def test_a_proxy_of_config_yaml_is_believed_for_one_step():
    told = {
        "X-Forwarded-For": "127.0.0.1, 192.168.1.66",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example, antrean.lan",
    }
    seen = asked(Rules(proxies=NGINX), address="10.0.0.2", headers=told).get_json()
    assert (seen["from"], seen["scheme"], seen["host"]) == ("192.168.1.66", "https", "antrean.lan")
    assert seen["ways"] == []


@pytest.mark.parametrize("nonsense", ["unknown", "localhost", "", "127.0.0.1 evil", "::g"])
def test_a_proxy_that_names_nobody_is_not_taken_for_this_machine(nonsense):
    seen = asked(Rules(proxies=NGINX), address="127.0.0.1", headers={"X-Forwarded-For": nonsense})
    assert seen.get_json()["from"] == "unknown"


def test_a_proxy_says_no_other_scheme_than_the_two():
    seen = asked(Rules(proxies=NGINX), address="10.0.0.2", headers={"X-Forwarded-Proto": "file"})
    assert seen.get_json()["scheme"] == "http"


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("10.0.0.2", True), ("10.0.0.3", False), ("::ffff:10.0.0.2", True), ("127.8.8.8", True), ("::1", False),
        ("10.0.0.2.evil", False), ("", False),
    ],
)  # fmt: skip
def test_an_address_lies_in_its_network_however_it_is_written(address, inside):
    assert within(address, NGINX) is inside


SECURE = Rules(tls=True, own="192.168.1.10", public="https://hall.lan", answers="hall.lan".__eq__)


@pytest.mark.parametrize("path", ["/api/v1/tickets", "/socket.io/", "/api/v1/tickets/AAAA"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_where_tls_is_spoken_a_plain_request_is_refused_with_words(path, method):
    answer = asked(SECURE, address="192.168.1.66", path=path, method=method)
    assert answer.status_code == 403
    assert answer.get_json()["code"] == "tls_required"


@pytest.mark.parametrize(
    ("path", "to"), [("/", "/"), ("/counter/", "/counter/"), ("/t/SECRET", "/t/"), ("/a b/", "/")]
)
def test_a_page_is_led_to_https_without_what_was_heard(path, to):
    answer = asked(SECURE, address="192.168.1.66", path=path)
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"https://hall.lan{to}"


def test_nobody_is_led_to_a_name_that_is_not_ours():
    answer = asked(SECURE, address="192.168.1.66", path="/", base_url="http://evil.example/")
    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "192.168.1.10"])
def test_this_machine_may_speak_plainly_to_itself(address):
    assert asked(SECURE, address=address).status_code == 200


VISITORS = Rules(tls=True, own="192.168.1.10", public="http://hall.lan", answers="hall.lan".__eq__)


@pytest.mark.parametrize("path", ["/t/AAAA", "/board/A", "/static/dom.mjs", "/api/v1/tickets/AAAA"])
def test_phones_open_their_pages_plainly_and_are_nobody_there(path):
    told = {"Authorization": "Bearer of-a-device", "Cookie": "satupintu=of-a-person"}
    assert asked(Rules(), address="192.168.1.66", headers=told).get_json()["cookie"]
    answer = asked(VISITORS, address="192.168.1.66", path=path, headers=told)
    assert (answer.status_code, answer.get_json()["token"], answer.get_json()["cookie"]) == (200, "", "")  # fmt: skip


@pytest.mark.parametrize("path", ["/api/v1/sessions", "/api/v1/tickets", "/socket.io/", "/t", "/counter/"])  # fmt: skip
def test_everything_else_stays_behind_tls_for_phones_too(path):
    assert asked(VISITORS, address="192.168.1.66", path=path).status_code in (308, 403)


def test_a_hall_that_said_so_is_spoken_to_plainly():
    assert asked(Rules(tls=True, plain=True), address="192.168.1.66").status_code == 200


def test_browsers_are_told_to_stay_with_https_where_every_page_has_it():
    name = "Strict-Transport-Security"
    assert name in asked(SECURE, address="192.168.1.66", base_url="https://hall.lan/").headers
    assert name not in asked(VISITORS, address="192.168.1.66", base_url="https://hall.lan/").headers
    assert name not in asked(SECURE, address="127.0.0.1").headers, "said plainly it counts nothing"


GREETING = {
    "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}  # fmt: skip


WRONG = [("Sec-WebSocket-Version", "8"), ("Sec-WebSocket-Key", "x"), ("Sec-WebSocket-Key", "")]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_greeting_of_which_no_websocket_can_be_made_goes_no_further(name, value):
    path = "/socket.io/"
    assert asked(Rules(), address="10.0.0.9", path=path, headers=GREETING).status_code == 200
    answer = asked(Rules(), address="10.0.0.9", path=path, headers=GREETING | {name: value})
    assert (answer.status_code, answer.get_json()["code"]) == (400, "invalid_input")
