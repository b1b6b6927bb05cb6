"""Hours of the hall: what staff opens, closes and changes for a time, and the list of holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from queue_server.domain import errors as e
from queue_server.domain.calendar import Change, ChangeKind, Holiday, HolidayKind
from queue_server.domain.hours import National, Span
from queue_server.storage import hours as rows
from queue_server.storage.people import Who
from queue_server.usecases import hours, hours_holidays, shapes
from queue_server.usecases.hours_calendar import days_of
from queue_server.web import guard
from queue_server.web.api import ADMIN, SUPERVISOR, Body, endpoint

FIRST_YEAR, LAST_YEAR = 2020, 2100


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("control characters are not allowed")
    return text


Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), AfterValidator(_printable)
]  # fmt: skip


def _clock(text: str) -> str:
    time.fromisoformat(text)
    return text


def _later(pair: tuple[str, str]) -> tuple[str, str]:
    if pair[0] >= pair[1]:
        raise ValueError("ends before it begins")
    return pair


Clock = Annotated[str, Field(pattern="^[0-2][0-9]:[0-5][0-9]$"), AfterValidator(_clock)]
Window = Annotated[tuple[Clock, Clock], AfterValidator(_later)]


def _within(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_within)]


class NewChange(Body):
    """``from`` is now when it is not given; windows are local times."""

    service: str | None = Field(default=None, max_length=32)
    kind: Literal["open", "closed", "custom"]
    start: Moment | None = Field(default=None, alias="from")
    until: Moment
    tickets: Window | None = None
    service_hours: Window | None = None
    quota: int | None = Field(default=None, ge=0, le=9999)
    reason: Words


class PutHoliday(Body):
    name: dict[Annotated[str, Field(pattern="^[a-z]{2,3}$")], Words] = Field(max_length=20)
    kind: Literal["national", "joint_leave", "own"] = "own"
    active: bool = True


class Seed(Body):
    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)


@endpoint(
    "GET", "/hours", roles=SUPERVISOR | ADMIN, answer=("hours", "periods", "today", "changes", "holidays", "clock"),
)  # fmt: skip
def show(who: Who) -> shapes.Json:
    """The hours as they are set up, how it is now, what staff changed, the holidays."""
    house = guard.house()
    at = house.now()
    shown = hours.show_hours(house.db, house.hall, at=at)
    return shown | {"now": shapes.when(at), "clock": house.clock()}


@endpoint(
    "POST", "/hours/changes", roles=SUPERVISOR, model=NewChange, status=201, answer=("change",),
    errors=(e.InvalidInput, e.NotFound),
)  # fmt: skip
def change(who: Who, body: NewChange) -> shapes.Json:
    """Open or close the hall or one service for a time, or give it other hours or another quota."""
    house = guard.house()
    at = house.now()
    service = None if body.service is None else house.hall.service(body.service)
    wanted = Change(
        service_id=service.id if service else None, kind=ChangeKind(body.kind),
        start=body.start or at, until=body.until,
        tickets=_span(body.tickets), service=_span(body.service_hours), quota=body.quota, reason=body.reason,
        actor=who.actor,
    )  # fmt: skip
    made = hours.change_hours(house.db, house.hall, wanted, at=at)
    house.reload()  # whoever closed the hall must see it closed with the next press
    return {"change": hours.shape(house.hall, made, at=at)}


@endpoint("DELETE", "/hours/changes/<int:id>", roles=SUPERVISOR, status=204, errors=(e.NotFound,))
def end(who: Who, id: int) -> None:
    """End a change now: the usual hours hold again."""
    house = guard.house()
    hours.end_change(house.db, house.hall, id, actor=who.actor, at=house.now())
    house.reload()


@endpoint(
    "PUT", "/hours/holidays/<day>", roles=ADMIN, model=PutHoliday, answer=("holiday",), errors=(e.InvalidInput,),
)  # fmt: skip
def put_holiday(who: Who, body: PutHoliday, day: str) -> shapes.Json:
    """Enter a holiday, rename it, or with ``active`` false work on it."""
    if "id" not in body.name:
        raise _wrong("name", 'the Indonesian text "id" is missing')
    house = guard.house()
    holiday = Holiday(
        day=_day(day), name=body.name, kind=HolidayKind(body.kind), active=body.active,
        actor=who.actor, changed_at=house.now(),
    )  # fmt: skip
    hours_holidays.put_holiday(house.db, holiday)
    house.reload()
    return {"holiday": hours.holiday_shape(holiday)}


@endpoint(
    "DELETE", "/hours/holidays/<day>", roles=ADMIN, status=204, errors=(e.NotFound, e.InvalidInput)
)
def remove_holiday(who: Who, day: str) -> None:
    """Strike a holiday off the list."""
    house = guard.house()
    hours_holidays.remove_holiday(house.db, _day(day), actor=who.actor, at=house.now())
    house.reload()


@endpoint(
    "POST", "/hours/holidays/seed", roles=ADMIN, model=Seed, answer=("holidays", "added"), errors=(e.InvalidInput,),
)  # fmt: skip
def seed(who: Who, body: Seed) -> shapes.Json:
    """Add the days of a year of the national calendar that are not in the list; what is there stays."""
    house = guard.house()
    national = house.hall.hours.national or National(country="ID")
    found = house.offload(days_of, national, body.year)  # the package reads files and reckons moons
    added = hours_holidays.add_days(
        house.db, found, year=body.year, actor=who.actor, at=house.now()
    )
    house.reload()
    with house.db.reading() as conn:
        days = [one for one in rows.holidays(conn) if one.day.year == body.year]
    return {"holidays": [hours.holiday_shape(one) for one in days], "added": len(added)}


def _span(window: tuple[str, str] | None) -> Span | None:
    if window is None:
        return None
    return Span(start=time.fromisoformat(window[0]), end=time.fromisoformat(window[1]))


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise _wrong("day", "a day is written YYYY-MM-DD") from None
    if len(text) != 10 or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _wrong("day", f"a day is written YYYY-MM-DD, from {FIRST_YEAR} to {LAST_YEAR}")
    return found


def _wrong(field: str, message: str) -> e.InvalidInput:
    return e.InvalidInput(errors=[{"field": field, "message": message}])
