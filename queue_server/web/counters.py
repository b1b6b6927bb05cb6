"""Staff at a counter: open it, call the next, serve."""

from __future__ import annotations

from pydantic import Field

from queue_server.domain import errors as e
from queue_server.domain.counter_state import CounterState
from queue_server.domain.errors import InvalidInput
from queue_server.storage import desks
from queue_server.storage.people import Who
from queue_server.usecases import current_ticket, shapes
from queue_server.usecases.call_next import call_next
from queue_server.usecases.run_counter import set_counter
from queue_server.usecases.show_line import show_counter, show_lines
from queue_server.web import guard
from queue_server.web.api import STAFF, Body, View, endpoint
from queue_server.web.tickets import Nothing, shown


class Next(Body):
    finish: bool = False


class Pause(Body):
    reason: str = Field(min_length=1, max_length=60)


class Transfer(Body):
    service: str = Field(min_length=1, max_length=32)
    counter: str | None = Field(default=None, max_length=32)


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
    model=Nothing,
    answer=("counter",),
    errors=(e.NotFound,),
)
def open_counter(who: Who, body: Nothing, code: str) -> shapes.Json:
    """Open the counter, or go on after a pause."""
    return _set(who, code, CounterState.OPEN)


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


def _set(who: Who, code: str, state: CounterState, *, reason: str = "") -> shapes.Json:
    house = guard.house()
    counter = house.hall.counter(code)
    desk = set_counter(
        house.db, house.hall, counter, state, staff=who.name, reason=reason, at=house.now()
    )
    return {"counter": shapes.counter(house.hall, desk)}


@endpoint(
    "POST", "/counters/<code>/next", roles=STAFF, model=Next, answer=("ticket", "reason"),
    errors=(e.NotFound, e.CounterBusy, e.CounterClosed, e.IllegalTransition, e.Conflict),
)  # fmt: skip
def press_next(who: Who, body: Next, code: str) -> shapes.Json | None:
    """Call the next visitor. 204 when nobody waits."""
    house = guard.house()
    counter = house.hall.counter(code)
    called = call_next(
        house.db, house.hall, counter, finish_first=body.finish, actor=who.actor, at=house.now()
    )
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
    refusals = (e.NotFound, e.NoCurrentTicket, e.IllegalTransition, e.Conflict)
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
        "finish": "The service is done.",
        "skip": "The visitor did not come.",
        "hold": "Set the ticket aside; the counter is free.",
    }.items()
}


@endpoint(
    "POST", "/counters/<code>/transfer", roles=STAFF, model=Transfer, answer=("ticket",),
    errors=(e.NotFound, e.NoCurrentTicket, e.IllegalTransition, e.InvalidInput, e.Conflict),
)  # fmt: skip
def transfer(who: Who, body: Transfer, code: str) -> shapes.Json:
    """Move the current visitor to another service's line; number and half of the wait stay."""
    house = guard.house()
    counter = house.hall.counter(code)
    if body.counter is not None:
        message = "a visitor is moved to a service's line, not to one counter: leave this out"
        raise InvalidInput(errors=[{"field": "counter", "message": message}])
    ticket = current_ticket.transfer(
        house.db, house.hall, counter, service=body.service, actor=who.actor, at=house.now()
    )
    return shown(ticket)
