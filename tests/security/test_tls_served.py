"""https and wss as they are served: to who trusts the hall, beside those who are silent, and to nobody plainly."""

import http.client
import json
import queue
import socket
import ssl
import urllib.request
from pathlib import Path

import pytest
import socketio

from tests.security.tls import secure_hall, trusting

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def hall(request, tmp_path_factory):
    folder = Path(tmp_path_factory.mktemp(request.param))
    with secure_hall(folder, mode=request.param) as running:
        yield running


def fetched(hall, path):
    with urllib.request.urlopen(hall.secure + path, context=trusting(hall), timeout=20) as answer:
        return answer.status, dict(answer.headers), answer.read()


def test_who_trusts_the_authority_is_served_and_told_to_stay_with_https(hall):
    status, headers, body = fetched(hall, "/counter/")
    assert (status, b"<!doctype html>" in body.lower()) == (200, True)
    assert headers["Strict-Transport-Security"].startswith("max-age=")


def test_who_does_not_trust_it_refuses_the_server(hall):
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(hall.secure, timeout=20)


def test_a_certificate_is_for_its_names_alone(hall):
    refused = pytest.raises(ssl.SSLCertVerificationError, match="not valid for")
    with socket.create_connection(("127.0.0.1", hall.port), timeout=20) as wire, refused:
        trusting(hall).wrap_socket(wire, server_hostname="bank.example")


def test_silent_and_broken_peers_stop_nobody(hall):
    """Waiting inside the handshake happens in each connection's own thread."""
    wires = [socket.create_connection(("127.0.0.1", hall.port), timeout=20) for _ in range(40)]
    for wire in wires[:10]:
        wire.sendall(b"\x16\x03\x01\x02\x00\x01")  # the begin of a greeting
    for wire in wires[10:15]:
        wire.sendall(b"\x16" + b"\xff" * 600)  # none at all
    for wire in wires[15:20]:
        wire.sendall(b"\x00\x01nonsense\r\n\r\n")
    assert fetched(hall, "/readyz")[0] == 200
    for wire in wires:
        wire.close()
    assert fetched(hall, "/readyz")[0] == 200


def test_a_screen_gets_its_calls_over_wss(hall):
    boards = queue.Queue()
    screen = socketio.Client(websocket_extra_options={"sslopt": {"ca_certs": str(hall.authority)}})
    screen.on("board", boards.put)
    token = {"token": hall.key("display", "lobby")}
    screen.connect(hall.secure, auth=token, transports=["websocket"], wait_timeout=20)
    try:
        before = screen.call("sync", {"since": None}, timeout=20)["seq"]
        hall.take(key=f"over-wss-{before}-{hall.port}")
        assert boards.get(timeout=20)["seq"] > before
    finally:
        screen.disconnect()


def test_staff_in_a_browser_comes_in_with_a_cookie_that_never_travels_plainly(hall):
    name, password = hall.first_login
    body = json.dumps({"name": name, "password": password}).encode()
    asked = urllib.request.Request(f"{hall.secure}/api/v1/sessions", data=body, method="POST")
    asked.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(asked, context=trusting(hall), timeout=20) as answer:
        given = answer.headers["Set-Cookie"]
    assert given.startswith("__Host-satupintu=")
    assert "Secure" in given
    token = given.partition("=")[2].partition(";")[0]
    for cookie, comes_in in (("__Host-satupintu", True), ("satupintu", False)):
        headers = {"Cookie": f"{cookie}={token}"}  # its Origin is that of the page
        ours = {"sslopt": {"ca_certs": str(hall.authority)}}
        console = socketio.Client(reconnection=False, websocket_extra_options=ours)
        try:
            console.connect(hall.secure, headers=headers, transports=["websocket"], wait_timeout=20)
            assert console.call("sync", {"since": None}, timeout=20)["line"]
            came = True
        except socketio.exceptions.ConnectionError:
            came = False
        finally:
            console.disconnect()
        assert came is comes_in, cookie


def plainly(hall, method, path, **headers):
    wire = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=20)
    wire.request(method, path, headers={"Host": f"localhost:{hall.port}", **headers})
    answer = wire.getresponse()
    body = answer.read()
    wire.close()
    return answer.status, answer.headers, body


def test_this_machine_itself_may_ask_plainly(hall):
    """Its agents and commands do: nobody listens between them."""
    status, headers, body = plainly(hall, "GET", "/readyz")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    assert "Strict-Transport-Security" not in headers


def test_forged_headers_make_nobody_secure_or_near(hall):
    """A client's own word about its way changes neither the scheme nor the Host that is checked."""
    status, _, body = plainly(hall, "GET", "/", **{"X-Forwarded-Host": "evil.example"})
    assert status == 302
    forged = {"Host": "evil.example", "X-Forwarded-Host": "localhost"}
    status, _, body = plainly(hall, "GET", "/", **forged)
    assert (status, json.loads(body)["code"]) == (400, "wrong_host")
