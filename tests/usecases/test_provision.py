"""Keys for the machines that config.yaml names, and a first login."""

import stat

import pytest

from queue_server.storage import people as rows
from queue_server.usecases import people
from queue_server.usecases.provision import KeyFiles, provision, write_secret
from tests.builders import at

MACHINES = [("kiosk", "kiosk-1"), ("printer", "kiosk-1"), ("display", "lobby")]


def plainly(call, *args):
    return call(*args)


@pytest.fixture
def keys(tmp_path):
    return tmp_path / "data" / "keys"


@pytest.fixture
def start(db, hall, keys):
    """The server starts: what is missing is made. Returns the files with their text."""

    def begin(machines=MACHINES):
        provision(db, keys=keys, machines=machines, offload=plainly, at=at())
        return {file.name: file.read_text().strip() for file in keys.iterdir()}

    return begin


def test_each_machine_gets_a_token_that_the_hall_knows(start, db):
    made = start()

    for role, name in MACHINES:
        who = people.who_is(db, made[f"{role}-{name}"], at=at())
        assert (who.role, who.name) == (role, name)


def test_nobody_else_on_the_machine_can_read_the_keys(start, keys):
    start()

    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in keys.iterdir()} == {0o600}


def test_a_file_left_readable_by_an_interrupted_start_does_not_make_the_key_readable(keys):
    keys.mkdir(parents=True)
    (keys / "kiosk-kiosk-1.part").write_text("")
    (keys / "kiosk-kiosk-1.part").chmod(0o644)

    write_secret(keys / "kiosk-kiosk-1", "secret")

    assert stat.S_IMODE((keys / "kiosk-kiosk-1").stat().st_mode) == 0o600


def test_a_second_start_changes_nothing(start):
    assert start() == start()


def test_a_lost_file_gets_a_new_token_and_the_old_one_stops(start, keys, db):
    old = start()["kiosk-kiosk-1"]
    (keys / "kiosk-kiosk-1").unlink()

    new = start()["kiosk-kiosk-1"]

    assert people.who_is(db, new, at=at()).name == "kiosk-1"
    assert people.who_is(db, old, at=at()) is None


def test_a_file_that_the_hall_does_not_know_is_replaced(start, keys, db):
    keys.mkdir(parents=True)
    (keys / "kiosk-kiosk-1").write_text("of an older database\n")

    assert people.who_is(db, start()["kiosk-kiosk-1"], at=at()).name == "kiosk-1"


def test_a_revoked_machine_stays_out_until_its_file_is_removed(start, keys, db):
    old = start()["kiosk-kiosk-1"]
    people.revoke_device(db, "kiosk-1", role="kiosk", actor="staff:admin", at=at())

    assert start()["kiosk-kiosk-1"] == old
    assert people.who_is(db, old, at=at()) is None
    (keys / "kiosk-kiosk-1").unlink()
    assert people.who_is(db, start()["kiosk-kiosk-1"], at=at()).name == "kiosk-1"


def test_a_hall_without_staff_gets_an_administrator_once(start, db):
    name, password = start()["first-login"].split()

    session = people.log_in(db, name=name, password=password, offload=plainly, at=at())
    assert session.role == "admin"
    start()
    with db.reading() as conn:
        assert [person.name for person in rows.everybody(conn)] == ["admin"]


def test_the_file_of_the_first_login_goes_when_its_password_is_replaced(start, keys):
    start()
    files = KeyFiles(folder=keys, machines=frozenset(MACHINES))

    files.password_changed("ani")
    assert (keys / "first-login").exists()
    files.password_changed("admin")
    assert not (keys / "first-login").exists()
    files.password_changed("admin")


def test_a_machine_paired_by_hand_keeps_its_token_after_a_restart(db, tmp_path):
    keys = tmp_path / "keys"
    kiosk = [("kiosk", "kiosk-1")]
    provision(db, keys=keys, machines=kiosk, offload=plainly, at=at("09.00"))
    people.revoke_device(db, "kiosk-1", actor="staff:ani", at=at("09.10"))
    token = people.add_device(db, name="kiosk-1", role="kiosk", actor="staff:ani", at=at("09.10"))

    KeyFiles(folder=keys, machines=frozenset(kiosk)).device_added("kiosk", "kiosk-1", token)
    provision(db, keys=keys, machines=kiosk, offload=plainly, at=at("10.00"))

    assert people.who_is(db, token, at=at("10.00")).name == "kiosk-1"
    assert (keys / "kiosk-kiosk-1").read_text().strip() == token


def test_the_token_of_a_machine_elsewhere_is_written_nowhere(tmp_path):
    KeyFiles(folder=tmp_path, machines=frozenset()).device_added("kiosk", "other", "secret")

    assert list(tmp_path.iterdir()) == []
