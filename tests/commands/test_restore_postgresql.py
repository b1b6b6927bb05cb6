"""The drill on PostgreSQL, with its own tools."""

import json
from contextlib import contextmanager

import pytest

from queue_server.config import definition, load
from queue_server.storage import halls, opening
from queue_server.usecases import set_up_hall
from queue_server.usecases.verify import verify
from tests.builders import take
from tests.commands.restored import today
from tests.web.halls import MORNING

__all__ = ["today"]


@pytest.fixture
def url(postgres_server):
    return postgres_server.new_database()


@pytest.fixture
def site(folder, url, today):
    """The command line of a hall on PostgreSQL."""
    text = folder.config.read_text()
    folder.config.write_text(text.replace("server: {", f'server: {{database: "{url}", ', 1))
    folder.data.mkdir()
    with opened(url) as db:
        set_up_hall.seed(db, definition(load(folder.config, {})), at=MORNING)
    return folder


@contextmanager
def opened(url):
    db = opening.open_postgresql(url)
    try:
        yield db
    finally:
        db.close()


def gives(url, count):
    """So many visitors take a number; everything is sound afterwards."""
    with opened(url) as db:
        with db.reading() as conn:
            hall = halls.load(conn)
        numbers = [take(db, hall, at=MORNING).number for _ in range(count)]
        told = verify(db, hall)
        assert told.ok, told.faults
        return numbers


def said(site, *words):
    status = site.say(*words, "--json")
    told = site.heard()
    assert status == 0, told.err
    return json.loads(told.out)


def test_an_older_copy_comes_back_and_numbers_go_on_behind_the_replaced_database(site, url):
    gives(url, 5)
    copy = said(site, "backup")["file"]
    assert site.say("backup", "--check", copy) == 0
    site.heard()
    gives(url, 4)

    told = said(site, "restore", copy, "--yes")

    assert told["all_known"]
    assert (told["numbers"]["A"], told["seq"] - told["from_seq"]) == (10, 5)
    assert [file.name for file in (site.data).glob("replaced-*/*")] == ["hall.dump"]
    assert gives(url, 2) == ["A010", "A011"]


def test_an_encrypted_copy_comes_back_with_its_key(site, url, tmp_path):
    key = tmp_path / "hall.key"
    said(site, "backup", "keys", "--out", str(key))
    site.config.write_text(site.config.read_text() + "\nbackup: {encrypt_to: backup-key.pub}\n")
    gives(url, 3)
    copy = said(site, "backup")["file"]
    gives(url, 2)

    assert site.say("restore", copy, "--yes") == 2
    assert "is encrypted to the key" in site.heard().err
    assert said(site, "restore", copy, "--yes", "--key", str(key))["numbers"]["A"] == 6
    assert gives(url, 1) == ["A006"]


def test_a_database_put_back_by_its_keepers_goes_on_in_place(site, url):
    gives(url, 3)

    told = said(site, "restore", "--in-place", "--known", "A=40", "--yes")

    assert told["numbers"]["A"] == 61
    assert gives(url, 1) == ["A061"]


def test_a_database_with_a_hall_on_it_is_not_replaced(site, url):
    copy = said(site, "backup")["file"]
    with opened(url) as db, db.reading():
        assert site.say("restore", copy, "--yes") == 1
    assert "stop it first" in site.heard().err


def test_without_postgresqls_tools_it_is_said_what_to_install(site, monkeypatch, tmp_path):
    from queue_server.storage import backup_postgresql

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(backup_postgresql, "PROGRAMS", tmp_path)
    assert site.say("backup") == 3
    assert "postgresql-client" in site.heard().err
