"""Copies that a thief cannot read: a key is made, copies are encrypted to it, one comes back with its other half."""

import json
import sqlite3
from pathlib import Path

import pytest

from queue_server.config import load
from queue_server.storage import opening
from queue_server.usecases import backup_files, backups
from tests.commands.restored import hall, today

__all__ = ["hall", "today"]
FILM = b"a film about the hall " * 20_000


@pytest.fixture
def locked(hall, tmp_path):
    """The hall with a key, three numbers given and a picture in its playlist; ``hall.key_file`` is in the safe."""
    safe = tmp_path / "safe"
    safe.mkdir()
    hall.key_file = safe / "hall.key"
    hall.told(0, "backup", "keys", "--out", str(hall.key_file), "--json")
    hall.config.write_text(hall.config.read_text() + "\nbackup: {encrypt_to: backup-key.pub}\n")
    hall.picture = with_picture(hall)
    hall.gives(3)
    return hall


@pytest.fixture(autouse=True)
def told(hall):
    def say(status, *words):
        assert hall.say(*words) == status
        return hall.heard()

    hall.told = say


def with_picture(hall):
    """A file of the playlist, and the row that names it."""
    from hashlib import sha256

    name = f"{sha256(FILM).hexdigest()}.mp4"
    (hall.data / "media").mkdir(exist_ok=True)
    (hall.data / "media" / name).write_bytes(FILM)
    conn = sqlite3.connect(hall.data / opening.FILE)
    columns = [row[1:4] for row in conn.execute("PRAGMA table_info(media)")]
    known = {"file": name, "kind": "film"}
    values = [known.get(name, 1 if "INT" in kind else "2026-11-23") for name, kind, _ in columns]
    conn.execute(f"INSERT INTO media VALUES ({','.join('?' * len(values))})", values)
    conn.commit()
    conn.close()
    return name


def copied(hall):
    return backups.load(Path(hall.copies()))


def test_nothing_of_an_encrypted_copy_is_read_without_the_key_and_nothing_lies_open(locked):
    copy = copied(locked)

    assert {Path(name).suffix for name in copy.told["files"]} == {".vault"}
    assert len(copy.told["files"]) == 3  # database, config.yaml, film
    for name in copy.told["files"]:
        held = (copy.folder / name).read_bytes()
        assert held.startswith(b"satupintu vault 1")
        assert not [
            word for word in (b"SQLite format", b"A001", b"site:", FILM[:40]) if word in held
        ]
    assert not (locked.data / backup_files.OPEN).exists()
    assert list(backups.check(copy)) == []
    listed = locked.told(0, "backup", "--list").out
    assert copy.key in listed
    assert "looked into" in locked.told(0, "backup", "--check", str(copy.file)).out


def test_it_comes_back_with_the_key_and_no_number_is_given_twice(locked):
    copy = copied(locked)
    locked.gives(2)
    (locked.data / opening.FILE).unlink()
    (locked.data / "media" / locked.picture).unlink()

    asked = locked.told(2, "restore", str(copy.file), "--yes")
    assert "is encrypted to the key" in asked.err
    back = locked.restores(str(copy.database), "--key", str(locked.key_file))

    assert back["numbers"]["A"] > 5
    locked.gives(2)
    assert (locked.data / "media" / locked.picture).read_bytes() == FILM
    assert not (locked.data / backup_files.OPEN).exists()


def test_without_its_manifest_it_comes_back_too(locked):
    copy = copied(locked)
    copy.file.unlink()
    assert locked.restores(str(copy.database), "--key", str(locked.key_file))["numbers"]["A"] == 4


def hurt_consistently(copy, name, change):
    """As somebody who can write to the stick would: file and manifest agree."""
    file = copy.folder / name
    file.write_bytes(change(file.read_bytes()))
    copy.told["files"][name] = backup_files.facts(file)
    copy.file.write_text(json.dumps(copy.told))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda bytes: bytes[:-100], "changed or cut"),
        (lambda bytes: bytes[:9000] + (bytes[9000] ^ 1).to_bytes() + bytes[9001:], "was changed"),
        (lambda bytes: b"SQLite format 3\0" + bytes, "its beginning"),
    ],
)
def test_what_was_changed_is_refused_before_anything_is(locked, change, said):
    copy = copied(locked)
    before = (locked.data / opening.FILE).read_bytes()
    hurt_consistently(copy, copy.told["database"], change)

    refused = locked.told(1, "restore", str(copy.file), "--key", str(locked.key_file), "--yes")
    assert said in refused.err
    assert (locked.data / opening.FILE).read_bytes() == before
    assert not (locked.data / backup_files.OPEN).exists()
    checked = locked.told(1, "backup", "--check", str(copy.file), "--key", str(locked.key_file))
    assert said in checked.out


def test_a_film_in_place_of_another_and_a_name_outside_the_folder_are_refused(locked):
    copy = copied(locked)
    (film,) = [name for name in copy.told["files"] if name.startswith("media/")]
    (locked.data / "media" / locked.picture).unlink()
    sealed = (copy.folder / copy.told["database"]).read_bytes()
    hurt_consistently(copy, film, lambda _: sealed)
    words = ("restore", str(copy.file), "--key", str(locked.key_file), "--yes")
    assert "another picture or film" in locked.told(1, *words).err

    copy.told["files"]["../config.yaml"] = copy.told["files"].pop(film)
    copy.file.write_text(json.dumps(copy.told))
    assert "not in its folder" in locked.told(3, *words).err


def test_a_wrong_key_is_told_in_words(locked, tmp_path):
    copy = copied(locked)
    other = tmp_path / "other.key"
    locked.told(0, "backup", "keys", "--new", "--out", str(other))
    words = ("restore", str(copy.file), "--yes", "--key")

    assert f"it is encrypted to the key {copy.key}" in locked.told(1, *words, str(other)).err
    public = next(locked.config.parent.glob("backup-key-until-*.pub"))
    assert "the public half" in locked.told(1, *words, str(public)).err
    assert "No such file" in locked.told(3, *words, "/nowhere.key").err
    assert copied(locked).key != copy.key, "from now on the new key"
    locked.told(0, "backup", "--check", str(copy.file), "--key", str(locked.key_file))


def test_a_copy_is_laid_open_for_somebody_who_must_see_it(locked, tmp_path):
    copy = copied(locked)
    place = tmp_path / "shown"
    place.mkdir()
    words = ("backup", "--open", str(copy.file), "--key", str(locked.key_file))
    assert "--to DIR" in locked.told(2, *words).err
    locked.told(0, *words, "--to", str(place))

    plain = place / copy.file.name
    assert list(backups.check(backups.load(plain))) == []
    assert plain.with_suffix(".yaml").read_text() == locked.config.read_text()
    assert (
        "is not encrypted" in locked.told(2, "backup", "--open", str(plain), "--to", str(place)).err
    )


def test_without_its_key_no_copy_is_made_and_the_config_is_told_of(locked):
    (locked.config.parent / "backup-key.pub").unlink()
    said = json.loads(locked.told(3, "backup", "--json").out)
    assert "without the key no copy is made" in said["why"]
    assert backups.every(locked.data / "backup") == []
    advice = json.loads(locked.told(0, "check-config", "--json").out)["advice"]
    assert [line for line in advice if line.startswith("backup.encrypt_to")]


def test_a_film_is_encrypted_once_for_all_copies_and_goes_with_the_last(locked):
    earlier = copied(locked)
    [film] = [name for name in earlier.told["files"] if name.startswith("media/")]
    first = (locked.data / "backup" / film).stat().st_mtime_ns
    later = copied(locked)
    assert film in later.told["files"]
    assert (locked.data / "backup" / film).stat().st_mtime_ns == first

    folder = locked.data / "backup"
    for copy, at in ((earlier, "2026-11-23T01:00:00+00:00"), (later, later.told["at"])):
        copy.file.write_text(json.dumps(copy.told | {"why": backups.SCHEDULED, "at": at}))
    backups.rotate(folder, hourly=1, daily=0, weekly=0)
    assert [copy.file for copy in backups.every(folder)] == [later.file]
    assert (folder / film).exists()
    assert {file.name for file in folder.glob("hall-*.vault")} == {
        name for name in later.told["files"] if not name.startswith("media/")
    }


def test_a_key_is_made_once_and_its_private_half_is_nowhere_but_where_it_was_sent(hall, tmp_path):
    shown = hall.told(0, "backup", "keys").out.strip().splitlines()
    assert shown[-1].startswith("SPKEY-")
    public = hall.config.parent / "backup-key.pub"
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or shown[-1] not in file.read_text(errors="replace")
    assert "--new makes another key" in hall.told(1, "backup", "keys").err
    assert "File exists" in hall.told(3, "backup", "keys", "--new", "--out", str(public)).err

    told = json.loads(hall.told(0, "backup", "keys", "--new", "--json").out)
    assert told["private"].startswith("SPKEY-")
    assert told["key"] in public.read_text()
    assert len(list(hall.config.parent.glob("backup-key-until-*.pub"))) == 1
    assert load(hall.config, {}).backup.encrypt_to is None, "config.yaml is a person's"
