"""How good the told waiting times are, on simulated days. Seeded: the same figures again for the same seed.

``python -m tests.bench.estimates`` prints the table of docs/waiting-time.md.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from statistics import mean

from queue_server.domain.figures import Figures
from tests.bench.estimated_day import Day, Outcome, Scenario, a_hall

MALL = ((8.0, 0.34), (7.0, 0.22), (6.0, 0.16), (5.0, 0.1), (7.0, 0.06), (12.0, 0.12))
MALL_COUNTERS = ((0, 1), (0, 1), (0, 1, 2, 3, 4), (2, 3, 4), (5,))
SURGE = (2.2, 1.9, 1.2, 0.7, 0.3, 0.4, 0.3)
LUNCH = ((12.0, 12.5), (12.5, 13.0), (12.0, 12.5), (12.5, 13.0))
FOUR = ((0,),) * 4
SCENARIOS = (
    Scenario(name="steady, load .85"),
    Scenario(name="steady, load .95", load=0.95),
    Scenario(name="morning surge", load=0.9, profile=SURGE),
    Scenario(name="lunch, breaks planned", counters=FOUR, lunch=LUNCH, load=0.8),
    Scenario(name="lunch, breaks 10 min late", counters=FOUR, lunch=LUNCH, load=0.8, late_min=10),
    Scenario(name="lunch, nobody planned it", counters=FOUR, lunch=LUNCH, load=0.8, is_planned=False),
    Scenario(name="30 % priority", priority=0.3, load=0.9),
    Scenario(name="one officer slow (x 1.8)", slow=1.8, load=0.8),
    Scenario(name="a counter closes at noon", counters=FOUR, closes=12.0, load=0.75),
    Scenario(name="mall: 6 services, 5 counters", lines=MALL, counters=MALL_COUNTERS),
    Scenario(name="mall, morning surge", lines=MALL, counters=MALL_COUNTERS, profile=SURGE, load=0.9),
    Scenario(name="one counter, 3 services", lines=((6.0, 0.5), (9.0, 0.3), (12.0, 0.2)), counters=((0, 1, 2),)),
)  # fmt: skip


def days(scene: Scenario, *, count: int, seed: int, warm_up: int = 1) -> list[Outcome]:
    """The outcomes of ``count`` days after ``warm_up`` days that only teach."""
    rng = random.Random(f"{scene.name}/{seed}")
    hall, figures = a_hall(scene), dict[int, Figures]()
    found = []
    for day in range(warm_up + count):
        outcomes = Day(scene, hall, figures, rng).run()
        if day >= warm_up:
            found += outcomes
    return found


def measured(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Shares in percent, times in minutes; of those who were told a time and called."""
    told = [(o, o.told.estimate) for o in outcomes if o.told.estimate]
    assert all(e and e.quantiles for _, e in told)
    rows = [
        (o.called, e.start, e.end, e.quantiles, o)
        for o, e in told
        if e and e.quantiles and o.called
    ]
    n = len(rows) or 1
    waits = [o.wait_s / 60 for *_, o in rows]
    return {
        "n": len(outcomes), "told": 100 * len(rows) / max(1, len(outcomes)),
        "hits": 100 * sum(a <= c <= b for c, a, b, *_ in rows) / n,
        "later": 100 * sum(c > b for c, _, b, *_ in rows) / n,
        "width": mean((b - a).total_seconds() / 60 for _, a, b, *_ in rows),
        "bias": mean((q[1] - o.made).total_seconds() / 60 - o.wait_s / 60 for *_, q, o in rows),
        "wait": mean(waits),
    }  # fmt: skip


def main() -> int:
    count, seed = (int(a) for a in (*sys.argv[1:], *("20", "1")[len(sys.argv) - 1 :]))
    every: list[Outcome] = []
    head = ("scenario", "visitors", "mean wait", "told", "right", "later than told", "width", "bias")  # fmt: skip
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for scene in (*SCENARIOS, None):
        outcomes = days(scene, count=count, seed=seed) if scene else every
        every += outcomes if scene else []
        m = measured(outcomes)
        lines.append(
            f"| {scene.name if scene else '**all**'} | {m['n']:.0f} | {m['wait']:.1f} min | {m['told']:.0f} % | "
            f"{m['hits']:.0f} % | "
            f"{m['later']:.0f} % | {m['width']:.1f} min | {m['bias']:+.1f} min |"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
