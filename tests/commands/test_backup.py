"""``satupintu backup``: by hand while the hall runs and when it is off, by the clock, and what is said of a copy."""

import json
import threading
from pathlib import Path

import pytest

from queue_server import main
from queue_server.config import load
from queue_server.domain.events import Kind
from queue_server.storage import journal, opening
from queue_server.usecases import backups
from tests.commands.restored import hall, today
from tests.live.conftest import Screen
from tests.web.halls import Running, template

__all__ = ["hall", "today"]


def told(hall, *words, status=0):
    assert hall.say(*words) == status
    return hall.heard()


def test_a_copy_is_made_listed_and_found_sound(hall):
    hall.gives(3)
    made = json.loads(told(hall, "backup", "--json").out)

    assert (made["ok"], made["tickets"]) == (True, 3)
    assert Path(made["file"]).parent == hall.data / "backup"
    [listed] = json.loads(told(hall, "backup", "--list", "--json").out)
    assert (listed["file"], listed["why"]) == (made["file"], "by hand")
    assert made["file"] in told(hall, "backup", "--list").out
    assert "sound; 3 tickets" in told(hall, "backup", "--check", made["file"]).out
    database = made["file"].replace(".json", ".db")
    assert json.loads(told(hall, "backup", "--check", database, "--json").out)["faults"] == []


def test_nothing_of_a_copy_is_for_others_to_read_and_no_key_is_in_it(hall):
    made = json.loads(told(hall, "backup", "--json").out)
    folder = Path(made["file"]).parent

    assert folder.stat().st_mode & 0o77 == 0
    secrets = [file.read_bytes().strip() for file in (hall.data / "keys").iterdir()]
    for file in folder.glob("hall-*"):
        assert file.stat().st_mode & 0o77 == 0
        assert not [secret for secret in secrets if secret and secret in file.read_bytes()]


def test_a_copy_goes_where_it_is_sent_and_a_stick_that_is_not_in_is_told(hall, tmp_path):
    stick = tmp_path / "stick"
    assert "is not there" in told(hall, "backup", "--to", str(stick), status=3).err
    assert not stick.exists(), "else the copy would lie on this disk, under the stick"
    stick.mkdir()
    told(hall, "backup", "--to", str(stick))
    assert len(backups.every(stick)) == 1
    why = json.loads(told(hall, "backup", "--to", "/nowhere", "--json", status=3).out)
    assert why["ok"] is False


def test_a_copy_with_faults_is_told_with_each(hall):
    copy = backups.load(Path(json.loads(told(hall, "backup", "--json").out)["file"]))
    copy.database.write_bytes(copy.database.read_bytes()[:-4096])
    copy.file.with_suffix(".yaml").unlink()

    faults = json.loads(told(hall, "backup", "--check", str(copy.file), "--json", status=1).out)[
        "faults"
    ]
    assert len(faults) == 3
    assert told(hall, "backup", "--check", "/nowhere.json", status=3).err.startswith(
        "/nowhere.json is no copy"
    )
    other = hall.data / "other.json"
    other.write_text('{"format": 99}')
    assert "is no copy" in told(hall, "backup", "--check", str(other), status=3).err


def test_a_hall_without_a_database_has_nothing_to_copy(hall):
    (hall.data / opening.FILE).unlink()
    assert "no database" in told(hall, "backup", status=3).err


# --- by the clock


@pytest.fixture
def site(hall):
    """The hall with its loops running, whose first copy is due now."""
    config = load(hall.config, {})
    db = main.open_database(config, hall.data)
    server = main.create_server(config, db, data=hall.data, mode="threading")
    yield Running(server, db, hall.data, dict(template()[1]))
    server.backups.stop()
    server.closing.set()
    db.close()


def copied_by_the_clock(site):
    """Let the watch see that a copy is due, and wait for its end."""
    site.server.backups._next = 0.0
    done = threading.Event()
    begin = lambda run: threading.Thread(target=lambda: (run(), done.set())).start()  # noqa: E731
    site.server.backups.look(begin)
    assert done.wait(60)
    return site.server.backups.state


def test_a_copy_comes_by_the_clock_and_one_in_vain_is_told_to_staff(site):
    site.server.tail.start_at_head()
    screen = Screen(
        site.server.socketio.test_client(site.server.app, auth={"token": site.tokens["staff"]})
    )
    assert copied_by_the_clock(site)["ok"] is True
    [copy] = backups.every(site.data / "backup")
    assert copy.why == backups.SCHEDULED
    health = site.client.get("/healthz").get_json()
    assert (health["backup"]["ok"], health["backup"]["at"]) == (True, copy.told["at"])

    copy.file.unlink()
    with backups.turn(site.data / "backup"):
        assert copied_by_the_clock(site)["ok"] is True, "another server of the hall makes one"
    (site.data / "backup").rename(site.data / "away")
    (site.data / "backup").write_text("in the way")
    assert copied_by_the_clock(site)["ok"] is False
    with site.db.reading() as conn:
        [row] = journal.of_kinds(conn, [Kind.BACKUP_CHANGED], after=0)
    assert "File exists" in row.data["why"]
    site.server.tail.step()
    [notice] = [push for push in screen.got("notice") if push["code"] == "backup_failed"]
    assert notice["words"]["id"].startswith("Salinan cadangan gagal dibuat")
    assert site.take()["number"] == "A001", "the line goes on"
