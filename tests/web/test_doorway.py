"""The listening socket as the server sees it: it fails with nothing but its own end, and nobody waits in silence."""

import errno
import json
import logging
import socket

import pytest

from queue_server.web import doorway


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as made:
        yield made


def door(listener, inside=0, places=20):
    return doorway.Doorway(listener, places=places, inside=lambda: inside)


def comes(listener):
    return socket.create_connection(listener.getsockname(), 10)


class Wanting:
    """A listening socket of a machine in want: it fails in the ways it is told, then lets people in."""

    def __init__(self, listener, *troubles):
        self._listener, self._troubles = listener, list(troubles)

    def accept(self):
        if self._troubles:
            raise self._troubles.pop(0)
        return self._listener.accept()


def test_whoever_comes_is_let_in(listener):
    with comes(listener) as client:
        inside, address = door(listener).accept()
        with inside:
            assert address == client.getsockname()


@pytest.mark.parametrize(
    "trouble",
    [OSError(errno.EMFILE, "Too many open files"), MemoryError(), OSError(errno.ENOBUFS, "none")],
)
def test_a_machine_in_want_is_waited_for_and_said_once(listener, caplog, monkeypatch, trouble):
    monkeypatch.setattr(doorway, "WELL_AFTER_S", 0)
    with comes(listener), caplog.at_level(logging.WARNING):
        inside, _ = door(Wanting(listener, trouble, trouble)).accept()
        inside.close()

    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_a_client_that_left_before_it_was_let_in_is_nothing_to_talk_about(listener, caplog):
    with comes(listener):
        gone = OSError(errno.ECONNABORTED, "Software caused connection abort")
        door(Wanting(listener, gone)).accept()[0].close()

    assert caplog.records == []


def test_the_end_of_the_listener_is_an_end(listener):
    listener.close()

    with pytest.raises(OSError, match="Bad file descriptor"):
        door(listener).accept()


def test_when_all_places_are_taken_whoever_comes_hears_so_at_once(listener):
    full = door(listener, inside=20 + doorway.FOR_THIS_MACHINE)
    with comes(listener) as client:
        assert full.try_accept() is None
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        client.settimeout(20)
        head, _, body = client.recv(4096).partition(b"\r\n\r\n")
        full.let_go_all()

    assert head.startswith(b"HTTP/1.1 503 ")
    assert json.loads(body)["code"] == "overloaded"


def test_whoever_looks_after_a_full_server_gets_in(listener):
    with comes(listener):
        inside, _ = door(listener, inside=20).accept()
        inside.close()


def test_a_process_with_few_files_keeps_some_for_itself():
    assert doorway.places(1024, 4096) == 1024 - doorway.FOR_OURSELVES - doorway.FOR_THIS_MACHINE
    assert doorway.places(1_000_000, 4096) == 4096
