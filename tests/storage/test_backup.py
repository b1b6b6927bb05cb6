"""A copy is one instant of a hall that goes on, and is believed only when all of it was read again."""

import json
import os
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from queue_server.storage import backup, backup_postgresql, journal, opening
from queue_server.storage.backup import NotSound
from queue_server.usecases import backups
from queue_server.usecases.backups import BY_HAND, SCHEDULED, CannotBackUp, Copy, Hall
from tests.builders import DAY, NINE, open_counters, press_next, take

JAKARTA = ZoneInfo("Asia/Jakarta")
sqlite_alone = pytest.mark.on("sqlite")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "backup"
    made.mkdir()
    return made


@pytest.fixture
def place(address, tmp_path):
    """What belongs to the test's hall."""
    config = tmp_path / "config.yaml"
    config.write_text("site: {}\n")
    dump = None if not isinstance(address, str) else lambda to: backup_postgresql.dump(address, to)
    file = tmp_path / "none" if dump else address
    return Hall(site="SIAK", database=file, media=tmp_path / "media", config=config, dump=dump)


def copied(place, folder, *, at=NINE, why=BY_HAND):
    return backups.make(place, folder, at=at, why=why, gently=False)


# --- one copy


def test_a_copy_tells_what_is_in_it(db, hall, place, folder):
    open_counters(db, hall, "1")
    for _ in range(3):
        take(db, hall)
    press_next(db, hall, "1")

    copy = copied(place, folder)

    with db.reading() as conn:
        seq, life = journal.last_seq(conn), journal.epoch(conn)
    told = json.loads(copy.file.read_text())
    assert (told["seq"], told["epoch"], told["tickets"]) == (seq, life, 3)
    assert told["numbers"] == {DAY: {"A": 3}}
    assert (told["revision"], told["why"], told["site"]) == (opening.newest(), "by hand", "SIAK")
    assert len(told["head"]) == 64
    assert set(told["files"]) == {copy.database.name, copy.file.with_suffix(".yaml").name}
    assert list(backups.check(copy)) == []
    assert [one.file for one in backups.every(folder)] == [copy.file]


@sqlite_alone
def test_a_copy_is_made_while_numbers_are_given_out_and_is_one_instant(db, hall, place, folder):
    take(db, hall, "SKCK")
    stop = threading.Event()
    given = []

    def visitors():
        while not stop.is_set():
            given.append(take(db, hall, "SKCK").number)

    line = threading.Thread(target=visitors)
    line.start()
    try:
        copies = [copied(place, folder, at=NINE + timedelta(seconds=n)) for n in range(5)]
    finally:
        stop.set()
        line.join()

    assert given
    for copy in copies:
        assert list(backups.check(copy)) == []
        assert copy.told["numbers"][DAY]["D"] == copy.told["tickets"]
    assert [c.told["tickets"] for c in copies] == sorted(c.told["tickets"] for c in copies)


@sqlite_alone
def test_numbers_given_out_between_two_pieces_neither_come_in_nor_make_it_begin_anew(
    db, hall, place, folder, monkeypatch
):
    monkeypatch.setattr(backup, "PIECE_PAGES", 32)
    take(db, hall, "SKCK")
    pieces = []

    def visitor(done, all):
        pieces.append(done)
        assert len(pieces) < 100
        take(db, hall, "SKCK")

    backup.copy(place.database, folder / "x.db", gently=False, told=visitor)

    assert pieces == sorted(pieces)
    assert len(pieces) > 2
    assert backup.check(folder / "x.db").tickets == 1


@sqlite_alone
def test_the_disk_is_left_to_the_hall_after_each_piece(db, hall, place, folder, monkeypatch):
    monkeypatch.setattr(backup, "PIECE_PAGES", 16)
    seen, synced = [], []
    plain = os.fdatasync
    monkeypatch.setattr(os, "fdatasync", lambda file: (synced.append(file), plain(file))[1])

    backup.copy(
        place.database,
        folder / "x.db",
        gently=False,
        told=lambda done, all: seen.append((done, all)),
    )

    assert len(seen) == len(synced) > 3
    assert seen[-1][0] == seen[-1][1]
    assert oct((folder / "x.db").stat().st_mode)[-3:] == "600"


@sqlite_alone
def test_pictures_lie_once_however_many_copies_there_are(db, hall, place, folder):
    place.media.mkdir()
    picture = place.media / ("ab" * 32 + ".png")
    picture.write_bytes(b"picture")
    with db.transaction() as tx:
        tx.conn.exec_driver_sql(
            "INSERT INTO media (kind, name, file, type, bytes, text, zones, enabled, position, created_at, actor)"
            f" VALUES ('picture', 'x', '{picture.name}', 'image/png', 7, '{{}}', '[]', 1, 0, '2026-11-23', 'a')"
        )

    first, then = copied(place, folder), copied(place, folder)

    assert first.file != then.file
    assert [f.name for f in (folder / "media").iterdir()] == [picture.name]
    assert f"media/{picture.name}" in then.told["files"]
    (folder / "media" / picture.name).unlink()
    assert list(backups.check(then)) == [f"media/{picture.name}: it is gone"]


# --- what is no good


@sqlite_alone
@pytest.mark.parametrize("where", [100, 4096 * 3 + 50, -10])
def test_a_copy_that_was_damaged_later_is_told(db, hall, place, folder, where):
    take(db, hall)
    copy = copied(place, folder)
    content = bytearray(copy.database.read_bytes())
    content[where] ^= 0xFF
    copy.database.write_bytes(content)

    assert "SHA-256" in next(backups.check(copy))


@sqlite_alone
def test_a_damaged_hall_makes_no_copy_and_says_so(db, hall, place, folder, tmp_path):
    take(db, hall)
    copy = copied(place, folder)
    content = bytearray(copy.database.read_bytes())
    content[4096 * 5 : 4096 * 9] = os.urandom(4096 * 4)
    hurt = tmp_path / "hurt.db"
    hurt.write_bytes(content)

    with pytest.raises(CannotBackUp, match=r"not sound|malformed"):
        copied(Hall(site="SIAK", database=hurt, media=place.media), folder)
    assert backups.every(folder) == [copy]
    assert not list(folder.glob("*.part*"))


@sqlite_alone
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE journal_head SET seq = seq + 1", "last number used"),
        ("UPDATE journal_head SET hash = zeroblob(32)", "chain's head"),
        ("UPDATE number_series SET last = 0", "the series ends at 0"),
        ("DROP TABLE ticket", "no database of a hall"),
    ],
)
def test_a_copy_that_does_not_agree_with_itself_is_none(
    db, hall, place, folder, tmp_path, statement, fault
):
    take(db, hall)
    strange = tmp_path / "strange.db"
    backup.copy(place.database, strange, gently=False)
    conn = sqlite3.connect(strange)
    conn.execute("PRAGMA foreign_keys=OFF")
    conn.execute(statement)
    conn.commit()
    conn.close()

    with pytest.raises(NotSound, match=fault):
        backup.check(strange)


@sqlite_alone
def test_a_full_disk_makes_no_copy_and_leaves_nothing(db, hall, place, folder, monkeypatch):
    monkeypatch.setattr(backups, "ROOM_KEPT", 1 << 60)

    with pytest.raises(CannotBackUp, match="No space left"):
        copied(place, folder)
    assert [file.name for file in folder.iterdir()] == [".lock"]


@sqlite_alone
def test_what_a_power_cut_left_half_done_is_swept_away_by_the_next(db, hall, place, folder):
    (folder / "hall-20261123T010000Z.db.part").write_bytes(b"half")
    (folder / "hall-20261123T010000Z.json").write_text("{")

    copy = copied(place, folder)

    assert not (folder / "hall-20261123T010000Z.db.part").exists()
    assert [one.file for one in backups.every(folder)] == [copy.file], "a torn manifest is no copy"


@sqlite_alone
def test_two_do_not_copy_into_one_folder_at_once(db, hall, place, folder):
    with backups.turn(folder), pytest.raises(CannotBackUp, match="another copy"):
        copied(place, folder)


# --- which ones stay


def made_at(*hours, why=SCHEDULED):
    """Copies made so many hours before nine o'clock."""
    ages = {h: (NINE - timedelta(hours=h)).isoformat() for h in hours}
    return [Copy(h, {"at": at, "why": why}) for h, at in ages.items()]


def test_the_newest_of_each_of_the_last_hours_days_and_weeks_stays():
    copies = made_at(*range(24 * 30))

    stay = backups.kept(copies, hourly=3, daily=4, weekly=2, zone=JAKARTA)

    ago = sorted(copy.file for copy in stay)
    # Nine o'clock, two hours more; the last hour of the three days before; of the week before: its Sunday.
    assert ago == [0, 1, 2, 10, 34, 58]


def test_a_copy_made_by_hand_is_never_removed_and_media_only_with_its_last_copy(folder):
    media = folder / "media"
    media.mkdir()
    (media / "old.png").write_text("")
    (media / "kept.png").write_text("")
    ages = {50: (SCHEDULED, "old"), 49: (BY_HAND, "kept"), 1: (SCHEDULED, "kept")}
    for hours, (why, picture) in ages.items():
        name = f"hall-{100 - hours}"
        (folder / f"{name}.db").write_text("")
        told = {
            "format": 1, "at": (NINE - timedelta(hours=hours)).isoformat(), "why": why, "database": f"{name}.db",
            "files": {f"{name}.db": {}, f"media/{picture}.png": {}},
        }  # fmt: skip
        (folder / f"{name}.json").write_text(json.dumps(told))

    gone = backups.rotate(folder, hourly=1, daily=0, weekly=0)

    assert [copy.file.name for copy in gone] == ["hall-50.json"]
    assert sorted(f.stem for f in folder.glob("hall*")) == [*["hall-51"] * 2, *["hall-99"] * 2]
    assert [f.name for f in media.iterdir()] == ["kept.png"]


@pytest.mark.parametrize(
    ("hours", "due"),
    [((), True), ((0.5,), False), ((0.95,), True), ((30, 0.5), False), ((-5,), True)],
)
def test_a_copy_is_due_when_the_newest_is_an_hour_old_or_of_the_future(hours, due):
    assert backups.is_due(made_at(*hours), every=timedelta(hours=1), at=NINE) is due
    by_hand = made_at(0.1, why=BY_HAND)
    assert backups.is_due(by_hand, every=timedelta(hours=1), at=NINE), "one by hand is no schedule"


def test_a_copy_is_told_by_the_time_it_was_made_wherever_it_lies(db, hall, place, folder):
    copy = copied(place, folder, at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC))

    assert copy.file.name == "hall-20261123T020000Z.json"
    assert copy.at == NINE
