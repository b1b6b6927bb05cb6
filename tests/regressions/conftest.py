"""A whole hall over HTTP as ``site``; ``db`` and ``hall`` are those of all tests, on both kinds of database."""

import pytest

from tests.live.conftest import Screen
from tests.web.halls import running


@pytest.fixture
def site(tmp_path):
    with running(tmp_path) as made:
        made.server.tail.start_at_head()
        yield made


@pytest.fixture
def watch(site):
    """``watch("display")``: a screen of that role that has come in."""
    return lambda role: Screen(
        site.server.socketio.test_client(site.server.app, auth={"token": site.tokens[role]})
    )


@pytest.fixture
def change(site):
    """``change(edit)`` lets ``edit`` change the plain set-up, and the hall is what it says from now on."""

    def do(edit):
        wanted = site.done("GET", "/hall/definition", role="admin")["definition"]
        edit(wanted)
        changes = site.done("POST", "/hall/definition", {"definition": wanted}, role="admin")
        site.server.tail.step()
        return changes["changes"]

    return do


@pytest.fixture
def log_in(site):
    """``log_in("ani", password)`` gives the token of a new session."""

    def do(name, password):
        asked = {"name": name, "password": password}
        return site.done("POST", "/sessions", asked, role=None)["token"]

    return do
