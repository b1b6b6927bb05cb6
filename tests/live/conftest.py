"""Screens that listen to a hall whose journal is followed step by step, so that every test sees the same order."""

from dataclasses import dataclass

import pytest

from tests.web.halls import hall

__all__ = ["hall"]


@dataclass
class Screen:
    """A live connection. ``got`` empties what was heard so far."""

    client: object

    def got(self, name=None):
        heard = [(push["name"], push["args"][0]) for push in self.client.get_received()]
        return [push for kind, push in heard if kind == name] if name else heard

    def names(self):
        return [name for name, _ in self.got()]

    def sync(self, *wants):
        return self.client.emit("sync", *wants, callback=True)

    @property
    def is_connected(self):
        return self.client.is_connected()


@pytest.fixture
def join(hall):
    """``join("display")`` or ``join("display", "upstairs")``: a screen that has come in."""

    def come(role, name=None, *, auth=None, **more):
        token = hall.key(role, name) if name else hall.tokens.get(role)
        auth = {"token": token} if auth is None else auth
        return Screen(hall.server.socketio.test_client(hall.server.app, auth=auth, **more))

    hall.server.tail.start_at_head()
    return come


@pytest.fixture
def step(hall):
    """Push what was committed, as the tail's loop does when it is woken."""
    return hall.server.tail.step
