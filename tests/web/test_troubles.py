"""What a machine in want answers: a stable code, words for people in two languages, nothing about its insides."""

import errno
import logging

import pytest
from flask import Flask

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.trouble import WORDS, Why, why
from queue_server.web import errors

SAID = {
    "database or disk is full": Why.DISK_FULL,
    "media: No space left on device": Why.DISK_FULL,
    "attempt to write a readonly database": Why.READ_ONLY,
    "sound: Read-only file system": Why.READ_ONLY,
    "disk I/O error": Why.DISK_ERROR,
    "unable to open database file": Why.DISK_ERROR,
    "database disk image is malformed": Why.DAMAGED,
    "file is not a database": Why.DAMAGED,
    "/data/hall.db: the file is gone": Why.GONE,
    "/data/hall.db-wal: the file was replaced": Why.GONE,
    "database is locked": Why.LOCKED,
    "locked by another process": Why.LOCKED,
    "the commit does not return": Why.STUCK,
    "the commit before this does not return": Why.STUCK,
    "out of memory": Why.NO_MEMORY,
    "Too many open files": Why.NO_FILES,
    "connection to server on socket /run/postgresql/.s.PGSQL.5432 failed": Why.NO_ANSWER,
}


@pytest.mark.parametrize("said", SAID)
def test_every_message_of_the_machine_has_a_reason(said):
    assert why(said) is SAID[said]


@pytest.mark.parametrize("one", Why)
def test_every_reason_has_words_in_both_languages(one):
    assert set(WORDS[one]) == {"id", "en"}
    assert all(len(words) < 120 for words in WORDS[one].values())


def answer(raised):
    app = Flask("machine")
    errors.install(app)

    @app.get("/")
    def fail():
        raise raised

    return app.test_client().get("/")


@pytest.mark.parametrize(
    ("raised", "code", "reason"),
    [
        (DatabaseBusy(reason="/srv/hall/hall.db: disk I/O error"), "database_unavailable", "disk_error"),
        (MemoryError(), "overloaded", "no_memory"),
        (OSError(errno.EMFILE, "Too many open files", "/srv/hall/media/a.png"), "overloaded", "no_files"),
        (OSError(errno.ENOSPC, "No space left", "/srv/hall/sound/7.wav"), "overloaded", "disk_full"),
    ],
)  # fmt: skip
def test_a_machine_in_want_answers_503_with_a_reason_and_no_path(raised, code, reason):
    told = answer(raised)

    assert (told.status_code, told.headers["Retry-After"]) == (503, "2")
    assert (told.get_json()["code"], told.get_json()["reason"]) == (code, reason)
    assert "/srv" not in told.text
    assert told.get_json()["words"] == WORDS[Why(reason)]


def test_a_flood_of_refusals_is_one_line_a_minute(caplog):
    with caplog.at_level(logging.ERROR):
        for _ in range(50):
            answer(DatabaseBusy(reason="database is locked"))

    assert len(caplog.records) <= 1


def test_another_fault_is_a_fault(caplog):
    assert answer(OSError(errno.ENOENT, "No such file", "/srv/hall/x")).status_code == 500
    assert answer(KeyError("x")).status_code == 500
