"""What was sent is known after any end; no job is begun twice."""

import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from printer.journal import Journal

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
    lost = journal.recover(at=AT)

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

    journal.settle("1", "m", state="printed", paper_mm=105)
    assert states(journal.untold("e")) == [("1", "printed")]

    journal.told("1", "m", "printed")
    assert journal.untold("e") == []


def test_a_job_that_was_not_sent_after_all_is_forgotten(journal):
    journal.sending("1", "m", epoch="e", at=AT)
    journal.forget("1", "m")

    assert journal.seen("1", "m") is None


def test_old_settled_jobs_are_cleared_away_and_untold_ones_stay(journal):
    for job_id in ("1", "2"):
        journal.sending(job_id, "m", epoch="e", at=AT)
        journal.settle(job_id, "m", state="printed")
    journal.told("1", "m", "printed")

    journal.recover(at=AT + timedelta(days=8))

    assert journal.seen("1", "m") is None
    assert states(journal.untold("e")) == [("2", "printed")]
