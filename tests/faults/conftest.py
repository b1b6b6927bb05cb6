"""Halls to hurt, and screens that hear everything."""

from __future__ import annotations

import threading

import pytest
import socketio

from tests.faults.hurt import HurtHall


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def hurt(request, tmp_path_factory):
    """A running server; when a file's stories are told, its ledger is compared with its database."""
    hall = HurtHall(tmp_path_factory.mktemp("hurt"), request.param)
    try:
        hall.start()
        yield hall
        hall.order()
        hall.check()
    finally:
        hall.leave()


class Ear:
    """A connection that keeps what it hears."""

    def __init__(self, hall, token, *names):
        self._heard, self._changed = [], threading.Condition()
        self.client = socketio.Client(reconnection=False)
        for name in names:
            self.client.on(name, lambda push, name=name: self._hear(name, push))
        self.client.connect(hall.url, auth={"token": token}, transports=["websocket"])
        self.client.call("sync", {"since": None}, timeout=30)

    def _hear(self, name, push):
        with self._changed:
            self._heard.append((name, push))
            self._changed.notify_all()

    def of(self, name):
        with self._changed:
            return [push for kind, push in self._heard if kind == name]

    def hears(self, fact, seconds=30):
        """Wait until ``fact(ear)`` is true."""
        with self._changed:
            return self._changed.wait_for(lambda: fact(self), seconds)


@pytest.fixture
def ear():
    """Ear(hall, token, *names); they hang up in the end."""
    made = []

    def connect(*wishes):
        made.append(Ear(*wishes))
        return made[-1]

    yield connect
    for one in made:
        line = one.client.eio.ws and one.client.eio.ws.sock
        one.client.disconnect()
        if line:
            line.close()
