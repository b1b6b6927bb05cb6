"""From a call to its sound: the voice, another voice, the chime alone, never nothing."""

import logging
import sys
from datetime import UTC, datetime

import pytest

from display.announcer import sound
from display.announcer.call import Call, Settings
from display.announcer.engine import Engine
from display.announcer.studio import Studio
from display.announcer.troubles import Troubles
from queue_server.domain.spoken import sentence

CHIME_S = 1.6


def call(seq=1, number="A015"):
    spoken = {name: sentence(name, number=number, counter_code="3") for name in ("id", "en")}
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Call(seq=seq, number=number, counter="3", zone="A", spoken=spoken, at=at)


@pytest.fixture
def studio(voice, tmp_path):
    return Studio(voice, tmp_path, Troubles(logging.getLogger("studio")))


@pytest.fixture
def silent_studio(tmp_path):
    """A studio whose voice always hangs."""
    hangs = 'print(\'{"ready": true, "version": "0"}\', flush=True); import time; time.sleep(60)'
    engine = Engine(limit_s=0.1, start_limit_s=10, command=[sys.executable, "-c", hangs])
    yield Studio(engine, tmp_path, Troubles(logging.getLogger("studio")))
    engine.close()


def test_a_call_is_made_once_and_then_comes_from_the_cache(studio):
    first = studio.make(call(1), Settings())
    again = studio.make(call(2), Settings())
    assert first.spoken == ("id",)
    assert not first.cached
    assert again.cached
    assert again.wav == first.wav
    assert 5.3 < first.seconds < 8


@pytest.mark.parametrize(
    "other",
    [
        Settings(chime=False),
        Settings(repeat=2),
        Settings(rate_wpm=150),
        Settings(voices={"id": "id+f5"}),
        Settings(languages=("id", "en")),
    ],
)
def test_other_settings_make_another_sound(studio, other):
    usual = studio.make(call(), Settings())
    made = studio.make(call(), other)
    assert not made.cached
    assert made.wav != usual.wav


def test_languages_are_said_in_the_order_of_the_settings_those_the_call_has(studio):
    made = studio.make(call(), Settings(languages=("en", "jv", "id")))
    assert made.spoken == ("en", "id")


def test_a_voice_that_espeak_does_not_have_is_replaced_and_named_once(studio, caplog):
    settings = Settings(voices={"id": "id+nobody"})
    made = studio.make(call(), settings)
    studio.make(call(number="A016"), settings)
    assert made.spoken == ("id",)
    assert caplog.text.count("id+nobody") == 1


def test_a_voice_that_hangs_leaves_the_chime_and_is_told_once(silent_studio, caplog):
    settings = Settings(languages=("id", "en"), chime=False)
    for number in ("A001", "A002"):
        made = silent_studio.make(call(number=number), settings)
        assert made.spoken == ()
        assert made.seconds == pytest.approx(CHIME_S, abs=0.01), "no call goes unheard"
        assert made.ms < 3000
    assert caplog.text.count("no voice") == 1


def test_a_sound_without_its_voice_is_not_kept_for_later(silent_studio):
    silent_studio.make(call(), Settings())
    assert not silent_studio.make(call(), Settings()).cached


def test_engine_none_is_the_chime_alone_and_nothing_without_it(silent_studio):
    made = silent_studio.make(call(), Settings(engine="none"))
    assert made.seconds == pytest.approx(CHIME_S, abs=0.01)
    assert made.spoken == ()
    assert silent_studio.make(call(), Settings(engine="none", chime=False)) is None


def test_a_foolish_number_of_repeats_is_held_within_reason(studio):
    made = studio.make(call(), Settings(repeat=50, chime=False))
    once = studio.make(call(), Settings(repeat=-1, chime=False))
    assert made.seconds < 3 * once.seconds + 2 * sound.BEFORE_REPEAT_S
