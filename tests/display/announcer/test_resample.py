"""Recordings and voices of another rate: as long, as high, as loud as before, and no hiss."""

import math
from array import array

import pytest

from display.announcer.resample import RATE, resampled

LEVEL = 12000


def tone(rate, pitch, seconds=0.5):
    return array(
        "h",
        (int(LEVEL * math.sin(2 * math.pi * pitch * n / rate)) for n in range(int(rate * seconds))),
    )


def share(samples, pitch):
    """How strong one pitch is, 1 = as made, by its part of the spectrum."""
    turn = 2 * math.pi * pitch / RATE
    real = sum(value * math.cos(turn * n) for n, value in enumerate(samples))
    imaginary = sum(value * math.sin(turn * n) for n, value in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples) / LEVEL


@pytest.mark.parametrize("rate", [8000, 16000, 24000, 44100, 48000])
def test_a_tone_keeps_its_length_pitch_and_level(rate):
    made = resampled(tone(rate, 1000), rate)
    assert len(made) == pytest.approx(RATE / 2, abs=2)
    assert share(made, 1000) == pytest.approx(1, abs=0.02)
    assert max(made) == pytest.approx(LEVEL, rel=0.02)


@pytest.mark.parametrize("rate", [44100, 48000])
def test_what_is_too_high_for_us_is_gone_and_does_not_come_back_lower(rate):
    made = resampled(tone(rate, 15000), rate)
    assert max(map(abs, made[300:-300])) < 0.01 * LEVEL


def test_our_own_rate_is_left_alone():
    samples = tone(RATE, 500)
    assert resampled(samples, RATE) is samples
    assert resampled(array("h"), 8000) == array("h")
