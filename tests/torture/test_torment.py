"""The hall is killed again and again, and keeps its word: the short form of ``satupintu torture``.

Longer, or with other luck: SATUPINTU_TORTURE_KILLS=500 SATUPINTU_TORTURE_SEED=7, or the command itself.
"""

import os

import pytest

from queue_server.torture.site import Options
from queue_server.torture.torment import torment

pytestmark = pytest.mark.e2e
KILLS = int(os.environ.get("SATUPINTU_TORTURE_KILLS", "50"))
SEED = int(os.environ.get("SATUPINTU_TORTURE_SEED", "2026"))
CHEAP = {"server": 70, "start": 10, "checkpoint": 6, "agent": 8, "backup": 4, "migration": 2}
LONGEST_S = 0.1


@pytest.fixture
def folder(quick_folder, tmp_path):
    """In memory: what a kill leaves behind does not depend on the disk, and power cuts have a test of their own."""
    return quick_folder / "torture" / tmp_path.name


def test_fifty_kills_lose_nothing_and_give_nothing_twice(folder):
    options = Options(folder=folder, seed=SEED, warm=True)
    result = torment(options, kills=KILLS, shares=CHEAP, longest_s=LONGEST_S)

    assert result.faults == []
    assert set(result.kills) == set(CHEAP)
    assert sum(result.kills.values()) == KILLS
    assert result.counts["numbers"] + result.counts["calls"] > KILLS
    # Else the kills came when nobody was waiting for an answer, and the torture was none.
    cut = sum(count for what, count in result.counts.items() if "cut off" in what)
    assert cut > KILLS // 2
    assert result.facts["papers"]["printed"] > 0


def test_a_hall_that_serves_with_threads_keeps_its_word_too(folder):
    options = Options(folder=folder, seed=SEED, mode="threading", warm=True, agents=False)
    result = torment(options, kills=3, shares={"server": 100}, longest_s=LONGEST_S)

    assert result.faults == []


def test_two_servers_on_one_postgresql_are_killed_in_turn_and_the_hall_goes_on(
    folder, postgres_server
):
    address = postgres_server.url("postgres")
    options = Options(
        folder=folder, seed=SEED, database=address, processes=2, warm=True, agents=False
    )
    result = torment(options, kills=4, shares={"server": 75, "start": 25}, longest_s=LONGEST_S)

    assert result.faults == []
    assert result.kills == {"server": 3, "start": 1}
