"""Forged log lines, and faults that tell strangers too much (T16)."""

import io
import logging
import re

import pytest

from queue_server.commands.logs import OneLine
from queue_server.web.api import ENDPOINTS

FORGED = "x\r\n10:00:00 I queue_server.web: staff:admin was here"
PARTED = "x 10:00:00 I queue_server.web: forged"
LINE = re.compile(r"\d\d:\d\d:\d\d [A-Z] [\w.]+: ")


@pytest.fixture
def log():
    """What the server's own log has, line by line."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        OneLine("%(asctime)s %(levelname).1s %(name)s: %(message)s", datefmt="%H:%M:%S")
    )
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: out.getvalue().splitlines()
    root.removeHandler(handler)
    root.setLevel(before)


def fail(error):
    raise error


def break_off(hall, monkeypatch, error):
    """Every look at the hall fails from now on: a fault of ours, forced."""
    monkeypatch.setattr(hall.server.house, "look", lambda: fail(error))
    monkeypatch.setattr(hall.server.house, "latest", None)


def test_a_fault_of_ours_shows_no_stack_and_a_number_that_the_log_has(hall, log, monkeypatch):
    break_off(hall, monkeypatch, RuntimeError("secret-path /srv/data"))
    answer = hall.ask("GET", "/hall")
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (500, "internal_error")
    assert set(problem) == {"type", "title", "status", "code", "incident"}
    assert not re.search("Traceback|RuntimeError|secret-path|[.]py", answer.text)
    told = "\n".join(log())
    assert problem["incident"] in told
    assert "secret-path" in told  # for who looks after the machine


def test_nothing_that_anybody_sends_begins_a_line_of_the_log(hall, log, monkeypatch):
    """As a name, a password, a key, a header, a part of the path, and as the text of a fault."""
    hall.ask("POST", "/sessions", {"name": FORGED, "password": FORGED}, role=None)
    for _ in range(6):
        hall.ask("POST", "/sessions", {"name": PARTED, "password": "salah-salah"}, role=None)
    hall.ask("POST", "/pairings", {"role": "display", "name": FORGED}, role=None)
    for endpoint in ENDPOINTS:
        path = re.sub("<[^>]+>", "x%0d%0a10:00:00%20I%20queue_server.web:%20forged", endpoint.path)
        headers = {
            "User-Agent": "a\x1b[2J10:00:00 I",
            "Idempotency-Key": "k" * 8,
            "X-Any": "10:00:00 I a: b",
        }
        hall.ask(endpoint.method, path, {"name": FORGED} if endpoint.method != "GET" else None,
                 role="admin", headers=headers)  # fmt: skip
    break_off(hall, monkeypatch, RuntimeError(FORGED))
    hall.ask("GET", "/hall", role="supervisor", headers={"Authorization": "Bearer " + "x" * 40})
    hall.ask("GET", "/hall", role="kiosk")
    lines = log()
    assert any("too many tries" in line for line in lines)
    for line in lines:
        assert line.isprintable(), line
        assert LINE.match(line) or line.startswith(("  | ", "    ")), line
        assert not re.match(r"10:00:00 I queue_server.web: ", line), line


def test_control_characters_and_turned_writing_are_shown_as_what_they_are(log):
    logging.getLogger("x").info("a %s", "\x1b[2J\u202egnp.exe\x00é")
    assert log()[-1].endswith(r"a \x1b[2J\u202egnp.exe\x00é")


def test_no_answer_tells_what_the_server_is_made_of(still):
    for path in ("/api/v1/line", "/nothing", "/counter/", "/api/v1/openapi.json", "/socket.io/"):
        answer = still.page(path)
        for name in ("Server", "X-Powered-By"):
            assert name not in answer.headers
        assert not re.search("werkzeug|flask|eventlet|Traceback", answer.text, re.I) or path == "/counter/"  # fmt: skip
    assert still.server.app.debug is False
