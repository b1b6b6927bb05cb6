"""Who changed the order of a day by hand, for supervisors."""

from __future__ import annotations

import csv
import io

from flask import Response

from queue_server.storage.people import Who
from queue_server.usecases import shapes
from queue_server.usecases.report_overrides import as_csv, report_overrides
from queue_server.web import guard, reach
from queue_server.web.admin import OfDay
from queue_server.web.api import SUPERVISOR, endpoint


@endpoint(
    "GET", "/reports/overrides", roles=SUPERVISOR, model=OfDay, answer=("people", "acts")
)  # fmt: skip
def overrides(who: Who, query: OfDay) -> shapes.Json:
    """Calls out of order, emergencies, cancelled tickets and what was taken back: by person, with reasons."""
    return _report(who, query)


@endpoint("GET", "/reports/overrides.csv", roles=SUPERVISOR, model=OfDay)
def overrides_csv(who: Who, query: OfDay) -> Response:
    """The same by person, as a table for a spreadsheet."""
    out = io.StringIO()
    csv.writer(out).writerows(as_csv(_report(who, query)))
    name = f"attachment; filename=satu-pintu-{query.date.isoformat()}-overrides.csv"
    return Response(
        out.getvalue(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )  # fmt: skip


def _report(who: Who, query: OfDay) -> shapes.Json:
    house = guard.house()
    only = reach.of(who, house).services()
    return report_overrides(house.db, day=query.date.isoformat(), only=only)
