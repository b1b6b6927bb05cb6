"""Pushes on real websockets of a real server: nothing lost, nothing out of order, nobody held up by a slow screen."""

import base64
import json
import os
import socket
import time

import pytest

from queue_server.live.frames import text_frame
from tests.e2e.running import RunningHall

CALLS = 150


class Screen:
    """A display that reads when it is told to. It asks for compression, as browsers do."""

    def __init__(self, port, token, *, buffer=None):
        self.sock = socket.socket()
        if buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            # Small segments make the server's own buffer small, too: it fills up as on a weak wireless network.
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
        self.sock.settimeout(10)
        self.sock.connect(("127.0.0.1", port))
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n".encode()
        )
        self.file = self.sock.makefile("rb")
        self.greeting = b"".join(iter(self.file.readline, b"\r\n")).decode()
        self.read()
        self.say(f'40{{"token":"{token}"}}')
        self.read()
        self.say('420["sync",{"since":null}]')
        self.calls, self.prevs = [], []
        while not self.next_packet().startswith("430"):
            pass

    def say(self, text):
        raw, mask = text.encode(), b"\0\0\0\0"
        assert len(raw) < 126
        self.sock.sendall(bytes([0x81, 0x80 | len(raw)]) + mask + raw)

    def read(self):
        first, size = self.file.read(2)
        assert first in (0x81, 0x88), f"not the begin of a frame: {first:#x}"
        if size > 125:
            size = int.from_bytes(self.file.read(2 if size == 126 else 8), "big")
        return self.file.read(size).decode()

    def next_packet(self):
        text = self.read()
        if text == "2":
            self.say("3")
        elif text.startswith('42["call"'):
            self.calls.append(json.loads(text[2:])[1]["seq"])
        return text

    def read_calls(self, count):
        while len(self.calls) < count:
            self.next_packet()

    def already_here(self):
        """What has arrived by now; nothing is waited for."""
        found = b""
        self.sock.settimeout(0)
        try:
            while more := self.sock.recv(65536):
                found += more
        except BlockingIOError:
            return found.decode(errors="replace")
        finally:
            self.sock.settimeout(10)

    def close(self):
        self.file.close()
        self.sock.close()


@pytest.fixture
def hall(tmp_path):
    running = RunningHall(tmp_path, mode="eventlet", printer_port=9, command="serve")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def screen(hall):
    made = []

    def connect(**wishes):
        made.append(Screen(hall.port, hall.key("display", "lobby"), **wishes))
        return made[-1]

    yield connect
    for each in made:
        each.close()


@pytest.mark.e2e
def test_a_screen_that_does_not_read_holds_up_nobody_and_misses_nothing_when_it_reads_again(
    hall, screen
):
    good, slow = screen(), screen(buffer=2048)
    hall.take("KTP", key="visitor-1")
    hall.staff("POST", "/counters/1/open")
    hall.staff("POST", "/counters/1/next")
    slowest = 0.0

    for called in range(1, CALLS):
        began = time.monotonic()
        hall.staff("POST", "/counters/1/recall")
        good.read_calls(called + 1)
        slowest = max(slowest, time.monotonic() - began)
        if called % 30 == 0:  # it answers the server's questions, and takes in little else
            slow.say("3")

    slow.read_calls(CALLS)
    assert slow.calls == good.calls == sorted(set(good.calls))
    assert slowest < 2


@pytest.mark.e2e
def test_a_call_is_on_its_way_to_the_screens_before_whoever_pressed_hears_of_it(hall, screen):
    tv = screen()
    hall.take("KTP", key="visitor-1")
    hall.staff("POST", "/counters/1/open")
    hall.staff("POST", "/counters/1/next")
    tv.read_calls(1)

    for _ in range(20):
        hall.staff("POST", "/counters/1/recall")
        assert tv.already_here().count('42["call"') == 1


@pytest.mark.e2e
def test_no_compression_is_agreed_with_a_screen_that_offers_it(screen):
    greeting = screen().greeting

    assert " 101 " in greeting
    assert "permessage-deflate" not in greeting


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (0, b"\x81\x00"),
        (125, b"\x81\x7d"),
        (126, b"\x81\x7e\x00\x7e"),
        (65535, b"\x81\x7e\xff\xff"),
        (65536, b"\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"),
    ],
)
def test_a_frame_says_how_long_it_is(size, head):
    assert text_frame("x" * size) == head + b"x" * size


def test_a_frame_counts_bytes_not_letters():
    assert text_frame("é") == b"\x81\x02\xc3\xa9"
