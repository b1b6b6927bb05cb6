"""From a call to its sound: the voice, another voice, the chime alone, never nothing, and never late."""

import logging
import sys
import time
from datetime import UTC, datetime

import pytest

from display.announcer.call import Call
from display.announcer.settings import Settings, ZoneSound
from display.announcer.spawned import SpawnedEngine
from display.announcer.studio import BUDGET_S, Studio
from display.announcer.troubles import Troubles
from display.announcer.voices import Voices
from queue_server.domain.spoken import sentence

CHIME_S = 1.6
HANGS = 'print(\'{"ready": true, "version": "0"}\', flush=True); import time; time.sleep(60)'
NEVER_STARTS = "import time; time.sleep(60)"
CRASHES = 'print(\'{"ready": true, "version": "0"}\', flush=True); input(); import os; os.abort()'
IS_MISSING = 'print(\'{"ready": false, "error": "no_espeak", "detail": "none here"}\', flush=True)'
QUICK_S = 5.0
"""So much time has a voice in these tests that is well: the machine may be busy with others."""


def call(seq=1, number="A015", languages=("id",)):
    spoken = {name: sentence(name, number=number, counter_code="3") for name in languages}
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Call(seq=seq, number=number, counter="3", zone="A", spoken=spoken, at=at)


class Room:
    """A studio with the voices of ``settings``."""

    def __init__(self, folder, engine, budget_s=QUICK_S):
        self.folder, self.engine = folder, engine
        self.studio = Studio(folder, Troubles(logging.getLogger("studio")), budget_s=budget_s)

    def voices(self, **settings):
        engines = {"pyttsx3": self.engine}
        return Voices(Settings(**settings), self.folder / "sentence.wav", engines=engines)

    def make(self, made, *, zone=None, came_at=None, **settings):
        zone = zone or ZoneSound()
        return self.studio.make(made, zone, self.voices(**settings), came_at=came_at)


@pytest.fixture
def room(voice, tmp_path):
    return Room(tmp_path, voice)


@pytest.fixture
def broken_room(tmp_path):
    """``broken_room(program)``: a room whose voice is that program, with a little less time than in a hall."""
    engines = []

    def made(program):
        engines.append(SpawnedEngine(command=[sys.executable, "-c", program]))
        return Room(tmp_path, engines[-1], budget_s=0.8)

    yield made
    for engine in engines:
        engine.close()


def test_a_call_is_made_once_and_then_comes_from_the_cache(room):
    first = room.make(call(1))
    again = room.make(call(2))
    assert first.spoken == ("id",)
    assert not first.cached
    assert again.cached
    assert again.sound == first.sound
    assert 5.3 < first.sound.seconds < 8


@pytest.mark.parametrize("asked_s", [20.0, 0.0], ids=["starts at once", "starts slowly"])
def test_a_sound_is_kept_also_when_the_voice_starts_with_it(tmp_path, monkeypatch, asked_s):
    """Which version of the voice made a sound is known only once it has started."""
    monkeypatch.setattr("display.announcer.voices.ASKED_S", asked_s)
    engine = SpawnedEngine(limit_s=10, start_limit_s=20)
    room = Room(tmp_path, engine)
    assert not engine.version
    assert not room.make(call(1)).cached
    engine.close()
    again = Room(tmp_path, SpawnedEngine(limit_s=10, start_limit_s=20))
    again.engine.start(20)
    assert again.make(call(2)).cached
    again.engine.close()


@pytest.mark.parametrize(
    "other",
    [
        {"zone": ZoneSound(chime="none")},
        {"zone": ZoneSound(chime="gong")},
        {"zone": ZoneSound(repeat=2)},
        {"rate_wpm": 150},
        {"rate_wpm": {"id": 150}},
        {"voices": {"id": "id+f5"}},
    ],
    ids=str,
)
def test_other_settings_make_another_sound(room, other):
    usual = room.make(call())
    made = room.make(call(), **other)
    assert not made.cached
    assert made.sound.wav != usual.sound.wav


def test_the_rate_of_another_language_changes_nothing(room):
    room.make(call())
    assert room.make(call(), rate_wpm={"en": 130}).cached


def test_what_the_call_says_is_said_in_its_order(room):
    both = room.make(call(languages=("en", "jv", "id")))
    assert both.spoken == ("en", "jv", "id")
    assert room.make(call(languages=("id", "jv", "en"))).sound.wav != both.sound.wav


def test_a_voice_that_espeak_does_not_have_is_replaced_and_named_once(room, caplog):
    made = room.make(call(), voices={"id": "id+nobody"})
    room.make(call(number="A016"), voices={"id": "id+nobody"})
    assert made.spoken == ("id",)
    assert caplog.text.count("id+nobody") == 2, "one line with the voice and what was asked for"
    assert "id+nobody" in room.studio.instead
    assert not room.studio.silent


@pytest.mark.parametrize("program", [HANGS, NEVER_STARTS, CRASHES, IS_MISSING])
def test_whatever_the_voice_does_the_chime_is_there_in_time(broken_room, program, caplog):
    room, both = broken_room(program), ("id", "en")
    for number in ("A001", "A002"):
        came_at = time.monotonic()
        made = room.make(
            call(number=number, languages=both), zone=ZoneSound(chime="none"), came_at=came_at
        )
        assert made.spoken == ()
        assert made.sound.seconds == pytest.approx(CHIME_S, abs=0.01), "no call goes unheard"
        assert made.sound.chime_s == 0, "a chime without words is not left out for being a chime"
        assert time.monotonic() - came_at < 2.0
        assert room.studio.silent
    assert BUDGET_S <= 1.5, "the rest of the 2 s is for the way to the server"
    assert caplog.text.count("no voice") == 1


def test_calls_behind_a_voice_that_hangs_wait_for_it_together(broken_room):
    room, came_at = broken_room(HANGS), time.monotonic()
    for seq in range(20):
        room.make(call(seq, number=f"A{seq:03}"), came_at=came_at)
    assert time.monotonic() - came_at < 2.0


def test_many_calls_at_once_are_all_spoken_by_a_voice_that_is_well(room):
    came_at = time.monotonic() - 60
    made = [room.make(call(seq, number=f"A{seq:03}"), came_at=came_at) for seq in range(5)]
    assert all(sound.spoken == ("id",) for sound in made)


def test_a_sound_without_its_voice_is_not_kept_for_later(broken_room):
    room = broken_room(CRASHES)
    room.make(call())
    assert not room.make(call()).cached


def test_a_sound_made_before_is_heard_also_while_the_voice_is_gone(room, tmp_path):
    first = room.make(call())
    gone = SpawnedEngine(command=[sys.executable, "-c", CRASHES])
    gone.version = room.engine.version  # of the worker that died
    assert Room(tmp_path, gone, budget_s=1.4).make(call()).sound == first.sound
    gone.close()


def test_engine_none_is_the_chime_alone_and_nothing_without_it(room):
    made = room.make(call(), engine="none")
    assert made.sound.seconds == pytest.approx(CHIME_S, abs=0.01)
    assert made.spoken == ()
    assert room.make(call(), engine="none", zone=ZoneSound(chime="none")) is None
    assert not room.studio.silent, "no voice was wanted"
