"""The sound of a call on its way from the announcer to the screen that plays it."""

import io
import wave


def sound(size=44):
    """A silent WAV of ``size`` bytes."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setparams((1, 2, 22050, 0, "NONE", ""))
        out.writeframes(bytes(size - 44))
    return made.getvalue()


def put(hall, seq, data, content_type="audio/wav"):
    return hall.ask("PUT", f"/calls/{seq}/audio", role="announcer", data=data, content_type=content_type)  # fmt: skip


def test_the_sound_of_a_call_reaches_its_display(hall, monkeypatch):
    monkeypatch.setattr("queue_server.web.agents.SOUND_WAIT_S", 0.05)
    hall.press("1", "open")
    hall.take()
    hall.press("1", "next")
    seq = hall.done("GET", "/board?zone=A")["seq"]
    assert hall.ask("GET", f"/calls/{seq}/audio", role="display").status_code == 404
    assert put(hall, seq, sound(), "application/json").status_code == 415
    assert put(hall, seq, b"MP3 " * 20).status_code == 422
    assert put(hall, seq, sound(4 * 1024 * 1024 + 1)).status_code == 413
    assert not list(hall.server.house.sounds.glob("*"))
    assert put(hall, seq, sound(100_000)).status_code == 204
    heard = hall.ask("GET", f"/calls/{seq}/audio", role="display")
    assert (heard.mimetype, len(heard.data)) == ("audio/wav", 100_000)
    assert put(hall, seq - 1, sound()).status_code == 404  # a ticket taken is no call


def test_a_sound_that_cannot_be_kept_is_one_clear_refusal(hall):
    hall.press("1", "open")
    hall.take()
    hall.press("1", "next")
    seq = hall.done("GET", "/board?zone=A")["seq"]
    hall.server.house.sounds.write_text("a file where the folder should be")
    refusal = put(hall, seq, sound())
    assert (refusal.status_code, refusal.get_json()["code"]) == (503, "database_unavailable")
