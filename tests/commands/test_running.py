"""The command line while the server runs, and servers that get into each other's way."""

import json
import signal
import socket
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.commands.conftest import Folder


def ask(folder, path, token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(f"http://127.0.0.1:{folder.port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A folder whose server runs in a process of its own."""
    folder = Folder(tmp_path_factory.mktemp("served")).filled()
    folder.config.write_text(folder.config.read_text().replace("mode: threading", "mode: eventlet"))
    process = folder.process("serve")
    end = time.monotonic() + 20
    while True:
        try:
            assert ask(folder, "/readyz")["status"] == "ok"
            break
        except OSError:
            assert process.poll() is None, process.stdout.read()
            assert time.monotonic() < end
            time.sleep(0.05)
    yield folder
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=15)
    assert process.returncode == 0, said
    assert "Traceback" not in said


@pytest.fixture
def running(served, capsys):
    served.capsys = capsys
    return served


def test_staff_and_devices_are_changed_through_the_running_server(running):
    assert running.say("staff", "add", "--name", "dewi", "--role", "supervisor") == 0
    assert len(running.heard().out.splitlines()[-1]) == 14
    assert running.say("staff", "list", "--json") == 0
    assert "dewi" in [person["name"] for person in json.loads(running.heard().out)]
    assert running.say("staff", "reset", "dewi") == 0
    assert running.say("staff", "add", "--name", "dewi", "--role", "staff") == 1
    assert running.heard().err == "This name is taken (name: dewi)\n"


def test_a_device_revoked_at_the_keyboard_is_out_at_once(running):
    assert running.say("device", "add", "--role", "display", "--name", "tv-9") == 0
    token = running.heard().out.splitlines()[-1]
    assert ask(running, "/api/v1/sessions", token)["name"] == "tv-9"
    assert running.say("device", "revoke", "tv-9") == 0
    with pytest.raises(urllib.error.HTTPError, match="401"):
        ask(running, "/api/v1/sessions", token).close()


def test_the_hall_is_compared_and_exported_through_the_running_server(running):
    assert running.say("hall", "diff") == 0
    assert running.say("hall", "export") == 0
    assert "KTP:" in running.heard().out


def test_a_second_server_on_the_same_folder_is_refused(running, ended):
    status, told = ended(running.process("serve", environment={"SATUPINTU_PORT": "1"}))
    assert status == 3
    assert told.splitlines()[-1] == f"server.data: another Satu Pintu is using {running.data}."
    assert running.say("migrate") == 3
    assert "another Satu Pintu" in running.heard().err


def test_a_command_that_looks_at_the_wrong_port_says_where_it_looked(running, monkeypatch):
    monkeypatch.setenv("SATUPINTU_PORT", "9")
    assert running.say("staff", "list") == 3
    assert "does not answer at http://127.0.0.1:9/" in running.heard().err


def test_a_server_that_cannot_have_its_port_says_so(folder, ended):
    folder.filled()
    with socket.create_server(("127.0.0.1", folder.port)):
        status, told = ended(folder.process("serve"))
    assert status == 3
    assert told.splitlines()[-1].startswith(f"server.port: {folder.port} is in use.")
    assert "Traceback" not in told


def test_an_address_that_is_not_this_machines_is_named(folder, ended):
    folder.filled()
    environment = {"SATUPINTU_PORT": str(folder.port)}
    text = folder.config.read_text().replace("server: {", "server: {host: 192.0.2.1, ")
    folder.config.write_text(text)
    status, told = ended(folder.process("serve", environment=environment))
    assert status == 3
    assert told.splitlines()[-1].startswith("server.host: 192.0.2.1 cannot be listened on")


class Ready(BaseHTTPRequestHandler):
    """Another hall's server."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"status": "ok"}')

    def log_message(self, *args):
        pass


def test_the_hall_does_not_take_anothers_server_for_its_own(folder, ended):
    folder.filled()
    other = HTTPServer(("127.0.0.1", folder.port), Ready)
    serving = threading.Thread(target=other.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    try:
        status, told = ended(folder.process("up"))
    finally:
        other.shutdown()
        serving.join()
        other.server_close()
    assert status == 3
    assert told.startswith(f"server.port: {folder.port} is in use.")
    assert "token=" not in told
