"""The ticket and its life. ``TRANSITIONS`` is the only place where states change.

Nothing here reads a clock, a database or a setting: callers pass ``at``.
The diagram in docs/ticket-states.md is generated from the table.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from queue_server.domain.errors import IllegalTransition
from queue_server.domain.rules import Rules

USUAL: Final = Rules()


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
    RECYCLE = "recycle"
    CONTINUE = "continue"
    URGE = "urge"
    EXPIRE = "expire"


# fmt: off
TRANSITIONS: Final[dict[State, dict[Action, State]]] = {
    State.WAITING: {
        Action.CALL: State.CALLED, Action.CANCEL: State.CANCELLED, Action.URGE: State.WAITING,
        Action.EXPIRE: State.CANCELLED,
    },
    State.CALLED: {
        Action.RECALL: State.CALLED, Action.START: State.SERVING, Action.SKIP: State.NO_SHOW,
        Action.HOLD: State.ON_HOLD, Action.RETURN: State.WAITING,
        Action.RECYCLE: State.WAITING, Action.TRANSFER: State.WAITING, Action.CANCEL: State.CANCELLED,
        Action.EXPIRE: State.NO_SHOW,
    },
    State.SERVING: {
        Action.RECALL: State.SERVING, Action.FINISH: State.DONE, Action.HOLD: State.ON_HOLD,
        Action.TRANSFER: State.WAITING, Action.CONTINUE: State.WAITING, Action.EXPIRE: State.DONE,
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
FIRST_OF_ALL: Final = datetime(1970, 1, 1, tzinfo=UTC)
JUST_AFTER: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One visitor's place in one service's line.

    ``number`` is what is printed and spoken ("A012"); it repeats every day. ``v`` is the virtual
    arrival time: the key that decides the order. ``waiting_since`` restarts on transfer, so waits are
    measured per leg. ``channel`` is how it came in; ``visit_id`` the first ticket of a group. ``slot`` is the time of
    an appointment, which is called from ``not_before`` on. ``rule`` says by which rule it was called
    (domain/line.py), ``misses`` how many rounds of calls nobody answered, ``returns`` how often the visitor came back
    after being held or missed. ``token`` opens the visitor's page. ``served_at`` moves on by the time a ticket was
    held, so that ``ended_at - served_at`` is the time served. All datetimes are aware UTC.
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


def call(
    ticket: Ticket, *, counter_id: int, reason: str, at: datetime, rule: str = "order"
) -> Ticket:
    """Send ``ticket`` to a counter; ``reason`` says in words why it was this one's turn, by which ``rule``."""
    state = after(ticket, Action.CALL)
    return replace(
        ticket,
        state=state,
        counter_id=counter_id,
        called_at=at,
        served_at=None,
        ended_at=None,
        held_at=None,
        held_until=None,
        calls=1,
        last_call_at=at,
        rule=rule,
        reason=reason,
    )


def recall(ticket: Ticket, *, at: datetime) -> Ticket:
    """Call once more, to the same counter."""
    state = after(ticket, Action.RECALL)
    return replace(ticket, state=state, calls=ticket.calls + 1, last_call_at=at)


def start(ticket: Ticket, *, at: datetime) -> Ticket:
    """The visitor is at the counter."""
    return replace(ticket, state=after(ticket, Action.START), served_at=at)


def finish(
    ticket: Ticket, *, at: datetime, result: str = "", also_done: list[str] | None = None
) -> Ticket:
    """The service is done: how it ended, and what else was done on the way (codes of services)."""
    state = after(ticket, Action.FINISH)
    return replace(ticket, state=state, ended_at=at, result=result, also_done=also_done)


def skip(ticket: Ticket, *, at: datetime) -> Ticket:
    """The visitor did not come."""
    state = after(ticket, Action.SKIP)
    return replace(ticket, state=state, ended_at=at, misses=ticket.misses + 1)


def recycle(ticket: Ticket, *, next_v: datetime | None) -> Ticket:
    """A round of calls went unanswered and there is another: back in line, behind the one with key ``next_v``."""
    stays = ticket.urgent or next_v is None
    v = ticket.v if stays or next_v is None else max(ticket.v, next_v + JUST_AFTER)
    state = after(ticket, Action.RECYCLE)
    return replace(_off_counter(ticket), state=state, v=v, misses=ticket.misses + 1)


def hold(ticket: Ticket, *, at: datetime, until: datetime | None = None) -> Ticket:
    """Set aside ``until``, for example to fetch a document. The counter is free; the ticket remembers it."""
    return replace(ticket, state=after(ticket, Action.HOLD), held_at=at, held_until=until)


def resume(ticket: Ticket, *, counter_id: int, at: datetime) -> Ticket:
    """Serve a held ticket again, without calling it. What was served before the hold keeps counting."""
    state = after(ticket, Action.RESUME)
    served = ticket.served_at
    begun = at if served is None else at - ((ticket.held_at or at) - served)
    return replace(
        ticket, state=state, counter_id=counter_id, served_at=begun, held_at=None, held_until=None
    )


def give_back(
    ticket: Ticket, *, next_v: datetime | None, at: datetime, rules: Rules = USUAL
) -> Ticket:
    """Put a called, held or missed visitor back in line.

    Who was called by mistake keeps the old place. Who is back in time (within ``rules.drop`` of the last call, or
    before the hold was over), the first time, keeps it after a hold, and comes after the next few when the call was
    missed (``next_v``: the key of the last of these, None if nobody waits). Later, or a second time, it is a fresh
    arrival.
    """
    state = after(ticket, Action.RETURN)
    v, returns = ticket.v, ticket.returns
    if ticket.state is not State.CALLED and not ticket.urgent:
        v = at if returns or at > (keeps_until(ticket, rules) or at) else ticket.v
        returns += 1
        if ticket.state is State.NO_SHOW and v != at and next_v is not None:
            v = max(v, next_v + JUST_AFTER)
    return replace(_off_counter(ticket), state=state, v=v, returns=returns)


def keeps_until(ticket: Ticket, rules: Rules) -> datetime | None:
    """Until when a held or missed visitor may come back to the old place; None for the others."""
    if ticket.state is State.ON_HOLD and ticket.held_at:
        return ticket.held_until or ticket.held_at + rules.hold
    if ticket.state is State.NO_SHOW and ticket.ended_at:
        return ticket.ended_at + rules.drop
    return None


def transfer(
    ticket: Ticket, *, service_id: int, origin: str, at: datetime, for_counter_id: int | None = None,
    for_staff: str | None = None, rules: Rules = USUAL,
) -> Ticket:  # fmt: skip
    """Move to another service's line, or to a certain counter or person. Keeps the number and a part of the wait."""
    state = after(ticket, Action.TRANSFER)
    moved = _moved(ticket, service_id=service_id, at=at, rules=rules)
    return replace(
        moved, state=state, origin=origin, for_counter_id=for_counter_id, for_staff=for_staff
    )


def go_on(
    ticket: Ticket, *, service_id: int, origin: str, at: datetime, rules: Rules = USUAL
) -> Ticket:
    """One service of the visit is done, the next one begins: the same number waits in its line."""
    state = after(ticket, Action.CONTINUE)
    return replace(_moved(ticket, service_id=service_id, at=at, rules=rules), state=state, origin=origin)  # fmt: skip


def urge(ticket: Ticket, *, reason: str) -> Ticket:
    """An emergency: before everybody else. ``reason`` is who decided and why, in words."""
    state = after(ticket, Action.URGE)
    return replace(ticket, state=state, v=FIRST_OF_ALL, urgent=True, not_before=None, reason=reason)


def _moved(ticket: Ticket, *, service_id: int, at: datetime, rules: Rules) -> Ticket:
    waited = max((ticket.called_at or at) - ticket.waiting_since, timedelta(0))
    kept = min(waited * rules.kept_share, rules.kept_cap)
    v = ticket.v if ticket.urgent else at - kept
    return replace(
        _off_counter(ticket), service_id=service_id, v=v, waiting_since=at, slot=None, not_before=None,
        for_counter_id=None, for_staff=None, misses=0, result="", also_done=None,
    )  # fmt: skip


def _off_counter(ticket: Ticket) -> Ticket:
    """As it is while it waits: nobody has called it."""
    return replace(
        ticket, counter_id=None, called_at=None, served_at=None, ended_at=None, held_at=None, held_until=None, calls=0,
        last_call_at=None, rule="", reason=ticket.reason if ticket.urgent else "",
    )  # fmt: skip


def cancel(ticket: Ticket, *, at: datetime) -> Ticket:
    """Take the ticket out of the line."""
    return replace(ticket, state=after(ticket, Action.CANCEL), ended_at=at)


def expire(ticket: Ticket, *, at: datetime) -> Ticket:
    """Close a ticket left open at the end of its day; ``expired`` keeps it out of averages."""
    return replace(ticket, state=after(ticket, Action.EXPIRE), ended_at=at, expired=True)
