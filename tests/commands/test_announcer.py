"""``satupintu announcer doctor`` examines the voice of config.yaml."""

import json
import subprocess
import sys

import pytest
import yaml

from tests.commands.conftest import ROOT


def doctor(folder, *words):
    """Its own words go past this process: the doctor is one of its own."""
    return subprocess.run(
        [sys.executable, "-m", "queue_server", "--config", folder.config, "announcer", "doctor", *words],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def write(folder, **speech):
    told = yaml.safe_load(folder.config.read_text())
    told["speech"] = {**(told.get("speech") or {}), **speech}
    folder.config.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False))
    return told


def test_the_halls_own_words_are_made_measured_and_kept(folder, tmp_path):
    told = write(folder, languages=["id", "en"])
    counter, row = next(iter(told["counters"].items()))
    ran = doctor(
        folder, "--counter", counter, "--number", "A115", "--json", "--out", tmp_path / "out"
    )

    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["languages"]["id"]["text"].startswith("Nomor antrean A satu satu lima")
    assert found["languages"]["en"]["text"].startswith("Ticket A one one five")
    assert list(found["zones"]) == [row["zone"]]
    assert (tmp_path / "out" / f"call-{row['zone']}.wav").stat().st_size > 200_000
    assert not folder.data.exists()


def test_every_zone_with_a_counter_is_examined_unless_one_is_named(folder):
    told = write(folder, engine="none")
    zones = {row["zone"] for row in told["counters"].values()}
    assert set(json.loads(doctor(folder, "--json").stdout)["zones"]) == zones
    one = sorted(zones)[0]
    assert list(json.loads(doctor(folder, "--json", "--zone", one).stdout)["zones"]) == [one]


def test_its_exit_code_and_words_pass_through(folder):
    write(folder, voices={"id": "id+nobody"})
    ran = doctor(folder, "--lang", "id")
    assert ran.returncode == 1
    assert "suara tidak ada" in ran.stdout
    assert "id+nobody" in ran.stdout


def test_recordings_are_asked_for_all_that_the_hall_may_say(folder, tmp_path):
    (tmp_path / "clips" / "id").mkdir(parents=True)
    write(folder, engine="clips", clips=str(tmp_path / "clips"))
    found = json.loads(doctor(folder, "--json").stdout)
    missing = set(found["missing_clips"]["id"])
    digits = "nol satu dua tiga empat lima enam tujuh delapan sembilan"
    assert {"nomor", "antrean", "loket", "panggilan", "ulang", "a", *digits.split()} <= missing
    assert found["languages"]["id"]["engine"] == "pyttsx3"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--zone", "ROOF"), "zones.ROOF: not in"),
        (("--counter", "99"), "counters.99: not in"),
    ],
)
def test_what_config_yaml_does_not_name_is_refused_with_what_it_does(folder, words, told):
    assert folder.say("announcer", "doctor", *words) == 2
    assert told in folder.heard().err


def test_faults_of_config_yaml_come_first(folder):
    folder.config.write_text("floors: 3\n")
    assert folder.say("announcer", "doctor") == 2
    assert "floors: unknown key" in folder.heard().err


@pytest.mark.parametrize("words", [("announcer",), ("announcer", "doctor")], ids=" ".join)
def test_it_explains_itself(folder, words):
    assert folder.say(*words, "--help") == 0
    told = folder.heard().out
    assert "./run announcer doctor" in told
    assert "exit codes: 0 all is well" in told
