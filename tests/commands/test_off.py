"""The command line while the server is off."""

import hashlib
import json
import resource
import sqlite3
import subprocess
import sys

import pytest
import yaml

from queue_server.config import definition, load
from tests.commands.conftest import ROOT

COMMANDS = [
    (), ("up",), ("serve",), ("check-config",), ("migrate",), ("staff",), ("staff", "add"), ("staff", "list"),
    ("staff", "reset"), ("device",), ("device", "add"), ("device", "list"), ("device", "revoke"), ("hall",),
    ("hall", "import"), ("hall", "export"), ("hall", "diff"), ("demo",), ("backup",), ("restore",), ("verify",),
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(folder, words):
    assert folder.say(*words, "--help") == 0
    told = folder.heard().out
    assert told.startswith("usage: satupintu")
    assert not folder.data.exists()


@pytest.mark.parametrize(
    "words",
    [
        (), ("nonsense",), ("staff",), ("staff", "add"), ("staff", "add", "--name", "x", "--role", "king"),
        ("device", "add", "--name", "x", "--role", "owner"), ("hall", "nonsense"), ("serve", "--port", "1"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_ends_with_two_and_changes_nothing(folder, words):
    assert folder.say(*words) == 2
    assert "usage:" in folder.heard().err
    assert not folder.data.exists()


def test_the_program_runs_as_a_module_with_its_config_anywhere(folder):
    words = [sys.executable, "-m", "queue_server", "check-config", "--json", f"--config={folder.config}"]  # fmt: skip
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=20)
    assert json.loads(told.stdout)["path"] == str(folder.config)
    lost = subprocess.run(
        [*words[:3], "check-config", "--config"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=20
    )  # fmt: skip
    assert lost.returncode == 2


def test_faults_of_the_config_are_told_to_people_and_programs_alike(folder):
    folder.config.write_text("server: {port: 99999, colour: red}\nfloors: 3\n")
    assert folder.say("check-config", "--json") == 2
    faults = json.loads(folder.heard().out)["faults"]
    assert len(faults) >= 8
    assert folder.say("check-config") == 2
    told = folder.heard().out
    assert all(fault in told for fault in faults)
    for words in (("up",), ("staff", "list"), ("migrate",), ("hall", "diff")):
        assert folder.say(*words) == 2
        assert "server.colour: unknown key" in folder.heard().err


def test_a_person_is_added_listed_and_gets_a_new_password(folder):
    folder.filled()
    assert folder.say("staff", "add", "--name", "dewi", "--role", "staff") == 0
    first = folder.heard().out.splitlines()[-1]
    assert len(first) == 14
    assert folder.say("staff", "list", "--json") == 0
    people = json.loads(folder.heard().out)
    assert [p["role"] for p in people if p["name"] == "dewi"] == ["staff"]
    assert folder.say("staff", "reset", "dewi") == 0
    assert folder.heard().out.splitlines()[-1] != first
    assert folder.say("staff", "add", "--name", "dewi", "--role", "staff") == 1
    assert folder.heard().err == "This name is taken (name: dewi)\n"
    assert folder.say("staff", "reset", "nobody") == 1
    assert "nobody" in folder.heard().err


def test_a_person_works_for_some_agencies_until_bound_to_others(folder):
    folder.filled()
    agencies = ("--agency", "DUKCAPIL", "--agency", "IMIGRASI")
    assert folder.say("staff", "add", "--name", "dewi", "--role", "staff", *agencies) == 0
    folder.heard()
    assert folder.say("staff", "list") == 0
    assert "dewi          staff         DUKCAPIL, IMIGRASI\n" in folder.heard().out
    assert folder.say("staff", "bind", "dewi", "--agency", "IMIGRASI") == 0
    assert folder.heard().out == "dewi sees and serves IMIGRASI alone.\n"
    assert folder.say("staff", "bind", "dewi", "--agency", "NOWHERE") == 1
    assert "agencies here: " in folder.heard().err
    assert folder.say("staff", "bind", "dewi") == 0
    assert folder.heard().out == "dewi serves the whole hall.\n"


def test_a_device_is_added_listed_and_revoked(folder):
    folder.filled()
    assert folder.say("device", "add", "--role", "kiosk", "--name", "kiosk-9") == 0
    told = folder.heard().out.splitlines()
    assert len(told[-1]) == 43
    assert "/kiosk/#token=" in told[0]
    assert folder.say("device", "list") == 0
    assert "kiosk         kiosk-9" in folder.heard().out
    assert folder.say("device", "revoke", "kiosk-9", "--role", "display") == 1
    assert "kiosk-9" in folder.heard().err
    assert folder.say("device", "revoke", "kiosk-9") == 0
    folder.heard()
    assert folder.say("device", "list") == 0
    assert "kiosk-9" not in folder.heard().out


@pytest.mark.parametrize("name", ["a/b", "..", " ", "x" * 65, "a\nb", "ä\x00"])
def test_a_name_that_could_not_be_used_is_refused(folder, name):
    folder.filled()
    assert folder.say("device", "add", "--role", "kiosk", "--name", name) == 1
    assert folder.heard().err.startswith("name: ")


def test_the_hall_is_exported_compared_and_taken_over(folder):
    folder.filled()
    assert folder.say("hall", "diff") == 0
    assert folder.heard().out == "No difference.\n"
    assert folder.say("hall", "export") == 0
    exported = yaml.safe_load(folder.heard().out)
    merged = yaml.safe_load(folder.config.read_text()) | exported
    folder.config.write_text(yaml.safe_dump(merged, allow_unicode=True, sort_keys=False))
    assert folder.say("hall", "diff", "--json") == 0
    assert json.loads(folder.heard().out) == {"changes": []}

    merged["services"]["KTP"]["quota"] = 90
    folder.config.write_text(yaml.safe_dump(merged, allow_unicode=True, sort_keys=False))
    assert folder.say("hall", "diff") == 1
    assert folder.heard().out == "services.KTP.quota: absent -> 90\n"
    assert folder.say("hall", "import") == 1  # nobody can be asked
    assert "--yes" in folder.heard().err
    assert folder.say("hall", "import", "--yes") == 0
    assert "1 changes taken over" in folder.heard().out
    assert folder.say("hall", "import", "--yes") == 0
    assert "nothing to do" in folder.heard().out


def test_the_export_of_the_repositorys_hall_says_the_same_in_config_yaml(folder):
    """With real hours, too: they are stored as weekdays and come back as names."""
    text = (ROOT / "config.yaml").read_text()
    start = text.index("# hours:")
    hours = "\n".join(line.removeprefix("# ") for line in text[start:].splitlines()[:5])
    spoken = "name: {id: SKCK, en: Police record (SKCK)}\n    spoken: {id: es ka ce}\n    phrase: {id: Siapkan foto.}"
    text = text.replace("name: {id: SKCK, en: Police record (SKCK)}", spoken)
    folder.config.write_text(text.replace("hours: always", hours))
    before = definition(load(folder.config, {}))
    assert folder.say("hall", "export") == 0
    merged = yaml.safe_load(text) | yaml.safe_load(folder.heard().out)
    folder.config.write_text(yaml.safe_dump(merged, allow_unicode=True, sort_keys=False))
    assert definition(load(folder.config, {})) == before
    said = {code: s.get("phrase") for code, s in merged["services"].items() if "phrase" in s}
    assert said == {"SKCK": {"id": "Siapkan foto."}}


def test_migrate_makes_the_database_and_may_be_said_again(folder):
    for _ in range(2):
        assert folder.say("migrate") == 0
        assert folder.heard().out == "The database is up to date.\n"
    assert (folder.data / "hall.db").exists()


WRITING = [("staff", "list"), ("device", "list"), ("hall", "diff"), ("migrate",), ("serve",)]
"""``serve`` is asked under threading: eventlet would patch this process."""


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
@pytest.mark.parametrize("place", ["file", "below a file", "proc"])
def test_a_data_folder_that_is_no_good_is_one_clear_message(folder, words, place):
    file = folder.path / "f"
    where = {"file": file, "below a file": file / "data", "proc": "/proc/hall"}[place]
    file.write_text("")
    folder.config.write_text(folder.config.read_text().replace(str(folder.data), str(where)))
    assert folder.say(*words) == 3
    told = folder.heard().err
    assert told.startswith(f"server.data: {where} cannot be used")
    assert told.count("\n") == 1


def prints(folder):
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.data.glob("hall.db*")
    }


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_database_of_a_newer_release_is_left_as_it_is(folder, words):
    folder.filled()
    with sqlite3.connect(folder.data / "hall.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    before = prints(folder)
    assert folder.say(*words) == 3
    told = folder.heard().err
    assert "newer release (revision 9999)" in told
    assert told.count("\n") == 1
    assert prints(folder)["hall.db"] == before["hall.db"]


def test_a_file_that_is_no_database_is_told_and_left(folder):
    folder.data.mkdir()
    (folder.data / "hall.db").write_bytes(b"photographs" * 1000)
    assert folder.say("staff", "list") == 3
    assert folder.heard().err.startswith("server.data: the database cannot be used")
    assert (folder.data / "hall.db").read_bytes() == b"photographs" * 1000


def test_a_full_disk_is_one_clear_message_and_the_database_stays_whole(folder, ended):
    folder.filled()
    size = (folder.data / "hall.db").stat().st_size

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    words = ("staff", "add", "--name", "dewi", "--role", "staff")
    status, told = ended(folder.process(*words, preexec_fn=full))
    assert status in (1, 3)
    assert "Traceback" not in told
    assert "server.data" in told or "cannot be written" in told
    assert (folder.data / "hall.db").stat().st_size >= size
    assert folder.say("staff", "list", "--json") == 0
    assert "dewi" not in folder.heard().out


def test_a_full_disk_at_the_first_start_is_told_too(folder, ended):
    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    status, told = ended(folder.process("serve", preexec_fn=full))
    assert status == 3
    assert "Traceback" not in told
    assert told.splitlines()[-1].startswith("server.data: ")
