"""A hall lives a day with every secret it has; afterwards none of them stands anywhere but where its owner keeps it.

The table that ``up`` shows the person at the keyboard is left out, as under systemd (docs/security.md).
"""

import json
import logging
import stat
import urllib.error
import urllib.request

import pytest
import socketio

from queue_server.commands.logs import OneLine
from tests.e2e.conftest import a_hall
from tests.e2e.running import refusal

pytestmark = pytest.mark.e2e
WRONG_PASSWORD, NEW_PASSWORD = "bukan-kata-sandi-99", "kata-sandi-panjang-77"


def with_cookie(hall, path, cookie, csrf):
    """As a browser asks: the session is in a cookie."""
    asked = urllib.request.Request(hall.url + path, data=b"{}", method="POST")
    asked.add_header("Cookie", f"satupintu={cookie}")
    asked.add_header("X-CSRF-Token", csrf)
    asked.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def lived(hall):
    """Everything that has to do with a secret, done once; all the secrets."""
    name, first = hall.first_login
    session = hall.ask("POST", "/api/v1/sessions", {"name": name, "password": first})
    known = [first, session["token"], session["csrf"], WRONG_PASSWORD, NEW_PASSWORD]
    wrong = {"name": name, "password": WRONG_PASSWORD}
    assert refusal(lambda: hall.ask("POST", "/api/v1/sessions", wrong))[0] == 401
    assert refusal(lambda: hall.get("/api/v1/hall", token="Bearer-of-nothing-0123456789"))[0] == 401
    admin = session["token"]
    person = {"name": "ani", "role": "staff", "password": NEW_PASSWORD}
    hall.ask("POST", "/api/v1/staff", person, token=admin)
    ani = hall.ask("POST", "/api/v1/sessions", {"name": "ani", "password": NEW_PASSWORD})
    known += [ani["token"], ani["csrf"]]
    assert with_cookie(hall, "/api/v1/counters/1/open", ani["token"], ani["csrf"]) == 200
    assert with_cookie(hall, "/api/v1/counters/1/open", ani["token"], "wrong-csrf-value-1") == 403
    made = hall.ask("POST", "/api/v1/devices", {"name": "simpeg", "role": "program"}, token=admin)
    known.append(made["token"])
    asked = hall.ask("POST", "/api/v1/pairings", {"role": "display"})
    known.append(asked["secret"])
    screen_told = {"code": asked["code"], "name": "upstairs"}
    hall.ask("POST", "/api/v1/pairings/confirm", screen_told, token=admin)
    known.append(hall.ask("POST", "/api/v1/pairings/claim", {"secret": asked["secret"]})["token"])
    hall.take(key="a-number-of-the-day")
    screen = socketio.Client(reconnection=False)
    token = {"token": hall.key("display", "lobby")}
    screen.connect(hall.url, auth=token, transports=["websocket"], wait_timeout=20)
    screen.call("sync", {"since": None}, timeout=20)
    screen.disconnect()
    for path in (f"/api/v1/hall?token={admin}", f"/x/{admin}"):
        assert refusal(lambda: hall.get(path))[0] in (401, 404)  # noqa: B023
    hall.ask("DELETE", "/api/v1/sessions", token=ani["token"])
    return known


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """(the hall, stopped; its secrets)."""
    folder = tmp_path_factory.mktemp("day")
    with a_hall(folder, mode="eventlet", command="up --no-table") as (hall, _):
        known = lived(hall)
        known += [file.read_text().split()[-1] for file in (hall.data / "keys").iterdir()]
    return hall, {secret for secret in known if len(secret) > 7}


def test_no_file_but_the_keys_has_a_secret_in_it(day):
    hall, known = day
    assert len(known) > 15
    searched = [hall.log, hall.config, *(f for f in hall.data.rglob("*") if f.is_file())]
    assert any(file.name == "hall.db" for file in searched)
    found = [
        (str(file.relative_to(hall.data.parent)), secret[:6])
        for file in searched
        if file.parent.name != "keys"
        for content in [file.read_bytes()]
        for secret in known
        if secret.encode() in content
    ]
    assert found == []


def test_only_the_owner_can_open_what_lies_in_the_data_folder(day):
    hall, _ = day
    open_to_others = [
        (str(path.relative_to(hall.data)), oct(stat.S_IMODE(path.stat().st_mode)))
        for path in [hall.data, *hall.data.rglob("*")]
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    assert open_to_others == []
    assert (hall.data / "keys" / "owner-owner").stat().st_mode & 0o777 == 0o600


def test_the_set_up_that_is_shown_has_no_secret(day, capsys):
    from queue_server.__main__ import main

    hall, known = day
    assert main(["--config", str(hall.config), "check-config", "--json"]) == 0
    assert main(["--config", str(hall.config), "hall", "export"]) == 0
    shown = capsys.readouterr().out
    assert json.loads(shown.splitlines()[0])["faults"] == []
    assert [secret for secret in known if secret in shown] == []


def test_a_secret_that_strays_into_the_log_is_taken_out_of_it_and_of_what_follows():
    log = logging.getLogger("tests.secrets")
    try:
        raise ValueError("password=geheim-8888")
    except ValueError as error:
        told = type(error), error, None
        said = ("Bearer abcdefgh",)
        record = log.makeRecord(log.name, logging.ERROR, "", 0, "asked with %s", said, told)
    line = OneLine("%(message)s").format(record)
    assert line.startswith("asked with Bearer ***")
    assert "ValueError: password=***" in line
    assert "geheim" not in line
