"""A hall ten times as fast, for half an hour or a whole day: what grows, and whether anybody waits longer in the end.

Twenty TVs lose their connection every thirty seconds and come back, as on a bad switch.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from statistics import median

from tests.bench import measures
from tests.bench.day import KINDS, Scene, furnish, sound
from tests.bench.effort import Effort
from tests.bench.hall import Hall, a_hall
from tests.bench.length import Length
from tests.bench.machines import Tv
from tests.bench.page import Row
from tests.bench.wire import Loop, clock

PACE = 10.0
VISITORS_PER_HOUR = 85.0
"""Of the hall's own hours: what its counters can just serve."""
LEAVES_S, TVS = 30.0, 20
SAMPLES = 200
Sample = dict[str, float]


def soak(length: Length) -> Iterator[Row]:
    seconds = 60 * (2.0 if length.quick else length.minutes)
    with a_hall(commit="group", displays={"wall-2": {"zone": "B", "speaker": False}}) as hall:
        loop = Loop()
        scene = furnish(hall, loop, pace=PACE)
        samples: list[Sample] = []
        began, effort = clock(), Effort(hall.pid)
        _visitors(scene, random.Random(3))
        comings = _restless(scene, hall, loop)
        _sampling(hall, loop, samples, seconds, began)
        loop.run(lambda: clock() >= began + seconds, seconds + 60)
        effort.end()
        scene.crowd.close()
        loop.close()
        hall.stop()
        sound(hall, scene.crowd, scene.visitors.numbers)
    yield from _told(scene, samples, effort, comings, began, seconds)


def _visitors(scene: Scene, dice: random.Random) -> None:
    def comes() -> None:
        scene.visitors.comes()
        scene.crowd.later(dice.expovariate(VISITORS_PER_HOUR / 3600), comes)

    comes()


def _restless(scene: Scene, hall: Hall, loop: Loop) -> list[float]:
    """TVs whose connection is cut and made again; when that happened."""
    comings: list[float] = []

    def again(tv: Tv, name: str) -> None:
        loop.remove(tv)
        comings.append(clock())
        come(name)

    def come(name: str) -> None:
        tv = Tv(loop, hall.port, hall.key("display", name), scene.calls.told)
        scene.crowd.later(LEAVES_S * PACE, again, tv, name)

    for place in range(TVS):
        name = "wall" if place % 2 else "wall-2"
        scene.crowd.later(LEAVES_S * PACE * place / TVS, come, name)
    return comings


def _sampling(hall: Hall, loop: Loop, samples: list[Sample], seconds: float, began: float) -> None:
    def look() -> None:
        samples.append(hall.figures() | {"at": clock() - began})
        if len(samples) % (SAMPLES // 10) == 0 and sys.stderr.isatty():
            sys.stderr.write(f"{samples[-1]['at'] / 60:.0f} of {seconds / 60:.0f} min\n")
        loop.at(clock() + seconds / SAMPLES, look)

    look()


def _told(
    scene: Scene, samples: list[Sample], effort: Effort, comings: list[float], began: float, seconds: float
) -> Iterator[Row]:  # fmt: skip
    how = f"{seconds / 60:.0f} min at 10x"
    for name, what, unit, most in (
        ("rss_mb", "memory", "MB", 1.05), ("files", "open files", "", 1.1), ("threads", "threads", "", 1.1),
    ):  # fmt: skip
        # From the second tenth on: in the first one everything is met for the first time.
        early = median(_part(samples, name, 0.1, 0.2, seconds))
        late = median(_part(samples, name, 0.9, 1.1, seconds))
        target = f"<= {most:g} x" if name == "rss_mb" else f"<= {most:g} x + 5"
        well = late <= most * early + (0 if name == "rss_mb" else 5)
        figure = f"{early:.0f} to {late:.0f} {unit}".strip()
        yield Row(f"soak.{name}", f"{how}: {what}, second to last tenth", figure, target, well,
                  {"early": early, "late": late, "ratio": late / early})  # fmt: skip
    for kind in KINDS:
        times = scene.crowd.times.get(kind, [])
        first = [took for due, took in times if due - began < seconds / 10]
        last = [took for due, took in times if due - began >= 0.9 * seconds]
        if first and last:
            a, b = measures.spread(first), measures.spread(last)
            figure = (
                f"p50 {a['p50']:.1f} to {b['p50']:.1f}, p99 {a['p99']:.1f} to {b['p99']:.1f} ms"
            )
            yield Row(f"soak.{kind}", f"{how}: {kind}, first and last tenth ({len(times)} times)", figure,
                      values={"p50": b["p50"], "p99": b["p99"], "ratio": b["p50"] / a["p50"]})  # fmt: skip
    found = effort.figures(len(scene.visitors.numbers))
    figure = f"{found['server']:.0%} of a core; load process {found['load']:.0%}"
    what = f"{how}: {len(scene.visitors.numbers)} visitors; TVs came back {len(comings)} times"
    yield Row("soak.server", what, figure, values=found)


def _part(
    samples: list[Sample], name: str, first: float, last: float, seconds: float
) -> list[float]:
    return [one[name] for one in samples if first * seconds <= one["at"] < last * seconds]
