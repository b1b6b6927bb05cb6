"""The sound of a call, measured: format, length, level, rests, and where its words begin and end."""

import io
import itertools
import math
import wave
from array import array

import pytest

from display.announcer import sound
from display.announcer.chimes import KINDS, chime
from display.announcer.level import PEAK
from display.announcer.voice_text import for_the_voice
from display.announcer.voices import VOICES
from queue_server.domain.spoken import LANGUAGES, sentence

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
    for language in LANGUAGES:
        text = for_the_voice(language, sentence(language, number="A015", counter_code="3"))
        path = folder / f"{language}.wav"
        voice.speak(text, path, voice=VOICES[language], rate=155, within_s=20)
        said[language] = sound.read(path)
    return said


EXPECTED_S = {"id": 4.75, "en": 4.1, "ms": 4.65, "jv": 4.5, "zh": 3.9, "ar": 6.2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_has_the_length_level_and_rests_of_a_good_announcement(spoken, language):
    made = sound.announcement([spoken[language]], chime_kind="two-tone")
    samples = samples_of(made.wav)
    peak = max(map(abs, samples)) / LOUDEST
    before, within, after = rests_in(samples)

    speech_s = made.seconds - made.chime_s - sound.AT_THE_END_S
    assert speech_s == pytest.approx(EXPECTED_S[language], rel=0.2)
    assert 0.8 < peak < 0.9, "loud, at most -1 dBFS: nothing is clipped"
    assert rms(samples) > 0.03
    assert before <= 0.15
    assert 0.2 <= after <= 0.4
    assert max(within) <= 0.6


def test_every_language_is_equally_loud(spoken):
    levels = [20 * math.log10(rms(sound.levelled(sound.trimmed(said)))) for said in spoken.values()]
    assert max(levels) - min(levels) < 2, levels


@pytest.mark.parametrize("kind", [*KINDS, "none"])
@pytest.mark.parametrize("repeat", [1, 3])
def test_it_is_known_where_the_words_begin_and_where_they_have_been_said_once(spoken, kind, repeat):
    said = [spoken["id"], spoken["en"]]
    made = sound.announcement(said, chime_kind=kind, repeat=repeat)
    once = sound.announcement(said, chime_kind=kind)
    samples = samples_of(made.wav)

    assert made.chime_s == pytest.approx(
        0 if kind == "none" else sound.seconds(chime(kind)) + 0.25, abs=0.001
    )
    first_word = samples[int(made.chime_s * sound.RATE) :]
    assert rests_in(first_word)[0] < 0.05
    if made.chime_s:
        assert not any(
            samples[int((made.chime_s - 0.24) * sound.RATE) : int(made.chime_s * sound.RATE) - 1]
        )
    assert made.once_s == pytest.approx(once.seconds - sound.AT_THE_END_S, abs=0.005)
    assert sound.described(made.wav, chime_kind=kind, repeat=repeat, is_spoken=True) == made


def test_a_loudspeaker_can_leave_out_the_chime_and_the_repeats_and_be_quieter(spoken):
    made = sound.announcement([spoken["id"]], chime_kind="gong", repeat=2)
    part = sound.part_of(made.wav, from_s=made.chime_s, to_s=made.once_s, volume=0.4)
    samples = samples_of(part)
    assert sound.seconds_of(part) == pytest.approx(made.once_s - made.chime_s, abs=0.001)
    assert max(map(abs, samples)) == pytest.approx(0.4 * PEAK, rel=0.05)
    assert rests_in(samples)[0] < 0.05
    assert sound.part_of(made.wav, from_s=0.0, to_s=None, volume=1.0) == made.wav


def test_languages_follow_each_other_and_repeats_have_a_longer_rest(spoken):
    alone = sound.announcement([spoken["id"]], chime_kind="none")
    both = sound.announcement([spoken["id"], spoken["en"]], chime_kind="none")
    twice = sound.announcement([spoken["id"]], chime_kind="none", repeat=2)

    assert both.seconds > alone.seconds + 3
    assert max(rests_in(samples_of(both.wav))[1]) == pytest.approx(0.6, abs=0.1)
    assert max(rests_in(samples_of(twice.wav))[1]) == pytest.approx(1.5, abs=0.1)
    speech = alone.seconds - sound.AT_THE_END_S
    assert twice.seconds == pytest.approx(2 * speech + 1.5 + 0.25, abs=0.01)


def test_all_calls_are_equally_loud(voice, tmp_path):
    levels = []
    for number, counter in [("A111", "1"), ("F468", "12"), ("K999", "7"), ("Z1003", "20")]:
        text = for_the_voice("id", sentence("id", number=number, counter_code=counter))
        voice.speak(text, tmp_path / "said.wav", voice=VOICES["id"], rate=155, within_s=20)
        speech = sound.levelled(sound.trimmed(sound.read(tmp_path / "said.wav")))
        levels.append(20 * math.log10(rms(speech)))
    assert max(levels) - min(levels) < 2


def test_the_chime_alone_is_a_sound_too_and_has_no_words_to_skip_to():
    made = sound.announcement([], chime_kind="two-tone", repeat=2)
    assert made.seconds == pytest.approx(1.6, abs=0.01)
    assert made.chime_s == 0
    assert made.once_s == pytest.approx(1.35, abs=0.01)


def test_silence_around_the_speech_is_cut_and_silence_alone_survives():
    padded = sound.silence(0.4) + tone(0.5) + sound.silence(0.8)
    assert len(sound.trimmed(padded)) / sound.RATE == pytest.approx(0.57, abs=0.01)
    assert sound.levelled(sound.silence(0.1)) == sound.silence(0.1)
    assert len(sound.trimmed(sound.silence(0.5))) < 0.1 * sound.RATE


def test_sounds_of_other_makers_are_made_ours(tmp_path):
    path = tmp_path / "cd.wav"
    with wave.open(str(path), "wb") as made:
        made.setparams((2, 2, 44100, 0, "NONE", ""))
        made.writeframes(array("h", [1000, 3000] * 44100).tobytes())
    samples = sound.read(path)
    assert len(samples) == sound.RATE
    assert set(samples[100:-100]) == {2000}


def test_a_sound_that_is_not_16_bit_is_refused(tmp_path):
    path = tmp_path / "phone.wav"
    with wave.open(str(path), "wb") as made:
        made.setparams((1, 1, 22050, 0, "NONE", ""))
        made.writeframes(bytes(400))
    with pytest.raises(ValueError, match="16 bits"):
        sound.read(path)
