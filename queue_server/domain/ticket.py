"""The ticket and its life. ``TRANSITIONS`` is the only place where states change.

Nothing here reads a clock, a database or a setting: callers pass ``at``.
The diagram in docs/ticket-states.md is generated from the table.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from queue_server.domain.errors import IllegalTransition


class State(enum.StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    ON_HOLD = "on_hold"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Action(enum.StrEnum):
    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    HOLD = "hold"
    RESUME = "resume"
    SKIP = "skip"
    RETURN = "return"
    TRANSFER = "transfer"
    CANCEL = "cancel"
    EXPIRE = "expire"


# fmt: off
TRANSITIONS: Final[dict[State, dict[Action, State]]] = {
    State.WAITING: {
        Action.CALL: State.CALLED, Action.CANCEL: State.CANCELLED, Action.EXPIRE: State.CANCELLED,
    },
    State.CALLED: {
        Action.RECALL: State.CALLED, Action.START: State.SERVING, Action.SKIP: State.NO_SHOW,
        Action.HOLD: State.ON_HOLD, Action.RETURN: State.WAITING,
        Action.TRANSFER: State.WAITING, Action.CANCEL: State.CANCELLED, Action.EXPIRE: State.NO_SHOW,
    },
    State.SERVING: {
        Action.RECALL: State.SERVING, Action.FINISH: State.DONE, Action.HOLD: State.ON_HOLD,
        Action.TRANSFER: State.WAITING, Action.EXPIRE: State.DONE,
    },
    State.ON_HOLD: {
        Action.CALL: State.CALLED, Action.RESUME: State.SERVING, Action.RETURN: State.WAITING,
        Action.CANCEL: State.CANCELLED, Action.EXPIRE: State.CANCELLED,
    },
    State.NO_SHOW: {Action.CALL: State.CALLED, Action.RETURN: State.WAITING},
    State.DONE: {},
    State.CANCELLED: {},
}
# fmt: on

AT_COUNTER: Final = frozenset({State.CALLED, State.SERVING})
KEPT_WAIT_SHARE: Final = 0.5
KEPT_WAIT_CAP: Final = timedelta(minutes=20)
RETURN_WITHIN: Final = timedelta(minutes=30)
JUST_AFTER: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One visitor's place in one service's line.

    ``number`` is what is printed and spoken ("A012"); it repeats every day. ``v`` is the virtual
    arrival time: the key that decides the order. ``waiting_since`` restarts on transfer, so waits are
    measured per leg. ``returns`` counts how often the visitor came back after being held or missed. ``token``
    opens the visitor's page. ``served_at`` moves on by the time a ticket was held, so that
    ``ended_at - served_at`` is the time served. All datetimes are aware UTC.
    """

    id: int
    number: str
    prefix: str
    service_id: int
    day: str
    state: State
    v: datetime
    issued_at: datetime
    waiting_since: datetime
    token: str
    language: str = "id"
    priority: str | None = None
    counter_id: int | None = None
    called_at: datetime | None = None
    served_at: datetime | None = None
    ended_at: datetime | None = None
    held_at: datetime | None = None
    calls: int = 0
    returns: int = 0
    expired: bool = False
    origin: str = ""
    reason: str = ""
    channel: str = "walk_in"
    visit_id: int | None = None
    any_order: bool = False
    for_counter_id: int | None = None
    for_staff: str | None = None
    slot: datetime | None = None
    not_before: datetime | None = None
    urgent: bool = False
    rule: str = ""
    last_call_at: datetime | None = None
    misses: int = 0
    held_until: datetime | None = None
    result: str = ""
    also_done: list[str] | None = None


def after(ticket: Ticket, action: Action) -> State:
    """The state ``action`` leads to. Raises IllegalTransition if the table does not have it."""
    try:
        return TRANSITIONS[ticket.state][action]
    except KeyError:
        raise IllegalTransition(ticket=ticket.number, state=ticket.state, action=action) from None


def call(ticket: Ticket, *, counter_id: int, reason: str, at: datetime) -> Ticket:
    """Send ``ticket`` to a counter; ``reason`` says in words why it was this one's turn."""
    state = after(ticket, Action.CALL)
    return replace(
        ticket,
        state=state,
        counter_id=counter_id,
        called_at=at,
        served_at=None,
        ended_at=None,
        held_at=None,
        calls=1,
        reason=reason,
    )


def recall(ticket: Ticket) -> Ticket:
    """Call once more, to the same counter."""
    return replace(ticket, state=after(ticket, Action.RECALL), calls=ticket.calls + 1)


def start(ticket: Ticket, *, at: datetime) -> Ticket:
    """The visitor is at the counter."""
    return replace(ticket, state=after(ticket, Action.START), served_at=at)


def finish(ticket: Ticket, *, at: datetime) -> Ticket:
    """The service is done."""
    return replace(ticket, state=after(ticket, Action.FINISH), ended_at=at)


def skip(ticket: Ticket, *, at: datetime) -> Ticket:
    """The visitor did not come."""
    return replace(ticket, state=after(ticket, Action.SKIP), ended_at=at)


def hold(ticket: Ticket, *, at: datetime) -> Ticket:
    """Set aside, for example to fetch a document. The counter is free; the ticket remembers it."""
    return replace(ticket, state=after(ticket, Action.HOLD), held_at=at)


def resume(ticket: Ticket, *, counter_id: int, at: datetime) -> Ticket:
    """Serve a held ticket again, without calling it. What was served before the hold keeps counting."""
    state = after(ticket, Action.RESUME)
    served = ticket.served_at
    begun = at if served is None else at - ((ticket.held_at or at) - served)
    return replace(ticket, state=state, counter_id=counter_id, served_at=begun, held_at=None)


def give_back(ticket: Ticket, *, second_v: datetime | None, at: datetime) -> Ticket:
    """Put a called, held or missed visitor back in line.

    Who was called by mistake keeps the old place. Who is back within 30 minutes, the first time, keeps it after a hold,
    and comes after the next two when the call was missed (``second_v``: the key of the second ticket now waiting, of
    the only one if there are no two, None if nobody waits). Later, or a second time, it is a fresh arrival.
    """
    state = after(ticket, Action.RETURN)
    v, returns = ticket.v, ticket.returns
    if ticket.state is not State.CALLED:
        late = at - (ticket.ended_at or ticket.held_at or at) > RETURN_WITHIN
        v = at if returns or late else ticket.v
        returns += 1
        if ticket.state is State.NO_SHOW and v != at and second_v is not None:
            v = max(v, second_v + JUST_AFTER)
    return replace(
        ticket,
        state=state,
        v=v,
        returns=returns,
        counter_id=None,
        called_at=None,
        served_at=None,
        ended_at=None,
        held_at=None,
        calls=0,
        reason="",
    )


def transfer(ticket: Ticket, *, service_id: int, origin: str, at: datetime) -> Ticket:
    """Move to another service's line. Keeps the number, and half of the wait so far, 20 minutes at most."""
    state = after(ticket, Action.TRANSFER)
    waited = max((ticket.called_at or at) - ticket.waiting_since, timedelta(0))
    kept = min(waited * KEPT_WAIT_SHARE, KEPT_WAIT_CAP)
    return replace(
        ticket,
        state=state,
        service_id=service_id,
        counter_id=None,
        v=at - kept,
        waiting_since=at,
        called_at=None,
        served_at=None,
        calls=0,
        origin=origin,
        reason="",
    )


def cancel(ticket: Ticket, *, at: datetime) -> Ticket:
    """Take the ticket out of the line."""
    return replace(ticket, state=after(ticket, Action.CANCEL), ended_at=at)


def expire(ticket: Ticket, *, at: datetime) -> Ticket:
    """Close a ticket left open at the end of its day; ``expired`` keeps it out of averages."""
    return replace(ticket, state=after(ticket, Action.EXPIRE), ended_at=at, expired=True)
