"""A day lived once more from its journal: what happened is done again with the rules alone, and each call is compared
with what the rules would have called. Nothing is written.

The tickets' keys come from the rules, too; from their rows only what never changes is taken. ``hall`` is the set-up of
now: calls made before it was changed on that day are not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from queue_server.domain import ticket as rules
from queue_server.domain.errors import IllegalTransition
from queue_server.domain.events import Kind
from queue_server.domain.hall import Counter, Hall
from queue_server.domain.line import Rule, virtual_arrival
from queue_server.domain.ticket import State, Ticket
from queue_server.storage.journal import Event
from queue_server.storage.numbers import Runs
from queue_server.usecases.replay_line import Known, Seat, Waiting

BY_HAND: Final = frozenset({Rule.CHOSEN.value, Rule.DESK.value})
AT_THE_SAME_TIME: Final = timedelta(seconds=2)
"""On PostgreSQL a call passes over a ticket that another transaction holds; its row follows within this time."""


@dataclass(slots=True)
class Replay:
    """``rows``: the day's tickets by id as the database has them; ``also``: all services they were taken for;
    ``judged_from``: the calls after this seq are compared with the rules.
    """

    hall: Hall
    rows: Mapping[int, Ticket]
    also: Mapping[int, Sequence[int]] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    known: dict[int, Known] = field(default_factory=dict)
    waiting: dict[int, Known] = field(default_factory=dict)
    seats: dict[int, Seat] = field(default_factory=dict)
    runs: dict[int, Runs] = field(default_factory=dict)
    compared: int = 0
    _undo: dict[int, tuple[int, Runs]] = field(default_factory=dict)
    _next: dict[int, list[datetime]] = field(default_factory=dict)
    _slots: dict[int, datetime | None] = field(default_factory=dict)
    judged_from: int = 0

    def live(self, events: Sequence[Event]) -> Replay:
        """Live through ``events``, in their order. ``found`` are then: steps the table does not know, calls the rules
        would not have made, and tickets that stand otherwise than their rows.
        """
        for event in events:
            if event.ticket_id is not None:
                self._next.setdefault(event.ticket_id, []).append(event.at)
            if event.kind is Kind.HALL_CHANGED:
                self.judged_from = max(self.judged_from, event.seq)
            self._look_ahead(event)
        for event in events:
            try:
                self.found += self._live(event)
            except (IllegalTransition, LookupError) as error:
                what = f"{event.kind.value} of ticket {event.ticket_id}"
                self.found.append(f"journal {event.seq}: {what} could not happen: {error}")
                return self
        self.found += self._compare_with_rows()
        return self

    def _look_ahead(self, event: Event) -> None:
        """An appointment's time is not in the row any more once the visitor was sent on; the first call tells it."""
        row = self.rows.get(event.ticket_id or 0)
        if row is None or row.channel != "online" or row.id in self._slots:
            return
        if slot := row.slot or _time(event.data.get("slot")):
            self._slots[row.id] = slot
        elif event.kind is Kind.TICKET_CALLED:
            key = _time(event.data.get("why", {}).get("v"))
            late = key is None or key in (row.issued_at, rules.FIRST_OF_ALL)
            self._slots[row.id] = None if late else key

    def _live(self, event: Event) -> Iterator[str]:
        if event.kind in _COUNTER:
            self._sits(event)
        elif event.kind is Kind.TICKET_ISSUED:
            self._issued(event)
        elif event.ticket_id in self.known:
            known = self.known[event.ticket_id]
            self._next[event.ticket_id].pop(0)
            if event.kind is Kind.TICKET_CALLED:
                yield from self._called(event, known)
            elif event.kind is Kind.TICKET_UNDONE:
                self._taken_back(event, known)
            elif step := _STEPS.get(event.kind):
                known.before.append((known.ticket, list(known.planned)))
                known.ticket = step(self, event, known)
            self._stands(known)

    def _stands(self, known: Known) -> None:
        if known.ticket.state is State.WAITING:
            self.waiting[known.ticket.id] = known
        else:
            self.waiting.pop(known.ticket.id, None)

    # --- tickets

    def _issued(self, event: Event) -> None:
        assert event.ticket_id is not None
        row = self.rows[event.ticket_id]
        self._next[row.id].pop(0)
        service = self.hall.service_ever(event.data["service"])
        fresh = Ticket(
            id=row.id, number=row.number, prefix=row.prefix, service_id=service.id, day=row.day, token=row.token,
            state=State.WAITING, issued_at=row.issued_at, priority=row.priority,
            channel=row.channel, any_order=row.any_order, **self._appointment(row),
        )  # fmt: skip
        planned = [id for id in self.also.get(row.id, ()) if id != service.id]
        if row.channel == "desk":
            fresh = replace(fresh, state=State.CALLED, counter_id=event.counter_id, called_at=event.at)  # fmt: skip
        self.known[row.id] = Known(fresh, planned)
        self._stands(self.known[row.id])

    def _appointment(self, row: Ticket) -> dict[str, Any]:
        """The key at the beginning, and what else an appointment sets."""
        head_start = timedelta(0)
        if row.priority and row.channel != "desk":
            head_start = self.hall.priority(row.priority).head_start
        slot, key = (
            self._slots.get(row.id),
            virtual_arrival(at=row.issued_at, head_start=head_start),
        )
        if slot is None or row.issued_at > slot + self.hall.rules.late:
            return {"v": key, "slot": slot, "waiting_since": row.issued_at}
        since = max(row.issued_at, slot)
        early = slot - self.hall.rules.call_before
        return {"v": slot, "slot": slot, "not_before": early, "waiting_since": since}

    def _called(self, event: Event, known: Known) -> Iterator[str]:
        counter = self.hall.counter_of(event.counter_id or 0)
        rule = str(event.data.get("why", {}).get("rule", ""))
        service = self.hall.service_ever(event.data["service"])
        if rule not in BY_HAND and event.seq > self.judged_from:
            yield from self._judge(event, known.ticket, counter, rule)
        runs = self.runs.get(service.id, Runs())
        self._undo[counter.id] = (service.id, runs)
        known.before.append((known.ticket, list(known.planned)))
        if rule == Rule.ANY_ORDER.value and service.id in known.planned:
            known.planned[known.planned.index(service.id)] = known.ticket.service_id
        due = replace(known.ticket, service_id=service.id)
        known.ticket = rules.call(due, counter_id=counter.id, reason="", at=event.at, rule=rule)
        more = (runs.priority + 1, 0) if due.priority else (0, runs.regular + 1)
        self.runs[service.id] = Runs(*more)

    def _judge(self, event: Event, ticket: Ticket, counter: Counter, rule: str) -> Iterator[str]:
        self.compared += 1
        line = Waiting(self.hall, self.waiting.values(), self.runs)
        choice = line.choose(counter, self.seats.get(counter.id, Seat()), at=event.at)
        if choice and (choice.ticket.id, choice.rule.value) == (ticket.id, rule):
            return
        due = choice.ticket if choice else None
        if due and any(at - event.at <= AT_THE_SAME_TIME for at in self._next.get(due.id, [])[:1]):
            return
        whom = (
            f"{due.number} (ticket {due.id}, rule {choice.rule.value})"
            if due and choice
            else "nobody"
        )
        yield (
            f"I6 {ticket.day}: call {event.seq} took {ticket.number} (ticket {ticket.id}, rule {rule}) to counter "
            f"{counter.code}; by the rules it was the turn of {whom}"
        )

    def _taken_back(self, event: Event, known: Known) -> None:
        known.ticket, known.planned = known.before.pop()
        if event.data.get("undone") == Kind.TICKET_CALLED.value and event.counter_id in self._undo:
            service, runs = self._undo.pop(event.counter_id)
            self.runs[service] = runs

    def _compare_with_rows(self) -> Iterator[str]:
        for id, row in self.rows.items():
            if id not in self.known:
                yield f"journal: nothing tells of ticket {id}, {row.number}"
                continue
            told = self.known[id].ticket
            for name in _COMPARED:
                if getattr(told, name) != getattr(row, name):
                    yield (f"journal: ticket {id}, {row.number}: {name} should be {getattr(told, name)}, "
                           f"the row says {getattr(row, name)}")  # fmt: skip
                    break

    # --- counters

    def _sits(self, event: Event) -> None:
        if event.counter_id is None:
            return
        seat = self.seats.setdefault(event.counter_id, Seat())
        if event.kind is Kind.COUNTER_NARROWED:
            only = event.data.get("services")
            ids = (self.hall.service_ever(code).id for code in only or ())
            seat.services = None if only is None else tuple(ids)
            return
        before = seat.staff
        closed = event.kind is Kind.COUNTER_CLOSED
        seat.staff = "" if closed else event.actor.removeprefix("staff:")
        if closed:
            seat.services = None
        gone = bool(before) and all(other.staff != before for other in self.seats.values())
        for known in self.known.values():
            t = known.ticket
            sent = (closed and t.for_counter_id == event.counter_id) or (gone and t.for_staff == before)  # fmt: skip
            if sent and t.state is State.WAITING:
                known.ticket = replace(t, for_counter_id=None, for_staff=None)


def _time(told: Any) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


Step = Callable[[Replay, Event, Known], Ticket]


def _goes_on(day: Replay, event: Event, known: Known) -> Ticket:
    following = day.hall.service_ever(event.data["next"]).id
    known.planned.remove(following)
    return rules.go_on(
        known.ticket, service_id=following, origin="", at=event.at, rules=day.hall.rules
    )


def _moved(day: Replay, event: Event, known: Known) -> Ticket:
    facts, hall = event.data, day.hall
    service = hall.service_ever(facts["service"]).id
    if service in known.planned:
        known.planned.remove(service)
    desk = hall.counter_ever(facts["to_counter"]).id if facts.get("to_counter") else None
    return rules.transfer(
        known.ticket, service_id=service, origin="", at=event.at, for_counter_id=desk,
        for_staff=facts.get("to_staff"), rules=hall.rules,
    )  # fmt: skip


def _held(day: Replay, event: Event, known: Known) -> Ticket:
    return rules.hold(known.ticket, at=event.at, until=_time(event.data.get("until")))


def _behind(day: Replay, known: Known) -> datetime | None:
    line = Waiting(day.hall, day.waiting.values(), day.runs)
    return line.key_behind(known.ticket.service_id)


def _given_back(day: Replay, event: Event, known: Known) -> Ticket:
    behind = _behind(day, known)
    return rules.give_back(known.ticket, next_v=behind, at=event.at, rules=day.hall.rules)


_STEPS: Final[Mapping[Kind, Step]] = {
    Kind.TICKET_RECALLED: lambda day, event, known: rules.recall(known.ticket, at=event.at),
    Kind.TICKET_STARTED: lambda day, event, known: rules.start(known.ticket, at=event.at),
    Kind.TICKET_FINISHED: lambda day, event, known: rules.finish(known.ticket, at=event.at),
    Kind.LEG_FINISHED: _goes_on,
    Kind.TICKET_SKIPPED: lambda day, event, known: rules.skip(known.ticket, at=event.at),
    Kind.TICKET_RECYCLED: lambda day, event, known: rules.recycle(
        known.ticket,
        next_v=_behind(day, known),
    ),
    Kind.TICKET_HELD: _held,
    Kind.TICKET_RESUMED: lambda day, event, known: rules.resume(
        known.ticket, counter_id=event.counter_id or 0, at=event.at
    ),
    Kind.TICKET_RETURNED: _given_back,
    Kind.TICKET_TRANSFERRED: _moved,
    Kind.TICKET_URGENT: lambda day, event, known: rules.urge(known.ticket, reason=""),
    Kind.TICKET_CANCELLED: lambda day, event, known: rules.cancel(known.ticket, at=event.at),
    Kind.TICKET_EXPIRED: lambda day, event, known: rules.expire(known.ticket, at=event.at),
}
_COUNTER: Final = frozenset(
    {Kind.COUNTER_OPENED, Kind.COUNTER_PAUSED, Kind.COUNTER_CLOSED, Kind.COUNTER_NARROWED}
)
_COMPARED: Final = (
    "state", "service_id", "counter_id", "v", "waiting_since", "called_at", "served_at", "ended_at", "held_at",
    "calls", "misses", "returns", "for_counter_id", "for_staff", "urgent", "expired",
)  # fmt: skip
"""What the journal must tell as the row does."""
