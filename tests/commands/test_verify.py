"""``satupintu verify``: what it says to people and to programs, of a hall that runs, that is off, and of a copy."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from queue_server.commands.verify_hands import several
from queue_server.storage import halls, opening, reading
from queue_server.usecases.verify import one_by_one, verify
from tests.builders import NINE, open_counters, press_next, take
from tests.commands.conftest import ROOT, Folder


@pytest.fixture
def off(folder):
    """A hall of three visitors whose server is off."""
    folder.filled()
    db = opening.open_sqlite(folder.data / opening.FILE)
    with db.reading() as conn:
        hall = halls.load(conn)
    for service in hall.services[:3]:
        take(db, hall, service.code, at=NINE)
    open_counters(db, hall)
    press_next(db, hall, hall.counters[0].code)
    db.close()
    return folder


def report(folder, *words, code=0):
    assert folder.say("verify", "--json", *words) == code
    return json.loads(folder.heard().out)


def changed(folder, statement):
    with closing(sqlite3.connect(folder.data / opening.FILE)) as conn, conn:
        conn.execute(statement)


def test_a_sound_hall_ends_with_zero_and_says_how_it_stands(off):
    said = report(off)
    assert {key: said[key] for key in ("ok", "tickets", "faults", "not_asked")} == {
        "ok": True, "tickets": 3, "faults": [], "not_asked": ["I2", "I3", "I5"],
    }  # fmt: skip
    assert len(said["head"]["hash"]) == 64
    assert said["seconds"] >= 0
    head = f"{said['head']['seq']}:{said['head']['hash']}"
    assert off.say("verify", "--days", "all", "--head", head[:-48]) == 0
    told = off.heard().out
    assert "3 tickets" in told
    assert head in told
    assert "1 heads compared" in told
    assert told.endswith("All well.\n")


def test_faults_end_with_one_and_name_the_row(off):
    changed(off, "UPDATE journal SET actor = 'staff:x' WHERE seq = (SELECT max(seq) - 1 FROM journal)")  # fmt: skip
    said = report(off, code=1)
    assert not said["ok"]
    seq = said["head"]["seq"] - 1
    words = f"row {seq} of the journal is not what was written behind row {seq - 1}"
    assert said["faults"] == [{"invariant": "I10", "words": words}]
    assert off.say("verify") == 1
    assert off.heard().out.endswith(f"I10: {words}\n1 fault(s).\n")


def test_a_head_from_paper_that_is_another_ends_with_one(off):
    seq = report(off)["head"]["seq"]
    said = report(off, "--head", f"{seq}:0000-0000-0000-0000", code=1)
    assert f"the head given tells of another row {seq}" in said["faults"][0]["words"]


@pytest.mark.parametrize(
    ("words", "why"),
    [(("--head", "12:1f2e"), "SEQ:HASH"), (("--days", "two"), "number of days")],
)
def test_what_is_typed_wrongly_ends_with_two(off, words, why):
    assert off.say("verify", *words) == 2
    assert why in off.heard().err


def no_file(folder):
    shutil.rmtree(folder.data)


def no_database(folder):
    (folder.data / opening.FILE).write_text("this is a letter, not a database " * 100)


def another_database(folder):
    (folder.data / opening.FILE).unlink()
    changed(folder, "CREATE TABLE letter (id)")


def of_an_older_release(folder):
    changed(folder, "UPDATE alembic_version SET version_num = '0004'")


def of_a_newer_release(folder):
    changed(folder, "UPDATE alembic_version SET version_num = '9999'")


def without_a_hall(folder):
    shutil.rmtree(folder.data)
    folder.data.mkdir()
    opening.open_sqlite(folder.data / opening.FILE).close()


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (no_file, "is not there"), (no_database, "damaged"), (another_database, "no database of Satu Pintu"),
        (of_an_older_release, "an older release"), (of_a_newer_release, "a newer release"),
        (without_a_hall, "no hall"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_ends_with_three_and_is_named(off, happens, words):
    happens(off)
    assert off.say("verify", "--json") == 3
    told = off.heard()
    assert (told.out, words in told.err) == ("", True), told.err


def test_a_postgresql_that_does_not_answer_ends_with_three(folder):
    assert folder.say("verify", "--database", "postgresql://nobody@127.0.0.1:9/x") == 3
    assert "cannot be read" in folder.heard().err


def test_a_hall_on_postgresql_is_checked_under_its_url(folder, postgres_server):
    url = postgres_server.new_database()
    db = opening.open_postgresql(url)
    try:
        folder.filled()
        assert folder.say("verify", "--database", url) == 3, "nobody set it up yet"
        text = folder.config.read_text()
        folder.config.write_text(text.replace("server: {", f"server: {{database: '{url}', "))
        assert folder.say("hall", "export") == 0
        assert folder.say("verify") == 0
        with db.transaction() as tx:
            tx.conn.exec_driver_sql("UPDATE journal SET actor = 'x' WHERE seq = 1")
        folder.heard()
        assert report(folder, code=1)["faults"][0]["invariant"] == "I10"
    finally:
        db.close()


def test_a_running_hall_is_checked_while_it_writes_and_is_not_touched(off):
    path = off.data / opening.FILE
    with opening.lock(off.data):
        db = opening.open_sqlite(path)
        try:
            with db.reading() as conn:
                hall = halls.load(conn)
            take(db, hall, hall.services[0].code, at=NINE)
            assert report(off)["tickets"] == 4
            with db.transaction() as tx:
                tx.conn.exec_driver_sql("UPDATE journal_head SET seq = seq")
                assert report(off)["tickets"] == 4, "somebody is writing at this moment"
        finally:
            db.close()


def test_a_server_that_was_killed_left_its_last_numbers_in_the_log_beside_the_file(off):
    """They are read without mending anything: the files stay as they are."""
    script = (
        "import os, sys; from queue_server.storage import halls, opening; from tests.builders import NINE, take\n"
        "db = opening.open_sqlite(__import__('pathlib').Path(sys.argv[1]))\n"
        "with db.reading() as conn: hall = halls.load(conn)\n"
        "take(db, hall, hall.services[0].code, at=NINE, key='killed-0001'); os.kill(os.getpid(), 9)"
    )
    file = off.data / opening.FILE
    words = [sys.executable, "-c", script, str(file)]
    paths = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run(words, cwd=ROOT, env=paths, check=False, timeout=60)
    log = Path(f"{file}-wal")
    before = (killed.returncode, file.read_bytes(), log.read_bytes())
    assert before[0] == -9
    assert len(before[2]) > 0
    assert report(off)["tickets"] == 4
    assert (file.read_bytes(), log.read_bytes()) == before[1:]


def test_a_copy_on_a_stick_that_cannot_be_written_is_checked_and_left_alone(off, tmp_path):
    copy = tmp_path / "stick" / "copy.db"
    copy.parent.mkdir()
    shutil.copy(off.data / opening.FILE, copy)
    copy.chmod(0o400)
    copy.parent.chmod(0o500)
    try:
        assert report(off, "--database", str(copy))["tickets"] == 3
        assert [file.name for file in copy.parent.iterdir()] == ["copy.db"]
    finally:
        copy.parent.chmod(0o700)


def test_it_needs_no_config_when_a_database_is_named(off, tmp_path, capsys):
    lost = Folder(tmp_path / "data", capsys)
    lost.config.write_text("floors: 3\n")
    assert lost.say("verify", "--database", str(off.data / opening.FILE)) == 0
    assert lost.say("verify") == 2


def test_a_long_check_is_done_by_several_processes_with_the_same_end(off):
    where = str(off.data / opening.FILE)
    changed(off, "UPDATE journal SET actor = 'staff:x' WHERE seq = 2")
    changed(off, "UPDATE number_series SET last = 9 WHERE prefix = 'A'")
    with reading.opened(where) as db:
        with db.reading() as conn:
            hall = halls.load(conn)
        alone = verify(db, hall, days=None, each=one_by_one)

        def shares(db, hall, parts):
            return several(where, many=1, hands=2)(None, None, parts)  # they have their own

        shared = verify(db, hall, days=None, each=shares)
    assert [fault.invariant for fault in alone.faults] == ["I1", "I10"]
    assert shared == alone
