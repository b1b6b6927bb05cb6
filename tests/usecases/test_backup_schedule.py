"""Copies by the clock: begun when due, in a process of their own; a failure is told once, and so is its end."""

import json
import sys
from datetime import timedelta

import pytest

from queue_server.domain.events import Kind
from queue_server.storage import journal, settings
from queue_server.usecases.backup_schedule import Schedule
from tests.builders import NINE, minutes

pytestmark = pytest.mark.on("sqlite")
DONE = {"ok": True, "file": "x.json", "at": NINE.isoformat(), "bytes": 1, "seconds": 0.1}


@pytest.fixture
def schedule(db, hall, tmp_path):
    """``schedule(says)``: copies are made by a program that says this and ends; ``says`` may be changed in its file."""
    said = tmp_path / "said"

    def make(says, *, every=timedelta(hours=1), first_after_s=0.0):
        said.write_text(says)
        words = [sys.executable, "-S", "-c", "print(open('said').read())"]
        made = Schedule(
            db, words, folder=tmp_path, every=every, now=lambda: NINE, first_after_s=first_after_s
        )
        made.said = said
        return made

    return make


def rows(db):
    with db.reading() as conn:
        return journal.of_kinds(conn, [Kind.BACKUP_CHANGED], after=0)


def looked(schedule):
    """What the watch would have had done aside."""
    begun = []
    schedule.look(begun.append)
    return begun


def test_a_hall_opens_before_it_copies_itself(schedule):
    assert looked(schedule(json.dumps(DONE), first_after_s=300)) == []
    assert looked(schedule(json.dumps(DONE), every=None)) == []


def test_one_copy_at_a_time_and_the_next_when_it_is_due(schedule):
    made = schedule(json.dumps(DONE))
    (run,) = looked(made)
    assert looked(made) == [], "one is under way"

    run()

    assert made.state == {"ok": True, "at": NINE.isoformat(), "why": ""}
    assert looked(made) == [], "the next is due in an hour"
    assert 3500 < made._until_next(DONE) <= 3600
    assert made._until_next({"at": (NINE - minutes(50)).isoformat()}) == 600
    assert made._until_next({"at": (NINE - minutes(500)).isoformat()}) == 60


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (json.dumps({"ok": False, "why": "the stick is not in"}), "the stick is not in"),
        ("", "without a word"), ("nonsense", "without a word"), ("[1]", "without a word"),
    ],
)  # fmt: skip
def test_a_failure_is_told_once_and_its_end_once(schedule, db, says, why):
    made = schedule(says)
    made.run()
    made.run()

    (row,) = rows(db)
    assert (row.data["state"], why in row.data["why"]) == ("failed", True)
    assert made.state["ok"] is False
    with db.reading() as conn:
        assert settings.get(conn, "backup")["ok"] is False
    made.said.write_text(json.dumps(DONE))
    made.run()
    made.run()
    assert [row.data["state"] for row in rows(db)] == ["failed", "well"]


def test_a_restart_does_not_tell_the_same_failure_again(schedule, db):
    schedule(json.dumps({"ok": False, "why": "full"})).run()
    schedule(json.dumps({"ok": False, "why": "full"})).run()

    assert len(rows(db)) == 1


def test_a_program_that_is_not_there_is_a_failure_too(db, hall, tmp_path):
    made = Schedule(
        db, ["/nowhere/at/all"], folder=tmp_path, every=timedelta(hours=1), now=lambda: NINE
    )
    made.run()

    assert "no process for it" in made.state["why"]
