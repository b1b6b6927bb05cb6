"""When a visitor will probably be called: a range, or nothing. Never one minute figure.

With ``n`` people ahead, ``c`` open counters and service times of mean ``m`` and coefficient of variation
CV, the wait is near a Gamma with shape ``(n + 1) / CV**2`` and mean ``(n + 1) m / c`` (M/M/s view of the
line; Whitt 1999). The range is its 10 % and 90 % point by the Wilson-Hilferty approximation, rounded
outward to five minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor, sqrt
from typing import Final

CV: Final = 0.8  # service times at counters scatter with 0.5 to 1.0
Z90: Final = 1.2816
STEP: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Earliest and latest likely time of the call, aware UTC, each on a full five minutes."""

    start: datetime
    end: datetime

    def as_json(self) -> dict[str, str]:
        """{"from": ..., "to": ...} in RFC 3339 UTC, as it goes over the wire and onto paper."""
        return {"from": f"{self.start:%Y-%m-%dT%H:%M:%SZ}", "to": f"{self.end:%Y-%m-%dT%H:%M:%SZ}"}


def expected_call(
    *, ahead: int, service_time: timedelta, counters: float, at: datetime
) -> Estimate | None:
    """The range in which somebody with ``ahead`` people before is called; ``counters`` may be a share of counters.

    None when no counter is open for the service, or when it would be more than two hours: then only the place is said.
    """
    if counters <= 0:
        return None
    mean = service_time * (ahead + 1) / counters
    shape = (ahead + 1) / CV**2
    low, high = (max(0.0, 1 - 1 / (9 * shape) + z / (3 * sqrt(shape))) ** 3 for z in (-Z90, Z90))
    if mean * high > LONGEST:
        return None
    start, end = _floor(at + mean * low), _ceil(at + mean * high)
    return Estimate(start=start, end=max(end, start + STEP))


def _floor(at: datetime) -> datetime:
    return datetime.fromtimestamp(floor(at.timestamp() / 300) * 300, tz=at.tzinfo)


def _ceil(at: datetime) -> datetime:
    return datetime.fromtimestamp(ceil(at.timestamp() / 300) * 300, tz=at.tzinfo)
