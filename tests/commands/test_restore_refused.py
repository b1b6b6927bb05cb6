"""What is not restored, and what a restore leaves that was killed."""

from pathlib import Path

import pytest

from queue_server.storage import opening
from queue_server.usecases import backups, restore_files
from tests.commands.restored import hall, today

__all__ = ["hall", "today"]


def test_nothing_is_restored_without_a_yes(hall):
    hall.gives(2)
    copy = hall.copies()
    hall.gives(2)

    assert hall.say("restore", copy) == 1
    told = hall.heard()
    assert "goes on with A005" in told.out
    assert "--yes" in told.err
    assert not (hall.data / "hall.db.restoring").exists()
    assert hall.gives(1) == ["A005"]


def test_a_running_hall_is_not_replaced(hall):
    copy = hall.copies()
    with opening.lock(hall.data):
        assert hall.say("restore", copy, "--yes") == 3
    assert "Stop it first" in hall.heard().err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "Say which copy"), (("/nowhere.json",), 3, "is not there"),
        (("COPY", "--known", "Q=5"), 2, "no service has the letter Q"),
        (("COPY", "--known", "57"), 2, "A=57"), (("COPY", "--gap", "-1"), 2, "0 to 5000"),
        (("COPY", "--in-place"), 2, "Say which copy"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(hall, words, status, said):
    copy = hall.copies()
    before = (hall.data / opening.FILE).read_bytes()

    assert (
        hall.say("restore", *(copy if word == "COPY" else word for word in words), "--yes")
        == status
    )
    assert said in hall.heard().err
    assert (hall.data / opening.FILE).read_bytes() == before


def test_a_copy_with_faults_is_not_restored(hall):
    copy = backups.load(Path(hall.copies()))
    with copy.database.open("r+b") as file:
        file.seek(5000)
        file.write(b"\0\0\0\0\xff")

    assert hall.say("restore", str(copy.file), "--yes") == 1
    assert "SHA-256" in hall.heard().err


def test_a_database_alone_is_a_copy_too(hall):
    hall.gives(2)
    copy = backups.load(Path(hall.copies()))
    copy.file.unlink()

    assert hall.restores(str(copy.database))["numbers"]["A"] == 3


def test_a_restore_that_was_killed_keeps_the_hall_shut_until_it_is_said_again(hall, monkeypatch):
    hall.gives(5)
    copy = hall.copies()
    hall.gives(4)
    plain = restore_files.backup.sync
    (hall.data / "announcer").mkdir(exist_ok=True)

    def killed(path):
        if list(hall.data.glob("replaced-*/hall.db")):
            raise KeyboardInterrupt
        plain(path)

    with monkeypatch.context() as patched:
        patched.setattr(restore_files.backup, "sync", killed)
        with pytest.raises(KeyboardInterrupt):
            hall.say("restore", copy, "--yes")
    assert not (hall.data / opening.FILE).exists()
    hall.heard()
    assert hall.say("staff", "list") == 3
    assert "broken off" in hall.heard().err

    told = hall.restores(copy)

    assert told["all_known"]
    assert hall.gives(1) == ["A010"]
