"""Sounds made before are found again; the folder never outgrows its limits."""

import os

import pytest

from display.announcer import sound
from display.announcer.cache import Cache, key_of

WAV = sound.as_wav(sound.silence(0.1))


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "sounds", files=3)


def ages(tmp_path, *keys):
    """Make the files of ``keys`` older than now, the first one most."""
    for n, key in enumerate(keys):
        os.utime(tmp_path / "sounds" / f"{key}.wav", (n + 1, n + 1))


def test_a_sound_is_found_again_byte_for_byte(cache):
    assert cache.get("a") is None
    cache.put("a", WAV)
    assert cache.get("a") == WAV


def test_the_sound_used_longest_ago_makes_room(cache, tmp_path):
    for key in "abc":
        cache.put(key, WAV)
    ages(tmp_path, "a", "b", "c")
    cache.get("a")
    cache.put("d", WAV)
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]


def test_many_long_sounds_make_room_by_their_size(tmp_path):
    cache = Cache(tmp_path / "sounds", max_bytes=2 * len(WAV))
    for key in "ab":
        cache.put(key, WAV)
    ages(tmp_path, "a", "b")
    cache.put("c", WAV)
    assert [key for key in "abc" if cache.get(key)] == ["b", "c"]


@pytest.mark.parametrize("torn", [b"", WAV[:-100], bytes(len(WAV)), b"RIFF"])
def test_a_file_torn_by_a_power_cut_is_no_sound_and_goes(cache, tmp_path, torn):
    cache.put("a", WAV)
    (tmp_path / "sounds" / "a.wav").write_bytes(torn)
    assert cache.get("a") is None
    assert not list((tmp_path / "sounds").iterdir())


def test_what_a_killed_announcer_left_half_written_is_cleared_away(cache, tmp_path):
    cache.put("a", WAV)
    (tmp_path / "sounds" / "x.part").write_bytes(b"half")
    cache.put("b", WAV)
    assert sorted(p.name for p in (tmp_path / "sounds").iterdir()) == ["a.wav", "b.wav"]


def test_everything_that_is_heard_is_in_the_key():
    keys = {
        key_of("1", "1.52", chime, rate, text)
        for chime in (0, 1)
        for rate in (1, 2)
        for text in "ab"
    }
    assert len(keys) == 8
    assert key_of("1", "x") == key_of("1", "x")
