"""Who may listen, in which rooms, and what does not disturb the server."""

import pytest

from queue_server.live.connections import rooms_of
from queue_server.storage.people import Who
from tests.web.halls import ROLES


def refused(screen):
    return not screen.is_connected


@pytest.mark.parametrize(
    "auth",
    [
        {}, {"token": ""}, {"token": "wrong"}, {"token": None}, {"token": 7}, {"token": ["x"]}, {"token": "t" * 5000},
        {"token": "\x00"}, [], "token", 7, {"role": "display"},
    ],
)  # fmt: skip
def test_nobody_comes_in_without_a_token_that_is_valid(join, auth):
    assert refused(join("display", auth=auth))


@pytest.mark.parametrize("role", ROLES)
def test_everybody_comes_in_with_a_token(join, role):
    assert join(role).is_connected


def test_a_revoked_device_and_an_ended_session_stay_out(hall, join):
    hall.done("DELETE", "/devices/lobby?role=display", role="admin")
    hall.done("DELETE", "/sessions", role="staff")
    assert refused(join("display"))
    assert refused(join("staff"))
    hall.clock.forward(hours=12)
    assert refused(join("admin"))


@pytest.mark.parametrize(
    ("headers", "comes_in"),
    [
        ({"Origin": "http://localhost"}, True), ({}, False), ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False), ({"Origin": "http://localhost:81"}, False), ({"Origin": "//"}, False),
        ({"Origin": "http://evil.example", "Host": "evil.example"}, False),
        ({"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}, False),
        ({"Origin": "http://antrean.siak.lan:8080", "Host": "antrean.siak.lan:8080"}, False),
    ],
)  # fmt: skip
def test_a_cookie_counts_from_pages_of_ours_alone(hall, join, headers, comes_in):
    browser = hall.server.app.test_client()
    browser.set_cookie("satupintu", hall.tokens["staff"])
    # The last row: the cookie belongs to localhost, a browser does not send it to another name.
    screen = join("staff", auth={}, flask_test_client=browser, headers=headers)
    assert screen.is_connected == comes_in


def test_a_good_token_does_not_help_under_a_strange_name(hall, join):
    assert refused(join("staff", headers={"Host": "evil.example"}))
    assert refused(join("staff", headers={"Host": "[bad"}))
    assert join("staff", headers={"Host": "antrean.siak.lan:8080"}).is_connected


@pytest.mark.parametrize(
    ("role", "zone", "speaker", "rooms"),
    [
        ("display", "A", True, ["speaker:A"]), ("display", "A", False, ["zone:A"]),
        ("kiosk", None, False, ["kiosk", "kiosk:x"]), ("printer", None, False, ["printer:x"]),
        ("announcer", None, False, ["announcer"]), ("program", None, False, ["staff"]),
        ("staff", None, False, ["staff"]), ("supervisor", None, False, ["staff"]), ("admin", None, False, ["staff"]),
        ("owner", None, False, []),
    ],
)  # fmt: skip
def test_each_role_is_in_its_rooms(role, zone, speaker, rooms):
    assert rooms_of(Who(kind="device", name="x", role=role), zone, speaker) == rooms


def test_a_display_that_config_yaml_does_not_know_shows_no_zone(hall, join, step):
    hall.done("POST", "/devices", {"name": "spare", "role": "display"}, role="admin")
    token = hall.done("POST", "/devices", {"name": "spare-2", "role": "display"}, role="admin")["token"]  # fmt: skip
    screen = join("display", auth={"token": token})
    step()
    hall.take()
    step()
    assert screen.is_connected
    assert screen.got() == []
    assert "board" not in screen.sync({"since": None})


NONSENSE = [
    ("sync",), ("sync", None), ("sync", "x"), ("sync", {"since": "3"}), ("sync", {"since": -1}),
    ("sync", {"since": True}), ("sync", {"since": 1.5}), ("sync", {"since": 10**30}), ("sync", {"zone": 7}),
    ("sync", {"zone": "Z"}), ("sync", {}, {}, {}), ("sync", ["a"]), ("call", {"number": "A999"}),
    ("board", {}), ("nonsense", 1, 2), ("connect", {"token": "x"}), ("disconnect",), ("message", b"\0" * 100),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize("role", ["staff", "display"])
def test_nonsense_from_a_screen_leaves_the_server_and_the_others_well(hall, join, step, role):
    other, screen = join("display"), join(role)
    before = hall.tables()
    for said in NONSENSE:
        screen.client.emit(*said)
    assert hall.tables() == before
    assert other.got() == []
    hall.press("1", "open")
    hall.take()
    hall.press("1", "next")
    step()
    assert len(other.got("call")) == 1
    assert other.sync({"since": None})["seq"] == hall.done("GET", "/board?zone=A")["seq"]


def test_the_sockets_are_as_strict_as_they_were_measured(hall):
    server = hall.server.socketio.server
    assert server.eio.cors_allowed_origins is None  # [] would switch the look at the Origin off
    assert server.eio.max_http_buffer_size == 16384
    assert (server.eio.ping_interval, server.eio.ping_timeout) == (5, 5)
    assert server.eio.transports == ["websocket"]
    assert server.async_handlers is False


def test_who_is_connected_is_known_by_role_and_forgotten_when_gone(hall, join):
    tv, tablet = join("display"), join("kiosk")
    online = {d["name"] for d in hall.done("GET", "/devices", role="admin")["devices"] if d["online"]}  # fmt: skip
    assert online == {"lobby", "kiosk-1"}
    tv.client.disconnect()
    assert hall.server.connections.roles() == {"kiosk": 1}
    tablet.client.disconnect()
    assert hall.server.connections.devices() == set()


def test_the_figures_go_down_to_zero_when_the_last_screen_leaves(hall, join):
    tv = join("display")
    hall.server.metrics.count(hall.server.connections.roles())
    assert 'satupintu_connected{role="display"} 1.0' in hall.page("/metrics").text
    tv.client.disconnect()
    hall.server.metrics.count(hall.server.connections.roles())
    assert 'satupintu_connected{role="display"} 0.0' in hall.page("/metrics").text
