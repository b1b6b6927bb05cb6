"""Who says what: the voice that config.yaml wants, else espeak, and it is told."""

import time

import pytest

from display.announcer.clips import ClipsEngine
from display.announcer.settings import PiperVoice, Settings, ZoneSound
from display.announcer.spawned import SpawnedEngine
from display.announcer.voices import VOICES, Voices, Wish

TEXT = "Nomor antrean A nol satu lima."


def voices(tmp_path, engines=None, **settings):
    return Voices(Settings(**settings), tmp_path / "sentence.wav", engines=engines or {})


def ways(tmp_path, language, **settings):
    wishes = voices(tmp_path, **settings).wishes(language, TEXT)
    return [(wish.engine, wish.voice, wish.rate) for wish in wishes]


def test_espeak_has_a_voice_for_each_language_and_takes_another_by_config(tmp_path):
    assert ways(tmp_path, "id") == [("pyttsx3", "id+f2", 155)]
    assert ways(tmp_path, "jv", rate_wpm={"jv": 140}) == [("pyttsx3", "id+f2", 140)]
    other = ways(tmp_path, "id", voices={"id": "id+f5"})
    assert other == [("pyttsx3", "id+f5", 155), ("pyttsx3", "id+f2", 155)]
    assert ways(tmp_path, "th") == [("pyttsx3", "th", 155)]
    assert ways(tmp_path, "id", engine="none") == []


def test_recordings_get_the_sentence_as_it_is_written_and_espeak_steps_in(tmp_path):
    wishes = voices(tmp_path, engine="clips").wishes("id", TEXT)
    assert wishes == [
        Wish(engine="clips", voice="id", rate=1.0, text=TEXT),
        Wish(engine="pyttsx3", voice="id+f2", rate=155, text="Nomor antrian A, nol satu lima."),
    ]


def test_piper_says_the_languages_it_has_a_file_for(tmp_path):
    model = PiperVoice(model="/v/id.onnx", length_scale=1.2)
    settings = {"engine": "piper", "voices": {"id": model, "en": "en-us"}}
    assert ways(tmp_path, "id", **settings) == [
        ("piper", "/v/id.onnx", 1.2),
        ("pyttsx3", "id+f2", 155),
    ]
    assert ways(tmp_path, "en", **settings)[0] == ("pyttsx3", "en-us", 155)
    assert ways(tmp_path, "ms", **settings) == [("pyttsx3", "ms+f2", 155)]


@pytest.mark.parametrize("language", VOICES)
def test_every_voice_is_there(voice, tmp_path, language):
    spoken = voices(tmp_path, {"pyttsx3": voice}).say(
        {language: "1 2 3"}, until=time.monotonic() + 20
    )
    assert spoken.by_wish
    assert len(spoken.speech[language]) > 10000


def test_a_voice_file_that_is_missing_is_told_and_espeak_speaks(voice, tmp_path):
    """Where piper is not installed, that is what is told; either way the hall hears its call."""
    model = PiperVoice(model=str(tmp_path / "id.onnx"))
    settings = Settings(engine="piper", voices={"id": model})
    made = Voices(settings, tmp_path / "sentence.wav")
    try:
        said = made.say({"id": TEXT}, until=time.monotonic() + 20)
    finally:
        made.close()
    assert list(said.speech) == ["id"]
    assert "no_piper" in said.troubles["id"] or "there is no file" in said.troubles["id"]
    assert made.name == "piper" or made.name.startswith("piper ")


def test_whoever_steps_in_has_time_left_to_speak(voice, tmp_path):
    hangs = SpawnedEngine(command=["sleep", "60"], start_limit_s=60)
    engines = {"piper": hangs, "pyttsx3": voice}
    model = PiperVoice(model="/v/id.onnx")
    made = voices(tmp_path, engines, engine="piper", voices={"id": model})
    said = made.say({"id": TEXT}, until=time.monotonic() + 2)
    hangs.close()
    assert list(said.speech) == ["id"]
    assert said.is_starting


def test_voices_are_tried_before_the_first_call_and_missing_ones_named(voice, tmp_path):
    zone = ZoneSound(languages=("id", "xx"))
    made = voices(tmp_path, {"pyttsx3": voice}, by_zone={"A": zone})
    said = made.warm_up(20)
    assert list(said.speech) == ["id"]
    assert "xx" in said.troubles["xx"]


def test_a_folder_of_recordings_that_is_missing_is_named_before_the_first_call(voice, tmp_path):
    engines = {"pyttsx3": voice, "clips": ClipsEngine(tmp_path / "clips")}
    said = voices(tmp_path, engines, engine="clips").warm_up(20)
    assert str(tmp_path / "clips") in said.troubles["clips"]
    assert list(said.speech) == ["id"]
