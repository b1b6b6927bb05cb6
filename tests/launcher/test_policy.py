"""The policy of Chromium that the launcher writes, and the files that lie beside it for the rest of the machine."""

import configparser
import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from queue_server.launcher import arguments, policy
from queue_server.launcher.main import main

FOLDER = Path(__file__).parent.parent.parent / "kiosk" / "policies"
SERVER = "http://192.168.1.10:8080"


def test_the_example_is_what_the_launcher_writes():
    assert (FOLDER / "satupintu.json").read_text() == policy.text(SERVER, None)


def test_strangers_stay_out_and_the_launcher_comes_in():
    told = policy.policy(SERVER)
    assert {"*", "chrome://*"} <= set(told["URLBlocklist"])
    assert told["URLAllowlist"] == [SERVER, "about:blank"]
    assert "DeveloperToolsAvailability" not in told, "2 would keep the launcher out as well"
    assert "IncognitoModeAvailability" not in told, "1 would end the kiosk's incognito mode"
    assert told["DownloadRestrictions"] == 3
    for name in ("PrintingEnabled", "AllowFileSelectionDialogs", "SSLErrorOverrideAllowed"):
        assert told[name] is False


def test_it_is_written_to_a_file_or_said(tmp_path, capsys):
    given = ["--server", SERVER, "--state", str(tmp_path / "state"), "--write-policy"]
    assert main("kiosk", [*given, str(tmp_path / "policy.json")]) == 0
    assert main("kiosk", [*given, "-"]) == 0
    assert (tmp_path / "policy.json").read_text() == capsys.readouterr().out
    assert not (tmp_path / "state").exists(), "it starts nothing"


HALF = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"


@pytest.mark.parametrize("content", [None, "", "nonsense", HALF])
def test_an_authority_that_is_none_is_refused_with_words(content, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("SATUPINTU_CA", raising=False)
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    given = ["--server", SERVER, "--ca", str(file), "--write-policy", "-"]
    assert main("kiosk", given) == 3
    assert "ca.pem" in capsys.readouterr().err


def test_the_service_starts_the_launcher_as_nobody_else_and_again():
    unit = configparser.ConfigParser(interpolation=None, delimiters="=", strict=False)
    unit.optionxform = str
    unit.read(FOLDER / "satupintu-kiosk.service")
    service = unit["Service"]
    words = shlex.split(service["ExecStart"])
    assert words[:2] == ["/usr/bin/cage", "--"], (
        "with -s a visitor could switch to another terminal"
    )
    options = arguments.read("kiosk", words[words.index("kiosk") + 1 :])
    assert str(options.state).startswith("/var/lib/satupintu/")
    assert service["User"] != "root"
    assert (service["Restart"], service["NoNewPrivileges"]) == ("always", "yes")


def test_systemd_knows_every_word_of_the_service(tmp_path):
    unit = (FOLDER / "satupintu-kiosk.service").read_text()
    here = tmp_path / "satupintu-kiosk.service"
    here.write_text(unit.replace("/usr/bin/cage", "/bin/true").replace("/opt/satupintu", "/tmp"))
    try:
        verify = ["systemd-analyze", "verify", here]
        said = subprocess.run(verify, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no systemd-analyze on this machine")
    assert [line for line in said.stderr.splitlines() if here.name in line] == []


def test_the_usb_rule_names_what_it_refuses_and_leaves_touch_and_printers():
    lines = (FOLDER / "90-satupintu-usb.rules").read_text().splitlines()
    [rule] = [line for line in lines if "authorized" in line]
    patterns = re.search(r'ID_USB_INTERFACES}=="([^"]+)"', rule)[1].split("|")

    def refused(interfaces):
        return any(re.fullmatch(p.replace("*", ".*").replace("?", "."), interfaces) for p in patterns)  # fmt: skip

    for stick, keyboard in ((":080650:", ":030101:"), (":080662:", ":030101:030000:")):
        assert refused(stick)
        assert refused(keyboard)
    assert not refused(":030000:")
    assert not refused(":070102:")
    assert rule.endswith('ATTR{authorized}="0"')


def test_the_example_files_are_plain_json_and_settings():
    assert json.loads((FOLDER / "satupintu.json").read_text())
    assert "kernel.sysrq = 0" in (FOLDER / "90-satupintu-sysctl.conf").read_text()
    assert "NAutoVTs=0" in (FOLDER / "90-satupintu-logind.conf").read_text()
