"""Equal loudness, and nothing clipped."""

import itertools
import math
from array import array

import pytest

from display.announcer.level import MEAN, PEAK, levelled
from display.announcer.resample import RATE


def tone(level, seconds=0.2, pitch=300):
    turns = (2 * math.pi * pitch * n / RATE for n in range(int(seconds * RATE)))
    return array("h", (int(level * 32767 * math.sin(turn)) for turn in turns))


def rms(samples):
    return math.sqrt(sum(value * value for value in samples) / len(samples))


@pytest.mark.parametrize("level", [0.02, 0.3, 0.999])
def test_speech_is_brought_to_its_level_from_below_and_above(level):
    assert rms(levelled(tone(level))) == pytest.approx(MEAN, rel=0.01)


def test_peaks_that_would_clip_are_held_and_the_rest_stays_loud():
    quiet = tone(0.1, 1.0)
    shout = tone(0.7, 0.02)
    levels = levelled(quiet[:10000] + shout + quiet[10000:])
    assert max(map(abs, levels)) <= PEAK
    assert rms(levels[:9000]) == pytest.approx(rms(levels[-9000:]), rel=0.01)
    assert rms(levels[:9000]) > 1.4 * rms(quiet)
    steps = [abs(after - before) for before, after in itertools.pairwise(levels)]
    assert max(steps) < 0.15 * PEAK, "no click where the holding begins and ends"


def test_a_click_in_a_recording_does_not_silence_it():
    clicked = tone(0.02, 1.0)
    clicked[5000] = 32767
    levels = levelled(clicked)
    assert max(map(abs, levels)) <= PEAK
    assert rms(levels[:4000]) > 1.5 * rms(clicked[:4000])


def test_silence_stays_silence():
    assert levelled(array("h", bytes(200))) == array("h", bytes(200))
    assert levelled(array("h")) == array("h")
