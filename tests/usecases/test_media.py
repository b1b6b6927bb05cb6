"""Taking in what TVs show: files are whole and bare, rows agree with them, nothing is left of what was refused."""

import io
import os
import threading
import time
from dataclasses import replace

import pytest
from PIL import Image, ImageCms

from queue_server.domain.errors import DatabaseBusy, InvalidInput, NotFound
from queue_server.domain.media import (
    LARGEST,
    MOST_ITEMS,
    MediaKind,
    NoRoom,
    NotAPicture,
    NotAVideo,
    TooLarge,
    TooManyItems,
)
from queue_server.main import plainly
from queue_server.storage import journal
from queue_server.usecases import media
from queue_server.usecases.media_files import received
from tests.builders import NEXT_DAY, at
from tests.media_samples import PLACE, box, mp4, photo, picture, png_that_says, webm

NOW, TOMORROW = at("09.00"), at("09.00", NEXT_DAY)
BY = {"actor": "staff:ani", "at": NOW}


def pieces(data, size=100_000):
    return [data[start : start + size] for start in range(0, len(data), size)]


def receive(folder, data, *, said="", **how):
    """The finished file's bytes and what is known of it."""
    sent = {"length": len(data), "said": said, "offload": plainly} | how
    with received(folder, pieces(data), **sent) as kept:
        return kept, kept.part.read_bytes()


def send(db, folder, data, name="kiriman"):
    with received(folder, pieces(data), length=len(data), said="", offload=plainly) as kept:  # fmt: skip
        return media.add_file(db, folder, kept, name=name, **BY)


def text(db, hall, words="Bawa KK asli", **more):
    return media.add_text(db, hall, text={"id": words}, name=None, **BY | more)


def names(folder):
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_a_photo_comes_out_upright_and_tells_nobody_where_it_was_taken(tmp_path):
    sent = photo()
    assert PLACE.encode() in sent
    kept, data = receive(tmp_path, sent)
    with Image.open(io.BytesIO(data)) as seen:
        assert (seen.size, (kept.width, kept.height)) == ((20, 40), (20, 40))
        assert seen.getpixel((10, 2))[1] < 60  # the red end is at the top now
        assert seen.getpixel((10, 37))[1] > 200
        assert dict(seen.getexif()) == {}
        assert not {"exif", "comment", "icc_profile"} & set(seen.info)
    assert PLACE.encode() not in data
    assert b"script" not in data


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_no_larger_than_the_largest_tv(tmp_path, kind):
    kept, data = receive(tmp_path, picture(kind, size=(4000, 50)))
    assert (kept.width, kept.height) == (3840, 48)
    with Image.open(io.BytesIO(data)) as seen:
        assert (seen.format, seen.size) == (kind, (3840, 48))


@pytest.mark.parametrize(
    ("mode", "colour", "kept"),
    [("P", 1, "RGB"), ("L", 200, "RGB"), ("LA", (9, 99), "RGBA"), ("RGBA", (9, 9, 9, 9), "RGBA"),
     ("I;16", 9, "RGB"), ("1", 1, "RGB")],
)  # fmt: skip
def test_every_kind_of_png_can_be_shown(tmp_path, mode, colour, kept):
    _, data = receive(tmp_path, picture(mode=mode, colour=colour))
    with Image.open(io.BytesIO(data)) as seen:
        assert (seen.mode, seen.size) == (kept, (64, 36))


def test_the_colours_of_a_print_shop_are_those_of_a_screen(tmp_path):
    _, data = receive(tmp_path, picture("JPEG", mode="CMYK", colour=(0, 255, 255, 0)))
    with Image.open(io.BytesIO(data)) as seen:
        red, green, blue = seen.convert("RGB").getpixel((9, 9))
    assert red > 200
    assert max(green, blue) < 60
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    receive(tmp_path, picture(icc_profile=wide))
    receive(tmp_path, picture(icc_profile=b"nonsense"))


@pytest.mark.parametrize("side", [40_000, 12_000, 6_000])
def test_a_picture_that_unpacks_to_more_than_memory_is_refused(tmp_path, side):
    with pytest.raises(NotAPicture) as refused:
        receive(tmp_path, png_that_says(side, side))
    assert refused.value.details["why"] == "too_many_pixels"
    assert names(tmp_path) == []


def test_half_a_picture_is_refused_and_leaves_nothing(tmp_path):
    noisy = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(noisy, "PNG")
    for data in (noisy.getvalue()[:-2000], photo((400, 400))[:900], picture("WEBP")[:60],
                 b"\x89PNG\r\n\x1a\n" + bytes(500), b"\xff\xd8\xff" + os.urandom(500)):  # fmt: skip
        with pytest.raises(NotAPicture) as refused:
            receive(tmp_path, data)
        assert refused.value.details["why"] == "broken"
    assert names(tmp_path) == []


def test_films_stay_as_they_are(tmp_path):
    for data, ending in ((mp4(), "mp4"), (webm(), "webm")):
        kept, stored = receive(tmp_path, data)
        assert stored == data
        assert (kept.content.ending, kept.bytes, kept.width) == (ending, len(data), None)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (mp4()[:-40], "broken"),
        (box(b"ftyp", b"isom") + box(b"mdat", bytes(50)), "broken"),
        (box(b"ftyp", b"isom") + b"\0\0\0\x04moov", "broken"),
        (box(b"ftyp", b"isom") + b"\0\0\0\x01moov" + bytes(8), "broken"),
        (mp4(b"hvc1"), "codec"),
        (webm(b"V_THEORA"), "codec"),
    ],
)
def test_a_film_no_tv_would_play_is_refused(tmp_path, data, why):
    with pytest.raises(NotAVideo) as refused:
        receive(tmp_path, data)
    assert refused.value.details["why"] == why
    assert names(tmp_path) == []


@pytest.mark.parametrize(("start", "kind"), [(picture(), "picture"), (mp4(), "video")])
def test_a_file_that_is_too_large_is_given_up_when_the_first_byte_too_many_comes(tmp_path, start, kind):  # fmt: skip
    largest, came = LARGEST[MediaKind(kind)], 0

    def endless():
        nonlocal came
        piece = start
        while True:
            yield piece
            came += len(piece)
            piece = bytes(1_000_000)

    with pytest.raises(TooLarge) as refused, received(
        tmp_path, endless(), length=0, said="", offload=plainly
    ):  # fmt: skip
        pass
    assert refused.value.details == {"kind": kind, "largest": largest}
    assert largest - 1_000_000 < came <= largest
    assert names(tmp_path) == []


def test_media_never_takes_the_room_that_tickets_need(tmp_path, monkeypatch):
    monkeypatch.setattr("queue_server.usecases.media_files.ROOM_KEPT", 1 << 60)
    with pytest.raises(NoRoom):
        receive(tmp_path, picture())
    assert names(tmp_path) == []


def test_a_disk_that_refuses_is_one_clear_refusal(tmp_path):
    (tmp_path / "media").write_text("a file where the folder should be")
    with pytest.raises(DatabaseBusy):
        receive(tmp_path / "media", picture())


def test_a_sender_who_goes_away_leaves_nothing(tmp_path):
    def broken_off():
        yield mp4()[:50]
        raise EOFError

    with pytest.raises(EOFError), received(
        tmp_path, broken_off(), length=900, said="", offload=plainly
    ):  # fmt: skip
        pass
    assert names(tmp_path) == []


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
