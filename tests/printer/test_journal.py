"""What was sent is known after any end; no job is begun twice."""

import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from printer import journal as journals
from printer.journal import Journal, open_journal

AT = datetime(2026, 11, 23, 3, 32, tzinfo=UTC)
HOLDER = Path(__file__).with_name("journal_holder.py")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(file):
    opened = Journal(file)
    yield opened
    opened.close()


def states(entries):
    return [(entry.id, entry.state) for entry in entries]


def test_after_kill_9_a_printed_ticket_is_printed_and_a_begun_one_unknown(running, file):
    with running(
        [sys.executable, HOLDER, file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=HOLDER.parents[2],
        env={"PYTHONPATH": str(HOLDER.parents[2])},
    ) as holder:
        assert holder.stdout.readline() == "sending\n"
        holder.send_signal(signal.SIGKILL)
        holder.wait(5)

    journal = Journal(file)
    lost = journal.recover()

    assert states(lost) == [("2", "unknown")]
    assert states(journal.untold("e")) == [("1", "printed"), ("2", "unknown")]
    assert journal.seen("1", "m").paper_mm == 105
    assert journal.seen("2", "m").why == "restarted"
    journal.close()


def test_every_word_is_on_the_disk_before_the_first_byte(journal):
    assert journal._db.execute("pragma synchronous").fetchone() == (2,)


def test_a_job_that_was_begun_cannot_be_begun_again(journal):
    journal.sending("1", "m", epoch="e", at=AT)

    with pytest.raises(sqlite3.IntegrityError):
        journal.sending("1", "m", epoch="e", at=AT)


def test_the_same_id_from_a_server_set_up_anew_is_another_job(journal):
    journal.sending("1", "m", epoch="old", at=AT)
    journal.settle("1", "m", state="printed")

    assert journal.seen("1", "other") is None
    assert journal.untold("new") == []


def test_a_job_is_told_until_the_server_has_heard_its_end(journal):
    journal.sending("1", "m", epoch="e", at=AT)
    journal.told("1", "m", "sending")
    assert journal.untold("e") == []

    journal.settle("1", "m", state="printed")
    assert states(journal.untold("e")) == [("1", "printed")]

    journal.told("1", "m", "printed")
    assert journal.untold("e") == []


def test_a_job_that_was_not_sent_after_all_is_forgotten(journal):
    journal.sending("1", "m", epoch="e", at=AT)
    journal.forget("1", "m")

    assert journal.seen("1", "m") is None


def test_of_many_settled_jobs_the_first_are_cleared_away_and_untold_ones_stay(journal, monkeypatch):
    monkeypatch.setattr(journals, "KEPT", 2)
    for job_id in "12345":
        journal.sending(job_id, "m", epoch="e", at=AT)
        journal.settle(job_id, "m", state="printed")
        if job_id != "2":
            journal.told(job_id, "m", "printed")

    journal.recover()

    assert [journal.seen(id, "m") is not None for id in "12345"] == [False, True, False, True, True]
    assert states(journal.untold("e")) == [("2", "printed")]


def test_order_is_the_order_of_writing_whatever_the_clock_did(journal):
    for job_id, at in (("1", AT), ("2", AT - timedelta(days=400)), ("3", AT)):
        journal.sending(job_id, "m", epoch="e", at=at)
        journal.settle(job_id, "m", state="printed")

    assert states(journal.untold("e")) == [(id, "printed") for id in "123"]


def test_a_first_journal_is_whole(tmp_path):
    journal = open_journal(tmp_path / "journal.sqlite", is_new=True)
    assert not journal.is_torn
    journal.close()


def test_a_journal_that_is_gone_is_begun_anew_and_says_so(tmp_path):
    journal = open_journal(tmp_path / "journal.sqlite", is_new=False)
    assert journal.is_torn
    journal.close()


@pytest.mark.parametrize("spoilt", [b"not a database at all" * 100, None])
def test_a_damaged_journal_is_put_aside_and_a_new_one_begun(tmp_path, spoilt, caplog):
    file = tmp_path / "journal.sqlite"
    journal = Journal(file)
    for n in range(200):
        journal.sending(str(n), "m" * 200, epoch="e", at=AT)
    journal.close()
    if spoilt is None:  # pages overwritten in the middle
        whole = bytearray(file.read_bytes())
        whole[4096:12288] = b"\xff" * 8192
        spoilt = bytes(whole)
    file.write_bytes(spoilt)

    journal = open_journal(file, is_new=False)

    assert journal.is_torn
    assert journal.untold("e") == []
    assert (tmp_path / "journal.sqlite.damaged-1").read_bytes() == spoilt
    assert "DAMAGED" in caplog.text
    journal.tear(torn=False)
    journal.close()
    assert not open_journal_of(file)


def open_journal_of(file):
    journal = open_journal(file, is_new=False)
    try:
        return journal.is_torn
    finally:
        journal.close()


# --- what a server may have lost


def printed(journal, number, at, *, epoch="e2"):
    journal.sending(number + at, "m", epoch=epoch, at=AT, number=number, issued_at=at)


def test_the_highest_numbers_of_the_last_day_are_remembered_by_letter(journal):
    printed(journal, "A900", "2026-11-22T15:00:00+07:00")
    printed(journal, "A777", "2026-11-23T08:00:00+07:00", epoch="e1")
    for number in ("A009", "A010", "F002", "2A001"):
        printed(journal, number, "2026-11-23T07:30:00+07:00")

    told = journal.knew()

    assert told["epoch"] == "e2"
    assert sorted(one["number"] for one in told["numbers"]) == ["2A001", "A010", "F002"]
    assert {one["at"] for one in told["numbers"]} == {"2026-11-23T07:30:00+07:00"}


def test_a_journal_of_an_earlier_release_learns_to_say_what_is_on_paper(file):
    old = sqlite3.connect(file)
    old.execute(
        "create table job (id text not null, mark text not null, epoch text not null, state text not null,"
        " why text not null default '', paper_mm integer, at text not null, told text not null default '',"
        " primary key (id, mark)) strict"
    )
    old.execute("insert into job values ('1', 'm', 'e', 'printed', '', 90, 'then', 'printed')")
    old.commit()
    old.close()

    for _ in range(2):
        journal = Journal(file)
        assert journal.seen("1", "m").state == "printed"
        assert journal.knew() == {"epoch": "e", "numbers": []}
        journal.close()
