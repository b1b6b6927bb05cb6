"""Nonsense over the live connection: whoever sends it may be sent away; everybody else is served as if nothing was."""

import json
import os
import random
import re
import socket
from contextlib import closing, suppress

import pytest
import socketio
import websocket

from tests.e2e.running import RunningHall

pytestmark = pytest.mark.e2e
EVENTS = [
    "sync", "painted", "screen", "connect", "disconnect", "board", "call", "print", "message", "", "\u0000",
    "__init__", "é" * 40,
]  # fmt: skip
VALUES = [
    None, True, 0, -1, 2**70, 1e308, "", "x", "A" * 3000, [], {}, [[[[]]]], {"since": "x"}, {"since": -5},
    {"since": 2**64}, {"since": 1, "zone": {"a": []}}, {"seq": "1"}, {"seq": None}, {"sound": 5},
    {"sound": "on", "visible": "yes", "width": -1}, {"width": 10**30, "height": [], "sound": "on", "visible": True},
    {"token": "x" * 500}, {"__class__": 1},
]  # fmt: skip
PACKETS = [
    "", "4", "40", "41", "42", "43", "44", "45", "46", "49", "9", "2", "3", "6", "1", "42[", "42{}", "42[]", "42[1]",
    "42[null]", "42[{}]", '420["sync"]', '42999999999999999999["sync"]', '42/other,["sync"]', "40/other,{}", "40/,[]",
    "43[]", "430[]", '43999["x"]', '451-["sync",{"_placeholder":true,"num":0}]', '459-["sync"]', "45-[]", "51-[]", "4x",
    "bAAAA", "b!!!!", '42["sync",{"_placeholder":true,"num":7}]', "42" + "[" * 2000, "40[", "4\ud7ff",
    "40" + json.dumps({"token": "nobody"}),
]  # fmt: skip
FRAMES = [
    b"\x81\x05hello", b"\x83\x80\0\0\0\0", b"\xf1\x80\0\0\0\0", b"\x89\xfe\xff\xff", b"\x88\x81\0\0\0\0\x01",
    b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", b"\x01\x81\0\0\0\0x" * 50, b"\x00",
    b"\x82\x84\0\0\0\0\xff\xfe\xfd\xfc", b"\x81\x84\0\0\0\0\xff\xfe\xfd\xfc",
]  # fmt: skip
"""Frames that a websocket must not send."""
DEVICES = [("display", "lobby"), ("kiosk", "kiosk-1"), ("printer", "kiosk-2")]
STRANGE = (
    "GET /socket.io/?EIO=4&transport=websocket&sid=AAAA|Upgrade: websocket|Connection: Upgrade|"
    "Sec-WebSocket-Version: 13"
)
GREETINGS = [
    "GET /socket.io/?EIO=4&transport=websocket|Upgrade: websocket|Connection: Upgrade",
    "GET /socket.io/?EIO=3&transport=polling", "GET /socket.io/", "OPTIONS /socket.io/?EIO=4",
    "POST /socket.io/?EIO=4&transport=polling&sid=x|Content-Length: 0",
    f"{STRANGE}|Sec-WebSocket-Key: x", f"{STRANGE}|Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    "GET /counter/|Upgrade: websocket|Connection: Upgrade",
]  # fmt: skip
ROUNDS = int(os.environ.get("SATUPINTU_FUZZ", "4")) * 8


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def hall(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    running = RunningHall(folder, mode=request.param, printer_port=9, command="serve")
    try:
        running.start()
        yield running
    finally:
        running.stop()


class Good:
    """A display that behaves, and asks for its state again and again."""

    def __init__(self, hall):
        self._client = socketio.Client(reconnection=False)
        token = {"token": hall.key("display", "lobby")}
        self._client.connect(hall.url, auth=token, transports=["websocket"], wait_timeout=20)

    def is_served(self):
        return (
            self._client.call("sync", {"since": None}, timeout=20)["board"]["zone"]["code"] == "A"
        )

    def leave(self):
        self._client.disconnect()


@pytest.fixture
def good(hall):
    display = Good(hall)
    yield display
    display.leave()


class Wire(websocket.WebSocket):
    def close(self, *args, **more):
        """Off without a farewell."""
        self.shutdown()


def opened(hall, who=None):
    """A websocket of one who said who it is, or did not."""
    wire = websocket.create_connection(
        f"ws://127.0.0.1:{hall.port}/socket.io/?EIO=4&transport=websocket", timeout=20,
        origin=f"http://127.0.0.1:{hall.port}", class_=Wire,
    )  # fmt: skip
    wire.recv()
    if who:
        wire.send("40" + json.dumps({"token": hall.key(*who)}))
        assert wire.recv().startswith("40")
    return wire


def event(chance):
    told = [chance.choice(EVENTS), *chance.choices(VALUES, k=chance.randrange(4))]
    number = chance.choice(["", "", "1", "77"])
    return f"42{number}{json.dumps(told)}"


def send_nonsense(hall, chance):
    """One guest, some nonsense, and off without a word."""
    who = chance.choice([None, *DEVICES])
    with suppress(OSError, websocket.WebSocketException), closing(opened(hall, who)) as wire:
        for _ in range(6):
            kind = chance.randrange(10)
            if kind < 5:
                wire.send(event(chance))
            elif kind < 8:
                wire.send(chance.choice(PACKETS))
            elif kind == 8:
                wire.send_binary(chance.randbytes(chance.choice([0, 1, 40, 3000])))
            else:
                wire.sock.sendall(chance.choice([*FRAMES, chance.randbytes(400)]))


def test_nonsense_hurts_nobody_else(hall, good):
    chance = random.Random(20261123)
    for turn in range(ROUNDS):
        send_nonsense(hall, chance)
        if turn % 8 == 7:
            assert good.is_served(), f"after {turn + 1} guests"
    assert good.is_served()
    assert hall.get("/readyz")["status"] == "ok"


@pytest.mark.parametrize("size", [17_000, 200_000])
def test_who_sends_too_much_at_once_is_sent_away_and_nobody_else(hall, good, size):
    with closing(opened(hall, DEVICES[1])) as wire:
        with suppress(OSError):
            wire.send("42" + json.dumps(["sync", "x" * size]))
        with pytest.raises((OSError, websocket.WebSocketException)):
            [wire.recv() for _ in range(100)]
    assert good.is_served()


@pytest.mark.parametrize("greeting", GREETINGS)
def test_a_greeting_that_is_none_is_refused_and_is_no_fault_of_the_server(hall, greeting):
    line, *headers = greeting.split("|")
    request = "\r\n".join([f"{line} HTTP/1.1", f"Host: 127.0.0.1:{hall.port}", *headers, "", ""])
    with socket.create_connection(("127.0.0.1", hall.port), timeout=20) as wire:
        wire.sendall(request.encode())
        answer = wire.recv(2000)
    assert re.match(rb"HTTP/1\.[01] [1234]\d\d ", answer), answer[:200]
    assert hall.get("/readyz")["status"] == "ok"


def test_the_log_stayed_quiet_through_all_of_that(hall):
    """The last test of the file: nonsense is no news, and a trace would be a fault of ours."""
    log = hall.log.read_text()
    assert "Traceback" not in log, log[log.index("Traceback") - 300 :][:3000]
    assert len(log.splitlines()) < 40 + 3 * ROUNDS
