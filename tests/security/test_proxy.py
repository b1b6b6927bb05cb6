"""Headers that only a proxy may write gain a client nothing; behind a proxy of config.yaml each visitor counts."""

from ipaddress import ip_network

import pytest

from queue_server import main
from queue_server.config.network import THIS_MACHINE
from queue_server.web import transport
from tests.web.halls import CONFIG


def guess(hall, *, address, **headers):
    """The status of a log-in with a wrong password."""
    body, environ = {"name": "ani", "password": "bukan-kata-sandi"}, {"REMOTE_ADDR": address}
    return hall.client.post(
        "/api/v1/sessions", json=body, headers=headers, environ_base=environ
    ).status_code


@pytest.fixture
def behind(hall):
    """The hall behind a proxy on its own machine."""
    app = hall.server.app
    rules = transport.Rules(proxies=[ip_network(address) for address in THIS_MACHINE])
    app.wsgi_app = transport.Transport(app.wsgi_app._app, rules)
    return hall


def test_guessing_from_made_up_addresses_is_guessing_from_one(hall):
    made_up = [{"X-Forwarded-For": f"10.0.0.{n}", "X-Real-IP": f"10.0.0.{n}"} for n in range(7)]
    answers = [guess(hall, address="192.168.1.66", **headers) for headers in made_up]
    assert answers == [401] * 5 + [429] * 2


def test_behind_a_proxy_one_who_guesses_holds_up_nobody_else(behind):
    one, other = {"X-Forwarded-For": "192.168.1.66"}, {"X-Forwarded-For": "192.168.1.67"}
    assert [guess(behind, address="127.0.0.1", **one) for _ in range(6)] == [401] * 5 + [429]
    assert guess(behind, address="127.0.0.1", **other) == 401


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_what_is_for_this_machine_alone_is_shown_to_nobody_who_says_he_is_it(hall, path, name):
    value = "for=127.0.0.1" if name == "Forwarded" else "127.0.0.1"
    environ = {"REMOTE_ADDR": "192.168.1.66"}
    answer = hall.client.get(path, headers={name: value}, environ_base=environ)
    assert answer.status_code in (403, 404)


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_and_to_nobody_who_comes_through_the_proxy(behind, path):
    told = {"X-Forwarded-For": "127.0.0.1, 192.168.1.66"}
    near = behind.client.get(path, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    far = behind.client.get(path, headers=told, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    assert near.status_code == 200
    assert far.status_code in (403, 404)


def test_a_host_that_is_not_ours_is_not_made_ours_by_a_header(hall):
    told = {"Host": "evil.example", "X-Forwarded-Host": "127.0.0.1"}
    answer = hall.client.get("/", headers=told, environ_base={"REMOTE_ADDR": "192.168.1.66"})
    assert answer.status_code == 400


def test_the_host_that_a_proxy_was_asked_for_is_looked_at(behind):
    swapped = {"Host": "127.0.0.1", "X-Forwarded-Host": "evil.example"}
    assert behind.client.get("/", headers=swapped).status_code == 400


@pytest.mark.parametrize(
    ("told", "rules"), [({}, []), ({"behind_proxy": True}, ["127.0.0.1/32", "::1/128"])]
)
def test_config_yaml_decides_who_is_a_proxy(told, rules):
    server = type(CONFIG.server).model_validate(CONFIG.server.model_dump() | told)
    made = main.way_in(CONFIG.model_copy(update={"server": server}), frozenset())
    assert [str(network) for network in made.proxies] == rules
