"""The server knows how the voice is: at once, at each change, and from an old announcer's friend nothing at all."""

import sys

import pytest

from display.announcer import condition
from display.announcer.agent import Announcer
from display.announcer.server import Server
from display.announcer.spawned import SpawnedEngine
from tests.display.announcer.hall_server import TOKEN, Hall, opened

TEXT = "Nomor antrean A nol satu lima."


@pytest.fixture
def announcing(tmp_path):
    """``announcing(hall, **more)``: an announcer there; ended with the test."""
    started = []

    def start(hall, **more):
        (tmp_path / "state").mkdir(exist_ok=True)
        announcer = Announcer(Server(hall.url, lambda: TOKEN), tmp_path / "state", **more)
        announcer.start()
        started.append(announcer)
        hall.wait_for(lambda h: h.syncs)
        return announcer

    yield start
    for announcer in started:
        announcer.stop()


def test_a_voice_that_is_well_is_told_with_its_version_and_the_sound_says_where_words_are(
    announcing,
):
    with opened(Hall(engine="pyttsx3")) as hall:
        announcing(hall)
        hall.wait_for(lambda h: h.voice, timeout=20)
        assert hall.voice[-1]["voice"] == "ok"
        assert hall.voice[-1]["engine"].startswith("pyttsx3 (espeak-ng 1.")
        assert hall.voice[-1]["detail"] == ""
        hall.call("A015", spoken=[("en", "Ticket A zero."), ("id", TEXT)])
        hall.wait_for(lambda h: h.heard)
        told = hall.told[1]
    assert told["X-Languages"] == "en,id"
    assert float(told["X-Chime-Seconds"]) == pytest.approx(1.6, abs=0.001)
    assert float(told["X-Once-Seconds"]) > 4


def test_no_voice_by_config_is_told_as_none(announcing):
    with opened(Hall(engine="none")) as hall:
        announcing(hall)
        hall.call("A001")
        hall.wait_for(lambda h: h.voice and h.heard)
        assert hall.voice == [{"voice": "none", "engine": "none", "detail": ""}]
        assert hall.told[1] == {
            "X-Chime-Seconds": "0.000", "X-Once-Seconds": "1.350", "X-Languages": "",
        }  # fmt: skip


def test_a_voice_that_fails_is_told_with_its_reason_and_again_when_it_is_back(
    announcing, tmp_path, monkeypatch
):
    """Between calls the announcer tries it by itself, so that nobody has to wait for a call to know."""
    broken = tmp_path / "broken"
    broken.write_text("")
    worker = SpawnedEngine()._command[-1]
    moody = f"""
import os, runpy, sys
if os.path.exists({str(broken)!r}):
    print('{{"ready": false, "error": "no_espeak", "detail": "not today"}}', flush=True)
else:
    sys.argv = [{worker!r}]
    runpy.run_path({worker!r}, run_name="__main__")
"""
    engines = {"pyttsx3": SpawnedEngine(command=[sys.executable, "-c", moody])}
    monkeypatch.setattr("display.announcer.agent.TRY_LIMIT_S", 10)
    with opened(Hall(engine="pyttsx3")) as hall:
        announcing(hall, engines=lambda settings: engines)
        hall.wait_for(lambda h: h.voice, timeout=20)
        assert hall.voice[0]["voice"] == "failed"
        assert "not today" in hall.voice[0]["detail"]
        broken.unlink()
        hall.wait_for(lambda h: h.voice[-1]["voice"] == "ok", timeout=20)


def test_it_is_told_again_at_each_connection_and_from_time_to_time(announcing, monkeypatch):
    monkeypatch.setattr(condition, "EVERY_S", 0.2)
    with opened(Hall()) as hall:
        announcing(hall)
        hall.wait_for(lambda h: len(h.voice) > 2)
        assert all(told == hall.voice[0] for told in hall.voice)


def test_a_server_from_before_does_not_want_to_know_and_is_not_quarrelled_with(announcing, caplog):
    hall = Hall()
    hall._voice = None
    hall.app.view_functions["_voice"] = lambda: ({"code": "not_found"}, 404)
    with opened(hall):
        announcing(hall)
        hall.call("A001")
        hall.wait_for(lambda h: h.heard)
    assert "voice-condition" not in caplog.text


def test_new_settings_are_taken_on_at_the_next_connection(announcing):
    with opened(Hall()) as hall:
        announcing(hall)
        hall.call("A001")
        hall.wait_for(lambda h: h.heard)
        hall.settings = {**hall.settings, "by_zone": {"A": {"chime": "gong"}}}
        for session in list(hall.socketio.server.eio.sockets.values()):
            session.close(wait=False)
        hall.wait_for(lambda h: len(h.syncs) == 2)
        hall.call("A002")
        hall.wait_for(lambda h: len(h.heard) == 2)
    (_, before), (_, after) = hall.heard
    assert before != after
