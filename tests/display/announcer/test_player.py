"""The local loudspeaker, with a program in aplay's place that notes what it is given."""

import logging
import os
import select
import threading
from datetime import UTC, datetime

import pytest

from display.announcer import sound
from display.announcer.call import Call
from display.announcer.player import Player
from display.announcer.troubles import Troubles

WAV = sound.as_wav(sound.silence(0.05))
APLAY = """#!/bin/sh
echo "begin $*" >> {folder}/notes
cat > {folder}/played.wav
{then}
"""


def call(number):
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Call(seq=1, number=number, counter="3", zone="A", spoken={}, at=at)


class Heard(logging.Handler):
    """What the player says in the log, to wait for."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.lines, self.changed = [], threading.Condition()

    def emit(self, record):
        with self.changed:
            self.lines.append(record.getMessage())
            self.changed.notify_all()

    def wait_for(self, *parts):
        with self.changed:
            told = lambda: all(any(part in line for line in self.lines) for part in parts)  # noqa: E731
            assert self.changed.wait_for(told, 10), self.lines


@pytest.fixture
def heard():
    handler, log = Heard(), logging.getLogger("display.announcer")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield handler
    log.removeHandler(handler)
    log.setLevel(logging.NOTSET)


@pytest.fixture
def aplay(tmp_path, monkeypatch):
    """``aplay(then)`` puts a program of that name on the path, which ends with the shell line ``then``."""

    def install(then):
        program = tmp_path / "aplay"
        program.write_text(APLAY.format(folder=tmp_path, then=then))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return install


@pytest.fixture
def player_for():
    players = []

    def make(is_stale=lambda call: False, device=None):
        troubles = Troubles(logging.getLogger("display.announcer.player"))
        players.append(Player(device=device, is_stale=is_stale, troubles=troubles))
        return players[-1]

    yield make
    for player in players:
        player.close()


def test_sounds_are_played_whole_one_after_the_other(aplay, player_for, heard, tmp_path):
    aplay(f"echo end >> {tmp_path}/notes")
    player = player_for(device="plug:hall")
    for number in ("A001", "A002", "A003"):
        player.add(call(number), WAV)
    heard.wait_for("A003 at 3 played")
    assert (tmp_path / "notes").read_text().splitlines() == ["begin -q -D plug:hall -", "end"] * 3
    assert (tmp_path / "played.wav").read_bytes() == WAV


def test_a_dead_loudspeaker_is_told_once_with_what_aplay_said_and_again_when_it_sounds(
    aplay, player_for, heard
):
    aplay("echo no such device >&2; exit 1")
    player = player_for()
    player.add(call("A001"), WAV)
    heard.wait_for("no such device")
    player.add(call("A002"), WAV)
    aplay("")
    player.add(call("A003"), WAV)
    heard.wait_for("sounds again", "A003 at 3 played")
    assert sum("silent" in line for line in heard.lines) == 1


def test_a_machine_without_aplay_goes_on(player_for, heard, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    player_for().add(call("A001"), WAV)
    heard.wait_for("the loudspeaker is silent")


def test_a_sound_whose_turn_comes_too_late_is_dropped(aplay, player_for, heard):
    aplay("")
    player = player_for(is_stale=lambda call: call.number == "A001")
    player.add(call("A001"), WAV)
    player.add(call("A002"), WAV)
    heard.wait_for("A001 at 3 not played", "A002 at 3 played")
    assert "A001 at 3 played" not in heard.lines


def test_a_number_called_again_while_it_waits_is_said_once(aplay, player_for, heard):
    aplay("")
    all_added = threading.Event()
    player = player_for(is_stale=lambda call: not all_added.wait(10))
    for number in ("A001", "A002", "A003", "A002"):
        player.add(call(number), WAV)
    all_added.set()
    heard.wait_for("A002 at 3 played")
    assert heard.lines == [f"{number} at 3 played" for number in ("A001", "A003", "A002")]


def test_closing_stops_the_sound_that_is_playing(aplay, player_for, tmp_path):
    os.mkfifo(tmp_path / "playing")
    aplay(f"echo $$ > {tmp_path}/playing; exec sleep 60")
    player = player_for()
    player.add(call("A001"), WAV)
    playing = os.pidfd_open(int((tmp_path / "playing").read_text()))
    end = select.poll()
    end.register(playing, select.POLLIN)
    player.close()
    assert end.poll(2000)
    os.close(playing)
