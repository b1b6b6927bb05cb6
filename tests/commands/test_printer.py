"""``satupintu printer doctor`` examines a printer of config.yaml."""

import json
import subprocess
import sys
import threading

import pytest
import yaml

from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll
from tests.commands.conftest import ROOT


@pytest.fixture
def lobby(folder, tmp_path):
    """A printer of the network that config.yaml names lobby."""
    printer = VirtualPrinter(0, roll=Roll(tmp_path / "paper", dots=384, paper_mm=58))
    printer.start()
    told = yaml.safe_load(folder.config.read_text())
    at = {"type": "network", "host": "127.0.0.1", "port": printer.port, "paper_mm": 58}
    told["printers"] = {"lobby": at, "cellar": {"type": "usb", "device": "/dev/usb/lp-none"}}
    for kiosk in told.get("kiosks", {}).values():
        kiosk["printer"] = "lobby"
    folder.config.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False))
    yield printer
    printer.stop()


def doctor(folder, *words):
    """Its own words go past this process: the doctor is one of its own."""
    return subprocess.run(
        [sys.executable, "-m", "queue_server", "--config", folder.config, "printer", "doctor", *words],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_printer_of_config_yaml_is_examined_with_its_settings(folder, lobby):
    ran = doctor(folder, "lobby", "--json")

    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["config"]["dots"] == 384
    assert told["config"]["port"] == lobby.port
    assert len(lobby.roll.newest(9)) == 1
    assert not folder.data.exists()


def test_its_exit_code_and_words_pass_through(folder, lobby):
    lobby.faults.set("cover_open")
    open_cover = doctor(folder, "lobby", "--yes", "--lang", "id")
    assert open_cover.returncode == 1
    assert "Tutup terbuka" in open_cover.stdout

    missing = doctor(folder, "cellar", "--yes", "--no-print", "--lang", "en")
    assert missing.returncode == 4
    assert "plugged in and switched on" in missing.stdout


def test_a_printer_that_config_yaml_does_not_name_is_refused_with_those_it_does(folder, lobby):
    assert folder.say("printer", "doctor", "roof") == 2
    assert (
        folder.heard().err == f"printers.roof: not in {folder.config}; there are lobby, cellar.\n"
    )


def test_faults_of_config_yaml_come_first(folder):
    folder.config.write_text("floors: 3\n")

    assert folder.say("printer", "doctor", "lobby") == 2
    assert "floors: unknown key" in folder.heard().err


@pytest.mark.parametrize("words", [("printer",), ("printer", "doctor")], ids=" ".join)
def test_it_explains_itself(folder, words):
    assert folder.say(*words, "--help") == 0
    told = folder.heard().out
    assert "./run printer doctor kiosk-1" in told
    assert "exit codes: 0 all is well" in told
    assert folder.say(*words) == 2


def test_it_examines_while_others_use_the_printer(folder, lobby):
    """A print agent looks at the printer all the time; one connection at a time, both get their turn."""
    from printer.wire.transport import NetworkPrinter

    agent = NetworkPrinter(host="127.0.0.1", port=lobby.port)
    over, causes = threading.Event(), []

    def look():
        while not over.wait(0.2):
            causes.append(agent.look().causes)

    looking = threading.Thread(target=look)
    looking.start()
    ran = doctor(folder, "lobby", "--json")
    over.set()
    looking.join()

    assert ran.returncode == 0, ran.stdout
    assert () in causes
