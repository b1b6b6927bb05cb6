"""Figures for reports. Pure arithmetic; forgotten tickets count, but never enter an average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean, median

from queue_server.domain.ticket import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """What a report needs of one stay of a ticket at a service. ``first``: there it took its number; ``moved``: it went
    on to another service without having been served.
    """

    state: State
    expired: bool
    waiting_since: datetime
    called_at: datetime | None
    served_at: datetime | None
    ended_at: datetime | None
    calls: int
    first: bool = True
    moved: bool = False


def figures(legs: Sequence[Leg]) -> dict[str, int | None]:
    """Counts, and waits and service times in whole seconds; None where nobody was called or served."""
    clean = [leg for leg in legs if not leg.expired]
    waits = [_s(leg.called_at - leg.waiting_since) for leg in clean if leg.called_at]
    served = [leg for leg in clean if leg.state is State.DONE and leg.served_at and leg.ended_at]
    lengths = [_s(leg.ended_at - leg.served_at) for leg in served if leg.ended_at and leg.served_at]
    return {
        "issued": sum(leg.first for leg in legs),
        "served": len(served),
        "moved": sum(leg.moved for leg in legs),
        "waiting": sum(leg.state is State.WAITING and not leg.moved for leg in legs),
        "no_show": sum(leg.state is State.NO_SHOW for leg in clean),
        "cancelled": sum(leg.state is State.CANCELLED for leg in clean),
        "forgotten": sum(leg.expired for leg in legs),
        "wait_mean_s": round(mean(waits)) if waits else None,
        "wait_median_s": round(median(waits)) if waits else None,
        "wait_p90_s": round(percentile(waits, 90)) if waits else None,
        "service_mean_s": round(mean(lengths)) if lengths else None,
        "service_p90_s": round(percentile(lengths, 90)) if lengths else None,
    }


def percentile(values: Sequence[float], p: int) -> float:
    """The smallest value that at least ``p`` percent of ``values`` do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * p // 100) - 1)]


def _s(span: timedelta) -> float:
    return max(0.0, span.total_seconds())
