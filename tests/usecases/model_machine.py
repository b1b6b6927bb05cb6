"""Everything people can press, each done to the hall and to the model of it, and both compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from queue_server.domain.counter_state import CounterState
from queue_server.domain.rules import Policy, Rules
from queue_server.usecases import any_ticket, current_ticket, undo, walk_in
from queue_server.usecases.call_next import call_next
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.run_counter import narrow, set_counter
from queue_server.usecases.take_ticket import take_ticket
from tests.builders import a_request, at
from tests.usecases.model_compared import Compared
from tests.usecases.model_hall import ModelHall
from tests.usecases.model_place import COUNTERS, SERVICES, STAFF, both

ANY = st.integers(0, 40)
counters, services, staff = (st.sampled_from(some) for some in (COUNTERS, SERVICES, STAFF))
classes = st.sampled_from((None, None, "lansia"))
few = st.lists(services, max_size=2).map(tuple)
minutes_late = st.sampled_from((None,) * 5 + (-40, 0, 5, 25, 45))
someone = st.tuples(services, classes, st.sampled_from((0, 60, 200, 500)), minutes_late)
crowds = st.lists(someone, min_size=5, max_size=12)
ways = st.sampled_from(("next", "finish", "skip", "hold", "transfer"))
seconds = st.sampled_from((0, 0, 1, 1, 5, 30, 60, 300, 300, 1200, 2400, -600))
orders, rounds = st.sampled_from(Policy), st.integers(1, 2)
seldom = st.sampled_from((0,) * 12 + (10, 24))


class Machine(Compared):
    place = None  # set by the test

    @initialize(order=orders, strict=st.booleans(), rounds=rounds, most=rounds, crowd=crowds)
    def morning(self, order, strict, rounds, most, crowd):
        self.place.empty()
        results = {"kurang": {"id": "Berkas kurang"}}
        rules = Rules(
            order=order,
            strict=strict,
            rounds=rounds,
            max_priority_run=most,
            results=results,
            calls=2,
        )
        self.hall = replace(self.place.hall, rules=rules)
        self.model = ModelHall(self.hall, rules)
        self.now, self.sent, self.days = at("08.00"), [], set()
        for code in COUNTERS:
            self.set_counter(code, "open", "ani" if code == "1" else f"petugas-{code}")
        for service, cls, later, late in crowd:
            self.take(service, cls, (), False, 1, late)
            self.time_passes(later)

    # --- at the kiosk

    @rule(
        service=services,
        cls=classes,
        also=few,
        any_order=st.booleans(),
        group=ANY,
        late=minutes_late,
    )
    def take(self, service, cls, also, any_order, group, late):
        wish = {"cls": cls, "also": also, "any_order": any_order and bool(also)}
        wish |= {"group": self._some(group) if group % 5 == 0 else None}
        wish |= {"slot": None if late is None else self.now + timedelta(minutes=late)}
        self.sent.append((f"key-{len(self.sent):08}", service, wish))
        self._take(*self.sent[-1])

    @rule(service=services, cls=classes)
    def visitor(self, service, cls):
        self.take(service, cls, (), False, 1, None)

    @rule(which=ANY, other=st.booleans())
    def send_again(self, which, other):
        """A second touch, or the same key for something else."""
        if self.sent:
            key, service, wish = self.sent[which % len(self.sent)]
            cls = "lansia" if wish["cls"] is None else None
            self._take(key, service, wish | ({"cls": cls} if other else {}))

    @rule(nonsense=st.sampled_from((("NIKAH", None), ("KTP", "raja"))))
    def ask_for_nonsense(self, nonsense):
        wish = {"also": (), "any_order": False, "group": None, "slot": None}
        self._take("key-nonsense", nonsense[0], wish | {"cls": nonsense[1]})

    def _take(self, key, service, wish):
        first = self._real(wish["group"])
        request = a_request(
            service, key=key, priority=wish["cls"], also=wish["also"], any_order=wish["any_order"],
            slot=wish["slot"], group=first.token if first else "",
        )  # fmt: skip
        both(
            lambda: take_ticket(self.db, self.hall, request, pace={}, at=self.now)[0].ticket,
            lambda id: self.model.take(id, service, at=self.now, key=key, **wish),
        )

    # --- at the counter

    @rule(code=counters, finish=st.booleans())
    def next(self, code, finish):
        def known(_):
            return self.model.call_next(code, self.now, finish=finish)

        self._desk(code, call_next, known, finish_first=finish)

    @rule(code=counters, button=st.sampled_from(("start", "start", "finish", "recall", "skip")))
    def press(self, code, button):
        self._desk(code, current_ticket.press, self._pressed(code, button), button=button)

    @rule(code=counters, also_done=few)
    def finish(self, code, also_done):
        known = self._pressed(code, "finish", also_done=also_done)
        self._desk(code, current_ticket.finish, known, result="kurang", also_done=also_done)

    @rule(code=counters, minutes=st.sampled_from((None, 5, 30)))
    def hold(self, code, minutes):
        known = self._pressed(code, "hold", minutes=minutes)
        self._desk(code, current_ticket.hold, known, minutes=minutes)

    @rule(
        code=counters, service=services, to_counter=counters, to_staff=staff, what=st.integers(1, 7)
    )
    def transfer(self, code, service, to_counter, to_staff, what):
        where = {
            "service": service if what & 1 else None,
            "to_counter": to_counter if what & 2 else None,
            "to_staff": to_staff if what & 4 else None,
        }
        self._desk(code, current_ticket.transfer, self._pressed(code, "transfer", **where), **where)

    @rule(code=counters, to=counters, what=st.sampled_from((3, 5, 7)))
    def send_on(self, code, to, what):
        """To a counter or a person that serves it."""
        desk = self.model.desks[to]
        if self.model.current(code, self.now) and desk["staff"]:
            self.transfer(code, self.model.serves(desk)[0], to, desk["staff"], what)

    @rule(code=counters, first=st.booleans())
    def change_of_staff(self, code, first):
        if first and not self.model.current(code, self.now):
            self.narrow(code, self.model.serves(self.model.desks[code])[:1])
            self.set_counter(code, "closed", "ani")
        self.set_counter(code, "open", "budi")

    @rule(code=counters)
    def take_back(self, code):
        if self.model.called_since(code):
            return  # of calls in a row of both kinds the hall knows the last run alone: test_found_by_the_model.py

        def real(db, hall, counter, **values):
            undo.take_back(db, hall, counter, **values)

        self._desk(code, real, lambda _: self.model.take_back(code, self.now))

    @rule(code=counters, service=services, cls=classes)
    def serve_without_number(self, code, service, cls):
        def known(id):
            return self.model.walk_in(id, code, service, self.now, cls=cls)

        self._desk(code, walk_in.serve, known, service=service, priority=cls)

    @rule(code=counters, how=ways)
    def work(self, code, how):
        """What comes next at this counter, most of the time."""
        current = self.model.current(code, self.now)
        if current is None:
            self.next(code, False)
        elif current["state"] == "called" and how != "skip":
            self.press(code, "start")
        elif how == "next":
            self.next(code, True)
        elif how == "transfer":
            self.transfer(code, "KK" if current["service"] == "KTP" else "KTP", None, None, 1)
        else:
            self.press(code, how)

    @rule(code=counters, how=ways, after=st.integers(0, 12))
    def mistake(self, code, how, after):
        """A press, and it is taken back."""
        self.work(code, how)
        self.now += timedelta(seconds=after)
        self.take_back(code)

    # --- other tickets

    @rule(which=ANY, code=counters)
    def call(self, which, code):
        how = {"counter": self.hall.counter(code), "reason": "x"}
        known, act = lambda id: self.model.call(id, code, self.now), any_ticket.call_out_of_order
        self._other(which, act, known, **how)

    @rule(which=ANY, code=counters)
    def resume(self, which, code):
        there = {"counter": self.hall.counter(code)}
        self._other(
            which, any_ticket.resume, lambda id: self.model.resume(id, code, self.now), **there
        )

    @rule(which=ANY)
    def give_back(self, which):
        self._other(which, any_ticket.give_back, lambda id: self.model.give_back(id, self.now))

    @rule(which=ANY)
    def cancel(self, which):
        self._other(
            which, any_ticket.cancel, lambda id: self.model.cancel(id, self.now), reason="x"
        )

    @rule(which=ANY)
    def leave(self, which):
        def real(db, hall, id, *, actor, at):
            ticket = self._real(id)
            any_ticket.leave(db, hall, ticket.token if ticket else "none", at=at)

        self._other(which, real, lambda id: self.model.leave(id, self.now))

    @rule(which=ANY)
    def urge(self, which):
        self._other(which, any_ticket.urge, lambda id: self.model.urge(id, self.now), reason="x")

    # --- counters, days, the clock

    @rule(code=counters, state=st.sampled_from(("open", "open", "paused", "closed")), who=staff)
    def set_counter(self, code, state, who):
        counter, wanted = self.hall.counter(code), CounterState(state)
        both(
            lambda: set_counter(self.db, self.hall, counter, wanted, staff=who, at=self.now),
            lambda _: self.model.set_counter(code, state, self.now, staff=who),
        )

    @rule(code=counters, only=st.one_of(st.none(), few.map(list)))
    def narrow(self, code, only):
        self._desk(code, narrow, lambda _: self.model.narrow(code, only, self.now), services=only)

    @rule(by=seconds)
    def time_passes(self, by):
        """The clock may also be set back."""
        self.now += timedelta(seconds=by)

    @rule(hours=seldom)
    def the_day_ends(self, hours):
        self.now += timedelta(hours=hours)
        close_past_days(self.db, self.hall, at=self.now)
        self.model.close_past_days(self.now)

    @rule(now=seldom)
    def power_is_cut(self, now):
        if now:
            self.place.reopen()
