"""Who will come to a demonstration day: drawn before the doors open, so that one seed always gives the same people.

Shapes are those of a Mal Pelayanan Publik: most come before ten, a third of them for Disdukcapil, and service times
scatter like a lognormal.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Json = Mapping[str, Any]

PROFILE: Final = (
    (30, 12), (60, 24), (60, 20), (60, 15), (60, 9), (60, 4), (60, 10), (60, 6),
)  # fmt: skip
"""(minutes, share of the day's visitors) from 07.30 to 15.00."""
SHARES: Final = {
    "DUKCAPIL": 35, "BPJS": 15, "POLRES": 12, "IMIGRASI": 8, "DPMPTSP": 8, "BAPENDA": 4, "SAMSAT": 4, "KEMENAG": 4,
}  # fmt: skip
OTHER_SHARE: Final = 4
PRIORITY_SHARE: Final = 0.15
SCATTER: Final = 0.7  # coefficient of variation of the service times
BUSY: Final = 0.85  # how busy the counters are on a day squeezed to fit few visitors
FATES: Final = {"comes": 0.80, "late": 0.08, "holds": 0.03, "moves": 0.04, "stays away": 0.05}
VARIETY: Final = 1.7  # above 1: rather one more agency than one more counter for the largest
RETURNS: Final = 0.5  # of those who stayed away


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """One visitor as drawn; seconds at real scale, ``arrives_s`` after the doors open.

    ``fate``: one of FATES ("late" comes at the second call, "holds" fetches a document, "moves" is sent on to the
    line ``moves_to``); ``returns``: comes back after having been skipped.
    """

    arrives_s: float
    service: str
    priority: str | None = None
    language: str = "id"
    walk_s: float = 25.0
    serve_s: float = 300.0
    fate: str = "comes"
    moves_to: str | None = None
    returns: bool = False


def demand(hall: Json) -> dict[str, float]:
    """Share of the visitors by service code: those of its agency, popular services twice the others."""
    weights = {s["code"]: 2.0 if s["popular"] else 1.0 for s in hall["services"]}
    by_agency: dict[str, float] = {}
    for s in hall["services"]:
        by_agency[s["agency"]] = by_agency.get(s["agency"], 0) + weights[s["code"]]
    return {
        s["code"]: SHARES.get(s["agency"], OTHER_SHARE) * weights[s["code"]] / by_agency[s["agency"]]
        for s in hall["services"]
    }  # fmt: skip


def choose_counters(hall: Json, free: Sequence[str], wanted: int) -> list[str]:
    """At most ``wanted`` of the ``free`` counters: each time the one that adds most to what visitors ask for."""
    wishes, served = demand(hall), dict.fromkeys(demand(hall), 0)
    left = [c for c in hall["counters"] if c["code"] in set(free)]
    chosen: list[str] = []
    while left and len(chosen) < wanted:
        best = max(
            left, key=lambda c: sum(wishes[s] / (served[s] + 1) ** VARIETY for s in c["services"])
        )
        left.remove(best)
        chosen.append(best["code"])
        for code in best["services"]:
            served[code] += 1
    return chosen


def draw(
    hall: Json, counters: Sequence[str], *, visitors: int, seed: int, hours: float | None = None
) -> list[Visitor]:
    """The visitors in order of arrival, for services that ``counters`` serve and that are open.

    They come in over ``hours``; without it in as much of a day of 7.5 hours as keeps the counters busy.
    """
    chance = random.Random(seed)
    helped = {s for c in hall["counters"] if c["code"] in set(counters) for s in c["services"]}
    services = [s for s in hall["services"] if s["code"] in helped and s["open"]]
    if not services:
        return []
    wishes = demand(hall)
    wanted = chance.choices(services, [wishes[s["code"]] for s in services], k=visitors)
    lengths = [lognormal(chance, 60.0 * s["service_min"]) for s in wanted]
    day_s = 60.0 * sum(minutes for minutes, _ in PROFILE)
    span_s = 3600 * hours if hours else min(day_s, sum(lengths) / len(counters) / BUSY)
    arrivals = sorted(span_s * arrival(chance) for _ in wanted)
    return [
        _visitor(chance, hall, services, s, arrives_s=at, serve_s=length)
        for s, at, length in zip(wanted, arrivals, lengths, strict=True)
    ]


def arrival(chance: random.Random) -> float:
    """A moment of the day, 0 to 1, by the hourly profile."""
    total = sum(minutes for minutes, _ in PROFILE)
    at = chance.choices(range(len(PROFILE)), [share for _, share in PROFILE])[0]
    before = sum(minutes for minutes, _ in PROFILE[:at])
    return (before + chance.random() * PROFILE[at][0]) / total


def lognormal(chance: random.Random, mean: float, scatter: float = SCATTER) -> float:
    """A length around ``mean``; most are shorter, a few much longer."""
    spread = math.log(1 + scatter**2)
    return chance.lognormvariate(math.log(mean) - spread / 2, math.sqrt(spread))


def _visitor(
    chance: random.Random, hall: Json, services: Sequence[Json], service: Json, *, arrives_s: float, serve_s: float,
) -> Visitor:  # fmt: skip
    fate = chance.choices(list(FATES), list(FATES.values()))[0]
    classes = [p["code"] for p in hall["priorities"]]
    priority = chance.choice(classes) if classes and chance.random() < PRIORITY_SHARE else None
    others = [s["code"] for s in services if s["code"] != service["code"]]
    same = [s["code"] for s in services if s["agency"] == service["agency"]]
    near = [code for code in others if code in same] or others
    if fate == "moves" and not near:
        fate = "comes"
    language = "en" if "en" in hall["site"]["languages"] and chance.random() < 0.05 else "id"
    return Visitor(
        arrives_s=arrives_s, service=service["code"], priority=priority, serve_s=serve_s, fate=fate,
        language=language, walk_s=lognormal(chance, 25), returns=chance.random() < RETURNS,
        moves_to=chance.choice(near) if fate == "moves" else None,
    )  # fmt: skip
