"""Who sits at a counter: calls, waits, serves, sends on, makes mistakes, has lunch."""

from __future__ import annotations

from datetime import datetime, time

from queue_server.domain.ticket import State

MINUTE = 60


class Counter:
    """``turn`` grows with everything that happens here: what was planned for an earlier one is forgotten."""

    def __init__(self, day, setup):
        self._day, self.setup, self.code = day, setup, setup.code
        self._turn, self._open, self._home, self._hungry = 0, False, False, False
        self._calls = 0

    # --- the day

    def begin(self):
        """Some mornings somebody is missing."""
        if not self._is_working_day() or self._day.chance.random() < 0.04:
            return
        self._opens()
        lunch = self.setup.breaks.get(self._day.date.weekday())
        if lunch:
            start = _seconds(lunch.start)
            self._day.on(start, self._lunch, _seconds(lunch.end) - start)
        for pause in self._day.hall.hours.on(self._day.date).pauses:
            start = _seconds(pause.start)
            self._day.on(start, self._lunch, _seconds(pause.end) - start)
        if self._day.chance.random() < 0.1:
            own = [id for id in self.setup.service_ids if id not in self.setup.helps]
            only = [self._day.hall.service_of(own[0]).code]
            self._day.on(10 * 3600, self._narrows, only)
            self._day.on(11 * 3600, self._narrows, None)

    def go_home(self):
        """When the last visitor has gone."""
        self._home = True
        self.looks_up()

    def _is_working_day(self):
        nine = datetime.combine(self._day.date, time(9), tzinfo=self._day.hall.site.zone_info)
        return self._day.hall.serving(nine).state != "closed"

    def _opens(self):
        self._open = True
        self._staff.set(self.code, "open", at=self._at())
        self.looks_up()

    def _lunch(self, seconds):
        self._hungry = True
        self._day.after(seconds, self._is_back)
        self.looks_up()

    def _is_back(self):
        self._hungry = False
        if not self._open and not self._home:
            self._opens()

    def _narrows(self, services):
        if self._open:
            self._staff.narrow(self.code, services, at=self._at())
            self.looks_up()

    # --- visitors

    def is_free(self):
        return self._open and self._current() is None

    def looks_up(self):
        """Free: calls the next one, or leaves for lunch or home."""
        if not self.is_free():
            return
        if self._hungry or self._home:
            self._open = False
            state = "closed" if self._home else "paused"
            self._staff.set(
                self.code, state, at=self._at(), reason="" if self._home else "istirahat"
            )
            return
        self._next(finish=False)

    def go_on(self):
        """Plan the next thing by how the counter's ticket stands."""
        self._turn += 1
        ticket = self._current()
        if ticket is None:
            self._later(self._day.chance.randint(3, 10), self.looks_up)
        elif ticket.state is State.CALLED:
            self._waits_for(ticket)
        else:
            self._serves(ticket)

    def _next(self, *, finish):
        chance, day = self._day.chance, self._day
        if chance.random() < 0.004 and not finish:
            service = day.hall.service_of(self.setup.service_ids[0]).code
            if self._staff.serve_without_number(self.code, service, at=self._at()):
                return self.go_on()
        if chance.random() < 0.004 and not finish:
            waiting = [
                t for t in self._staff.waiting(day.day) if t.service_id in self.setup.service_ids
            ]
            if waiting:
                self._staff.call(chance.choice(waiting), self.code, at=self._at())
                return self.go_on()
        called = self._staff.next(self.code, at=self._at(), finish=finish)
        if called is None and not finish:
            # Now and then somebody looks whether an appointment has come near.
            return self._later(chance.randint(15, 25) * MINUTE, self.looks_up)
        if called and chance.random() < 0.01:
            return self._later(chance.randint(2, 14), self._takes_back)
        return self.go_on()

    def _takes_back(self):
        self._staff.take_back(self.code, at=self._at())
        self.go_on()

    def _waits_for(self, ticket):
        visitor, chance = self._day.of_ticket.get(ticket.id), self._day.chance
        if visitor is None or chance.random() < visitor.hears:
            walk = visitor.walks_s if visitor else 20
            return self._later(walk, self._presses, "start")
        if ticket.calls < self._day.hall.rules.calls:
            return self._later(chance.randint(25, 40), self._presses, "recall")
        return self._later(chance.randint(25, 40), self._gives_up, ticket)

    def _presses(self, button):
        self._staff.press(self.code, button, at=self._at())
        self.go_on()

    def _gives_up(self, ticket):
        self._staff.press(self.code, "skip", at=self._at())
        if self._day.chance.random() < 0.5:
            self._day.after(self._day.chance.randint(1, 45) * MINUTE, self._day.comes_back, ticket)
        self.go_on()

    def _serves(self, ticket):
        visitor, service = (
            self._day.of_ticket.get(ticket.id),
            self._day.hall.service_of(ticket.service_id),
        )
        factor = self._day.chance.choice(visitor.works) if visitor else 1.0
        seconds = service.service_time.total_seconds() * factor
        self._later(max(20, round(seconds)), self._ends, ticket)

    def _ends(self, ticket):
        chance, end = self._day.chance, self._day.chance.random()
        if end < 0.03:
            self._staff.hold(self.code, at=self._at(), minutes=chance.choice((None, 5, 15, 30)))
            if chance.random() < 0.9:
                self._day.after(
                    chance.randint(3, 50) * MINUTE, self._day.comes_back, ticket, self.code
                )
        elif end < 0.07:
            self._sends_on(ticket)
        elif end < 0.3:
            result = chance.choice(("", *self._day.hall.rules.results))
            self._staff.finish(self.code, at=self._at(), result=result)
        elif not self._hungry and not self._home:
            return self._next(finish=True)
        else:
            self._staff.finish(self.code, at=self._at())
        self._wake_all(ticket)
        return self.go_on()

    def _sends_on(self, ticket):
        chance, hall = self._day.chance, self._day.hall
        other = chance.choice([s for s in hall.services if s.id != ticket.service_id])
        there = [c for c in hall.counters if other.id in c.service_ids and not c.priority_only]
        kind = chance.random()
        if kind < 0.6 or not there:
            self._staff.transfer(self.code, at=self._at(), service=other.code)
        elif kind < 0.8:
            self._staff.transfer(
                self.code, at=self._at(), service=other.code, to_counter=chance.choice(there).code
            )
        else:
            self._staff.transfer(
                self.code,
                at=self._at(),
                service=other.code,
                to_staff=f"petugas-{chance.choice(there).code}",
            )

    def _wake_all(self, ticket):
        now = self._staff.again(ticket)
        if now and now.state is State.WAITING:
            self._day.wake(now.service_id)

    # ---

    def _later(self, seconds, act, *args):
        self._turn += 1
        self._day.after(seconds, self._if_still, self._turn, act, *args)

    def _if_still(self, turn, act, *args):
        if turn == self._turn:
            act(*args)

    def _current(self):
        return self._staff.current(self.code, self._day.day)

    @property
    def _staff(self):
        return self._day.staff

    def _at(self):
        return self._day.at()


def _seconds(moment):
    return moment.hour * 3600 + moment.minute * 60
