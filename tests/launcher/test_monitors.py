"""On which monitor the picture goes, as xrandr tells it."""

import stat

import pytest

from queue_server.launcher import monitors
from queue_server.launcher.monitors import Monitor

SAID = """\
Screen 0: minimum 320 x 200, current 5760 x 2160, maximum 16384 x 16384
HDMI-1 connected primary 1920x1080+0+0 (normal left inverted right x axis y axis) 531mm x 299mm
   1920x1080     60.00*+  50.00
HDMI-2 disconnected (normal left inverted right x axis y axis)
DP-1 connected 3840x2160+1920+0 (normal left inverted right x axis y axis) 1210mm x 680mm
DP-2 connected (normal left inverted right x axis y axis)
DP-3 connected 1080x1920-1080+0 left (normal left inverted right x axis y axis) 0mm x 0mm
"""


@pytest.fixture
def x(tmp_path, monkeypatch):
    """An X with these programs: each is a few lines of shell."""

    def install(**programs):
        for name, lines in programs.items():
            file = tmp_path / name
            file.write_text(f"#!/bin/sh\n{lines}\n")
            file.chmod(file.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        monkeypatch.setenv("DISPLAY", ":0")
        return tmp_path

    return install


def test_connected_and_lit_outputs_are_counted_in_their_order():
    assert monitors.monitors_in(SAID) == [
        Monitor("HDMI-1", 1920, 1080, 0, 0, True), Monitor("DP-1", 3840, 2160, 1920, 0),
        Monitor("DP-3", 1080, 1920, -1080, 0),
    ]  # fmt: skip


def test_the_second_monitor_is_the_second_one(x):
    x(xrandr=f"[ $1 = --query ] && cat <<'X'\n{SAID}X")
    assert monitors.choose(2) == Monitor("DP-1", 3840, 2160, 1920, 0)
    assert monitors.choose(0).output == "HDMI-1"


def test_without_a_main_one_it_is_the_first(x):
    x(xrandr=f"cat <<'X'\n{SAID.replace('primary ', '')}X")
    assert monitors.choose(0).output == "HDMI-1"


def test_a_monitor_that_is_not_there_is_said_and_the_main_one_is_taken(x, caplog):
    x(
        xrandr=f"cat <<'X'\n{SAID.replace('primary ', '').replace('DP-1 connected', 'DP-1 connected primary')}X"
    )
    assert monitors.choose(4).output == "DP-1"
    assert "monitor 4 is not there (3 connected)" in caplog.text


def test_an_x_that_does_not_answer_is_said(x, caplog):
    x(xrandr="echo no display >&2; exit 1")
    assert monitors.choose(1) is None
    assert "xrandr: no display" in caplog.text


def test_without_x_nothing_is_asked(x, monkeypatch, caplog):
    folder = x(xrandr='touch "$(dirname "$0")/asked"', xset='touch "$(dirname "$0")/asked"')
    monkeypatch.delenv("DISPLAY")
    assert monitors.choose(1) is None
    monitors.keep_lit()
    assert not (folder / "asked").exists()
    assert "there is no X or no xrandr" in caplog.text


def test_the_screen_stays_lit(x):
    folder = x(xset='echo "$@" >> "$(dirname "$0")/asked"')
    monitors.keep_lit()
    assert (folder / "asked").read_text() == "s off\ns noblank\n-dpms\n"
