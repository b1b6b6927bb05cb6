"""Who comes to a demonstration day."""

import random
from collections import Counter
from statistics import mean, stdev

import pytest

from queue_server.commands import demo_plan
from queue_server.commands.demo_plan import choose_counters, demand, draw


def a_service(code, agency, **more):
    return {"code": code, "agency": agency, "popular": False, "open": True, "service_min": 8} | more


@pytest.fixture
def hall():
    return {
        "site": {"languages": ["id", "en"]},
        "priorities": [{"code": "lansia"}, {"code": "hamil"}],
        "services": [
            a_service("KTP", "DUKCAPIL", popular=True),
            a_service("KK", "DUKCAPIL"),
            a_service("SIM", "POLRES", service_min=12),
            a_service("TANAH", "BPN"),
        ],
        "counters": [
            {"code": "1", "services": ["KTP", "KK"]},
            {"code": "2", "services": ["KTP"]},
            {"code": "3", "services": ["SIM"]},
            {"code": "4", "services": ["TANAH"]},
        ],
    }


def test_the_same_seed_gives_the_same_visitors(hall):
    one, again = (draw(hall, ["1", "3"], visitors=50, seed=7) for _ in range(2))

    assert one == again
    assert one != draw(hall, ["1", "3"], visitors=50, seed=8)


def test_visitors_ask_only_for_what_the_open_counters_serve(hall):
    visitors = draw(hall, ["3", "4"], visitors=200, seed=1)

    assert {v.service for v in visitors} == {"SIM", "TANAH"}
    assert {v.moves_to for v in visitors} <= {"SIM", "TANAH", None}


def test_nobody_comes_for_a_service_that_is_closed(hall):
    hall["services"][2]["open"] = False

    assert {v.service for v in draw(hall, ["1", "3"], visitors=100, seed=1)} == {"KTP", "KK"}
    assert draw(hall, ["3"], visitors=10, seed=1) == []


def test_agencies_get_their_share_and_popular_services_twice_the_others(hall):
    shares = demand(hall)

    assert shares["KTP"] == pytest.approx(2 * shares["KK"])
    assert shares["KTP"] + shares["KK"] == pytest.approx(35)
    assert shares["TANAH"] == demo_plan.OTHER_SHARE


def test_counters_are_opened_for_every_agency_before_a_second_one_for_the_largest(hall):
    assert choose_counters(hall, ["1", "2", "3", "4"], 3) == ["1", "3", "2"]
    assert choose_counters(hall, ["2", "4"], 9) == ["2", "4"]
    assert choose_counters(hall, [], 3) == []


def test_visitors_come_by_the_hours_of_the_day_most_of_them_before_ten():
    chance = random.Random(3)
    arrivals = [demo_plan.arrival(chance) for _ in range(20_000)]

    before_ten = sum(at < 150 / 450 for at in arrivals) / len(arrivals)
    noon = sum(270 / 450 <= at < 330 / 450 for at in arrivals) / len(arrivals)
    assert before_ten == pytest.approx(0.56, abs=0.01)
    assert noon == pytest.approx(0.04, abs=0.005)
    assert 0 <= min(arrivals) <= max(arrivals) < 1


def test_few_visitors_come_in_a_short_day_so_that_the_counters_are_busy(hall):
    visitors = draw(hall, ["1", "2", "3"], visitors=60, seed=2)

    work = sum(v.serve_s for v in visitors)
    assert visitors[-1].arrives_s <= work / 3 / demo_plan.BUSY
    assert draw(hall, ["1"], visitors=60, seed=2, hours=2)[-1].arrives_s <= 7200
    assert draw(hall, ["1"], visitors=3000, seed=2)[-1].arrives_s <= 7.5 * 3600


def test_service_times_scatter_around_the_mean_of_the_service():
    chance = random.Random(5)
    lengths = [demo_plan.lognormal(chance, 480) for _ in range(50_000)]

    assert mean(lengths) == pytest.approx(480, rel=0.02)
    assert stdev(lengths) / mean(lengths) == pytest.approx(demo_plan.SCATTER, abs=0.03)


def test_some_have_priority_some_stay_away_and_most_just_come(hall):
    visitors = draw(hall, ["1", "2", "3", "4"], visitors=4000, seed=6)
    fates = Counter(v.fate for v in visitors)

    assert sum(v.priority is not None for v in visitors) / 4000 == pytest.approx(0.15, abs=0.02)
    assert {v.priority for v in visitors} == {None, "lansia", "hamil"}
    for fate, share in demo_plan.FATES.items():
        assert fates[fate] / 4000 == pytest.approx(share, abs=0.02)
    assert all((v.moves_to is not None) == (v.fate == "moves") for v in visitors)
