"""The agent as a process: how it starts, says why it cannot, and ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.printer.hall_server import TOKEN, Hall, opened

ROOT = Path(__file__).parents[2]
INHERITED = (
    "PATH",
    "ESCPOS_CAPABILITIES_PICKLE_DIR",
)  # the second saves each start a third of a second


@pytest.fixture
def hall():
    made = Hall()
    with opened(made):
        yield made


@pytest.fixture
def command(tmp_path):
    """``command(url, *more)``: the words of the command line, and its environment."""

    def words(url, *more):
        return [
            *(sys.executable, "-m", "printer", "--server", url, "--name", "kiosk-1"),
            *("--state", str(tmp_path / "state"), *more),
        ]

    return words


def run(words, **environment):
    return subprocess.run(
        words,
        cwd=ROOT,
        env={name: os.environ[name] for name in INHERITED} | environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def test_once_prints_what_waits_on_the_virtual_printer_and_ends(hall, command, job_body, tmp_path):
    hall.add(job_body(id=1))
    hall.add(job_body(id=2, copy_no=1))
    token = tmp_path / "token"
    token.write_text(f"{TOKEN}\n")

    ran = run(command(hall.url, "--once", "--paper", str(tmp_path), "--token-file", str(token)))

    assert ran.returncode == 0, ran.stderr
    assert (hall.state(1), hall.state(2)) == ("printed", "printed")
    with Image.open(tmp_path / "kiosk-1" / "000002.png") as copy:
        assert copy.width == 576
    assert TOKEN not in ran.stderr
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("asks", ["gs_r", "none"])
def test_sigterm_ends_it_within_two_seconds(running, hall, command, job_body, asks):
    hall.settings["confirm"] = asks
    hall.add(job_body(id=1))
    with running(
        command(hall.url),
        env=os.environ | {"SATUPINTU_TOKEN": TOKEN},
        stderr=subprocess.PIPE,
        text=True,
    ) as agent:
        hall.wait_for(lambda h: h.state(1) == "printed", timeout=15)
        asked = time.monotonic()
        agent.send_signal(signal.SIGTERM)
        assert agent.wait(5) == 0
        assert time.monotonic() - asked < 2
        assert "stopped" in agent.stderr.read()


def test_sigterm_ends_it_while_the_server_is_away(running, command):
    with running(
        command("http://127.0.0.1:9"),
        env=os.environ | {"SATUPINTU_TOKEN": TOKEN},
        stderr=subprocess.PIPE,
        text=True,
    ) as agent:
        assert "the server: " in agent.stderr.readline()
        agent.send_signal(signal.SIGTERM)
        assert agent.wait(2) == 0


def test_a_second_agent_on_the_same_state_is_refused(running, hall, command):
    with running(
        command(hall.url),
        env=os.environ | {"SATUPINTU_TOKEN": TOKEN},
        stderr=subprocess.DEVNULL,
    ) as first:
        hall.wait_for(lambda h: h.syncs, timeout=15)
        second = run(command(hall.url), SATUPINTU_TOKEN=TOKEN)
        first.send_signal(signal.SIGTERM)
        assert first.wait(5) == 0

    assert second.returncode == 3
    assert "another agent is using" in second.stderr


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--once"], 4, "Connection refused"),
        (["--token-file", "/no/such/file"], 3, "token file cannot be read"),
    ],
)
def test_what_stands_in_the_way_is_said_in_one_line(command, more, code, said):
    ran = run(command("http://127.0.0.1:9", *more), SATUPINTU_TOKEN=TOKEN)

    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_start_without_token_or_with_a_strange_address_says_so(command):
    assert "no token" in run(command("http://127.0.0.1:9")).stderr
    assert "not an address" in run(command("siak.lan:8080"), SATUPINTU_TOKEN=TOKEN).stderr


def test_a_foreign_token_and_an_unknown_kind_of_printer_are_named(hall, command):
    assert "401" in run(command(hall.url, "--once"), SATUPINTU_TOKEN="foreign").stderr
    hall.settings["type"] = "usb"

    ran = run(command(hall.url, "--once"), SATUPINTU_TOKEN=TOKEN)

    assert ran.returncode == 4
    assert "device: a usb printer needs it" in ran.stderr


def test_help_has_examples_and_exit_codes(command):
    said = run([*command("x")[:3], "--help"]).stdout

    assert "python -m printer --server" in said
    assert "exit codes" in said
