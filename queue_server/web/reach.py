"""Role x action x agency: what a person may ask who is bound to some agencies. Every endpoint people may ask stands
here with what it touches; one that does not stand here is closed to them. People who are not bound never come here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from queue_server.domain.errors import NotFound, OtherAgency
from queue_server.domain.reach import Reach
from queue_server.storage import bookings, print_jobs, tickets
from queue_server.storage.people import Who
from queue_server.usecases.house import House
from queue_server.usecases.shapes import Json


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the parts of its path, its checked body or query."""

    reach: Reach
    house: House
    parts: Mapping[str, Any]
    body: Any


Rule = Callable[[Asked], bool]


def of(who: Who, house: House) -> Reach:
    """What this person or machine may see and act on."""
    return Reach(house.hall, who.agencies)


def nobodys(asked: Asked) -> bool:
    """It belongs to the hall as a whole, or to whoever asks."""
    return True


def counter(asked: Asked) -> bool:
    """The counter of the path."""
    return asked.reach.counter(asked.reach.hall.counter(asked.parts["code"]))


def service(asked: Asked) -> bool:
    """The services of the body; where none is named it is about the whole hall."""
    codes = [asked.body.service, *getattr(asked.body, "also", ())]
    hall = asked.reach.hall
    return None not in codes and all(asked.reach.service(hall.service(code)) for code in codes)


def service_if_named(asked: Asked) -> bool:
    """A list: of the service that is named, else of all that are theirs (CUTS)."""
    return asked.body.service is None or service(asked)


def ticket(asked: Asked) -> bool:
    """The ticket of the path."""
    with asked.house.db.reading() as conn:
        return _ticket(asked, conn, asked.parts["id"])


def ticket_to_counter(asked: Asked) -> bool:
    """The ticket of the path, and the counter it shall come to."""
    return ticket(asked) and asked.reach.counter(asked.reach.hall.counter(asked.body.counter))


def paper(asked: Asked) -> bool:
    """The ticket of a print job."""
    with asked.house.db.reading() as conn:
        job = print_jobs.one(conn, asked.parts["id"])
        if job is None:
            raise NotFound(what="job")
        return _ticket(asked, conn, job.ticket_id)


def booking(asked: Asked) -> bool:
    """The appointment of the path."""
    with asked.house.db.reading() as conn:
        found = bookings.by_code(conn, asked.parts["code"])
    if found is None:
        raise NotFound(what="booking")
    return asked.reach.service(asked.reach.hall.service_of(found.service_id))


def change(asked: Asked) -> bool:
    """The change of hours of the path; one of the whole hall is nobody's alone."""
    known = {one.id: one.service_id for one in asked.reach.hall.calendar.changes}
    service_id = known.get(asked.parts["id"])
    hall = asked.reach.hall
    return service_id is not None and asked.reach.service(hall.service_of(service_id))


def zone(asked: Asked) -> bool:
    """The zone of the path."""
    return asked.reach.zone(asked.reach.hall.zone(asked.parts["code"]))


def _ticket(asked: Asked, conn: sa.Connection, id: int) -> bool:
    found = tickets.by_id(conn, id)
    if found is None:
        raise NotFound(what="ticket")
    return asked.reach.ticket(service_id=found.service_id, counter_id=found.counter_id)


PRESSES = (
    "open", "pause", "close", "next", "recall", "start", "finish", "skip", "hold", "transfer", "undo", "walk-in",
)  # fmt: skip
RULES: Final[Mapping[str, Rule]] = {
    # Oneself; the hall as everybody sees it; machines that serve all agencies. Of reports see CUTS and the reports.
    "GET /sessions": nobodys, "DELETE /sessions": nobodys, "POST /sessions/seen": nobodys,
    "POST /sessions/lock": nobodys, "POST /sessions/unlock": nobodys,
    "GET /hall": nobodys, "GET /board": nobodys, "GET /screens": nobodys, "GET /media/playlist": nobodys,
    "GET /hours": nobodys, "GET /kiosks": nobodys, "DELETE /kiosks/<name>/help": nobodys,
    "GET /printers": nobodys, "POST /printers/<name>/new-roll": nobodys, "GET /rolls": nobodys,
    "GET /overview": nobodys, "GET /reports/day": nobodys, "GET /reports/day.csv": nobodys,
    "GET /reports/estimates": nobodys, "GET /reports/estimates.csv": nobodys,
    "GET /reports/overrides": nobodys, "GET /reports/overrides.csv": nobodys,
    "GET /print-jobs": nobodys, "GET /announcements": nobodys, "GET /tickets": nobodys,
    # Counters and what is pressed there; a visitor may be sent on to any agency.
    "GET /counters/<code>": counter, "PUT /counters/<code>/services": counter,
    **{f"POST /counters/<code>/{press}": counter for press in PRESSES},
    # Tickets.
    "POST /tickets": service, "POST /rolls": service, "GET /line": service_if_named,
    "POST /tickets/<int:id>/call": ticket_to_counter, "POST /tickets/<int:id>/resume": ticket_to_counter,
    "POST /tickets/<int:id>/urgent": ticket, "POST /tickets/<int:id>/return": ticket,
    "POST /tickets/<int:id>/cancel": ticket, "POST /tickets/<int:id>/reprint": ticket,
    "POST /print-jobs/<int:id>/printed": paper,
    "POST /bookings": service, "GET /bookings": service_if_named, "GET /bookings/slots": service,
    "DELETE /bookings/<code>": booking, "POST /bookings/<code>/check-in": booking,
    # Hours and sound.
    "POST /hours/changes": service, "DELETE /hours/changes/<int:id>": change, "PUT /zones/<code>/sound": zone,
}  # fmt: skip


def _service_of(row: Json) -> Any:
    return row["service"]


def _code_of(row: Json) -> Any:
    return row["code"]


CUTS: Final[Mapping[str, Mapping[str, tuple[str, Callable[[Json], Any]]]]] = {
    "GET /line": {"tickets": ("service", _service_of)},
    "GET /tickets": {"tickets": ("service", _service_of)},
    "GET /bookings": {"bookings": ("service", _service_of)},
    "GET /print-jobs": {"jobs": ("service", lambda row: row["ticket"]["service"])},
    "GET /announcements": {"announcements": ("counter", lambda row: row["counter"]["code"])},
    "GET /overview": {"services": ("service", _code_of), "counters": ("counter", _code_of)},
}
"""Lists of the whole hall, of which a bound person gets the rows of their own."""


def must_stand_here(row: str, who: Who, house: House) -> None:
    """Raises OtherAgency at an endpoint of which nobody said what it touches."""
    if row not in RULES:
        raise _refusal(who, house)


def check(row: str, who: Who, house: House, parts: Mapping[str, Any], body: Any) -> None:
    """Raises OtherAgency when it touches what belongs to another agency, NotFound when there is no such thing."""
    if not RULES[row](Asked(of(who, house), house, parts, body)):
        raise _refusal(who, house)


def cut(row: str, who: Who, house: House, answer: Any) -> Any:
    """``answer`` with the rows of the person's own agencies."""
    reach = of(who, house)
    if not isinstance(answer, dict):
        return answer
    kept = dict(answer)
    for name, (kind, code_of) in CUTS.get(row, {}).items():
        kept[name] = [one for one in answer[name] if _is_own(reach, kind, code_of(one))]
    return kept


def _is_own(reach: Reach, kind: str, code: str) -> bool:
    if kind == "counter":
        return reach.counter(reach.hall.counter_ever(code))
    return reach.service(reach.hall.service_ever(code))


def _refusal(who: Who, house: House) -> OtherAgency:
    return OtherAgency(
        names={a.code: a.name for a in house.hall.agencies if a.code in who.agencies}
    )
