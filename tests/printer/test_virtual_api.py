"""The virtual printer over HTTP: what it tells, what it lets be switched, and by whom."""

import http.client
import json
import re
import socket
import threading
from pathlib import Path

import pytest

from printer.decoder.decoder import Cut
from printer.virtual.faults import KINDS
from printer.virtual.page import MOST_CLIENTS, RollPage
from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll
from tests.printer.virtual_client import Client

PAGE = Path(__file__).parents[2] / "printer" / "virtual" / "static"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def printer(tmp_path):
    made = VirtualPrinter(0, roll=Roll(tmp_path, dots=64, paper_mm=16), roll_mm=1000)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def page(printer):
    shown = RollPage(0, name="kiosk-1", roll=printer.roll, printer=printer)
    shown.start()
    yield shown
    shown.stop()
    left = [one.name for one in threading.enumerate() if one.name.startswith("virtual-page")]
    assert left == []


@pytest.fixture
def ask(page):
    """``ask(method, path, body, **headers)``: (status, what was answered)."""

    def request(method, path, body=None, headers=JSON):
        connection = http.client.HTTPConnection("127.0.0.1", page.server_port, timeout=5)
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection.request(method, path, raw, headers)
        answer = connection.getresponse()
        said = answer.read()
        kind = answer.getheader("Content-Type")
        connection.close()
        return answer.status, json.loads(said) if said and "json" in kind else said

    return request


def test_the_state_tells_what_others_need_to_use_it(ask, printer):
    status, state = ask("GET", "/api/state")

    assert status == 200
    assert state == {
        "name": "kiosk-1",
        "port": printer.port,
        "dots": 64,
        "paper_mm": 16,
        "speed_mm_s": 0.0,
        "faults": {},
        "ready": True,
        "causes": [],
        "tickets": 0,
        "mm": 0.0,
        "roll_mm": 1000,
        "left_mm": 1000,
        "pieces": [],
    }


@pytest.mark.parametrize("name", KINDS)
def test_every_fault_can_be_switched_on_and_off(ask, printer, name):
    value = 30 if KINDS[name].unit else True

    status, state = ask("PUT", f"/api/faults/{name}", {"value": value})

    assert (status, state["faults"]) == (200, {name: value})
    assert printer.faults.active() == {name: value}
    assert ask("DELETE", f"/api/faults/{name}")[1]["faults"] == {}
    assert printer.faults.active() == {}


def test_all_faults_go_off_together(ask, printer):
    for name in ("mute", "paper_out", "cover_open"):
        ask("PUT", f"/api/faults/{name}", {"value": True})
    assert ask("GET", "/api/state")[1]["causes"] == ["mute", "cover_open", "paper_out"]

    assert ask("DELETE", "/api/faults")[1]["ready"]


def test_a_new_roll_is_full_and_ends_the_paper_faults_alone(ask, printer):
    printer.supply.use(990)
    for name in ("paper_out", "mute"):
        printer.faults.set(name)
    assert ask("GET", "/api/state")[1]["left_mm"] == 10

    state = ask("POST", "/api/new-roll")[1]

    assert (state["left_mm"], state["faults"]) == (1000, {"mute": True})


def test_a_power_cycle_hangs_up_on_the_client(ask, printer):
    with Client(printer) as client:
        assert client.ask(1) == b"\x12"
        assert ask("POST", "/api/power-cycle", {})[0] == 200
        assert client.is_reset()


def test_the_faults_are_listed_with_their_limits(ask, printer):
    printer.faults.set("slow", 100)

    listed = {fault["name"]: fault for fault in ask("GET", "/api/faults")[1]["faults"]}

    assert list(listed) == list(KINDS)
    assert listed["slow"]["value"] == 100
    assert (listed["slow"]["lowest"], listed["slow"]["unit"]) == (1, "bytes/s")
    assert listed["mute"]["value"] is None


def test_a_ticket_can_be_had_as_picture_and_as_words(ask, printer):
    from PIL import Image

    assert ask("GET", "/api/tickets/latest.png")[0] == 404
    printer.roll.add(Cut(image=Image.new("1", (64, 80)), unknown=0, text="A062"), received=9)

    assert ask("GET", "/api/tickets/latest.png")[1].startswith(b"\x89PNG")
    for name in ("latest", "1", "000001"):
        status, facts = ask("GET", f"/api/tickets/{name}.json")
        assert (status, facts["text"], facts["end"], facts["length_mm"]) == (200, "A062", "cut", 10)
        assert re.fullmatch("[0-9a-f]{64}", facts["dots"])
    assert ask("GET", "/api/tickets/2.json")[0] == 404


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("slow", {"value": 0}, 422, "value"),
        ("slow", {"value": "9"}, 422, "value"),
        ("slow", {"value": True}, 422, "value"),
        ("slow", {}, 422, "value"),
        ("slow", [], 422, "value"),
        ("slow", {"value": 9, "until": 3}, 422, "until"),
        ("late", b'{"value": NaN}', 422, "value"),
        ("late", b'{"value": 1e999}', 422, "value"),
        ("mute", {"value": 1}, 422, "value"),
        ("mute", {"value": False}, 422, "value"),
        ("mute", b"{", 400, ""),
        ("mute", b"\xff\xfe", 400, ""),
        ("mute", b"[" * 1000, 400, ""),
    ],
)
def test_bad_input_is_refused_and_the_field_named(ask, printer, path, body, status, field):
    got, problem = ask("PUT", f"/api/faults/{path}", body)

    assert (got, problem["status"], problem["code"]) == (status, status, "invalid_input")
    assert problem["errors"][0]["field"] == field
    assert problem["errors"][0]["message"]
    assert printer.faults.active() == {}


def test_what_is_not_there_is_404_and_what_cannot_be_done_there_405(ask):
    status, problem = ask("PUT", "/api/faults/smoke", {"value": True})
    assert (status, problem["code"], "mute" in problem["faults"]) == (404, "not_found", True)
    assert ask("DELETE", "/api/faults/smoke")[0] == 404
    for path in ("/api", "/api/", "/api/faults/", "/api/faults/a/b", "/api/tickets/x.png"):
        assert ask("GET", path)[0] in (404, 405), path
    for method, path in (
        ("POST", "/api/state"),
        ("PUT", "/api/faults"),
        ("GET", "/api/faults/mute"),
        ("GET", "/api/new-roll"),
        ("DELETE", "/api/tickets/latest.png"),
        ("OPTIONS", "/api/faults/mute"),
    ):
        assert ask(method, path)[0] in (404, 405), (method, path)
    assert ask("OPTIONS", "/api/faults/mute")[1]["allow"] == ["PUT", "DELETE"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
    ],
)
def test_a_foreign_page_can_neither_switch_nor_read(ask, printer, headers):
    for method, path, body in (
        ("PUT", "/api/faults/mute", {"value": True}),
        ("DELETE", "/api/faults", None),
        ("POST", "/api/new-roll", None),
        ("GET", "/api/state", None),
        ("GET", "/", None),
    ):
        assert ask(method, path, body, JSON | headers)[0] == 403, (method, path)
    assert printer.faults.active() == {}


def test_the_page_itself_may_switch_under_both_its_names(ask, page):
    for origin in page.origins:
        body = {"value": True}
        assert ask("PUT", "/api/faults/mute", body, JSON | {"Origin": origin})[0] == 200


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b'{"value": true}', 415),
        ({"Content-Type": "text/plain"}, b'{"value": true}', 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"value=1", 415),
        (JSON, b'{"value": true' + b" " * 1024 + b"}", 413),
        (JSON | {"Content-Length": "99999999999999999999"}, b"", 413),
        (JSON | {"Content-Length": "-1"}, b"", 411),
        (JSON | {"Transfer-Encoding": "chunked"}, b"0\r\n\r\n", 411),
    ],
)
def test_forms_and_large_bodies_are_refused_unread(ask, printer, headers, body, status):
    assert ask("PUT", "/api/faults/mute", body, headers)[0] == status
    assert printer.faults.active() == {}


def test_the_page_hears_of_a_switched_fault_at_once(page, printer):
    connection = http.client.HTTPConnection("127.0.0.1", page.server_port, timeout=5)
    connection.request("GET", "/events")
    events = connection.getresponse()
    events.readline()
    events.readline()

    printer.faults.set("paper_out")

    told = json.loads(events.readline().removeprefix(b"data: "))
    connection.close()
    assert (told["faults"], told["ready"]) == ({"paper_out": True}, False)


def test_so_many_pages_may_be_open_and_no_more(page):
    open_ones = [
        socket.create_connection(("127.0.0.1", page.server_port), 5) for _ in range(MOST_CLIENTS)
    ]
    for one in open_ones:
        one.sendall(b"GET /api/state HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert one.recv(12) == b"HTTP/1.1 200"
    with socket.create_connection(("127.0.0.1", page.server_port), 5) as too_many:
        assert too_many.recv(12) == b""

    page.stop()  # with all of them open

    for one in open_ones:
        one.close()


def test_a_page_that_was_never_started_can_be_stopped(printer):
    RollPage(0, name="x", roll=printer.roll, printer=printer).stop()


def test_the_page_has_words_for_every_fault_and_shows_none_that_is_not_there():
    words = (PAGE / "words.mjs").read_text()
    grouped = re.findall(r"'(\w+)'", "".join(re.findall(r"faults: \[(.*?)\]", words)))
    assert sorted(grouped) == sorted(KINDS)
    for name in KINDS:
        assert re.search(rf"^  {name}: \['", words, re.MULTILINE), name
    with_number = {name for name, kind in KINDS.items() if kind.unit}
    usual = re.search(r"USUAL = \{(.*)\}", words)[1]
    assert set(re.findall(r"(\w+):", usual)) == with_number
