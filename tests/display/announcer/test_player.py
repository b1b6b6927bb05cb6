"""A loudspeaker of this machine, with a program in aplay's place that notes what it is given, and with aplay itself."""

import os
import select
import shutil
import threading
import wave
from pathlib import Path

import pytest

from display.announcer import sound
from display.announcer.chimes import chime
from display.announcer.player import Loudspeaker, PlayError

WAV = sound.as_wav(sound.silence(0.05))


def test_a_sound_is_played_whole_on_the_device_it_is_meant_for(aplay, tmp_path):
    aplay("")
    Loudspeaker("plug:hall").play(WAV)
    Loudspeaker(None).play(WAV)
    assert (tmp_path / "notes").read_text().splitlines() == [
        "begin -q -D plug:hall -",
        "begin -q -",
    ]
    assert (tmp_path / "played.wav").read_bytes() == WAV


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("echo no such device >&2; exit 1", "aplay ended with 1: no such device"),
        ("exit 3", "aplay ended with 3: no word"),
        ("kill -9 $$", "aplay ended with -9"),
    ],
)
def test_a_dead_loudspeaker_is_told_in_aplays_words(aplay, then, told):
    aplay(then)
    with pytest.raises(PlayError, match=told):
        Loudspeaker(None).play(WAV)


def test_an_aplay_that_does_not_end_is_given_up(aplay, monkeypatch):
    monkeypatch.setattr("display.announcer.player.GRACE_S", 0.3)
    aplay("exec sleep 60")
    with pytest.raises(PlayError, match="does not end"):
        Loudspeaker(None).play(WAV)


def test_a_machine_without_aplay_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PlayError, match="aplay: No such file"):
        Loudspeaker(None).play(WAV)


def test_closing_stops_the_sound_that_is_playing(aplay, tmp_path):
    os.mkfifo(tmp_path / "playing")
    aplay(f"echo $$ > {tmp_path}/playing; exec sleep 60")
    loudspeaker, broken = Loudspeaker(None), []

    def play():
        with pytest.raises(PlayError) as off:
            loudspeaker.play(WAV)
        broken.append(off.value)

    thread = threading.Thread(target=play)
    thread.start()
    playing = os.pidfd_open(int((tmp_path / "playing").read_text()))
    end = select.poll()
    end.register(playing, select.POLLIN)
    loudspeaker.close()
    assert end.poll(2000)
    os.close(playing)
    thread.join(2)
    assert broken


needs_aplay = pytest.mark.skipif(
    shutil.which("aplay") is None, reason="APLAY IS NOT TESTED HERE: apt-get install alsa-utils"
)


@pytest.fixture
def cards(tmp_path, monkeypatch):
    """ALSA as on a machine whose loudspeaker ``hall`` keeps what it plays in a file."""
    kept = tmp_path / "kept.wav"
    (tmp_path / "asound.conf").write_text(
        "</usr/share/alsa/alsa.conf>\n"
        f'pcm.hall {{ type file slave.pcm "null" file "{kept}" format "wav" }}\n'
    )
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    return kept


@needs_aplay
def test_aplay_itself_plays_every_sample(cards):
    Loudspeaker("hall").play(sound.as_wav(chime("gong")))
    with wave.open(str(cards)) as kept:
        assert (kept.getframerate(), kept.getnchannels(), kept.getsampwidth()) == (22050, 1, 2)
        played = kept.readframes(kept.getnframes())
    assert played.startswith(chime("gong").tobytes())


@needs_aplay
def test_aplay_itself_tells_of_a_device_that_is_not_there(cards):
    with pytest.raises(PlayError, match=r"aplay ended with 1: \w"):
        Loudspeaker("nowhere").play(WAV)
    assert not Path(cards).exists()
