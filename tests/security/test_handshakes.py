"""Strange pages and strangers at the live connections (T4), and what each role may say there (T7)."""

import socket
from contextlib import contextmanager

import pytest

from tests.live.test_loops import Tv, listening
from tests.web.halls import ROLES

EVENTS = {"connect", "disconnect", "sync", "painted", "screen"}
SAYS = {"painted": {"display"}, "screen": {"display", "kiosk"}}
"""Of these two something is remembered; everybody may sync, and gets what the role may see."""


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    """The hall on a real port: its address."""
    from tests.web.halls import running

    with running(tmp_path_factory.mktemp("door")) as hall, listening(hall) as url:
        yield hall, url


def handshake(url, headers, path="/socket.io/?EIO=4&transport=websocket"):
    """The status of a websocket handshake, as bytes on the wire."""
    host, port = url.removeprefix("http://").split(":")
    lines = {
        "Host": f"{host}:{port}", "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
    } | headers  # fmt: skip
    with socket.create_connection((host, int(port)), timeout=20) as wire:
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
        wire.sendall(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
        return int(wire.recv(4096).split()[1])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 101), ({"Origin": "http://evil.example"}, 400), ({"Origin": "null"}, 400),
        ({"Origin": "https://127.0.0.1"}, 400),
        ({"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}, 400),
        ({"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}, 400),
        ({"Host": "evil.example"}, 400), ({"Host": "evil.example", "Origin": "http://evil.example"}, 400),
        ({"Host": "127.0.0.1.evil.example"}, 400), ({"Host": None}, 400),
        ({"Host": "antrean.siak.lan:8080", "Origin": "http://antrean.siak.lan:8080"}, 101),
    ],
)  # fmt: skip
def test_only_pages_of_ours_under_our_names_get_a_live_connection(door, headers, status):
    assert handshake(door[1], headers) == status


def test_the_page_of_this_address_gets_one(door):
    _, url = door
    assert handshake(url, {"Origin": url}) == 101
    assert handshake(url, {"Origin": url}, path="/socket.io/?EIO=4&transport=polling") == 400


@contextmanager
def stranger(hall, url):
    """A websocket that never says who it is, and a way to see what it was told."""
    from simple_websocket import Client

    wire = Client(url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket")
    try:
        wire.receive(timeout=20)  # the library's greeting
        yield wire
    finally:
        wire.close()


def test_who_has_not_come_in_says_nothing_and_hears_nothing(door):
    hall, url = door
    tv = Tv(url, hall.tokens["display"])
    with stranger(hall, url) as wire:
        for event in (*EVENTS, "call", "board", "print"):
            wire.send(f'42["{event}",{{"since":null}}]')
            wire.send(f'421["{event}",{{"since":null}}]')
        hall.press("1", "open")
        hall.take()
        hall.press("1", "next")
        tv.wait_for("call", 1)  # everybody who may hear it has heard it
        heard = []
        while (told := wire.receive(timeout=0.5)) is not None:
            heard.append(told)
        assert [one for one in heard if one != "2"] == []  # the library's ping alone
    tv.close()
    assert hall.server.screens._tabs == {}


def test_a_new_event_needs_a_row_here(hall):
    assert set(hall.server.socketio.server.handlers["/"]) == EVENTS
    assert set(hall.server.socketio.server.handlers) == {"/"}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_says_what_it_may_and_nothing_else_is_listened_to(hall, join, role):
    screens, before = hall.server.screens, hall.tables()
    screens.called(1, hall.clock())
    who = join(role)
    wrong = []
    for event in (*SAYS, "call", "board", "line", "print", "next"):
        screens._tabs.clear(), screens._paints.clear()
        who.client.emit(event, {"seq": 1, "sound": "on", "visible": True, "width": 9, "height": 9})
        told = {tab.device[0] for tab in screens._tabs.values()} | {d[0] for d in screens._paints}
        if told != ({role} if role in SAYS.get(event, ()) else set()):
            wrong.append((event, told))
    assert wrong == []
    assert hall.tables() == before


def test_a_display_hears_its_own_zone_and_no_other(hall, join, step):
    here, there = join("display"), join("display", "upstairs")
    for counter, service in (("1", "KTP"), ("8", "PASPOR")):
        hall.press(counter, "open")
        hall.take(service)
        hall.press(counter, "next")
    step()
    assert {call["zone"] for call in here.got("call")} == {"A"}
    assert {call["zone"] for call in there.got("call")} == {"B"}
    assert here.sync({"since": 0, "zone": "B"})["board"]["zone"]["code"] == "A"
