"""Hours that are allowed, but seldom meant: breaks at the same time, quotas too great, last tickets too late."""

from __future__ import annotations

from collections.abc import Iterator

from queue_server.config.models import Config, Counter, OwnHours, Service
from queue_server.config.values import weekdays

DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
Minutes = tuple[int, int]


def warnings(config: Config) -> Iterator[str]:
    """A line each, with the path of the key."""
    for code, service in config.services.items():
        serving = [one for one in config.counters.values() if code in one.services]
        yield from _breaks(
            code, [one for one in config.counters.values() if code in (*one.services, *one.helps)]
        )
        hours = service.hours or config.hours
        if isinstance(hours, OwnHours):
            yield from _last_ticket(code, service, hours)
            yield from _quota(code, service, hours, serving)
        if service.hours and isinstance(config.hours, OwnHours):
            yield from _forgotten_periods(code, service.hours, config.hours)


def _breaks(code: str, counters: list[Counter]) -> Iterator[str]:
    """A service without a single counter at noon: the form of PEKPPP asks visitors about that."""
    for day in range(7):
        breaks = [_of_day(counter.breaks, day) for counter in counters]
        if not breaks or not all(breaks):
            continue
        first, last = max(span[0] for [span] in breaks), min(span[1] for [span] in breaks)
        if first < last:
            alone = "its counter has" if len(breaks) == 1 else f"all {len(breaks)} counters have"
            yield (
                f"services.{code}: on {DAYS[day]} {alone} a break from {_clock(first)} to {_clock(last)};"
                " let breaks follow one another, or let another counter help"
            )
            return


def _last_ticket(code: str, service: Service, hours: OwnHours) -> Iterator[str]:
    """Whoever takes the last number must be served before the counters close."""
    for day in range(7):
        tickets, serving = _of_day(hours.tickets, day), _of_day(hours.service, day)
        for (_, last), (_, end) in zip(tickets, serving, strict=False):
            if last + service.service_min > end:
                yield (
                    f"services.{code}: on {DAYS[day]} the last number is given at {_clock(last)} and service ends at"
                    f" {_clock(end)}, sooner than the {service.service_min:g} minutes that one visitor takes"
                )
                return


def _quota(code: str, service: Service, hours: OwnHours, counters: list[Counter]) -> Iterator[str]:
    """More numbers than the counters can serve: 635 passports of 10 minutes at 11 booths are 577 minutes."""
    if service.quota is None:
        return
    longest = max((_open_minutes(hours, day) for day in range(7)), default=0)
    own = len([counter for counter in counters if not counter.priority_only])
    needs = service.quota * service.service_min
    if needs > longest * own:
        yield (
            f"services.{code}.quota: {service.quota} visitors of {service.service_min:g} minutes at {own}"
            f" counter{'' if own == 1 else 's'} take {needs / max(1, own):.0f} minutes; the longest day has {longest}"
        )


def _forgotten_periods(code: str, own: OwnHours, hall: OwnHours) -> Iterator[str]:
    """Hours of its own stand alone: the shorter Ramadan of the hall is not the service's."""
    known = {period.name for period in own.periods}
    for period in hall.periods:
        if period.name not in known:
            yield f"services.{code}.hours: {period.name} is a period of the hall, but not of these hours"


def _open_minutes(hours: OwnHours, day: int) -> int:
    """How long a counter serves: from the start of service to its end, without pauses."""
    total = 0
    for start, end in _of_day(hours.service, day):
        total = end - start
        for key, spans in hours.pauses.items():
            for first, last in map(_minutes, spans if day in weekdays(key) else []):
                total -= max(0, min(end, last) - max(start, first))
    return total


def _of_day(week: dict[str, str], day: int) -> list[Minutes]:
    """The span of a weekday, none or one."""
    return [_minutes(span) for key, span in week.items() if day in weekdays(key)]


def _minutes(span: str) -> Minutes:
    start, end = (60 * int(clock[:2]) + int(clock[3:]) for clock in span.split("-"))
    return start, end


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"
