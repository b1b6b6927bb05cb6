"""The doctor of the voice: measures a test call in each language, says what is wrong and what to write."""

import json
import math
import shutil
from array import array

import pytest

from display.announcer import sound
from display.announcer.doctor import examine
from display.announcer.doctor.examine import main
from display.announcer.doctor.findings import Findings, advice, as_yaml
from display.announcer.doctor.measure import measured
from display.announcer.doctor.words import SAID, TROUBLE
from display.announcer.settings import Settings
from queue_server.domain.spoken import LANGUAGES, sentence


def call(*languages):
    return [
        {"language": language, "text": sentence(language, number="A015", counter_code="3")}
        for language in languages
    ]


@pytest.fixture
def doctor(tmp_path, capsys, monkeypatch):
    """``doctor(settings, calls, *words)``: exit code, the report, what a person was told. How busy the machine is that
    runs the tests does not matter.
    """
    monkeypatch.setattr(examine, "SLOW_MS", math.inf)

    def asked(settings, calls, *words, **more):
        file = tmp_path / "told.json"
        file.write_text(json.dumps({"settings": settings, "calls": calls, **more}))
        status = main(["--settings", str(file), "--json", *map(str, words)])
        said = capsys.readouterr()
        return status, json.loads(said.out), said.err

    return asked


def test_a_voice_that_takes_too_long_is_told_in_each_language(doctor, monkeypatch):
    monkeypatch.setattr(examine, "SLOW_MS", 0)
    status, told, _ = doctor({"engine": "pyttsx3"}, {name: call(name) for name in ("id", "en")})
    assert status == 1
    assert [found["what"] for found in told["trouble"]] == ["slow", "slow"]


def test_a_healthy_hall_is_told_so_with_figures_for_each_language(doctor):
    status, told, said = doctor({"engine": "pyttsx3"}, {name: call(name) for name in LANGUAGES})

    assert status == 0, told["trouble"]
    assert set(told["languages"]) == set(LANGUAGES)
    for spoken in told["languages"].values():
        assert 3 < spoken["sound"]["seconds"] < 8
        assert spoken["sound"]["level_db"] == pytest.approx(-17, abs=1)
        assert spoken["sound"]["clipped"] == 0
    assert told["engines"]["pyttsx3"].startswith("espeak-ng 1.5")
    assert told["zones"]["id"]["per_hour"] == pytest.approx(
        2520 / told["zones"]["id"]["seconds"], abs=6
    )
    assert told["config"]["voices"]["jv"] == "id+f2"
    assert "Semuanya baik." in said
    assert "All is well." in said


def test_a_voice_that_is_not_there_is_replaced_in_what_to_write(doctor):
    status, told, _ = doctor({"voices": {"id": "id+nobody"}}, {"A": call("id")})
    assert status == 1
    assert [found["what"] for found in told["trouble"]] == ["unknown_voice"]
    assert "id+nobody" in told["trouble"][0]["en"]
    assert told["config"]["voices"] == {"id": "id+f2"}


def test_a_machine_without_espeak_has_no_voice_at_all(doctor, tmp_path, monkeypatch):
    (tmp_path / "pyttsx3").mkdir()
    (tmp_path / "pyttsx3" / "__init__.py").write_text("raise RuntimeError('no eSpeak here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    status, told, said = doctor({}, {"A": call("id")})
    assert status == 4
    assert "no eSpeak here" in told["trouble"][0]["en"]
    assert "visitors hear the chime only" in said
    assert told["zones"]["A"]["seconds"] == pytest.approx(1.6, abs=0.1)


def test_piper_that_is_missing_leaves_espeak_and_the_line_that_helps(doctor, tmp_path, monkeypatch):
    (tmp_path / "piper").mkdir()
    (tmp_path / "piper" / "__init__.py").write_text("raise ImportError('no piper here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    voices = {"id": {"model": "/voices/id.onnx"}}
    status, told, _ = doctor({"engine": "piper", "voices": voices}, {"A": call("id")})
    assert status == 1
    assert [found["what"] for found in told["trouble"]] == ["no_piper"]
    assert "pip install piper-tts" in told["trouble"][0]["en"]
    assert told["config"]["engine"] == "pyttsx3"


def test_recordings_that_are_missing_are_listed_by_language(doctor, tmp_path, voice):
    folder = tmp_path / "clips" / "id"
    folder.mkdir(parents=True)
    for word in ("nomor", "antrean", "a", "nol", "satu", "lima", "silakan", "menuju", "loket"):
        voice.speak(word, folder / f"{word}.wav", voice="id", rate=155, within_s=20)
    words = {"id": ["Nomor antrean A nol, silakan menuju loket kasir.", "Panggilan ulang."]}
    settings = {"engine": "clips", "clips": str(tmp_path / "clips")}
    status, told, said = doctor(settings, {"A": call("id")}, vocabulary=words)
    assert status == 1
    assert told["missing_clips"] == {"id": ["kasir", "panggilan", "ulang"]}
    assert "id: 9 recordings." in said
    assert told["languages"]["id"]["engine"] == "pyttsx3", "tiga is not recorded: espeak says it"

    for word in ("tiga", "kasir", "panggilan", "ulang"):
        shutil.copy(folder / "nol.wav", folder / f"{word}.wav")
    status, told, _ = doctor(settings, {"A": call("id")}, vocabulary=words)
    assert status == 0, told["trouble"]
    assert told["languages"]["id"]["voice"] == "clips/id"
    assert told["config"] == {"engine": "clips", "clips": settings["clips"], "player": "page"}


def test_a_call_that_takes_too_long_for_a_busy_zone_is_named(doctor):
    zones = {"A": {"repeat": 3, "languages": ["id", "en"]}}
    status, told, _ = doctor({"by_zone": zones}, {"A": call("id", "en")})
    assert status == 1
    assert [found["what"] for found in told["trouble"]] == ["long"]


def test_a_test_call_is_heard_on_the_zones_own_loudspeaker(doctor, aplay, tmp_path):
    settings = {"engine": "none", "player": "local", "devices": {"A": "plug:hall"}}
    aplay("sleep 1")
    status, told, said = doctor(settings, {"A": call("id")}, "--play")
    assert status == 0
    assert (tmp_path / "notes").read_text() == "begin -q -D plug:hall -\n"
    assert told["zones"]["A"]["played"] is True
    assert "heard clearly everywhere" in said


@pytest.mark.parametrize(
    ("then", "what"), [("echo no such device >&2; exit 1", "not_played"), ("", "too_quick")]
)
def test_a_loudspeaker_that_is_dead_or_swallows_everything_is_named(doctor, aplay, then, what):
    aplay(then)
    settings = {"engine": "none", "player": "local"}
    status, told, _ = doctor(settings, {"A": call("id")}, "--play")
    assert status == 1
    assert [found["what"] for found in told["trouble"]] == [what]
    assert told["zones"]["A"]["played"] is False


def test_where_a_page_speaks_it_is_told_how_to_hear_it_and_the_sound_is_kept(doctor, tmp_path):
    out = tmp_path / "sounds"
    status, told, said = doctor({"engine": "none"}, {"A": call("id")}, "--play", "--out", out)
    assert status == 0
    assert "open its page" in said
    assert sound.seconds_of((out / "call-A.wav").read_bytes()) == pytest.approx(1.6, abs=0.1)
    assert told["zones"]["A"]["played"] is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"settings": {}}', '{"settings": 3, "calls": {}}']
)
def test_settings_that_are_none_are_a_wrong_use(tmp_path, capsys, text):
    (tmp_path / "told.json").write_text(text)
    assert main(["--settings", str(tmp_path / "told.json")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def tone(level, seconds=1.0):
    return array(
        "h",
        (int(level * 32767 * math.sin(n / 10)) for n in range(int(seconds * sound.RATE))),
    )


@pytest.mark.parametrize(
    ("samples", "faults"),
    [
        (tone(0.3), ()),
        (tone(0.01), ("soft",)),
        (tone(1.0), ("clipped",)),
        (tone(0.3) + sound.silence(0.8) + tone(0.3), ("broken",)),
        (tone(0.3) + sound.silence(0.5), ("tail",)),
    ],
)
def test_a_sound_is_judged_by_its_figures(samples, faults):
    assert measured(samples).faults == faults


def test_silence_is_soft_and_breaks_nothing():
    assert measured(sound.silence(0.1)).faults == ("soft",)
    assert measured(array("h")).seconds == 0


def test_everything_is_said_in_both_languages_with_the_same_facts():
    import string

    for key, (indonesian, english) in {**SAID, **TROUBLE}.items():
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(t)} for t in (indonesian, english)
        ]
        assert fields[0] == fields[1], key


def test_what_to_write_is_yaml():
    yaml = pytest.importorskip("yaml")
    settings = Settings(player="local", devices={"A": "hw:0"})
    found = Findings(engines={"pyttsx3": "espeak-ng 1.52.0"})
    assert yaml.safe_load(as_yaml(advice(settings, found), found)) == {
        "speech": {"engine": "pyttsx3", "player": "local", "devices": {"A": "hw:0"}}
    }
