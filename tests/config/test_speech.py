"""The voice in config.yaml: what the hall says, what a zone has of its own, and what is told to the announcer."""

from datetime import time
from pathlib import Path

import pytest
import yaml

from queue_server.config import ConfigError, load
from queue_server.config.speech import Manner, Speech
from queue_server.domain.speech import Night, ZoneSpeech
from queue_server.domain.spoken import LANGUAGES

ROOT = Path(__file__).parent.parent.parent
NIGHT = {"from": "18:00", "to": "06:00", "volume": 40}


@pytest.fixture
def read(tmp_path):
    """``read(speech, service)``: the repository's config with this voice, and these words of its first service."""

    def with_voice(speech=None, **service):
        raw = yaml.safe_load((ROOT / "config.yaml").read_text())
        raw["speech"] = speech or {}
        raw["services"]["KTP"] |= service
        (tmp_path / "config.yaml").write_text(yaml.safe_dump(raw, allow_unicode=True))
        return load(tmp_path / "config.yaml", {})

    return with_voice


@pytest.fixture
def told(read):
    """What is told of a voice with faults."""

    def of(speech=None, **service):
        with pytest.raises(ConfigError) as refused:
            read(speech, **service)
        return refused.value.faults

    return of


def test_a_hall_that_says_nothing_of_its_voice_has_the_usual_one():
    assert Speech().for_zone("A") == ZoneSpeech()


@pytest.mark.parametrize(
    ("said", "chime"),
    [(True, "two-tone"), (False, "none"), ("none", "none"), ("gong", "gong"), ("three-tone", "three-tone")],
)  # fmt: skip
def test_the_old_words_for_the_chime_still_count(said, chime):
    assert Speech(chime=said).for_zone("A").chime == chime


def test_what_release_0_2_wrote_is_still_a_voice(read):
    old = {
        "engine": "pyttsx3", "voices": {"id": "id+f2", "en": "en-us+f2"}, "rate_wpm": 155, "chime": True,
        "languages": ["id"], "repeat": 1, "player": "page",
    }  # fmt: skip
    speech = read(old).speech
    assert speech.for_zone("A") == ZoneSpeech()
    assert speech.plain("AB").items() >= (old | {"chime": "two-tone"}).items()


def test_a_zone_has_its_own_manner_and_the_rest_from_the_hall(read):
    speech = read({
        "languages": ["id"], "chime": "gong", "repeat": 2, "number_style": "words", "night": NIGHT,
        "zero": {"id": "kosong", "en": "oh"},
        "zones": {
            "B": {"languages": ["zh", "en"], "repeat_when": "when_idle", "night": None, "volume": 70,
                  "chime_when": "when_idle", "say_service": True, "zero": {"en": "nought"}},
        },
    }).speech  # fmt: skip
    ground = speech.for_zone("A")
    assert ground == ZoneSpeech(
        languages=("id",), chime="gong", repeat=2, number_style="words", zero={"id": "kosong", "en": "oh"},
        night=Night(start=time(18), end=time(6), volume=40),
    )  # fmt: skip
    assert speech.for_zone("B") == ZoneSpeech(
        languages=("zh", "en"), chime="gong", repeat=2, repeat_always=False, chime_always=False, say_service=True,
        number_style="words", zero={"id": "kosong", "en": "nought"}, volume=70, night=None,
    )  # fmt: skip


def test_the_announcer_is_told_of_each_zone_by_itself(read):
    speech = read({
        "rate_wpm": {"id": 150, "en": 140}, "player": "local", "devices": {"A": "plughw:1,0"}, "night": NIGHT,
        "zones": {"B": {"chime": "none"}},
    }).speech  # fmt: skip
    plain = speech.plain(["A", "B"])
    assert set(plain) == set(Speech.model_fields) | {"by_zone"}, "every key is told"
    assert (plain["rate_wpm"], plain["devices"]) == ({"id": 150, "en": 140}, {"A": "plughw:1,0"})
    assert plain["zones"] == ["A", "B"]
    assert [plain["by_zone"][zone]["chime"] for zone in "AB"] == ["two-tone", "none"]
    assert plain["by_zone"]["B"]["night"] == NIGHT
    assert all(set(zone) == set(Manner.model_fields) for zone in plain["by_zone"].values())


def test_files_are_told_with_their_whole_path(read, tmp_path):
    piper = {"id": {"model": "voices/id.onnx", "length_scale": 1.1}, "en": "en-us+f2"}
    speech = read({"engine": "piper", "voices": piper}).speech
    assert speech.plain("A")["voices"] == {
        "id": {"model": str(tmp_path / "voices/id.onnx"), "length_scale": 1.1},
        "en": "en-us+f2",
    }
    speech = read({"engine": "clips", "clips": "/srv/clips"}).speech
    assert speech.plain("A")["clips"] == "/srv/clips"
    assert Speech().plain("A")["clips"] == ""


@pytest.mark.parametrize(
    ("speech", "sounds"),
    [
        ({}, True), ({"engine": "none"}, True), ({"chime": "none"}, True), ({"engine": "none", "chime": False}, False),
        ({"engine": "none", "chime": False, "zones": {"B": {"chime": "gong"}}}, True),
    ],
)  # fmt: skip
def test_a_hall_is_silent_only_without_voice_and_without_any_chime(speech, sounds):
    assert Speech.model_validate(speech).sounds is sounds


@pytest.mark.parametrize(
    ("speech", "path", "fault"),
    [
        ({"languages": ["fr"]}, "speech.languages.0", "known languages: ar, en, id, jv, ms, zh (got 'fr')"),
        ({"languages": ["id", "id"]}, "speech.languages", "a language stands twice"),
        ({"voices": {"fr": "fr"}}, "speech.voices.fr", "known languages"),
        ({"voices": {"id": 3}}, "speech.voices.id", "the name of espeak's voice, or {model: FILE"),
        ({"voices": {"id": ""}}, "speech.voices.id", "the name of espeak's voice"),
        ({"voices": {"id": {"name": "id", "model": "x"}}}, "speech.voices.id", "one of them"),
        ({"voices": {"id": {"file": "x"}}}, "speech.voices.id.file", "unknown key"),
        ({"engine": "piper", "voices": {"id": {"model": "x", "length_scale": 9}}}, "speech.voices.id.length_scale", ""),
        ({"engine": "piper"}, "speech.voices", "engine: piper needs {model: FILE}"),
        ({"voices": {"id": {"model": "x"}}}, "speech.voices", "a model needs engine: piper"),
        ({"engine": "clips"}, "speech.clips", "is missing (engine: clips needs the folder"),
        ({"engine": "festival"}, "speech.engine", "'pyttsx3', 'piper', 'clips' or 'none'"),
        ({"rate_wpm": {"id": 1000}}, "speech.rate_wpm", "80 to 300 words per minute"),
        ({"rate_wpm": "fast"}, "speech.rate_wpm", "80 to 300 words per minute"),
        ({"rate_wpm": True}, "speech.rate_wpm", "80 to 300 words per minute"),
        ({"rate_wpm": {"fr": 150}}, "speech.rate_wpm", "fr: known languages"),
        ({"chime": "bell"}, "speech.chime", "'two-tone', 'three-tone', 'gong' or 'none'"),
        ({"chime_when": "never"}, "speech.chime_when", "'always' or 'when_idle'"),
        ({"repeat": 4}, "speech.repeat", "less than or equal to 3"),
        ({"number_style": "roman"}, "speech.number_style", "'digits' or 'words'"),
        ({"zero": {"id": "satu"}}, "speech.zero", "id: satu is another number"),
        ({"zero": {"id": "0"}}, "speech.zero", "one word, without figures"),
        ({"zero": {"id": "no\x07l"}}, "speech.zero", "one word"),
        ({"zero": {"fr": "zéro"}}, "speech.zero.fr", "known languages"),
        ({"volume": 101}, "speech.volume", "less than or equal to 100"),
        ({"night": NIGHT | {"from": 1080}}, "speech.night.from", 'a time like "18:00", in quotes'),
        ({"night": NIGHT | {"to": "25:00"}}, "speech.night.to", 'a time like "18:00"'),
        ({"night": NIGHT | {"to": "18:00"}}, "speech.night", "ends when it begins"),
        ({"night": {"from": "18:00", "to": "06:00"}}, "speech.night.volume", "is missing"),
        ({"zones": {"C": {}}}, "speech.zones.C", "there is no 'C' in zones"),
        ({"zones": {"B": {"engine": "none"}}}, "speech.zones.B.engine", "unknown key"),
        ({"zones": {"B": {"languages": ["fr"]}}}, "speech.zones.B.languages.0", "known languages"),
        ({"devices": {"C": "default"}}, "speech.devices.C", "there is no 'C' in zones"),
        ({"devices": {"A": ""}}, "speech.devices.A", "at least 1 character"),
    ],
)  # fmt: skip
def test_each_fault_of_the_voice_is_told_once_with_its_path(told, speech, path, fault):
    faults = told(speech)
    assert [line.partition(": ")[0] for line in faults] == [path], faults
    assert fault in faults[0]


@pytest.mark.parametrize("key", ["spoken", "phrase"])
@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"en": "ID"}, 'the Indonesian text "id" is missing'),
        ({"id": "K" * 121}, "1 to 120 printable"),
        ({"id": "Siapkan\nKTP"}, "1 to 120 printable"),
        ({"id": "Siapkan KTP", "fr": "Carte"}, "fr: known languages"),
    ],
)
def test_free_text_for_the_voice_is_short_and_printable(told, key, texts, fault):
    [line] = told(**{key: texts})
    assert line.startswith(f"services.KTP.{key}: ")
    assert fault in line


def test_every_language_of_the_domain_may_be_chosen():
    assert Speech(languages=list(LANGUAGES)).for_zone("A").languages == LANGUAGES


def test_every_key_of_the_voice_stands_in_the_repositorys_config_with_its_usual_value():
    text = (ROOT / "config.yaml").read_text()
    section = text[text.index("\nspeech:\n") :]
    for key in Speech.model_fields:
        assert f"  {key}: " in section or f"  # {key}:" in section, key
    assert load(ROOT / "config.yaml", {}).speech.plain("AB") == Speech().plain("AB")
