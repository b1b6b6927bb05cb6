"""On simulated days the told times come true four times out of five; the whole table: docs/waiting-time.md."""

import pytest

from tests.bench.estimates import SCENARIOS, days, measured

BY_NAME = {scene.name: scene for scene in SCENARIOS}


@pytest.mark.parametrize(
    "name", ["steady, load .85", "lunch, breaks planned", "mall: 6 services, 5 counters"]
)
def test_what_is_told_comes_true(name):
    found = measured(days(BY_NAME[name], count=3, seed=5))

    assert found["n"] > 250
    assert 72 <= found["hits"] <= 92
    assert found["later"] <= 15
    assert abs(found["bias"]) <= 0.15 * found["wait"] + 0.5
    assert found["width"] <= 15


def test_the_same_seed_gives_the_same_day():
    scene = BY_NAME["steady, load .85"]

    assert measured(days(scene, count=1, seed=7, warm_up=0)) == measured(
        days(scene, count=1, seed=7, warm_up=0)
    )
