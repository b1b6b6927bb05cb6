"""So many kills, one after the other, and what the hall knows after each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from queue_server.torture.process import Broken
from queue_server.torture.site import Options, Site
from queue_server.torture.strokes import WORK_S, Strokes
from queue_server.torture.talk import Cut, Refused

SHARES: Final[Mapping[str, int]] = {
    "server": 48, "start": 10, "checkpoint": 14, "backup": 8, "migration": 4, "agent": 16,
}  # fmt: skip
"""Of a hundred kills."""
ONLY_SQLITE: Final = frozenset({"checkpoint", "backup", "migration"})
VERIFY_EVERY: Final = 50
Tell = Callable[[int, "Result"], None]


@dataclass(slots=True, kw_only=True)
class Result:
    """What happened. ``faults`` is what must be empty."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    restarts: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


def torment(
    options: Options, *, kills: int, shares: Mapping[str, int] = SHARES, longest_s: float = WORK_S[1],
    tell: Tell = lambda done, result: None,
) -> Result:  # fmt: skip
    """Kill the hall of ``options`` so often, in ``shares`` of a hundred. It never raises for what the hall does:
    that is in ``faults``.
    """
    result, began = Result(seed=options.seed), time.monotonic()
    site = Site(options)
    result.counts, result.restarts, result.faults = (
        site.ledger.counts,
        site.restarts,
        site.ledger.faults,
    )
    try:
        site.start()
        strokes = Strokes(site, longest_s=longest_s)
        site.work()
        for done, kind in enumerate(plan(site, kills, shares), 1):
            strokes.kinds[kind]()
            result.kills[kind] += 1
            site.audit.news()
            if done % VERIFY_EVERY == 0:
                site.audit.verify()
            result.seconds = time.monotonic() - began
            tell(done, result)
        site.until_work()
        result.facts = site.finish()
    except (Broken, Cut, Refused) as error:
        site.ledger.fault(str(error))
    finally:
        site.stop()
    result.seconds = time.monotonic() - began
    return result


def plan(site: Site, kills: int, shares: Mapping[str, int]) -> list[str]:
    """The kinds in the order in which they are done: each at least once when there is room, mixed by the seed."""
    left_out = ONLY_SQLITE if site.region else frozenset()
    left_out |= frozenset() if site.options.agents else {"agent"}
    kinds = {kind: share for kind, share in shares.items() if kind not in left_out}
    whole = sum(kinds.values())
    chosen = [kind for kind, share in kinds.items() for _ in range(max(1, kills * share // whole))]
    chosen += ["server"] * (kills - len(chosen))
    site.dice.shuffle(chosen)
    return chosen[:kills]
