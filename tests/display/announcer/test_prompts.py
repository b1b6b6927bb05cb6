"""What a kiosk says, made beside the calls: none of it ever keeps a call waiting."""

import contextlib
import logging
import threading
import wave
from array import array
from io import BytesIO

import pytest
from flask import request

from display.announcer.agent import Announcer
from display.announcer.prompts import Prompter
from display.announcer.server import Server
from display.announcer.settings import Settings
from display.announcer.spawned import SpawnedEngine
from display.announcer.troubles import Troubles
from tests.display.announcer.hall_server import TOKEN, Hall, opened

QUICK = {"engine": "pyttsx3", "rate_wpm": 400}


class TalkingHall(Hall):
    """A hall with a kiosk: ``made`` are the sounds of its texts by id, in the order in which they came."""

    def __init__(self, **settings):
        super().__init__(**(QUICK | settings))
        self.made, self.wanted = {}, []
        self.app.put("/api/v1/prompts/<id>")(self._prompt)

    def _prompt(self, id):
        with self.changed:
            if id == "unwanted":
                return {"code": "not_found"}, 404
            self.made[id] = request.get_data()
            self.changed.notify_all()
        return "", 204

    def _sync(self, message):
        return super()._sync(message) | {"prompts": self.wanted}

    def want(self, id, text="Pilih layanan.", *, language="id", now=False):
        push = {"id": id, "language": language, "text": text, "now": now}
        self.socketio.emit("prompt", push, to="announcers")
        return push


@contextlib.contextmanager
def announcing(hall, folder):
    folder.mkdir(exist_ok=True)
    announcer = Announcer(Server(hall.url, lambda: TOKEN), folder)
    announcer._studio._budget_s = 20  # other tests may keep this machine busy
    announcer.start()
    try:
        hall.wait_for(lambda h: h.syncs and h.voice, timeout=20)
        yield announcer
    finally:
        announcer.stop()


@pytest.fixture
def hall():
    with opened(TalkingHall()) as hall:
        yield hall


def loudness(wav):
    with wave.open(BytesIO(wav)) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (22050, 1)
        samples = array("h", sound.readframes(sound.getnframes()))
    return len(samples) / 22050, max(map(abs, samples)) / 32768


def test_a_text_is_heard_without_a_chime_and_as_loud_as_a_call(hall, tmp_path):
    with announcing(hall, tmp_path / "state"):
        hall.want("a", "Layanan apa yang Anda perlukan?")
        hall.want("b", "Which service do you need?", language="en")
        hall.want("unwanted")
        hall.want("nobody", "...", language="xx")
        hall.want("c", "Kembali.")
        hall.wait_for(lambda h: len(h.made) == 3)

    assert list(hall.made) == ["a", "b", "c"]
    for wav in hall.made.values():
        seconds, peak = loudness(wav)
        assert 0.3 < seconds < 4
        assert 0.5 < peak < 0.99


def test_a_visitor_who_is_waiting_comes_before_texts_made_ahead_and_a_call_before_both(hall, tmp_path):  # fmt: skip
    with announcing(hall, tmp_path / "state"):
        hall.takes_sounds.clear()
        hall.call(
            "A001", spoken=[("id", "Nomor antrean A nol.")]
        )  # is being handed over from here on
        hall.wait_for(lambda h: h.voice)
        for n in range(30):
            hall.want(f"ahead-{n}", f"Layanan {n}.")
        hall.want("waiting", "Pilih layanan.", now=True)
        with hall.changed:
            assert not hall.changed.wait_for(lambda: hall.made, 0.3)
        hall.takes_sounds.set()
        hall.wait_for(lambda h: h.heard_seqs() == [1] and len(h.made) > 3)
        hall.call("A002", spoken=[("id", "Nomor antrean A satu.")])
        hall.wait_for(lambda h: h.heard_seqs() == [1, 2])
        made_before_the_call = len(hall.made)
        hall.wait_for(lambda h: len(h.made) == 31)

    assert next(iter(hall.made)) == "waiting"
    assert made_before_the_call < 31


def test_texts_that_were_asked_for_while_nobody_was_there_are_made_when_somebody_comes(hall, tmp_path):  # fmt: skip
    hall.wanted = [{"id": "a", "language": "id", "text": "Pilih layanan."}, {"id": "half"}]
    with announcing(hall, tmp_path / "state"):
        hall.wait_for(lambda h: "a" in h.made)


def test_a_hall_without_a_voice_by_config_makes_none(tmp_path):
    with opened(TalkingHall(engine="none")) as hall, announcing(hall, tmp_path / "state"):
        hall.want("a")
        hall.call("A001")
        hall.wait_for(lambda h: h.heard)
        assert hall.made == {}


def test_the_voice_process_ends_when_nobody_wants_to_hear_anything_and_comes_back(tmp_path):
    closed = []

    class Counted(SpawnedEngine):
        def close(self):
            closed.append(self)
            super().close()

    with opened(TalkingHall()) as hall:
        prompter = Prompter(
            Server(hall.url, lambda: TOKEN), tmp_path, engines=lambda settings: {"pyttsx3": Counted()},
            calls_first=lambda: None, troubles=Troubles(logging.getLogger("test")), idle_s=0.2,
        )  # fmt: skip
        prompter.configure(Settings())

        thread = threading.Thread(target=prompter.run)
        thread.start()
        prompter.take({"id": "a", "language": "id", "text": "Satu."})
        hall.wait_for(lambda h: "a" in h.made)
        hall.wait_for(lambda h: closed or h.changed.wait(0.05), timeout=5)
        prompter.take({"id": "b", "language": "id", "text": "Dua."})
        hall.wait_for(lambda h: "b" in h.made)
        prompter.stop()
        thread.join(5)
        assert not thread.is_alive()
    assert len(closed) >= 2
