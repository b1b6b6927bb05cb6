"""nginx as docs/nginx.conf has it, before two servers: what the documentation promises."""

from __future__ import annotations

import copy
import os
import signal
import urllib.error
import urllib.request

import pytest

from tests import postgres
from tests.e2e.follower import Follower
from tests.e2e.nginx import Nginx
from tests.e2e.running import RunningHall
from tests.e2e.several import call_and_end, calls_of, stubbornly

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    running = RunningHall(
        tmp_path_factory.mktemp("hall"), mode="eventlet", printer_port=9, command="serve",
        database=postgres.shared().new_database(), server={"behind_proxy": True},
    )  # fmt: skip
    try:
        running.start()
        running.staff("POST", "/counters/1/open")
        yield running
    finally:
        running.stop()


@pytest.fixture
def proxied(hall, tmp_path):
    """The hall as browsers reach it."""
    with Nginx(tmp_path, hall.ports) as nginx:
        one = copy.copy(hall)
        one.url = f"http://127.0.0.1:{nginx.port}"
        yield one


def test_pages_requests_and_sockets_go_through_nginx_to_either_server(proxied):
    with urllib.request.urlopen(f"{proxied.url}/board/", timeout=30) as page:
        assert b"<html" in page.read()
    numbers = [proxied.take(key=f"through-nginx-{n}")["number"] for n in range(4)]
    assert numbers == sorted(set(numbers))
    with Follower(proxied) as one, Follower(proxied) as other:
        assert call_and_end(proxied, "1")
        proxied.wait_until(lambda: one.seen and other.seen, "the call on both TVs")
    assert one.seen == other.seen == calls_of(proxied)[-1:]


def test_how_a_server_is_concerns_its_own_machine_alone(proxied):
    for path in ("/healthz", "/readyz", "/metrics"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(proxied.url + path, timeout=30)


def test_where_a_screen_stands_is_what_nginx_saw_whatever_the_screen_itself_says(proxied):
    said = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Host": "evil.example"}
    proxied.ask("POST", "/api/v1/pairings", {"role": "display"}, headers=said)
    name, password = proxied.first_login
    body = {"name": name, "password": password}
    token = proxied.ask("POST", "/api/v1/sessions", body, headers=said)["token"]
    [waiting] = proxied.get("/api/v1/pairings", token)["pairings"]
    assert waiting["address"] == "127.0.0.1"


def test_when_a_server_is_killed_nginx_goes_to_the_other_and_screens_come_back(proxied, hall):
    for n in range(3):
        proxied.take(key=f"before-the-kill-{n}")
    before = len(calls_of(proxied))
    with Follower(proxied) as one, Follower(proxied) as other:
        os.kill(hall.others[0].pid, signal.SIGKILL)
        hall.others[0].wait()
        for n in range(3):
            stubbornly(proxied, lambda n=n: proxied.take(key=f"after-the-kill-{n}"))
            assert call_and_end(proxied, "1")
        calls = calls_of(proxied)[before:]
        hall.wait_until(lambda: one.seen == other.seen == calls, "all calls on both TVs")
    hall.start()
