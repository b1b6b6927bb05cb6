"""Whoever opens many connections, says one letter a minute, or never says who it is, holds nobody else up (T18)."""

import json
import socket
import threading
from contextlib import contextmanager, suppress

import pytest
from flask_socketio import ConnectionRefusedError
from simple_websocket import Client, ConnectionClosed
from werkzeug.serving import WSGIRequestHandler, make_server

from queue_server.live.limits import BURST, FLOOD, STRANGER_S, SYNC_COSTS, Limits
from queue_server.usecases.doors import Doors
from queue_server.web.crowd import BODY_S, HEAD_S, SLOWEST, Crowd, crowd_of, is_here
from tests.live.test_loops import Tv, listening

FAR = "192.168.1.77"


class Clock:
    def __init__(self):
        self.at = 1000.0

    def __call__(self):
        return self.at


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_):
        pass


UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n"
)


def answer(environ, start):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def serving(crowd):
    wsgi = make_server("127.0.0.1", 0, answer, threaded=True, request_handler=crowd.patient(Quiet))
    wsgi.daemon_threads = True
    thread = threading.Thread(target=wsgi.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield wsgi.server_port
    finally:
        wsgi.shutdown()
        wsgi.server_close()
        thread.join()


def knock(port, said):
    wire = socket.create_connection(("127.0.0.1", port), timeout=20)
    wire.sendall(said)
    return wire


def ended(wire):
    """Waits until the other side hangs up; what came before."""
    heard = b""
    with wire, suppress(ConnectionResetError):
        while part := wire.recv(4096):
            heard += part
    return heard


def registered(crowd, *until):
    """Waits until the server waits for so many, each until its moment."""
    end = threading.Event()
    for _ in range(2000):
        with crowd._lock:
            if sorted(moment for moment, _ in crowd._until.values()) == sorted(until):
                return
        end.wait(0.01)
    raise AssertionError(crowd._until)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (b"", HEAD_S), (b"GET / HT", HEAD_S), (b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: 1", HEAD_S),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 16384\r\n\r\nx", BODY_S + 16384 / SLOWEST),
    ],
)  # fmt: skip
def test_who_says_a_letter_a_minute_is_hung_up_on_and_the_others_are_not(said, seconds):
    clock = Clock()
    crowd = Crowd(10, lambda address: False, clock)
    with serving(crowd) as port:
        slow = knock(port, said)
        registered(crowd, clock.at + seconds)
        clock.at += seconds - 1
        assert crowd.look() == 0
        quick = knock(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert ended(quick).startswith(b"HTTP/1.1 200")
        clock.at += 1
        assert crowd.look() == 1
        assert b"200 OK" not in ended(slow)


def test_one_address_has_so_many_places_and_gets_them_back():
    clock = Clock()
    crowd = Crowd(3, lambda address: False, clock)
    with serving(crowd) as port:
        first = [knock(port, b"") for _ in range(3)]
        registered(crowd, *[clock.at + HEAD_S] * 3)
        assert ended(knock(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")) == b""
        for wire in first:
            wire.close()
        registered(crowd)
        last = knock(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert ended(last).startswith(b"HTTP/1.1 200")


def test_an_address_with_too_many_leaves_the_others_their_places(caplog):
    crowd = Crowd(3, is_here)
    assert [crowd.enter(FAR) for _ in range(5)] == [True] * 3 + [False] * 2
    assert crowd.enter("192.168.1.78")
    assert all(crowd.enter("127.0.0.1") for _ in range(10))
    assert [record.message for record in caplog.records] == [
        f"{FAR} has 3 connections open: no more from there"
    ]
    crowd.leave(FAR)
    assert crowd.enter(FAR)


def test_a_proxy_that_is_named_is_no_single_visitor():
    crowd = crowd_of(1, ["10.1.0.0/16"])
    assert all(crowd.enter(near) for near in ("10.1.2.3", "10.1.2.3", "::1", "::ffff:127.0.0.1"))
    assert [crowd.enter("10.2.0.1") for _ in range(2)] == [True, False]


def test_a_token_has_so_many_live_connections():
    few = Doors(sockets_per_token=2)
    limits = Limits(few, near=lambda address: False)
    limits.come("1", FAR, "a"), limits.come("2", FAR, "a"), limits.come("3", FAR, "b")
    with pytest.raises(ConnectionRefusedError, match="too_many_connections"):
        limits.come("4", "192.168.1.78", "a")
    limits.go("1")
    limits.come("4", FAR, "a")


def test_a_screen_that_never_stops_talking_is_passed_over_then_ended():
    clock = Clock()
    limits = Limits(Doors(), near=lambda address: False, clock=clock)
    limits.come("loud", FAR, "a"), limits.come("quiet", FAR, "b")
    assert [limits.may_say("loud") for _ in range(BURST)] == [True] * BURST
    assert [limits.may_say("loud") for _ in range(FLOOD - 1)] == [False] * (FLOOD - 1)
    assert limits.may_say("loud") is None
    assert limits.may_say("quiet") is True
    clock.at += 1
    assert limits.may_say("loud") is True
    assert limits.may_say("nobody") is False


def test_a_screen_may_tell_of_forty_calls_a_second_all_day_but_not_ask_for_everything_as_often():
    clock = Clock()
    limits = Limits(Doors(), near=lambda address: False, clock=clock)
    limits.come("tv", FAR, "a"), limits.come("curious", FAR, "b")

    for _ in range(10_000):
        clock.at += 1 / 40
        assert limits.may_say("tv") is True
    heard = sum(limits.may_say("curious", SYNC_COSTS) is True for _ in range(200))
    assert heard == BURST / SYNC_COSTS == 60


def websocket(url):
    wire = Client(url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket")
    assert wire.receive(timeout=20)
    return wire


def seen(limits, how_many):
    """Waits until the look of each half second knows so many strangers."""
    end = threading.Event()
    for _ in range(2000):
        if len(limits._strangers) == how_many:
            return
        end.wait(0.01)
    raise AssertionError(limits._strangers)


def said(wire):
    """What the server says, its pings answered."""
    while (text := wire.receive(timeout=20)) == "2":
        wire.send("3")
    return text


def hung_up(wire):
    """Waits for the end. Pings are answered: who is silent would be hung up on anyway."""
    try:
        for _ in range(6):
            if wire.receive(timeout=20) == "2":
                wire.send("3")
    except ConnectionClosed:
        return True
    return False


def test_who_never_says_who_it_is_goes_and_the_screens_stay(hall):
    clock = Clock()
    hall.server.limits = limits = Limits(
        Doors(strangers_per_address=3), lambda address: False, clock
    )
    with listening(hall, request_handler=hall.server.crowd.patient(Quiet)) as url:
        tv = Tv(url, hall.tokens["display"])
        first, second = websocket(url), knock(int(url.rpartition(":")[2]), UPGRADE)
        seen(limits, 2)
        clock.at += STRANGER_S / 2
        third = websocket(url)
        seen(limits, 3)
        clock.at += STRANGER_S / 2
        assert hung_up(first)
        ended(second)  # who says nothing at all loses its place, too
        assert third.connected
        more = [websocket(url) for _ in range(3)]  # one too many of this address
        assert hung_up(more[-1])
        assert not tv.lost.is_set()
        for wire in (third, *more[:-1]):
            wire.close()
        tv.close()
        assert limits.look(hall.server.socketio) == 0


def test_a_message_of_more_than_sixteen_kilobytes_ends_its_connection_alone(hall):
    with listening(hall) as url:
        tv = Tv(url, hall.tokens["display"])
        wire = websocket(url)
        wire.send(json.dumps({"token": hall.tokens["kiosk"]}).join(("40", "")))
        assert said(wire).startswith("40")
        wire.send('42["sync",{"since":null,"zone":"' + "x" * 17_000 + '"}]')
        assert hung_up(wire)
        assert not tv.lost.is_set()
        tv.close()
