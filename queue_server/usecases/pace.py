"""How fast each line moves: the counters' worth of work it gets."""

from __future__ import annotations

from collections.abc import Mapping

from queue_server.domain.counter_state import CounterState, Desk
from queue_server.domain.hall import Hall


def pace_of(hall: Hall, desks: Mapping[int, Desk], waiting: Mapping[int, int]) -> dict[int, float]:
    """By service id. Each open counter is shared out among its services by the work that waits in them,
    as if one more person waited in each: so a service nobody waits for has a pace, too.
    """
    pace: dict[int, float] = {}
    for counter in hall.counters:
        if desks[counter.id].state is not CounterState.OPEN:
            continue
        work = {
            id: (waiting.get(id, 0) + 1) * hall.service_of(id).service_time.total_seconds()
            for id in counter.service_ids
        }
        total = sum(work.values())
        for id, share in work.items():
            pace[id] = pace.get(id, 0.0) + share / total
    return pace
