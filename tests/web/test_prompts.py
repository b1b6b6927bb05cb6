"""A text of a kiosk on its way to the announcer, and its sound on the way back."""

import pytest

from queue_server.domain.screen import ScreenState
from queue_server.storage import screens
from queue_server.usecases.prompts import _Allowance
from tests.web.test_sounds import sound


def ask(hall, text="Pilih layanan.", *, language="id", **more):
    return hall.ask("POST", "/prompts", {"language": language, "text": text}, role="kiosk", **more)


def put(hall, id, data=None, kind="audio/wav"):
    data = sound() if data is None else data
    return hall.ask("PUT", f"/prompts/{id}", role="announcer", data=data, content_type=kind)


@pytest.fixture
def told(hall):
    """What announcers are told over the live connection."""
    announcer = hall.server.socketio.test_client(hall.server.app, auth={"token": hall.tokens["announcer"]})  # fmt: skip
    yield lambda: [push["args"][0] for push in announcer.get_received() if push["name"] == "prompt"]
    if announcer.is_connected():
        announcer.disconnect()


def test_what_a_kiosk_says_is_made_by_the_announcer_and_heard_by_the_kiosk(hall, told):
    asked = ask(hall).get_json()
    assert asked == {"id": asked["id"], "ready": False, "voice": True}
    assert told() == [{"id": asked["id"], "language": "id", "text": "Pilih layanan.", "now": False}]
    assert put(hall, asked["id"]).status_code == 204
    heard = hall.ask("GET", f"/prompts/{asked['id']}.wav", role="kiosk")
    assert (heard.status_code, heard.mimetype, heard.data) == (200, "audio/wav", sound())
    assert ask(hall).get_json() == {"id": asked["id"], "ready": True, "voice": True}
    assert told() == []
    assert put(hall, asked["id"]).status_code == 404  # it is there: nobody asks for it any more


def test_a_kiosk_that_listens_is_told_apart_and_waits_no_longer_than_it_must(
    hall, told, monkeypatch
):
    monkeypatch.setattr("queue_server.web.prompts.SOUND_WAIT_S", 0.05)
    id = ask(hall).get_json()["id"]
    assert hall.ask("GET", f"/prompts/{id}.wav", role="kiosk").status_code == 404
    assert [push["now"] for push in told()] == [False, True]
    for unknown in ("0" * 32, "nonsense", "..%2fsatupintu"):
        assert hall.ask("GET", f"/prompts/{unknown}.wav", role="kiosk").status_code == 404


def test_without_a_voice_the_kiosk_is_told_so_at_once(hall, told):
    with hall.db.transaction() as tx:
        silent = ScreenState(role="announcer", name="announcer", online=True, voice="failed")
        screens.save(tx.conn, silent, at=hall.clock.at)
    hall.server.house.latest = None
    assert ask(hall).get_json()["voice"] is False


def test_with_nobody_to_speak_the_kiosk_is_told_so_at_once(hall):
    assert ask(hall).get_json()["voice"] is False


def test_only_plain_texts_in_a_language_are_made(hall, told):
    for text in (
        "",
        " ",
        "a" * 601,
        "satu\ndua",
        "bel\x07",
        "\u202egnilaB",
        "...",
        "\ud83d\ude00",
        5,
        None,
    ):
        assert ask(hall, text).status_code == 422, text
    for language in ("", "i", "../id", "id+f2", "id;ls", "ID", None):
        assert ask(hall, language=language).status_code == 422, language
    for fine in (
        "a" * 600,
        "Selamat datang; silakan $(pilih) `layanan` | KTP-el & KK 'asli' \"lama\"",
        "\u0623\u0647\u0644\u0627",
    ):
        assert ask(hall, fine).status_code == 200
    assert len(told()) == 3


def test_what_is_no_sound_is_refused_and_nothing_of_it_stays(hall):
    id = ask(hall).get_json()["id"]
    assert put(hall, id, kind="application/json").status_code == 415
    assert put(hall, id, b"MP3 " * 20).status_code == 422
    assert put(hall, id, sound(4 * 1024 * 1024 + 1)).status_code == 413
    assert not list((hall.data / "prompts").glob("*"))
    (hall.data / "prompts").write_text("a file where the folder should be")
    refusal = put(hall, id)
    assert (refusal.status_code, refusal.get_json()["code"]) == (503, "database_unavailable")


def test_a_kiosk_in_a_loop_is_told_to_wait(hall):
    prompts = hall.server.house.prompts
    prompts._clock = lambda: 0.0
    prompts._allowances["kiosk-1"] = _Allowance(left=1.0, at=0.0)
    assert ask(hall).status_code == 200
    refused = ask(hall, "Satu lagi.")
    assert (refused.status_code, refused.get_json()["code"]) == (429, "too_many_attempts")


def test_an_announcer_that_comes_later_is_told_what_is_wanted(hall):
    asked = ask(hall).get_json()
    announcer = hall.server.socketio.test_client(hall.server.app, auth={"token": hall.tokens["announcer"]})  # fmt: skip
    answer = announcer.emit("sync", {"since": None}, callback=True)
    announcer.disconnect()
    assert [push["id"] for push in answer["prompts"]] == [asked["id"]]
