"""The sound of a call, measured: format, length, level, rests."""

import io
import itertools
import math
import wave
from array import array

import pytest

from display.announcer import sound
from display.announcer.studio import VOICES
from display.announcer.voice_text import for_the_voice
from queue_server.domain.spoken import sentence

LOUDEST = 32768


def tone(seconds, level=0.3):
    turns = (2 * math.pi * 300 * n / sound.RATE for n in range(int(seconds * sound.RATE)))
    return array("h", (int(level * 32767 * math.sin(turn)) for turn in turns))


def samples_of(wav):
    with wave.open(io.BytesIO(wav)) as opened:
        assert (opened.getframerate(), opened.getnchannels(), opened.getsampwidth()) == (
            22050,
            1,
            2,
        )
        return array("h", opened.readframes(opened.getnframes()))


def rests_in(samples, quiet=160):
    """Seconds of each stretch below -46 dBFS: the one before, those within, the one after."""
    heard = [-1, *(n for n, value in enumerate(samples) if abs(value) > quiet), len(samples)]
    gaps = [(after - before - 1) / sound.RATE for before, after in itertools.pairwise(heard)]
    return gaps[0], [gap for gap in gaps[1:-1] if gap > 0.02], gaps[-1]


def rms(samples):
    return math.sqrt(sum(value * value for value in samples) / len(samples)) / LOUDEST


@pytest.fixture(scope="module")
def spoken(voice, tmp_path_factory):
    """The speech of one call in each language."""
    folder, said = tmp_path_factory.mktemp("spoken"), {}
    for language in ("id", "en"):
        text = for_the_voice(language, sentence(language, number="A015", counter_code="3"))
        path = folder / f"{language}.wav"
        voice.speak(text, path, voice=VOICES[language], rate_wpm=155)
        said[language] = sound.read(path)
    return said


def test_a_call_has_the_length_level_and_rests_of_a_good_announcement(spoken):
    samples = samples_of(sound.announcement([spoken["id"]], with_chime=True))
    peak = max(map(abs, samples)) / LOUDEST
    before, within, after = rests_in(samples)

    assert 5.3 < len(samples) / sound.RATE < 8.0
    assert 0.88 < peak < 0.9, "-1 dBFS: loud, and nothing clipped"
    assert 20 * math.log10(rms(samples)) > -20
    assert before <= 0.15
    assert 0.2 <= after <= 0.35
    assert max(within) <= 0.6


def test_without_the_chime_the_sentence_begins_at_once(spoken):
    samples = samples_of(sound.announcement([spoken["id"]], with_chime=False))
    before, _, after = rests_in(samples)
    assert before <= 0.15
    assert after <= 0.35


def test_languages_follow_each_other_and_repeats_have_a_longer_rest(spoken):
    alone = sound.announcement([spoken["id"]], with_chime=False)
    both = sound.announcement(list(spoken.values()), with_chime=False)
    twice = sound.announcement([spoken["id"]], with_chime=False, repeat=2)

    assert sound.seconds_of(both) > sound.seconds_of(alone) + 3
    assert max(rests_in(samples_of(both))[1]) == pytest.approx(0.6, abs=0.1)
    assert max(rests_in(samples_of(twice))[1]) == pytest.approx(1.5, abs=0.1)
    speech = sound.seconds_of(alone) - sound.AT_THE_END_S
    assert sound.seconds_of(twice) == pytest.approx(2 * speech + 1.5 + 0.25, abs=0.01)


def test_all_calls_are_about_equally_loud(voice, tmp_path):
    levels = []
    for number, counter in [("A111", "1"), ("F468", "12"), ("K999", "7"), ("Z1003", "20")]:
        text = for_the_voice("id", sentence("id", number=number, counter_code=counter))
        voice.speak(text, tmp_path / "said.wav", voice=VOICES["id"], rate_wpm=155)
        speech = sound.normalised(sound.trimmed(sound.read(tmp_path / "said.wav")))
        levels.append(20 * math.log10(rms(speech)))
    assert max(levels) - min(levels) < 4, "a range of 4 dB is +-2"


def test_the_chime_is_short_softer_than_speech_and_dies_away():
    chime = sound.chime()
    assert len(chime) / sound.RATE == pytest.approx(1.35, abs=0.001)
    assert max(map(abs, chime)) / LOUDEST == pytest.approx(0.55, abs=0.001)
    assert max(map(abs, chime[-100:])) < 100
    assert chime[0] == 0


def test_the_chime_alone_is_a_sound_too():
    samples = samples_of(sound.announcement([], with_chime=True, repeat=2))
    assert len(samples) / sound.RATE == pytest.approx(1.6, abs=0.01)


@pytest.mark.parametrize("level", [0.02, 0.3, 0.999])
def test_speech_is_raised_to_its_level_and_never_clipped(level):
    raised = sound.normalised(tone(0.2, level))
    assert max(map(abs, raised)) == pytest.approx(sound.PEAK, abs=2)


def test_silence_around_the_speech_is_cut_and_silence_alone_survives():
    padded = sound.silence(0.4) + tone(0.5) + sound.silence(0.8)
    assert len(sound.trimmed(padded)) / sound.RATE == pytest.approx(0.57, abs=0.01)
    assert sound.normalised(sound.silence(0.1)) == sound.silence(0.1)
    assert len(sound.trimmed(sound.silence(0.5))) < 0.1 * sound.RATE


def test_a_sound_in_another_format_is_refused(tmp_path):
    path = tmp_path / "cd.wav"
    with wave.open(str(path), "wb") as made:
        made.setparams((2, 2, 44100, 0, "NONE", ""))
        made.writeframes(bytes(400))
    with pytest.raises(ValueError, match="22050"):
        sound.read(path)
