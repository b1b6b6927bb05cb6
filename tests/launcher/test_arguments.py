"""What the person who sets up a screen may type, and what is answered to what makes no sense."""

import pytest

from queue_server.launcher import arguments

URL = "http://192.168.1.10:8080"


def test_the_state_of_two_screens_on_one_machine_is_apart():
    lobby = arguments.read("display", ["--server", URL, "--name", "lobby"])
    upstairs = arguments.read("display", ["--server", f"{URL}/", "--name", "upstairs"])
    nameless = arguments.read("kiosk", ["--server", URL])
    assert lobby.server == upstairs.server == URL
    assert [str(one.state) for one in (lobby, upstairs, nameless)] == [
        "data/launcher/lobby", "data/launcher/upstairs", "data/launcher/kiosk",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        [], ["--server", "192.168.1.10"], ["--server", "ftp://x"], ["--server", "http://"],
        ["--server", f"{URL}/display/"], ["--server", URL, "--monitor", "0"],
        ["--server", URL, "--monitor", "HDMI-1"], ["--server", URL, "--look-every", "0"],
        ["--server", URL, "--nonsense"],
    ],
)  # fmt: skip
def test_what_makes_no_sense_ends_with_two_and_words(wrong, capsys):
    with pytest.raises(SystemExit) as ended:
        arguments.read("display", wrong)
    assert ended.value.code == 2
    assert "python -m display: error: " in capsys.readouterr().err


@pytest.mark.parametrize("role", ["display", "kiosk"])
def test_the_help_has_examples_and_exit_codes(role, capsys):
    with pytest.raises(SystemExit) as ended:
        arguments.read(role, ["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"python -m {role} --server http://192.168.1.10:8080 --name" in told
    for code in ("0  stopped", "2  wrong", "3  cannot", "4  Chromium"):
        assert code in told
