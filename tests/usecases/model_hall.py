"""The rest of the plain hall: who is next, calls, other tickets, counters, the end of the day."""

from __future__ import annotations

from copy import deepcopy
from itertools import count

from tests.usecases.model import AT_COUNTER, LONG_AGO, Model, Refused, rank

_call_serial = count()


class ModelHall(Model):
    # --- who is next

    def next_for(self, code, at):
        """(ticket, rule) or None: the naive way, looking at everybody who waits."""
        desk = self.desks[code]
        mine = [t for t in self.today(at, "waiting") if self._may(desk, code, t)]
        here = [t for t in mine if t["service"] in self.serves(desk)]
        due = [t for t in here if t["due"] is None or t["due"] <= at]
        if due:
            return self._first(desk, due, at, alone=desk["setup"].priority_only)
        if here:
            return self._first(desk, here, at, alone=True)[0], "early"
        for service in () if desk["setup"].priority_only else self.serves(desk):
            free = [t for t in mine if t["any_order"] and service in t["plan"]]
            if free:
                return min(free, key=rank), "any_order"
        return None

    def serves(self, desk):
        every = [self.names[id] for id in desk["setup"].service_ids]
        return [c for c in every if desk["only"] is None or c in desk["only"]]

    def _may(self, desk, code, ticket):
        if desk["setup"].priority_only and not ticket["cls"]:
            return False
        return ticket["to_counter"] in (None, code) and ticket["to_staff"] in (None, desk["staff"])

    def _first(self, desk, people, at, *, alone):
        """The service whose first has used most of its promise; emergencies before all; helping when it may."""
        fronts = {}
        for service in {t["service"] for t in people}:
            there = sorted((t for t in people if t["service"] == service), key=rank)
            fronts[service] = self._front(service, there, at, alone=alone)
        hurry = [ticket for ticket, rule in fronts.values() if rule == "urgent"]
        if hurry:
            return min(hurry, key=rank), "urgent"

        def used(ticket):
            return (at - ticket["v"]) / self.services[ticket["service"]].target_wait

        def most(helping):
            some = [f for s, f in fronts.items() if self._own(desk, s) != helping]
            return max(some, key=lambda f: (used(f[0]), -f[0]["id"]), default=None)

        own, theirs = most(False), most(True)
        if own is None:
            return theirs[0], "helped"
        if (
            theirs
            and used(theirs[0]) >= self.rules.help_from
            and used(own[0]) < self.rules.help_below
        ):
            return theirs[0], "helped"
        return own

    def _front(self, service, there, at, *, alone):
        """The first of one service by the hall's policy. ``alone``: a counter that looks at keys only."""
        first = there[0]
        if first["urgent"]:
            return first, "urgent"
        regulars = [t for t in there if not t["cls"]]
        others = [t for t in there if t["cls"]]
        policy = self.rules.order.value
        if policy == "head_start":
            late = regulars and at - regulars[0]["v"] > self.services[service].target_wait
            row = self.run(service, at, priority=True) >= self.rules.max_priority_run
            if first["cls"] and late and row and not alone:
                return regulars[0], "valve"
            sent = first["to_counter"] or first["to_staff"]
            return first, "directed" if sent else "order"
        if alone:
            return first, "order"
        turn = policy == "strict" or self._priority_turn(service, at)
        some = (others or regulars) if turn else (regulars or others)
        return some[0], policy if some[0] is not first else "order"

    def _priority_turn(self, service, at):
        """Rounds: so many with priority, then so many without."""
        for_priority, for_regular = self.rules.weights
        priority, regular = (self.run(service, at, priority=kind) for kind in (True, False))
        if priority:
            return priority < for_priority
        return not regular or regular >= for_regular

    # --- calls

    def call_next(self, code, at, *, finish):
        self._open(code)
        current, changes = self.current(code, at), []
        if current and not finish:
            raise Refused("counter_busy")
        if current:
            before = deepcopy(current)
            self._finish(current, at, code)
            changes.append((before, current))
        found = self.next_for(code, at)
        if found is None:
            if changes:
                self.remember(code, at, changes)
            return None
        ticket, rule = found
        before = deepcopy(ticket)
        if rule == "any_order":
            service = next(c for c in self.serves(self.desks[code]) if c in ticket["plan"])
            place = ticket["plan"].index(service)
            ticket["plan"][place], ticket["service"] = ticket["service"], service
        call = self._call(ticket, code, at)
        self.remember(code, at, [*changes, (before, ticket)], call)
        return ticket

    def _call(self, ticket, code, at):
        ticket |= {"state": "called", "counter": code, "called": at, "last_call": at, "calls": 1, "held": None,
                   "until": None, "ended": None}  # fmt: skip
        made = (self.day(at), ticket["service"]), (next(_call_serial), ticket["cls"] is not None)
        self.calls.setdefault(made[0], []).append(made[1])
        return made

    def call(self, id, code, at):
        ticket = self._free_for(id, code, at)
        self._must(ticket, "waiting", "on_hold", "no_show")
        before = deepcopy(ticket)
        self.remember(code, at, [(before, ticket)], self._call(ticket, code, at))
        self.presses[code] = (at, [(before, deepcopy(ticket))], self.presses[code][2])
        return ticket

    def resume(self, id, code, at):
        ticket = self._free_for(id, code, at)
        self._must(ticket, "on_hold")
        before = deepcopy(ticket)
        ticket |= {"state": "serving", "counter": code, "held": None, "until": None}
        self.remember(code, at, [(before, ticket)])
        return ticket

    def walk_in(self, id, code, service, at, *, cls):
        if service not in self.services:
            raise Refused("not_found")
        if self.services[service].id not in self.desks[code]["setup"].service_ids:
            raise Refused("invalid_input")
        self._open(code)
        self._free(code, at)
        self._count(service, "desk", at)
        ticket = self._new(id, service, at, cls=cls)
        ticket |= {"v": at, "state": "serving", "counter": code, "called": at}
        self.presses.pop(code, None)
        return ticket

    def _free_for(self, id, code, at):
        self._open(code)
        ticket = self._todays(id, at)
        self._free(code, at)
        return ticket

    def _open(self, code):
        if self.desks[code]["state"] != "open":
            raise Refused("counter_closed")

    def _free(self, code, at):
        if self.current(code, at):
            raise Refused("counter_busy")

    def _todays(self, id, at):
        ticket = self.tickets.get(id)
        if ticket is None or ticket["day"] != self.day(at):
            raise Refused("not_found")
        return ticket

    # --- other tickets

    def cancel(self, id, at):
        ticket = self._todays(id, at)
        self._must(ticket, "waiting", "called", "on_hold")
        return self._with_press(ticket, at, {"state": "cancelled", "ended": at})

    def leave(self, id, at):
        """What the visitor does is no press: staff cannot take it back."""
        ticket = self._todays(id, at)
        self._must(ticket, "waiting", "called", "on_hold")
        ticket |= {"state": "cancelled", "ended": at}

    def urge(self, id, at):
        ticket = self._todays(id, at)
        self._must(ticket, "waiting")
        ticket |= {"urgent": True, "due": None, "v": LONG_AGO}
        return ticket

    def give_back(self, id, at):
        ticket = self._todays(id, at)
        self._must(ticket, "called", "on_hold", "no_show")
        was, others = ticket["state"], self.line(ticket["service"], at)[: self.rules.recycle_after]
        before = deepcopy(ticket)
        if was != "called" and not ticket["urgent"]:
            late = at > (ticket["until"] if was == "on_hold" else ticket["ended"] + self.rules.drop)
            fresh = late or ticket["returns"] > 0
            ticket["v"] = at if fresh else ticket["v"]
            if was == "no_show" and ticket["v"] != at:
                self._behind(ticket, others)
        if was != "called":
            ticket["returns"] += not ticket["urgent"]
        self._off(ticket)
        if was in AT_COUNTER:
            self.remember(before["counter"], at, [(before, ticket)])
        return ticket

    def _with_press(self, ticket, at, changes):
        before = deepcopy(ticket)
        ticket |= changes
        if before["state"] in AT_COUNTER:
            self.remember(before["counter"], at, [(before, ticket)])
        return ticket

    # --- counters and days

    def set_counter(self, code, state, at, *, staff):
        desk = self.desks[code]
        if state != "open":
            self._free(code, at)
        before = desk["staff"]
        desk |= {"state": state, "staff": "" if state == "closed" else staff, "since": self.day(at)}
        if state == "closed":
            desk["only"] = None
        gone = before and all(d["staff"] != before for d in self.desks.values())
        if state != "open":
            self.presses.pop(code, None)
        for ticket in self.today(at, "waiting", "called", "serving", "on_hold", "no_show"):
            closed = state == "closed" and ticket["to_counter"] == code
            if closed or (gone and ticket["to_staff"] == before):
                ticket |= {"to_counter": None, "to_staff": None}

    def narrow(self, code, services, at):
        desk = self.desks[code]
        if services is not None:
            if any(c not in self.services for c in services):
                raise Refused("not_found")
            ids = desk["setup"].service_ids
            if not services or any(self.services[c].id not in ids for c in services):
                raise Refused("invalid_input")
        self._open(code)
        desk["only"] = services

    def close_past_days(self, at):
        ends = {
            "waiting": "cancelled",
            "called": "no_show",
            "serving": "done",
            "on_hold": "cancelled",
        }
        for ticket in self.tickets.values():
            if ticket["day"] < self.day(at) and ticket["state"] in ends:
                ticket |= {"state": ends[ticket["state"]], "ended": at}
        for desk in self.desks.values():
            if desk["state"] != "closed" and desk["since"] < self.day(at):
                desk |= {"state": "closed", "staff": "", "only": None}
