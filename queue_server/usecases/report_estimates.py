"""How good the estimates were that visitors were told, by service."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from statistics import mean

from queue_server.domain.hall import Hall
from queue_server.storage import predictions
from queue_server.storage.database import Database
from queue_server.storage.predictions import Outcome
from queue_server.usecases import shapes


def report_estimates(
    db: Database, hall: Hall, *, first: str, last: str, only: Collection[str] | None = None
) -> shapes.Json:
    """Of the days from ``first`` to ``last``, "2026-11-23", both included; services without any are left out.
    ``only``: codes of the services it is about, None: all.
    """
    with db.reading() as conn:
        found = predictions.of_days(conn, first=first, last=last)
    if only is not None:
        found = [one for one in found if hall.service_of(one.service_id).code in only]
    by_service: dict[str, list[Outcome]] = {}
    for outcome in found:
        by_service.setdefault(hall.service_of(outcome.service_id).code, []).append(outcome)
    return {
        "from": first, "to": last, "total": figures(found),
        "services": [{"name": code, **figures(by_service[code])} for code in sorted(by_service)],
    }  # fmt: skip


def figures(outcomes: Sequence[Outcome]) -> shapes.Json:
    """``told``; of those ``called`` so far the ``hits`` and their share, and the share called later than told, in
    percent; the mean width of what was told, in minutes. None where nobody was called or told.
    """
    called = [o for o in outcomes if o.called_at]
    hits = sum(o.hit is True for o in called)
    later = sum(o.called_at > o.told_until for o in called if o.called_at)
    widths = [(o.told_until - o.told_from) / timedelta(minutes=1) for o in outcomes]
    return {
        "told": len(outcomes), "called": len(called), "hits": hits,
        "hits_percent": _percent(hits, len(called)), "later_percent": _percent(later, len(called)),
        "width_mean_min": round(mean(widths), 1) if widths else None,
    }  # fmt: skip


def as_csv(report: shapes.Json) -> Sequence[Sequence[object]]:
    """The report as rows, with a heading."""
    columns = list(report["total"])
    rows: list[list[object]] = [["service", *columns]]
    rows += [[row["name"], *(row[c] for c in columns)] for row in report["services"]]
    return [*rows, ["total", *report["total"].values()]]


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
