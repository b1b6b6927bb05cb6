"""What TVs show between calls: whose turn, and what may come in."""

import itertools
from datetime import UTC, datetime

import pytest

from queue_server.domain.errors import InvalidInput
from queue_server.domain.media import (
    Item,
    MediaKind,
    NotAPicture,
    NotAVideo,
    check,
    is_shown,
    moved,
    name_of,
    playlist,
)
from queue_server.domain.media_content import check_mp4, check_webm, content_of
from tests.media_samples import mp4, photo, picture, webm

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def item(kind="text", **values):
    text = {"id": "Bawa KK asli"} if kind == "text" else {}
    usual = {"kind": MediaKind(kind), "name": "KK", "text": text, "created_at": NOW, "actor": "x"}
    return Item(**usual | values)


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({}, [22, 23, 24, 25]),
        ({"from_day": "2026-11-23"}, [23, 24, 25]),
        ({"until_day": "2026-11-24"}, [22, 23, 24]),
        ({"from_day": "2026-11-24", "until_day": "2026-11-24"}, [24]),
        ({"enabled": False}, []),
        ({"zones": ("B",)}, []),
        ({"zones": ("B", "A")}, [22, 23, 24, 25]),
    ],
)
def test_a_screen_shows_what_is_meant_for_its_zone_and_its_day(values, days):
    shown = [d for d in range(22, 26) if is_shown(item(**values), zone="A", day=f"2026-11-{d}")]
    assert shown == days


def test_a_playlist_keeps_the_order_that_was_chosen():
    items = [item(id=id, position=place) for id, place in ((1, 2), (2, 0), (3, 0), (4, 1))]
    assert [one.id for one in playlist(items, zone="A", day="2026-11-23")] == [2, 3, 4, 1]


def test_whoever_is_moved_gets_the_place_and_the_others_keep_their_order():
    for id, to in itertools.product((1, 2, 3), range(5)):
        order = moved([1, 2, 3], id, to=to)
        assert order[min(to, 2)] == id
        assert [one for one in order if one != id] == [one for one in (1, 2, 3) if one != id]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "k" * 121}, ["name"]),
        ({"text": {"en": "Bring it"}}, ["text.id"]),
        ({"text": {"id": "a\nb"}}, ["text.id"]),
        ({"text": {"id": "a", "en": "e" * 161}}, ["text.en"]),
        ({"text": {"id": "kiri\u202enanak"}}, ["text.id"]),  # what turns the reading round
        ({"text": {"id": " "}}, ["text.id"]),
        ({"kind": "picture", "text": {"id": "a"}}, ["text"]),
        ({"seconds": 7}, ["seconds"]),
        ({"seconds": 121}, ["seconds"]),
        ({"zones": ("A", "X")}, ["zones"]),
        ({"from_day": "2026-11-24", "until_day": "2026-11-23"}, ["until"]),
        ({"name": "", "seconds": 1, "zones": ("X",)}, ["name", "seconds", "zones"]),
    ],
)
def test_all_that_is_wrong_is_said_at_once(values, fields):
    kind = values.pop("kind", "text")
    with pytest.raises(InvalidInput) as refused:
        check(item(kind, **values), zones=["A", "B"])
    assert [error["field"] for error in refused.value.details["errors"]] == fields


@pytest.mark.parametrize(
    "words", ["Bawa KK asli", "请带身份证", "أحضر بطاقتك", "ꦲꦤ\u200cꦕꦫꦏ", "Rp\u00a010.000", "😀️"]
)
def test_every_script_of_the_hall_can_be_shown(words):
    assert check(item(text={"id": words}), zones=[])


def test_a_text_without_a_name_is_called_as_it_begins():
    assert name_of({"id": "Bawa KK asli"}) == "Bawa KK asli"
    assert name_of({"id": "Bawa " * 20}) == "Bawa Bawa Bawa Bawa Bawa Bawa Bawa Bawa…"


@pytest.mark.parametrize(
    ("data", "kind", "ending"),
    [
        (picture(), "picture", "png"), (photo(), "picture", "jpg"), (picture("WEBP"), "picture", "webp"),
        (mp4(), "video", "mp4"), (mp4(brand=b"mp42"), "video", "mp4"), (webm(), "video", "webm"),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_bytes(data, kind, ending):
    found = content_of(data[:64], said="application/x-lie")
    assert (found.kind, found.ending) == (kind, ending)


@pytest.mark.parametrize(
    ("head", "said", "refusal", "found"),
    [
        (b"MZ\x90\0" + bytes(60), "image/png", NotAPicture, "exe"),
        (b"MZ\x90\0" + bytes(60), "video/mp4", NotAVideo, "exe"),
        (b"GIF89a", "image/gif", NotAPicture, "gif"),
        (b"%PDF-1.7", "application/pdf", NotAPicture, "pdf"),
        (b"\0\0\0\x18ftypheic", "image/heic", NotAPicture, "heic"),
        (b"\0\0\0\x18ftypqt  ", "", NotAVideo, "mov"),
        (b"\x1aE\xdf\xa3" + b"matroska" + bytes(50), "", NotAVideo, "mkv"),
        (b"<svg onload=alert(1)>", "image/svg+xml", NotAPicture, None),
        (b"\x89PNG", "image/png", NotAPicture, None),
        (b"", "", NotAPicture, None),
    ],
)
def test_what_no_screen_shows_is_refused_by_its_name(head, said, refusal, found):
    with pytest.raises(refusal) as refused:
        content_of(head, said=said)
    assert refused.value.details.get("found") == found


def test_a_film_that_chromium_cannot_play_is_refused():
    check_mp4(mp4(b"avc1")[8:])
    check_webm(webm())
    for codec, name in ((b"hvc1", "hevc"), (b"mp4v", "mpeg4"), (b"what", None)):
        with pytest.raises(NotAVideo) as refused:
            check_mp4(b"moov" + codec)
        assert (refused.value.details["why"], refused.value.details.get("found")) == ("codec", name)
    with pytest.raises(NotAVideo):
        check_webm(webm(b"V_THEORA"))
