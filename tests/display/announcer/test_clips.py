"""Calls from a person's recordings: which clips make a sentence, and how they are joined. espeak plays the person."""

import math
import wave
from array import array

import pytest

from display.announcer import sound
from display.announcer.clip_names import Clip, MissingClips, clips_of
from display.announcer.clips import ClipsEngine
from display.announcer.engine import SpeechError
from display.announcer.voice_text import for_the_voice
from queue_server.domain.spoken import LANGUAGES, sentence

WORDS = [
    "nomor antrean",
    "silakan menuju",
    "loket",
    "a",
    "nol",
    "satu",
    "dua",
    "tiga",
    "lima",
    "belas",
]
HAVE = {word.replace(" ", "-") for word in WORDS}


def names(text, have=frozenset(HAVE)):
    return [clip.name for clip in clips_of(text, have)]


def test_a_call_takes_the_longest_recordings_that_fit():
    said = sentence("id", number="A015", counter_code="12")
    assert names(said) == [
        *("nomor-antrean", "a", "nol", "satu", "lima", "silakan-menuju", "loket", "dua", "belas")
    ]
    assert names(said, HAVE | {"dua-belas", "loket-dua-belas"})[-1] == "loket-dua-belas"


def test_there_is_a_short_gap_between_words_and_a_rest_at_a_comma():
    rests = [clip.rest_s for clip in clips_of("Nol, satu dua. Tiga", HAVE)]
    assert rests == [0.0, 0.25, 0.05, 0.25]
    assert clips_of("nol", HAVE) == [Clip(name="nol", rest_s=0.0)]


def test_a_recording_does_not_reach_over_a_comma():
    assert names("satu, dua", HAVE | {"satu-dua"}) == ["satu", "dua"]


def test_all_words_without_a_recording_are_named_once():
    with pytest.raises(MissingClips) as missing:
        clips_of("Panggilan ulang. Nomor antrean K nol nol, ulang", HAVE)
    assert missing.value.names == ["panggilan", "ulang", "k"]


@pytest.mark.parametrize(
    ("language", "have"),
    [
        ("zh", [*"号码请到零一五三", "号窗口", "a"]),
        (
            "ar",
            ["التذكرة", "رقم", "أي", "صفر", "واحد", "خمسة", "من", "فضلك", "إلى", "الشباك", "ثلاثة"],
        ),
    ],
)
def test_chinese_is_taken_by_signs_and_arabic_without_its_vowel_signs(language, have):
    clips = {
        name if len(name) == 1 else "-".join(name) if language == "zh" else name for name in have
    }
    assert clips_of(sentence(language, number="A015", counter_code="3"), clips)


@pytest.fixture(scope="module")
def folder(voice, tmp_path_factory):
    """Recordings of one word each; the person stood nearer to the microphone at times."""
    folder = tmp_path_factory.mktemp("clips")
    (folder / "id").mkdir()
    for n, word in enumerate(WORDS):
        path = folder / "id" / f"{word.replace(' ', '-')}.wav"
        text = for_the_voice("id", word if len(word) > 1 else word.upper())
        voice.speak(text, path, voice="id+f2", rate=155, within_s=20)
        samples = sound.silence(0.3) + sound.read(path) + sound.silence(0.5)
        quieter = array("h", (value // (1 + n % 4) for value in samples))
        path.write_bytes(sound.as_wav(quieter))
    return folder


def speak(folder, tmp_path, text, language="id"):
    engine = ClipsEngine(folder)
    seconds = engine.speak(text, tmp_path / "s.wav", voice=language, rate=1, within_s=1)
    return seconds, sound.read(tmp_path / "s.wav")


def test_a_sentence_of_recordings_is_whole_and_even(folder, tmp_path):
    seconds, samples = speak(folder, tmp_path, sentence("id", number="A015", counter_code="12"))
    assert 3.5 < seconds < 8
    assert max(map(abs, samples)) < 0.99 * 32768
    each = [speak(folder, tmp_path, word)[1] for word in ("nol", "satu", "lima", "tiga")]
    levels = [
        20 * math.log10(math.sqrt(sum(v * v for v in clip) / len(clip)) / 32768) for clip in each
    ]
    assert max(levels) - min(levels) < 2, levels
    quiet, longest = 0, 0
    for value in samples:
        quiet = quiet + 1 if abs(value) < 160 else 0
        longest = max(longest, quiet)
    assert longest / sound.RATE < 0.6


def test_recordings_of_another_rate_sound_the_same(folder, tmp_path):
    usual, _ = speak(folder, tmp_path, "nol satu")
    other = tmp_path / "other" / "id"
    other.mkdir(parents=True)
    for word in ("nol", "satu"):
        samples = sound.read(folder / "id" / f"{word}.wav")
        with wave.open(str(other / f"{word.upper()}.WAV"), "wb") as made:
            made.setparams((2, 2, 44100, 0, "NONE", ""))
            made.writeframes(array("h", (v for value in samples for v in [value] * 4)).tobytes())
    seconds, _ = speak(tmp_path / "other", tmp_path, "nol satu")
    assert seconds == pytest.approx(usual, abs=0.05)


def test_what_is_missing_is_named_and_nothing_is_half_said(folder, tmp_path):
    with pytest.raises(SpeechError, match="id: kasir") as missing:
        speak(folder, tmp_path, "Nomor antrean A nol, silakan menuju loket kasir.")
    assert missing.value.code == "missing_clips"
    with pytest.raises(SpeechError, match="no recordings in"):
        speak(folder, tmp_path, "Ticket A", "en")
    (tmp_path / "torn" / "id").mkdir(parents=True)
    (tmp_path / "torn" / "id" / "nol.wav").write_bytes(b"RIFF")
    with pytest.raises(SpeechError, match=r"nol\.wav"):
        speak(tmp_path / "torn", tmp_path, "nol")


def test_a_new_recording_is_heard_at_once_and_makes_another_sound(folder, tmp_path):
    import shutil

    mine = tmp_path / "mine"
    shutil.copytree(folder, mine)
    engine = ClipsEngine(mine)
    before = engine.speak("nol", tmp_path / "s.wav", voice="id", rate=1, within_s=1)
    known = engine.identity("id")
    shutil.copy(mine / "id" / "silakan-menuju.wav", mine / "id" / "nol.wav")
    assert engine.identity("id") != known
    assert engine.speak("nol", tmp_path / "s.wav", voice="id", rate=1, within_s=1) > before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_be_recorded_word_by_word(language):
    """Whatever a call says is made of words that can be names of files."""
    said = sentence(language, number="A015", counter_code="4K-10", recall=True)
    with pytest.raises(MissingClips) as missing:
        clips_of(said, frozenset())
    assert all(name and "/" not in name for name in missing.value.names)
    assert clips_of(said, frozenset(missing.value.names))
