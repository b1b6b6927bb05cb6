"""What docs/launcher.md tells to paste is what the launcher can live with."""

import re
import shlex
from pathlib import Path

import pytest

from queue_server.launcher import arguments

TEXT = (Path(__file__).parent.parent.parent / "docs" / "launcher.md").read_text()


def blocks(language):
    found = re.findall(r"^```(\w*)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    return [block for named, block in found if named == language]


LINES = [
    line
    for block in (*blocks(""), *blocks("ini"))
    for line in block.splitlines()
    if re.search(r"-m (display|kiosk) +--", line)
]


@pytest.mark.parametrize("line", LINES)
def test_every_command_of_the_page_is_one_the_launcher_takes(line):
    role, given = re.search(r"-m (display|kiosk) +(--.*)", line).groups()
    options = arguments.read(role, shlex.split(given.partition(" -- ")[0]))
    assert options.server == "http://192.168.1.10:8080"


def test_every_option_and_exit_code_is_told(capsys):
    with pytest.raises(SystemExit):
        arguments.read("display", ["--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out.partition("examples:")[0]))
    assert options - {"--help", "--headless"} <= set(re.findall(r"--[a-z-]+", TEXT))
    for code in (arguments.ENDED, arguments.WRONG_ARGUMENTS, arguments.CANNOT, arguments.CHROMIUM_ENDED):  # fmt: skip
        assert re.search(rf"Status keluar:.*\b{code} ", TEXT, re.DOTALL)
