"""What config.yaml says of the voice, as old and new servers tell it."""

import pytest

from display.announcer.settings import PiperVoice, Settings, ZoneSound

ZONE = {"languages": ["en", "id"], "repeat": 2, "chime": "gong", "number_style": "words"}


def test_settings_take_what_they_know_and_have_defaults():
    answer = {"engine": "none", "languages": ["id", "en"], "zones": ["A"], "new": 1, "repeat": None}
    settings = Settings.from_answer(answer)
    assert (settings.engine, settings.languages, settings.zones) == ("none", ("id", "en"), ("A",))
    assert (settings.rate_of("id"), settings.usual.repeat, settings.player) == (155, 1, "page")


def test_each_zone_has_its_own_chime_and_repeats_and_others_the_usual_ones():
    settings = Settings.from_answer({"chime": "three-tone", "by_zone": {"B": ZONE}})
    assert settings.of("B") == ZoneSound(chime="gong", repeat=2, languages=("en", "id"))
    assert settings.of("A").chime == "three-tone"
    assert settings.languages == ("en", "id"), "the voices that must be ready"


@pytest.mark.parametrize(
    ("told", "kind"), [(True, "two-tone"), (False, "none"), (None, "two-tone")]
)
def test_a_server_from_before_says_yes_or_no_to_the_chime(told, kind):
    assert Settings.from_answer({"chime": told}).usual.chime == kind


@pytest.mark.parametrize(("told", "times"), [(50, 3), (-1, 1), (0, 1)])
def test_a_foolish_number_of_repeats_is_held_within_reason(told, times):
    assert ZoneSound.from_answer({"repeat": told}).repeat == times


def test_rates_and_voices_differ_by_language():
    voices = {"id": "id+f5", "en": {"model": "/v/joe.onnx", "length_scale": 1.1}}
    settings = Settings.from_answer({"rate_wpm": {"en": 140}, "voices": voices})
    assert (settings.rate_of("en"), settings.rate_of("id")) == (140, 155)
    assert settings.voices["id"] == "id+f5"
    assert settings.voices["en"] == PiperVoice(model="/v/joe.onnx", length_scale=1.1)
