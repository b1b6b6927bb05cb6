"""What is looked at before a database is opened: whatever would make numbers begin anew, or lose some, is refused."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.trouble import Why
from queue_server.storage import halls, opening, soundness
from tests.builders import take

PAGE, FRAME, HEADER = 4096, 24, 32


@pytest.fixture
def crashed(sqlite_template, tmp_path):
    """The folder of a hall whose machine lost power after eight numbers: the database, its log and the index."""
    running, after = tmp_path / "running", tmp_path / "after"
    running.mkdir()
    (running / "keys").mkdir()
    (running / "keys" / "kiosk-kiosk-1").write_text("a key")
    shutil.copy(sqlite_template, running / opening.FILE)
    db = opening.open_sqlite(running / opening.FILE)
    with db.reading() as conn:
        hall = halls.load(conn)
    for _ in range(8):
        take(db, hall)
    shutil.copytree(running, after)
    db.close()
    return after / opening.FILE


def numbers_in(file):
    db = opening.open_sqlite(file)
    with db.reading() as conn:
        found = conn.exec_driver_sql("SELECT number FROM ticket ORDER BY id").scalars().all()
    db.close()
    return found


def log_of(file):
    return Path(f"{file}-wal")


def damage(file, at, size=16):
    with file.open("r+b") as opened:
        opened.seek(at)
        was = opened.read(size)
        opened.seek(at)
        opened.write(bytes(byte ^ 0xFF for byte in was))


def commits(file):
    """Where in the log each commit ends."""
    raw = log_of(file).read_bytes()
    frames = range(HEADER, len(raw) - FRAME, FRAME + PAGE)
    return [
        at
        for at in frames
        if raw[at + 4 : at + 8] != bytes(4) and raw[at + 8 : at + 16] == raw[16:24]
    ]


def why(file):
    with pytest.raises(DatabaseBusy) as refused:
        opening.open_sqlite(file)
    assert soundness.RESTORE in refused.value.said
    return refused.value.why


def test_after_a_power_cut_all_is_there(crashed):
    assert numbers_in(crashed) == [f"A{n:03}" for n in range(1, 9)]


@pytest.mark.parametrize("emptied", [True, False])
def test_an_empty_or_vanished_database_begins_no_numbers_anew_where_there_was_a_hall(
    crashed, emptied
):
    os.truncate(crashed, 0) if emptied else crashed.unlink()
    log_of(crashed).unlink()

    assert why(crashed) is Why.GONE


def test_a_new_folder_gets_a_new_hall(tmp_path):
    assert numbers_in(tmp_path / opening.FILE) == []


def test_a_log_that_was_thrown_away_is_missed(crashed):
    log_of(crashed).unlink()

    assert why(crashed) is Why.GONE


def test_a_log_that_was_folded_in_before_it_went_is_not_missed(crashed):
    folding = sqlite3.connect(crashed)
    folding.execute("PRAGMA wal_checkpoint")
    index = Path(f"{crashed}-shm").read_bytes()
    folding.close()  # takes both files away; killed between the two, the index is left
    Path(f"{crashed}-shm").write_bytes(index)

    assert len(numbers_in(crashed)) == 8


def test_a_log_that_was_cut_short_is_refused(crashed):
    os.truncate(log_of(crashed), commits(crashed)[3])

    assert why(crashed) is Why.DAMAGED


def test_a_log_damaged_at_its_beginning_is_refused(crashed):
    damage(log_of(crashed), 8)

    assert why(crashed) is Why.DAMAGED


@pytest.mark.parametrize("where", [4, FRAME + 100])
@pytest.mark.parametrize("commit", [0, 3, 5])
def test_a_log_damaged_in_the_middle_is_refused(crashed, commit, where):
    """At the head of a frame, or in what it holds. Of the last commit but one a power cut could have done it."""
    damage(log_of(crashed), commits(crashed)[commit] + where)

    assert why(crashed) is Why.DAMAGED


def test_the_last_transaction_torn_by_a_power_cut_is_left_out_and_the_numbers_go_on(crashed):
    """It was on its way: nobody has been told its number. Without the index, which outlives no power cut for sure."""
    log = log_of(crashed)
    Path(f"{crashed}-shm").unlink()
    damage(log, commits(crashed)[-1] + FRAME + 100)

    assert len(numbers_in(crashed)) == 7


def test_a_database_cut_in_half_is_refused(crashed):
    log_of(crashed).unlink()
    Path(f"{crashed}-shm").unlink()
    os.truncate(crashed, crashed.stat().st_size // 2 // PAGE * PAGE)

    with pytest.raises(DatabaseBusy) as refused:
        opening.open_sqlite(crashed)
    assert refused.value.why is Why.DAMAGED
