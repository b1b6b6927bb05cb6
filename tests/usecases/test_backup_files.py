"""Encrypted copies of both kinds of database: nothing readable lies in their folder, and they open as they were."""

from dataclasses import replace

import pytest

from queue_server.storage import backup_postgresql, vault
from queue_server.storage.backup import NotSound
from queue_server.usecases import backup_files, backups
from queue_server.usecases.backup_files import Safe
from queue_server.usecases.backups import BY_HAND, CannotBackUp
from tests.builders import NINE, take
from tests.storage.test_backup import folder, place

__all__ = ["folder", "place"]
PRIVATE, PUBLIC = vault.new_key()


@pytest.fixture
def sealed_place(place, tmp_path):
    """The hall of the test with a key; its own disk is ``data``, the stick is ``folder``."""
    data = tmp_path / "data"
    data.mkdir()
    return replace(place, safe=Safe(PUBLIC, data))


def copied(place, folder, told=lambda done, all: None):
    return backups.make(place, folder, at=NINE, why=BY_HAND, gently=False, told=told)


def opened(copy, data):
    with backup_files.lying_open(data) as shown:
        found = backup_files.opened(copy, PRIVATE, shown)
        assert list(backups.check(found)) == []
        if found.database.suffix == ".dump":
            backup_postgresql.readable(found.database)
        return found


def test_it_opens_as_it_was_copied(db, hall, sealed_place, folder):
    take(db, hall)
    copy = copied(sealed_place, folder)
    assert (copy.told["tickets"], copy.key) == (1, sealed_place.safe.key)
    assert copy.database.name.endswith((".db.vault", ".dump.vault"))
    assert list(backups.check(copy)) == []
    assert opened(copy, sealed_place.safe.folder).told["tickets"] == 1


@pytest.mark.on("sqlite")
def test_nothing_readable_lies_on_the_stick_at_any_moment(db, hall, sealed_place, folder):
    take(db, hall)
    seen = []

    def look(done, all):
        seen.append([file.name for file in folder.iterdir()])

    copy = copied(sealed_place, folder, look)
    assert seen
    assert {name for names in seen for name in names} == {".lock"}
    for name in copy.told["files"]:
        assert (folder / name).read_bytes().startswith(vault.MAGIC)
    assert [file.name for file in sealed_place.safe.folder.iterdir()] == [
        f"{backup_files.OPEN}.lock"
    ]


def test_what_a_killed_copy_left_open_is_gone_after_the_next(db, hall, sealed_place, folder):
    left = sealed_place.safe.folder / backup_files.OPEN
    left.mkdir()
    (left / "hall-1.part").write_bytes(b"SQLite format 3\0")
    copied(sealed_place, folder)
    assert not left.exists()


def test_a_copy_that_goes_into_the_vault_lets_no_other_one_in(db, hall, sealed_place, folder):
    with (
        backup_files.lying_open(sealed_place.safe.folder),
        pytest.raises(CannotBackUp, match="another copy"),
    ):
        copied(sealed_place, folder)
    assert not list(folder.glob("hall-*"))


@pytest.mark.on("sqlite")
def test_what_is_not_sound_is_not_hidden_in_a_vault(db, sealed_place, folder, tmp_path):
    strange = tmp_path / "strange.db"
    strange.write_bytes(b"no database")
    with pytest.raises(CannotBackUp):
        copied(replace(sealed_place, database=strange), folder)
    assert not list(folder.glob("hall-*"))


@pytest.mark.on("sqlite")
def test_what_the_manifest_tells_is_compared_with_what_was_hidden(db, hall, sealed_place, folder):
    copy = copied(sealed_place, folder)
    told = replace(copy, told=copy.told | {"tickets": 7})
    with backup_files.lying_open(sealed_place.safe.folder) as shown:
        found = backup_files.opened(told, PRIVATE, shown)
        assert list(backups.agrees(found)) == [f"{found.database.name}: tickets is 0, the manifest says 7"]  # fmt: skip


def test_another_key_opens_nothing(db, sealed_place, folder):
    copy = copied(sealed_place, folder)
    with (
        backup_files.lying_open(sealed_place.safe.folder) as shown,
        pytest.raises(NotSound, match="it is encrypted to the key"),
    ):
        backup_files.opened(copy, vault.new_key()[0], shown)
