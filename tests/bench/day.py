"""A day of eight hours, sixty times as fast: visitors, phones, counters, displays, voices and paper, all at once.

Not how much can be done (the other parts tell) but how everybody is served while everything happens.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench import measures
from tests.bench.crowd import Crowd
from tests.bench.effort import Effort
from tests.bench.hall import Hall, a_hall
from tests.bench.length import Length
from tests.bench.machines import Calls, Listener, PrintAgent, Speaker, Tv, agree, settled
from tests.bench.page import Row
from tests.bench.people import Counter, Visitors, arrivals
from tests.bench.wire import Loop, Screen, clock

PACE = 60.0
VISITORS = 700
FAR = 3
"""People who have the public board open."""
BUSIEST = (8.0, 9.0)
WHOLE = (8.0, 16.0)
DISPLAYS = {"lobby": 9, "upstairs": 9}
"""Displays of each zone beside its speaker."""
KINDS = (
    "take a ticket", "press next", "another press", "press next, to a display", "a phone asks", "the public board",
    "the voice", "paper",
)  # fmt: skip


@dataclass
class Scene:
    """A hall full of machines, before the first visitor."""

    crowd: Crowd
    visitors: Visitors
    counters: list[Counter]
    calls: Calls
    tvs: dict[str, list[Tv]]
    agents: list[PrintAgent]


def furnish(hall: Hall, loop: Loop, *, pace: float, seed: int = 1) -> Scene:
    """Displays, speakers, print agents, consoles and kiosks connect; staff opens the counters."""
    dice = random.Random(seed)
    crowd = Crowd(hall, loop, pace=pace)
    calls, program = Calls(crowd), hall.program()
    tvs: dict[str, list[Tv]] = {}
    for name, more in DISPLAYS.items():
        speaker = Speaker(crowd, hall.key("display", name))

        def heard(call: object, at: float, speaker: Speaker = speaker) -> None:
            calls.told(call, at)
            speaker.called(call, at)

        wall = hall.key("display", "wall" if name == "lobby" else "wall-2")
        tvs[name] = [Tv(loop, hall.port, hall.key("display", name), heard)]
        tvs[name] += [Tv(loop, hall.port, wall, calls.told) for _ in range(more)]
    agents = [PrintAgent(crowd, name) for name in hall.config["kiosks"]]
    kiosks = [Screen(loop, hall.port, hall.key("kiosk", name)) for name in hall.config["kiosks"]]
    codes = list(hall.config["counters"])
    consoles = [Listener(loop, hall.port, program, "line", lambda: None) for _ in codes]
    hung = [tv for wall in tvs.values() for tv in wall]
    settled(loop, [*hung, *(agent.screen for agent in agents), *kiosks, *consoles])
    visitors = Visitors(crowd, dice)
    counters = [Counter(crowd, dice, code, program, calls.pressed) for code in codes]
    for counter in counters:
        counter.opens()
    for far in range(FAR):
        crowd.later(far, visitors.watch_from_afar, "AB"[far % 2])
    return Scene(crowd, visitors, counters, calls, tvs, agents)


def day(length: Length) -> Iterator[Row]:
    first, last = BUSIEST if length.quick else WHOLE
    with a_hall(commit="group", displays={"wall-2": {"zone": "B", "speaker": False}}) as hall:
        loop = Loop()
        scene = furnish(hall, loop, pace=PACE)
        crowd, before = scene.crowd, hall.figures()
        for at in arrivals(random.Random(2), VISITORS, first, last):
            crowd.later(at, scene.visitors.comes)
        effort, ends = Effort(hall.pid), clock() + 3600 * (last - first) / PACE
        loop.run(lambda: clock() >= ends, 3600)
        effort.end()
        crowd.close()
        after, found = hall.figures(), effort.figures(1)
        for wall in scene.tvs.values():
            agree(wall)
        loop.close()
        hall.stop()
        sound(hall, crowd, scene.visitors.numbers)
    yield from rows(crowd, key="day")
    printed = sum(agent.printed for agent in scene.agents)
    asked = sum(len(times) for kind, times in crowd.times.items() if "display" not in kind)
    figure = (
        f"{found['server']:.0%} of a core; {before['rss_mb']:.0f} to {after['rss_mb']:.0f} MB; "
        f"load process {found['load']:.0%}"
    )
    what = (
        f"the server meanwhile: {len(scene.visitors.numbers)} visitors, {printed} papers, 20 displays, "
        f"{asked / effort.seconds:.0f} requests/s for {effort.seconds:.0f} s"
    )
    yield Row("day.server", what, figure, values={**found, "rss_mb": after["rss_mb"]})


def rows(crowd: Crowd, *, key: str) -> Iterator[Row]:
    """One for each kind of thing that was done."""
    for kind in KINDS:
        times = [seconds for _, seconds in crowd.times.get(kind, [])]
        if times:
            found = measures.spread(times)
            figure = (
                f"p50 {found['p50']:.1f}, p99 {found['p99']:.1f}, longest {found['max']:.0f} ms"
            )
            what = f"a day at 60x: {kind} ({len(times)} times)"
            yield Row(f"{key}.{kind}", what, figure, values=found)


def sound(hall: Hall, crowd: Crowd, numbers: list[str]) -> None:
    """Nothing was refused, no number given twice, and all invariants hold. Raises RuntimeError."""
    if crowd.wrong:
        raise RuntimeError(f"{len(crowd.wrong)} wrong answers: {crowd.wrong[0]}")
    if len(set(numbers)) != len(numbers):
        raise RuntimeError("a number was given twice")
    said = hall.command("verify", "--json")
    if said.returncode == 1:
        raise RuntimeError(f"verify: {json.loads(said.stdout)['faults'][:3]}")
