"""How ``python -m display`` and ``python -m kiosk`` refuse to start, in words."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def launch(role, *arguments, **environment):
    """(exit status, last line said) of a launcher that cannot start."""
    said = subprocess.run(
        [sys.executable, "-m", role, "--server", "http://127.0.0.1:9", "--headless", *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=30, check=False,
        env={**os.environ, "SATUPINTU_NO_SANDBOX": "1", **environment},
    )  # fmt: skip
    return said.returncode, said.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("role", ["display", "kiosk"])
def test_without_chromium_it_says_how_to_get_one(role, tmp_path):
    status, said = launch(role, "--state", str(tmp_path), PATH=str(tmp_path))
    assert status == 3
    assert "apt-get install chromium" in said


def test_two_launchers_do_not_share_a_state_folder(tmp_path):
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        status, said = launch("display", "--state", str(tmp_path), "--chromium", "/bin/true")
    assert status == 3
    assert said == f"Another launcher is using {tmp_path}: give this one --state DIR."


def test_a_state_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    status, said = launch("display", "--state", str(tmp_path / "file"), "--chromium", "/bin/true")
    assert status == 3
    assert str(tmp_path / "file") in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused")
def test_root_is_refused(tmp_path):
    arguments = ("--state", str(tmp_path), "--chromium", "/bin/true")
    status, said = launch("display", *arguments, SATUPINTU_NO_SANDBOX="")
    assert status == 3
    assert said.startswith("As root Chromium has no sandbox")


def test_with_once_the_end_of_chromium_is_the_end(tmp_path):
    arguments = ("--state", str(tmp_path), "--chromium", "/bin/true", "--once")
    status, said = launch("kiosk", *arguments)
    assert status == 4
    assert said.endswith("Chromium ended (status 0)")
