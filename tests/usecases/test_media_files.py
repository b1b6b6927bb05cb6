"""Files that TVs show, on their way in: whole and bare, and nothing is left of what was refused."""

import io
import os

import pytest
from PIL import Image, ImageCms

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.media import (
    LARGEST,
    MediaKind,
    NoRoom,
    NotAPicture,
    NotAVideo,
    TooLarge,
)
from queue_server.main import plainly
from queue_server.usecases.media_files import received
from tests.media_samples import PLACE, box, mp4, photo, picture, png_that_says, webm


def pieces(data, size=100_000):
    return [data[start : start + size] for start in range(0, len(data), size)]


def receive(folder, data, *, said="", **how):
    """The finished file's bytes and what is known of it."""
    sent = {"length": len(data), "said": said, "offload": plainly} | how
    with received(folder, pieces(data), **sent) as kept:
        return kept, kept.part.read_bytes()


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
