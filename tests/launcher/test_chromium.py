"""Chromium's flags, and a profile that starts without questions."""

import json
import os
import signal
import socket
import subprocess
import sys

import pytest

from queue_server.launcher import arguments, chromium
from queue_server.launcher.monitors import Monitor


def command(role="display", *more, monitor=None, monkeypatch=None):
    options = arguments.read(role, ["--server", "http://hall", *more])
    return chromium.command(options, "/bin/chromium", options.state / "profile", monitor)


@pytest.fixture(autouse=True)
def user(monkeypatch):
    """Somebody who is not root."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.delenv(chromium.AS_ROOT, raising=False)


def test_pages_may_sound_without_a_touch_and_a_kiosk_remembers_nobody():
    tv, kiosk = command("display"), command("kiosk")
    sound, forgetful = "--autoplay-policy=no-user-gesture-required", "--incognito"
    assert (sound in tv, forgetful in tv) == (True, False)
    assert (sound in kiosk, forgetful in kiosk) == (True, True)
    for flag in (
        "--kiosk", "--noerrdialogs", "--disable-infobars", "--no-first-run", "--disable-translate",
        "--disable-features=Translate", "--disable-pinch", "--overscroll-history-navigation=0",
        "--check-for-update-interval=31536000", "--password-store=basic", "--remote-debugging-pipe",
    ):  # fmt: skip
        assert flag in tv, flag
        assert flag in kiosk, flag
    assert not any("remote-debugging-port" in flag for flag in (*tv, *kiosk))
    assert "--no-sandbox" not in tv


def test_the_window_goes_to_its_monitor():
    given = command(monitor=Monitor("DP-1", 3840, 2160, 1920, -10))
    assert "--window-position=1920,-10" in given
    assert "--window-size=3840,2161" in given  # exactly its size would become one dot less


def test_root_is_refused_with_words(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(chromium.CannotStart, match="As root Chromium has no sandbox"):
        command()
    monkeypatch.setenv(chromium.AS_ROOT, "1")
    assert "--no-sandbox" in command()


def test_a_missing_chromium_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(chromium.CannotStart, match="apt-get install chromium"):
        chromium.find("")
    with pytest.raises(chromium.CannotStart, match="no program /opt/browser"):
        chromium.find("/opt/browser")
    other = tmp_path / "google-chrome"
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    assert chromium.find("") == str(other)


def test_after_a_power_cut_no_bubble_asks_to_restore_pages(tmp_path):
    file = tmp_path / "Default" / "Preferences"
    file.parent.mkdir()
    kept = {"profile": {"exit_type": "Crashed", "exited_cleanly": False, "name": "x"}, "other": 1}
    file.write_text(json.dumps(kept))
    chromium.prepare(tmp_path)
    told = json.loads(file.read_text())
    assert told == {
        "profile": {"exit_type": "Normal", "exited_cleanly": True, "name": "x"}, "other": 1,
    }  # fmt: skip


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"profile": 1}', "\0\0"])
def test_damaged_preferences_begin_anew(tmp_path, damage):
    file = tmp_path / "Default" / "Preferences"
    file.parent.mkdir()
    file.write_text(damage)
    chromium.prepare(tmp_path)
    assert not file.exists()


def test_a_lock_of_a_browser_that_is_gone_is_taken_away(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    owners = (f"{socket.gethostname()}-{gone.pid}", "elsewhere-1", "x")
    for at, owner in enumerate(owners):
        profile = tmp_path / str(at)
        profile.mkdir()
        for name in chromium.LOCKS:
            (profile / name).symlink_to(owner)
        chromium.prepare(profile)
        assert list(profile.iterdir()) == []


def sleeper(*arguments):
    """A process that says when it is there."""
    code = "import sys, time; print('there', flush=True); time.sleep(60)"
    made = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE)
    made.stdout.readline()
    return made


def test_a_browser_that_outlived_its_launcher_is_ended_and_nobody_else(tmp_path):
    (tmp_path / "profile").mkdir()
    leftover = sleeper(f"--user-data-dir={tmp_path / 'profile'}")
    stranger = sleeper(f"--user-data-dir={tmp_path / 'other'}")
    try:
        lock = tmp_path / "profile" / "SingletonLock"
        lock.symlink_to(f"{socket.gethostname()}-{stranger.pid}")
        chromium.prepare(tmp_path / "profile")
        assert stranger.poll() is None
        lock.symlink_to(f"{socket.gethostname()}-{leftover.pid}")
        chromium.prepare(tmp_path / "profile")
        assert leftover.wait(5) == -signal.SIGTERM
        assert stranger.poll() is None
    finally:
        for one in (leftover, stranger):
            one.kill()
            one.wait()
            one.stdout.close()
