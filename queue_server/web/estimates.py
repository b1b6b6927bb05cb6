"""How good the estimates were, for supervisors."""

from __future__ import annotations

import csv
import io

from flask import Response
from pydantic import Field

from queue_server.domain.errors import InvalidInput
from queue_server.storage.people import Who
from queue_server.usecases import shapes
from queue_server.usecases.report_estimates import as_csv, report_estimates
from queue_server.web import guard, reach
from queue_server.web.api import SUPERVISOR, Body, endpoint
from queue_server.web.media import Day

LONGEST_DAYS = 366


class Days(Body):
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")


@endpoint("GET", "/reports/estimates", roles=SUPERVISOR, model=Days, answer=("total", "services"))
def estimates(who: Who, query: Days) -> shapes.Json:
    """How often the told time was right, by service; a year at most."""
    return _report(who, query)


@endpoint("GET", "/reports/estimates.csv", roles=SUPERVISOR, model=Days)
def estimates_csv(who: Who, query: Days) -> Response:
    """The same as a table for a spreadsheet."""
    out = io.StringIO()
    csv.writer(out).writerows(as_csv(_report(who, query)))
    name = f"attachment; filename=satu-pintu-{query.first}-{query.last}-estimates.csv"
    return Response(
        out.getvalue(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )  # fmt: skip


def _report(who: Who, query: Days) -> shapes.Json:
    if not 0 <= (query.last - query.first).days < LONGEST_DAYS:
        message = f"the same day as from, or one of the {LONGEST_DAYS} days after it"
        raise InvalidInput(errors=[{"field": "to", "message": message}])
    house = guard.house()
    first, last = query.first.isoformat(), query.last.isoformat()
    only = reach.of(who, house).services()
    return report_estimates(house.db, house.hall, first=first, last=last, only=only)
