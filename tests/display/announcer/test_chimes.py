"""The chimes: short, softer than speech, and where old ears still hear."""

import cmath
import math

import pytest

from display.announcer.chimes import KINDS, chime
from display.announcer.resample import RATE

LOUDEST = 32768


def spectrum(samples):
    """Energy by frequency in steps of RATE / 32768, by the fast Fourier transform."""

    def transformed(values):
        if len(values) == 1:
            return values
        even, odd = transformed(values[::2]), transformed(values[1::2])
        turned = [cmath.exp(-2j * math.pi * k / len(values)) * value for k, value in enumerate(odd)]
        return [a + b for a, b in zip(even, turned, strict=True)] + [
            a - b for a, b in zip(even, turned, strict=True)
        ]

    padded = [complex(value) for value in samples] + [0j] * (32768 - len(samples))
    return [abs(value) ** 2 for value in transformed(padded)[:16384]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chime_is_short_softer_than_speech_and_dies_away(kind):
    made = chime(kind)
    assert 0.6 <= len(made) / RATE <= 1.4
    assert max(map(abs, made)) / LOUDEST == pytest.approx(0.55, abs=0.001)
    assert max(map(abs, made[-100:])) < 100
    assert made[0] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_its_energy_lies_between_500_and_1500_hertz(kind):
    energy = spectrum(chime(kind))
    low, high = (int(pitch * 32768 / RATE) for pitch in (500, 1500))
    assert sum(energy[low:high]) / sum(energy) > 0.85


def test_the_usual_chime_has_not_changed():
    made = chime("two-tone")
    assert len(made) == 29767
    assert sum(map(abs, made)) / len(made) == pytest.approx(3448.3, abs=1)


def test_chimes_differ_and_an_unknown_one_is_the_usual():
    assert len({chime(kind).tobytes() for kind in KINDS}) == len(KINDS)
    assert chime("trumpet") == chime()
