"""What TVs show: rows agree with their files, each change has its number, each zone its playlist."""

import os
import threading
import time
from dataclasses import replace

import pytest

from queue_server.domain.errors import InvalidInput, NotFound
from queue_server.domain.media import (
    MOST_ITEMS,
    TooManyItems,
)
from queue_server.main import plainly
from queue_server.storage import journal
from queue_server.usecases import media
from queue_server.usecases.media_files import received
from tests.builders import NEXT_DAY, at
from tests.media_samples import picture

NOW, TOMORROW = at("09.00"), at("09.00", NEXT_DAY)
BY = {"actor": "staff:ani", "at": NOW}


def pieces(data, size=100_000):
    return [data[start : start + size] for start in range(0, len(data), size)]


def send(db, folder, data, name="kiriman"):
    with received(folder, pieces(data), length=len(data), said="", offload=plainly) as kept:  # fmt: skip
        return media.add_file(db, folder, kept, name=name, **BY)


def text(db, hall, words="Bawa KK asli", **more):
    return media.add_text(db, hall, text={"id": words}, name=None, **BY | more)


def names(folder):
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_the_same_picture_twice_is_one_file_until_the_last_one_goes(db, tmp_path):
    first, second = send(db, tmp_path, picture()), send(db, tmp_path, picture())
    assert first.file == second.file
    assert names(tmp_path) == [first.file]
    media.remove(db, tmp_path, first.id, **BY)
    assert names(tmp_path) == [first.file]
    media.remove(db, tmp_path, second.id, **BY)
    assert names(tmp_path) == []
    with pytest.raises(NotFound):
        media.remove(db, tmp_path, second.id, **BY)


def test_every_change_has_its_number_and_who_made_it(db, hall, tmp_path):
    picture_item = send(db, tmp_path, picture())
    words = text(db, hall)
    media.change(db, hall, words.id, {"enabled": False}, actor="staff:budi", at=NOW)
    media.remove(db, tmp_path, picture_item.id, **BY)
    with db.reading() as conn:
        rows = [row for row in journal.since(conn, 0, limit=100) if row.kind == "media_changed"]
    assert [(row.actor, row.data["version"], row.data["id"], row.data["what"]) for row in rows] == [
        ("staff:ani", 1, picture_item.id, "added"),
        ("staff:ani", 2, words.id, "added"),
        ("staff:budi", 3, words.id, "changed"),
        ("staff:ani", 4, picture_item.id, "removed"),
    ]
    version, items = media.every(db)
    assert (version, [(one.id, one.position, one.enabled) for one in items]) == (4, [(words.id, 0, False)])  # fmt: skip


def test_what_is_refused_counts_no_change(db, hall):
    words = text(db, hall)
    for id, changes, refusal in ((words.id, {"zones": ("X",)}, InvalidInput), (999, {}, NotFound),
                                 (words.id, {"seconds": 3}, InvalidInput)):  # fmt: skip
        with pytest.raises(refusal):
            media.change(db, hall, id, changes, **BY)
    assert media.every(db) == (1, [words])


def test_each_zone_has_its_playlist_and_the_day_is_the_halls(db, hall):
    first, second, third = (text(db, hall, words) for words in ("satu", "dua", "tiga"))
    zone, other = (one.code for one in hall.zones[:2])
    media.change(db, hall, first.id, {"zones": (other,)}, **BY)
    media.change(db, hall, second.id, {"until_day": "2026-11-23"}, **BY)
    media.change(db, hall, third.id, {"position": 0}, **BY)

    def shown(code, moment):
        return [one.text["id"] for one in media.playlist_of(db, hall, code, at=moment)[1]]

    assert shown(zone, NOW) == ["tiga", "dua"]
    assert shown(other, NOW) == ["tiga", "satu", "dua"]
    late = at("23.59")  # still Monday in Siak, and for hours already Tuesday nowhere else
    assert shown(zone, late) == ["tiga", "dua"]
    assert shown(zone, at("00.01", NEXT_DAY)) == ["tiga"]
    assert shown(zone, TOMORROW) == ["tiga"]
    with pytest.raises(NotFound):
        media.playlist_of(db, hall, "nowhere", at=NOW)


def test_a_zone_that_was_given_up_does_not_stop_other_changes(db, hall):
    words = text(db, hall)
    zone = hall.zones[0].code
    media.change(db, hall, words.id, {"zones": (zone,)}, **BY)
    smaller = replace(hall, zones=hall.zones[1:])
    assert media.change(db, smaller, words.id, {"enabled": False}, **BY).zones == (zone,)
    with pytest.raises(InvalidInput):
        media.change(db, smaller, text(db, hall).id, {"zones": (zone,)}, **BY)


def test_there_is_an_end_to_how_much_a_screen_can_show(db, hall, tmp_path):
    for n in range(MOST_ITEMS):
        text(db, hall, f"teks {n}")
    with pytest.raises(TooManyItems):
        text(db, hall)
    with pytest.raises(TooManyItems):
        send(db, tmp_path, picture())
    with pytest.raises(TooManyItems):
        media.must_have_place(db)
    assert names(tmp_path) == []
    assert media.every(db)[0] == MOST_ITEMS


def test_changes_of_many_admins_at_once_have_each_their_number(db, hall):
    words = [text(db, hall, f"teks {n}") for n in range(6)]
    faults = []

    def press(item):
        try:
            media.change(db, hall, item.id, {"position": 0}, **BY)
        except Exception as error:  # shown below
            faults.append(error)

    hands = [threading.Thread(target=press, args=(item,)) for item in words]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(20)
    version, items = media.every(db)
    assert (faults, version) == ([], 12)
    assert [item.position for item in items] == list(range(6))


def test_what_a_power_cut_left_is_cleaned_at_the_next_start(db, tmp_path):
    used = send(db, tmp_path, picture())
    stranded, part, fresh = (tmp_path / name for name in ("a" * 64 + ".png", "ab12.part", "cd34.part"))  # fmt: skip
    for file in (stranded, part, fresh):
        file.write_bytes(b"x")
    long_ago = time.time() - 7200
    for file in (stranded, part, tmp_path / used.file):
        os.utime(file, (long_ago, long_ago))
    assert media.clean(db, tmp_path) == [stranded.name, part.name]
    assert names(tmp_path) == sorted([used.file, fresh.name])
    assert media.clean(db, tmp_path / "never made") == []
