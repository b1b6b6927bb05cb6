"""One day of the hall: what happens is a heap of things to do, each at its second."""

from __future__ import annotations

import heapq
import random
from datetime import UTC, datetime, time, timedelta
from functools import partial

from queue_server.domain.ticket import State
from tests.simulation import profile
from tests.simulation.counter import Counter
from tests.simulation.staff import Staff

HOUR = 3600


class Day:
    """``clock_lies``: by second of the day, how much the machine's clock is wrong from then on, in seconds."""

    def __init__(self, db, hall, day, *, seed, base, figures, after, clock_lies=()):
        self.hall, self.day, self.date = hall, day.isoformat(), day
        self.chance = random.Random(f"staff {seed} {self.day}")
        self.staff = Staff(db, hall, figures, after)
        self.people = profile.visitors(day, seed=seed, base=base)
        self.of_ticket = {}  # ticket id -> visitor
        self.tickets = {}  # visitor's serial -> ticket
        self.now, self._heap, self._serial, self._lies = 0, [], 0, clock_lies
        self.counters = {c.code: Counter(self, c) for c in hall.counters}

    # --- time

    def at(self):
        """What the machine's clock says."""
        wrong = [by for since, by in self._lies if since <= self.now]
        local = datetime.combine(self.date, time(), tzinfo=self.hall.site.zone_info)
        return (local + timedelta(seconds=self.now + (wrong[-1] if wrong else 0))).astimezone(UTC)

    def after(self, seconds, act, *args):
        self.on(self.now + max(0, seconds), act, *args)

    def on(self, second, act, *args):
        self._serial += 1
        heapq.heappush(self._heap, (second, self._serial, partial(act, *args)))

    def run(self):
        """Live through the day, until the last counter has closed."""
        self.on(7 * HOUR, self._morning)
        for visitor in self.people:
            self.on(visitor.comes, self._comes, visitor)
        for counter in self.counters.values():
            self.on(round(7.9 * HOUR) + self.chance.randint(0, 900), counter.begin)
            self.on(round(16.6 * HOUR) + self.chance.randint(0, 900), counter.go_home)
        if self.chance.random() < 0.05:
            self.on(10 * HOUR, self._kiosk_out_of_paper)
        while self._heap:
            self.now, _, act = heapq.heappop(self._heap)
            act()

    def _morning(self):
        self.staff.close_past_days(at=self.at())

    # --- visitors

    def _comes(self, visitor):
        key, at = f"{self.day} {visitor.serial}", self.at()
        before = self.tickets.get(visitor.follows)
        slot = self._slot(visitor)
        asks = {
            "priority": visitor.priority,
            "also": visitor.also,
            "any_order": visitor.any_order,
            "slot": slot,
            "group": before.token if before else "",
        }
        told = self.staff.take(visitor.service, key=key, at=at, **asks)
        if told is None:
            return
        if visitor.presses_twice:
            again = self.staff.take(visitor.service, key=key, at=at, **asks)
            assert again == (told[0], True) or again[0].id == told[0].id, "one press, one number"
        self._has(visitor, told[0])
        if visitor.in_a_hurry:
            self.after(120, self._falls_ill, told[0])

    def _slot(self, visitor):
        if visitor.appointment is None:
            return None
        local = datetime.combine(self.date, time(), tzinfo=self.hall.site.zone_info)
        return (local + timedelta(seconds=visitor.appointment)).astimezone(UTC)

    def _has(self, visitor, ticket):
        self.tickets[visitor.serial] = ticket
        self.of_ticket[ticket.id] = visitor
        self.after(visitor.patience_s, self._loses_patience, ticket)
        self.wake(ticket.service_id)

    def _loses_patience(self, ticket):
        if self.staff.again(ticket).state is State.WAITING:
            self.staff.leave(ticket, at=self.at())

    def _falls_ill(self, ticket):
        if self.staff.again(ticket).state is State.WAITING:
            self.staff.urgent(ticket, at=self.at())

    def comes_back(self, ticket, code=None):
        """Who was held or missed stands at the counter again."""
        state = self.staff.again(ticket).state
        if state is State.ON_HOLD and code and self.counters[code].is_free():
            self.staff.resume(ticket, code, at=self.at())
            self.counters[code].go_on()
        elif state in (State.ON_HOLD, State.NO_SHOW):
            self.staff.give_back(ticket, at=self.at())
            self.wake(ticket.service_id)

    def _kiosk_out_of_paper(self):
        """For a while numbers of the roll are handed out."""
        for place in range(3):
            for ticket in self.staff.roll(
                "KTP", key=f"{self.day} roll {place}", at=self.at(), count=3
            ):
                visitor = profile.Visitor(
                    serial=10_000 + ticket.id,
                    comes=self.now,
                    service="KTP",
                    priority=None,
                    works=(1.0,) * 4,
                )
                self._has(visitor, ticket)

    # --- counters

    def wake(self, service_id):
        """Somebody waits: who is free at a counter of this service looks up, a few seconds later."""
        for counter in self.counters.values():
            if service_id in counter.setup.service_ids:
                self.after(self.chance.randint(2, 12), counter.looks_up)
