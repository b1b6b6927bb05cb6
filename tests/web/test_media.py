"""Pictures, films and texts over HTTP: who may, what comes back, what the files look like to a browser."""

import json

import pytest

from queue_server.domain.media import LARGEST, MediaKind
from tests.media_samples import mp4, photo, picture, webm

ITEM = {
    "id", "kind", "name", "text", "url", "type", "bytes", "width", "height", "seconds", "zones", "from", "until",
    "enabled", "position", "created_at",
}  # fmt: skip


def send(hall, data, *, name="Poster", said="image/png", **more):
    more |= {"data": data, "content_type": said, "query_string": {"name": name} if name else {}}
    return hall.ask("POST", "/media", role="admin", **more)


def sent(hall, data, **more):
    answer = send(hall, data, **more)
    assert answer.status_code == 201, answer.text
    return answer.get_json()["item"]


def text(hall, words="Bawa KK asli", **more):
    return hall.done("POST", "/media/texts", {"text": {"id": words}, **more}, role="admin")["item"]


def folder(hall):
    return sorted(hall.server.house.media.iterdir()) if hall.server.house.media.exists() else []


def test_a_picture_a_film_and_a_text_have_the_keys_of_the_contract(hall):
    shown = sent(hall, picture())
    assert set(shown) == ITEM
    told = {"kind": "picture", "type": "image/png", "width": 64, "height": 36, "zones": []}
    usual = {"from": None, "until": None, "enabled": True, "seconds": None, "position": 0}
    assert {name: shown[name] for name in told | usual} == told | usual
    film = sent(hall, webm(), said="video/webm", name="Film")
    assert (film["kind"], film["type"], film["position"]) == ("video", "video/webm", 1)
    words = text(hall, "  Bawa KK asli ")
    assert set(words) == ITEM
    assert (words["name"], words["text"], words["url"]) == ("Bawa KK asli", {"id": "Bawa KK asli"}, None)  # fmt: skip
    listed = hall.done("GET", "/media", role="admin")
    assert set(listed) == {"version", "items"}
    assert (listed["version"], listed["items"]) == (3, [shown, film, words])


def test_screens_of_a_zone_get_what_is_meant_for_them(hall):
    first, second = text(hall, "satu"), text(hall, "dua")
    change = {"zones": ["B", "B"], "from": "2026-11-23", "until": "2026-11-24", "seconds": 12}
    changed = hall.done("PUT", f"/media/{first['id']}", change, role="admin")["item"]
    assert {name: changed[name] for name in change} == change | {"zones": ["B"]}
    assert hall.done("GET", "/media/playlist?zone=A", role="display") == {"version": 3, "items": [second]}  # fmt: skip
    shown = hall.done("GET", "/media/playlist?zone=B", role="staff")["items"]
    assert [item["text"]["id"] for item in shown] == ["satu", "dua"]
    hall.clock.forward(days=2)
    assert len(hall.done("GET", "/media/playlist?zone=B", role="display")["items"]) == 1
    hall.done("PUT", f"/media/{first['id']}", {"until": None, "position": 199}, role="owner")
    shown = hall.done("GET", "/media/playlist?zone=B", role="display")["items"]
    assert [item["text"]["id"] for item in shown] == ["dua", "satu"]
    assert hall.ask("GET", "/media/playlist?zone=X", role="display").status_code == 404


def test_where_and_when_can_be_said_before_anybody_sees_it(hall):
    shown = {"zones": ["B"], "until": "2026-11-24", "seconds": 20, "enabled": False}
    words = text(hall, "satu", **shown)
    assert {name: words[name] for name in shown} == shown
    nowhere = {"text": {"id": "a"}, "zones": ["X"]}
    assert hall.ask("POST", "/media/texts", nowhere, role="admin").status_code == 422
    asked = {"name": "Poster", "enabled": "false"}
    hidden = hall.ask("POST", "/media", role="admin", data=picture(), query_string=asked)
    assert hidden.get_json()["item"]["enabled"] is False
    for zone in "AB":
        assert hall.done("GET", f"/media/playlist?zone={zone}", role="display")["items"] == []


def test_a_change_says_only_what_it_changes(hall):
    words = text(hall, name="KK")
    after = hall.done("PUT", f"/media/{words['id']}", {"enabled": False}, role="admin")["item"]
    assert after == words | {"enabled": False}
    assert hall.done("PUT", f"/media/{words['id']}", {}, role="admin")["item"] == after


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"seconds": 7}, "seconds"), ({"seconds": "soon"}, "seconds"), ({"zones": ["X"]}, "zones"),
        ({"from": "23-11-2026"}, "from"), ({"from": 20261123}, "from"), ({"until": "2026-02-30"}, "until"),
        ({"from": "2026-11-24", "until": "2026-11-23"}, "until"), ({"name": ""}, "name"), ({"name": None}, "name"),
        ({"text": {"en": "x"}}, "text.id"), ({"text": {"id": "a\tb"}}, "text.id"),
        ({"text": {"id": "i" * 161}}, "text.id"), ({"text": {}}, "text"), ({"position": -1}, "position"),
        ({"position": 200}, "position"), ({"from_day": "2026-11-23"}, "from_day"),
        ({"url": "http://elsewhere"}, "url"), ({"file": "x"}, "file"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_changes_nothing(hall, body, field):
    words = text(hall)
    before = hall.tables()
    refused = hall.ask("PUT", f"/media/{words['id']}", body, role="admin")
    assert refused.status_code == 422
    assert [error["field"] for error in refused.get_json()["errors"]] == [field]
    assert hall.tables() == before


@pytest.mark.parametrize(
    ("data", "said", "status", "code"),
    [
        (b"MZ\x90\0" + bytes(3000), "image/png", 422, "not_a_picture"),
        (b"MZ\x90\0" + bytes(3000), "video/mp4", 422, "not_a_video"),
        (mp4(b"hvc1"), "video/mp4", 422, "not_a_video"),
        (photo()[:400], "image/jpeg", 422, "not_a_picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "image/svg+xml", 422, "not_a_picture"),
        (b"", "image/png", 422, "not_a_picture"),
        (picture() + bytes(LARGEST[MediaKind.PICTURE]), "image/png", 413, "too_large"),
    ],
)  # fmt: skip
def test_what_no_screen_can_show_is_refused_with_a_code_and_leaves_nothing(hall, data, said, status, code):  # fmt: skip
    before = hall.tables()
    refused = send(hall, data, said=said)
    assert (refused.status_code, refused.get_json()["code"]) == (status, code)
    assert refused.mimetype == "application/problem+json"
    assert (folder(hall), hall.tables()) == ([], before)


def test_more_than_a_film_is_refused_before_a_byte_is_read(hall):
    class Never:
        def read(self, size=-1):
            raise AssertionError("read")

    refused = send(hall, b"", environ_overrides={
        "CONTENT_LENGTH": str(LARGEST[MediaKind.VIDEO] + 1), "wsgi.input": Never(),
    })  # fmt: skip
    assert (refused.status_code, refused.get_json()["code"]) == (413, "too_large")


def test_an_upload_needs_a_name(hall):
    for name in ("", "n" * 121, "a\x07b"):
        refused = send(hall, picture(), name=name)
        assert refused.status_code == 422
        assert [error["field"] for error in refused.get_json()["errors"]] == ["name"]
    assert folder(hall) == []


def test_a_disk_that_is_full_refuses_the_upload_and_nothing_else(hall, monkeypatch):
    monkeypatch.setattr("queue_server.usecases.media_files.ROOM_KEPT", 1 << 60)
    refused = send(hall, picture())
    assert (refused.status_code, refused.get_json()["code"]) == (507, "disk_full")
    assert folder(hall) == []
    assert hall.take()["number"] == "A001"


def test_the_file_may_be_kept_for_ever_and_may_do_nothing(hall):
    shown = sent(hall, picture())
    got = hall.page(shown["url"])
    assert (got.status_code, got.mimetype, len(got.data)) == (200, "image/png", shown["bytes"])
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"public", "immutable", "max-age=31536000"} <= set(got.headers["Cache-Control"].split(", "))  # fmt: skip
    again = hall.page(shown["url"], headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = hall.client.head(shown["url"], buffered=True)
    assert (head.status_code, head.data, head.content_length) == (200, b"", shown["bytes"])
    hall.done("DELETE", f"/media/{shown['id']}", role="admin")
    assert hall.page(shown["url"]).status_code == 404
    assert folder(hall) == []


def test_a_film_is_fetched_in_parts(hall):
    data = mp4(size=300_000)
    url = sent(hall, data, said="video/mp4")["url"]
    for asked, status, part in (
        ("bytes=0-99", 206, data[:100]), ("bytes=100000-299999", 206, data[100_000:300_000]),
        ("bytes=300000-", 206, data[300_000:]), ("bytes=-7", 206, data[-7:]),
        ("bytes=0-", 206, data), ("bytes=9999999-", 416, None),
    ):  # fmt: skip
        got = hall.page(url, headers={"Range": asked})
        assert got.status_code == status, asked
        if part is not None:
            assert got.data == part, asked
    assert hall.page(url).headers["Accept-Ranges"] == "bytes"


def test_nothing_else_of_the_folder_can_be_fetched(hall):
    shown = sent(hall, picture())
    where = hall.server.house.media
    (where / "notes.txt").write_text("x")
    (where / "ab12.part").write_text("x")
    name = shown["url"].removeprefix("/media/")
    (where / f"{name}.bak").write_text("x")
    climbing = ("..%2fhall.db", "%2e%2e/hall.db", "%00", "")
    for path in ("notes.txt", "ab12.part", f"{name}.bak", name.upper(), "0" * 64 + ".png", *climbing):  # fmt: skip
        got = hall.page(f"/media/{path}")
        assert (got.status_code, got.get_json()["code"]) == (404, "not_found"), path


def test_a_person_uploads_with_the_cookie_and_its_proof(hall):
    login = hall.client.post("/api/v1/sessions", json={"name": "citra", "password": "kata-sandi-panjang"})  # fmt: skip
    cookie = {"Cookie": login.headers["Set-Cookie"].partition(";")[0]}
    said = {"role": None, "data": picture(), "query_string": {"name": "x"}, "content_type": "image/png"}  # fmt: skip
    assert hall.ask("POST", "/media", headers=cookie, **said).status_code == 403
    proof = {"X-CSRF-Token": json.loads(login.text)["csrf"]}
    assert hall.ask("POST", "/media", headers=cookie | proof, **said).status_code == 201
    assert len(folder(hall)) == 1
