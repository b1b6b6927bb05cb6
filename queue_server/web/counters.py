"""Staff at a counter: open it, call the next, serve."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from queue_server.domain import errors as e
from queue_server.domain.counter_state import CounterState
from queue_server.domain.errors import InvalidInput
from queue_server.storage import desks
from queue_server.storage.people import Who
from queue_server.usecases import current_ticket, shapes, undo, walk_in
from queue_server.usecases.call_next import Finish, call_next
from queue_server.usecases.run_counter import narrow, set_counter
from queue_server.usecases.show_line import show_counter, show_lines
from queue_server.web import guard
from queue_server.web.api import STAFF, Body, View, endpoint
from queue_server.web.tickets import Nothing, shown

Codes = Annotated[list[Annotated[str, Field(min_length=1, max_length=32)]], Field(max_length=10)]


class Finished(Body):
    result: str = Field(default="", max_length=32)
    also_done: Codes | None = None


class Next(Finished):
    finish: bool = False


class Hold(Body):
    minutes: int | None = Field(default=None, ge=1, le=480)


class WalkIn(Body):
    service: str = Field(min_length=1, max_length=32)
    priority: str | None = Field(default=None, max_length=32)


class Narrow(Body):
    services: Codes | None


class Pause(Body):
    reason: str = Field(min_length=1, max_length=60)


class Transfer(Body):
    service: str | None = Field(default=None, min_length=1, max_length=32)
    counter: str | None = Field(default=None, min_length=1, max_length=32)
    staff: str | None = Field(default=None, min_length=1, max_length=64)


class Opening(Body):
    take_over: bool = False


class OfService(Body):
    service: str | None = Field(default=None, max_length=32)


@endpoint("GET", "/line", roles=STAFF, model=OfService, answer=("tickets",), errors=(e.NotFound,))
def line(who: Who, query: OfService) -> shapes.Json:
    """The waiting tickets in calling order, each with the reason why it stands there."""
    house = guard.house()
    hall = house.hall
    wanted = [hall.service(query.service).id] if query.service else [s.id for s in hall.services]
    with house.db.reading() as conn:
        rows = show_lines(
            conn, hall, wanted, pace=house.pace, public_url=house.public_url, at=house.now()
        )
    return {"tickets": rows}


@endpoint(
    "GET",
    "/counters/<code>",
    roles=STAFF,
    answer=("counter", "ticket", "line"),
    errors=(e.NotFound,),
)
def show(who: Who, code: str) -> shapes.Json:
    """The counter, its current ticket, its line."""
    house = guard.house()
    counter = house.hall.counter(code)
    with house.db.reading() as conn:
        desk = desks.one(conn, counter)
        return show_counter(
            conn,
            house.hall,
            counter,
            desk,
            pace=house.pace,
            public_url=house.public_url,
            at=house.now(),
        )


@endpoint(
    "POST",
    "/counters/<code>/open",
    roles=STAFF,
    model=Opening,
    answer=("counter",),
    errors=(e.NotFound, e.OfficerElsewhere),
)
def open_counter(who: Who, body: Opening, code: str) -> shapes.Json:
    """Open the counter, or go on after a pause; ``take_over`` closes another one that this person has open."""
    return _set(who, code, CounterState.OPEN, take_over=body.take_over)


@endpoint(
    "POST",
    "/counters/<code>/pause",
    roles=STAFF,
    model=Pause,
    answer=("counter",),
    errors=(e.NotFound, e.CounterBusy),
)
def pause(who: Who, body: Pause, code: str) -> shapes.Json:
    """Pause with a reason, which visitors do not see."""
    return _set(who, code, CounterState.PAUSED, reason=body.reason)


@endpoint(
    "POST",
    "/counters/<code>/close",
    roles=STAFF,
    model=Nothing,
    answer=("counter",),
    errors=(e.NotFound, e.CounterBusy),
)
def close(who: Who, body: Nothing, code: str) -> shapes.Json:
    """Close the counter."""
    return _set(who, code, CounterState.CLOSED)


def _set(
    who: Who, code: str, state: CounterState, *, reason: str = "", take_over: bool = False
) -> shapes.Json:
    """Supervisors and programs open counters for others: they may have several."""
    house = guard.house()
    alone = house.doors.one_counter and (who.kind, who.role) == ("staff", "staff")
    desk = set_counter(
        house.db, house.hall, house.hall.counter(code), state, staff=who.name, reason=reason, at=house.now(),
        alone=alone, take_over=take_over,
    )  # fmt: skip
    return {"counter": shapes.counter(house.hall, desk, at=house.now())}


@endpoint(
    "POST", "/counters/<code>/next", roles=STAFF, model=Next, answer=("ticket", "reason"),
    errors=(e.NotFound, e.CounterBusy, e.CounterClosed, e.IllegalTransition, e.InvalidInput, e.Conflict),
)  # fmt: skip
def press_next(who: Who, body: Next, code: str) -> shapes.Json | None:
    """Call the next visitor. 204 when nobody waits."""
    house = guard.house()
    counter = house.hall.counter(code)
    how = Finish(result=body.result, also_done=body.also_done)
    called = call_next(
        house.db, house.hall, counter, finish_first=body.finish, actor=who.actor, at=house.now(), finish=how
    )  # fmt: skip
    return shown(called) | {"reason": called.reason} if called else None


def _button(name: str, summary: str) -> View:
    def press(who: Who, body: Nothing, code: str) -> shapes.Json:
        house = guard.house()
        counter = house.hall.counter(code)
        ticket = current_ticket.press(
            house.db, house.hall, counter, name, actor=who.actor, at=house.now()
        )
        return shown(ticket)

    press.__doc__ = summary
    refusals = (e.NotFound, e.NoCurrentTicket, e.IllegalTransition, e.TooSoon, e.Conflict)
    register = endpoint(
        "POST",
        f"/counters/<code>/{name}",
        roles=STAFF,
        model=Nothing,
        answer=("ticket",),
        errors=refusals,
    )
    return register(press)


BUTTONS = {
    name: _button(name, summary)
    for name, summary in {
        "recall": "Call the current visitor once more.",
        "start": "The visitor is here: serve.",
        "skip": "The visitor did not come.",
    }.items()
}


@endpoint(
    "POST", "/counters/<code>/finish", roles=STAFF, model=Finished, answer=("ticket",),
    errors=(e.NotFound, e.NoCurrentTicket, e.IllegalTransition, e.InvalidInput, e.Conflict),
)  # fmt: skip
def finish(who: Who, body: Finished, code: str) -> shapes.Json:
    """The service is done, with a result and what else was done; a visit of several goes on to its next service."""
    house = guard.house()
    ticket = current_ticket.finish(
        house.db, house.hall, house.hall.counter(code), result=body.result, also_done=body.also_done,
        actor=who.actor, at=house.now(),
    )  # fmt: skip
    return shown(ticket)


@endpoint(
    "POST", "/counters/<code>/hold", roles=STAFF, model=Hold, answer=("ticket",),
    errors=(e.NotFound, e.NoCurrentTicket, e.IllegalTransition, e.Conflict),
)  # fmt: skip
def hold(who: Who, body: Hold, code: str) -> shapes.Json:
    """Set the ticket aside for so many minutes; the counter is free."""
    house = guard.house()
    counter = house.hall.counter(code)
    return shown(current_ticket.hold(
        house.db, house.hall, counter, minutes=body.minutes, actor=who.actor, at=house.now()
    ))  # fmt: skip


@endpoint(
    "POST", "/counters/<code>/transfer", roles=STAFF, model=Transfer, answer=("ticket",),
    errors=(e.NotFound, e.NoCurrentTicket, e.CounterClosed, e.IllegalTransition, e.InvalidInput, e.Conflict),
)  # fmt: skip
def transfer(who: Who, body: Transfer, code: str) -> shapes.Json:
    """Move the current visitor to another service's line, a counter or a person; number and half of the wait stay."""
    house = guard.house()
    counter = house.hall.counter(code)
    if not (body.service or body.counter or body.staff):
        message = "say where to: service, counter or staff"
        raise InvalidInput(errors=[{"field": "service", "message": message}])
    ticket = current_ticket.transfer(
        house.db, house.hall, counter, service=body.service, to_counter=body.counter, to_staff=body.staff,
        actor=who.actor, at=house.now(),
    )  # fmt: skip
    return shown(ticket)


@endpoint(
    "POST", "/counters/<code>/undo", roles=STAFF, model=Nothing, answer=("tickets", "undone"),
    errors=(e.NotFound, e.NothingToUndo, e.Conflict),
)  # fmt: skip
def take_back(who: Who, body: Nothing, code: str) -> shapes.Json:
    """Take the last press at the counter back, within some seconds; times are as they were."""
    house = guard.house()
    tickets, kind = undo.take_back(
        house.db, house.hall, house.hall.counter(code), actor=who.actor, at=house.now()
    )
    return {"tickets": [shown(ticket)["ticket"] for ticket in tickets], "undone": kind}


@endpoint(
    "POST", "/counters/<code>/walk-in", roles=STAFF, model=WalkIn, status=201, answer=("ticket",),
    errors=(e.NotFound, e.CounterBusy, e.CounterClosed, e.InvalidInput),
)  # fmt: skip
def serve_without_number(who: Who, body: WalkIn, code: str) -> shapes.Json:
    """Serve somebody who has no number; one is given on the spot."""
    house = guard.house()
    return shown(walk_in.serve(
        house.db, house.hall, house.hall.counter(code), service=body.service, priority=body.priority,
        actor=who.actor, at=house.now(),
    ))  # fmt: skip


@endpoint(
    "PUT", "/counters/<code>/services", roles=STAFF, model=Narrow, answer=("counter",),
    errors=(e.NotFound, e.CounterClosed, e.InvalidInput),
)  # fmt: skip
def narrow_to(who: Who, body: Narrow, code: str) -> shapes.Json:
    """Which of its services the counter serves until it is closed; null: all of them."""
    house = guard.house()
    desk = narrow(
        house.db,
        house.hall,
        house.hall.counter(code),
        body.services,
        actor=who.actor,
        at=house.now(),
    )
    return {"counter": shapes.counter(house.hall, desk, at=house.now())}
