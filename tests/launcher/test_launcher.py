"""What the launcher does about a Chromium that never comes up."""

import logging
import threading

import pytest

from queue_server.launcher import arguments, launcher


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch):
    monkeypatch.setenv("SATUPINTU_NO_SANDBOX", "1")
    monkeypatch.setattr(launcher, "SHORTEST_PAUSE_S", 0.01)
    monkeypatch.setattr(launcher, "LONGEST_PAUSE_S", 0.02)


class Reached(logging.Handler):
    """Sets ``event`` when ``words`` are logged for the ``times``-th time."""

    def __init__(self, words, times=1):
        super().__init__()
        self.event, self._words, self._left = threading.Event(), words, times

    def emit(self, record):
        self._left -= self._words in record.getMessage()
        if self._left <= 0:
            self.event.set()


@pytest.fixture
def run(tmp_path):
    """Runs a launcher with this browser until it has logged the words so often."""

    def until(lines, words, times=1):
        browser = tmp_path / "browser"
        browser.write_text(f"#!/bin/sh\n{lines}\n")
        browser.chmod(0o755)
        given = ["--server", "http://127.0.0.1:9", "--state", str(tmp_path / "state"), "--headless"]
        options = arguments.read("display", [*given, "--chromium", str(browser)])
        made, reached = launcher.Launcher(options), Reached(words, times)
        launcher.log.addHandler(reached)
        launcher.log.setLevel(logging.INFO)
        thread = threading.Thread(target=made.run)
        thread.start()
        try:
            assert reached.event.wait(20), words
        finally:
            made.stop()
            thread.join(20)
            launcher.log.removeHandler(reached)
        assert not thread.is_alive()

    return until


def test_a_profile_with_which_chromium_never_comes_up_is_put_aside_once(run, tmp_path):
    profile = tmp_path / "state" / "profile"
    profile.mkdir(parents=True)
    (profile / "broken").write_text("")
    run("exit 7", "starts again", times=launcher.HOPELESS + 1)
    kept = [file.parent.name for file in (tmp_path / "state").glob("*/broken")]
    assert len(kept) == 1
    assert kept[0].startswith("profile-damaged-")
    assert profile.exists()


def test_why_chromium_does_not_come_up_stands_in_the_log(run, caplog):
    run("echo 'Missing X server or $DISPLAY' >&2; exit 1", "starts again")
    assert "Chromium says: Missing X server or $DISPLAY" in caplog.text
    assert "Chromium ended (status 1); starts again in 0.0 s" in caplog.text


def test_it_ends_while_it_waits_to_start_again(run, monkeypatch):
    monkeypatch.setattr(launcher, "SHORTEST_PAUSE_S", 60)
    monkeypatch.setattr(launcher, "LONGEST_PAUSE_S", 60)
    run("exit 0", "starts again")
