"""What check-config advises: allowed, but seldom meant."""

from itertools import combinations
from pathlib import Path

import pytest

from queue_server.config import Config, load
from queue_server.config.advice import warnings

ROOT = Path(__file__).parent.parent.parent
GOOD = {
    "site": {"code": "SIAK", "name": {"id": "Mal"}},
    "zones": {"A": {"name": {"id": "Lantai 1"}}, "B": {"name": {"id": "Lantai 2"}}},
    "agencies": {"X": {"name": {"id": "X"}}},
}


def hall(*prefixes, **parts):
    """A hall whose services have these prefixes: "B" in zone A, "B@B" in zone B."""
    named = [
        (prefix.partition("@")[0], prefix.partition("@")[2] or "A") for prefix in prefixes or ("A",)
    ]
    services = {
        f"S{place}": {"prefix": prefix, "agency": "X", "zone": zone, "name": {"id": "x"}}
        for place, (prefix, zone) in enumerate(named)
    }
    desk = {"name": {"id": "Loket 1"}, "zone": "A", "services": ["S0"]}
    return Config.model_validate(GOOD | {"services": services, "counters": {"1": desk}} | parts)


def test_the_hall_of_the_repository_needs_no_advice():
    assert warnings(load(ROOT / "config.yaml", {})) == []


@pytest.mark.parametrize(
    ("prefixes", "alike"),
    [
        (("B", "D"), "B, D"), (("A", "B", "P", "T"), "B, P, T"), (("H", "K"), "H, K"),
        (("M", "N", "F", "S"), "F, M, N, S"),
        (("AB", "AD"), "AB, AD"), (("4B", "4D"), "4B, 4D"), (("W", "Y"), "W, Y"),
    ],
)  # fmt: skip
def test_letters_that_rhyme_in_one_zone_are_named(prefixes, alike):
    [line] = warnings(hall(*prefixes))
    assert line.startswith(f"zones.A: the letters {alike} sound alike")


@pytest.mark.parametrize(
    "prefixes", [("A", "A"), ("B", "D@B"), ("B", "A"), ("B", "DA"), ("AB", "BA"), ("4B", "5B"), ("D", "F", "L")]
)  # fmt: skip
def test_letters_that_nobody_takes_for_each_other_are_fine(prefixes):
    assert warnings(hall(*prefixes)) == []


def test_the_letters_that_are_advised_do_not_sound_alike():
    for pair in combinations("ADFKLMRUZ", 2):
        assert warnings(hall(*pair)) == []


@pytest.mark.parametrize(
    ("inches", "metres", "media", "advised"),
    [
        (55, 5, "film", False), (55, 5.1, "film", True), (55, 10, "slot", False), (55, 10, "foot", False),
        (110, 10, "film", False), (32, 3, "film", True), (32, 2.9, "film", False),
    ],
)  # fmt: skip
def test_a_film_beside_the_calls_is_for_screens_that_are_near(inches, metres, media, advised):
    tv = {"zone": "A", "screen_inches": inches, "viewing_distance_m": metres, "media": media}
    told = warnings(hall(displays={"lobby": tv}))
    assert bool(told) is advised
    assert all(line.startswith("displays.lobby.media: film ") for line in told)


@pytest.mark.parametrize(
    ("display", "advised"),
    [
        ({"zone": "A", "screen_inches": 55, "viewing_distance_m": 12.9}, ""),
        ({"zone": "A", "screen_inches": 55, "viewing_distance_m": 14}, "displays.it: numbers on 55 inches"),
        ({"zone": "A", "screen_inches": 55, "viewing_distance_m": 14, "media": "film"}, "displays.it: numbers"),
        ({"zone": "A", "screen_inches": 55, "viewing_distance_m": 11, "media": "slot"}, "displays.it.media: at 11 m"),
        ({"counter": "1", "screen_inches": 10.1, "viewing_distance_m": 3}, ""),
        ({"counter": "1", "screen_inches": 7, "viewing_distance_m": 3}, "displays.it: numbers on 7 inches"),
    ],
)  # fmt: skip
def test_a_screen_whose_letters_are_too_small_from_afar_is_named(display, advised):
    told = warnings(hall(displays={"it": display}))
    assert len(told) == bool(advised)
    assert all(line.startswith(advised) for line in told)


def test_files_of_the_voice_that_are_not_here_are_named():
    told = warnings(hall(speech={"engine": "clips", "clips": "/nowhere/clips"}))
    assert told == ["speech.clips: there is no /nowhere/clips on this machine"]
    piper = {"engine": "piper", "voices": {"id": {"model": "/nowhere/id.onnx"}}}
    assert warnings(hall(speech=piper))[0].startswith("speech.voices.id.model: there is no ")


def test_sound_cards_without_a_local_player_are_named():
    assert warnings(hall(speech={"devices": {"A": "default"}})) == [
        "speech.devices: only player: local plays there"
    ]
