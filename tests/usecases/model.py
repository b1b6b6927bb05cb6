"""The hall in plain words: dicts, lists and a naive idea of every rule. What the database must agree with.

Nothing here is shared with the code it checks but the set-up: no domain function, no SQL. A refusal is its code.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta

MINUTES = timedelta(minutes=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
AT_COUNTER = ("called", "serving")


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Model:
    """``rules`` are the hall's. A ticket is a dict; ``plan`` are the services still to come; ``calls`` of a day and
    service are True for priority, in the order they were made and not taken back.
    """

    def __init__(self, hall, rules):
        self.rules, self.services = rules, {s.code: s for s in hall.services}
        closed = {"state": "closed", "staff": "", "only": None}
        self.desks = {c.code: {"setup": c, **closed} for c in hall.counters}
        self.names = {s.id: s.code for s in hall.services}
        self.zone = hall.site.zone_info
        self.tickets, self.keys, self.last = {}, {}, {}
        self.serials, self.given, self.calls, self.presses = {}, {}, {}, {}

    # --- looking

    def day(self, at):
        return at.astimezone(self.zone).date().isoformat()

    def today(self, at, *states, service=None):
        return [
            t for t in self.tickets.values()
            if t["day"] == self.day(at) and t["state"] in states and service in (None, t["service"])
        ]  # fmt: skip

    def current(self, code, at):
        return next((t for t in self.today(at, *AT_COUNTER) if t["counter"] == code), None)

    def line(self, service, at):
        return sorted(self.today(at, "waiting", service=service), key=rank)

    def run(self, service, at, *, priority):
        """How many calls in a row of this kind the service has seen last."""
        count = 0
        for kind in reversed(self.calls.get((self.day(at), service), [])):
            if kind[1] != priority:
                break
            count += 1
        return count

    def around(self, at):
        """Calls in a row by service, and who sits where serving what."""
        runs = {
            c: tuple(self.run(c, at, priority=kind) for kind in (True, False))
            for c in self.services
        }
        seats = {code: (d["state"], d["staff"], d["only"]) for code, d in self.desks.items()}
        return {code: run for code, run in runs.items() if run != (0, 0)}, seats

    # --- taking numbers

    def take(
        self, id, service, *, at, key, cls=None, also=(), any_order=False, group=None, slot=None
    ):
        """Raises Refused; else the ticket, which is ``id`` unless the key was used before."""
        places = [service, *also]
        if any(code not in self.services for code in places) or cls not in (None, "lansia"):
            raise Refused("not_found")
        if len(set(places)) < len(places):
            raise Refused("invalid_input")
        wish = (tuple(places), cls, any_order, group)
        if key in self.keys:
            if self.keys[key][0] != wish:
                raise Refused("key_reused")
            return self.tickets[self.keys[key][1]]
        hour = at.astimezone(self.zone).hour
        if not 7 <= hour < 20 and not (slot and hour < 21):
            raise Refused("service_closed")  # who has an appointment may come early and late
        channel = "online" if slot else "priority" if cls else "walk_in"
        for code in () if slot else places:
            self._is_there_room(code, channel, at)
        self._is_in_time(group, slot, at)
        for code in places:
            self._count(code, channel, at)
        first = self._shortest(places, at) if any_order and len(places) > 1 else service
        ticket = self._new(id, service, at, cls=cls)
        plan = [code for code in places if code != first]
        ticket |= {"service": first, "plan": plan, "any_order": any_order}
        if slot and at <= slot + 10 * MINUTES:
            ticket |= {"v": slot, "due": slot - 10 * MINUTES, "since": max(at, slot)}
        self.keys[key] = (wish, id)
        return ticket

    def _is_in_time(self, group, slot, at):
        if group and self.tickets[group]["day"] != self.day(at):
            raise Refused("not_found")
        if slot and at < slot - 30 * MINUTES:
            raise Refused("too_early")

    def _new(self, id, service, at, *, cls):
        prefix = self.services[service].prefix
        serial = self.serials[self.day(at), prefix] = (
            self.serials.get((self.day(at), prefix), 0) + 1
        )
        self.tickets[id] = {
            "id": id, "number": f"{prefix}{serial:03}", "day": self.day(at), "service": service, "state": "waiting",
            "v": at - 15 * MINUTES if cls else at, "since": at, "cls": cls, "counter": None, "called": None,
            "last_call": None, "held": None, "until": None, "ended": None, "calls": 0, "misses": 0, "returns": 0,
            "to_counter": None, "to_staff": None, "urgent": False, "due": None, "plan": [], "any_order": False,
        }  # fmt: skip
        return self.tickets[id]

    def _is_there_room(self, code, channel, at):
        service, given = self.services[code], self.given.get((self.day(at), code), [])
        full = service.quota is not None and len(given) >= service.quota
        most = service.quotas.get(channel)
        if full or (most is not None and given.count(channel) >= most):
            raise Refused("quota_reached")

    def _count(self, code, channel, at):
        self.given.setdefault((self.day(at), code), []).append(channel)

    def _shortest(self, codes, at):
        def work(code):
            desks = [d for d in self.desks.values() if self._own(d, code)]
            people = len(self.today(at, "waiting", service=code))
            return people * self.services[code].service_time / max(1, len(desks))

        return min(codes, key=work)

    def _own(self, desk, code):
        setup, id = desk["setup"], self.services[code].id
        return id in setup.service_ids and id not in setup.helps

    # --- the counter's ticket

    def press(self, code, button, at, **values):
        """Start, recall, skip, finish, hold, transfer: what becomes of the ticket at this counter."""
        ticket = self.current(code, at)
        if ticket is None:
            raise Refused("no_current_ticket")
        before = deepcopy(ticket)
        getattr(self, f"_{button}")(ticket, at, code=code, **values)
        self.remember(code, at, [(before, ticket)])
        return ticket

    def _start(self, ticket, at, code):
        self._must(ticket, "called")
        ticket["state"] = "serving"

    def _recall(self, ticket, at, code):
        if self.rules.strict and at - ticket["last_call"] < self.rules.spacing:
            raise Refused("too_soon")
        ticket |= {"calls": ticket["calls"] + 1, "last_call": at}

    def _skip(self, ticket, at, code):
        self._must(ticket, "called")
        if self.rules.strict and ticket["calls"] < self.rules.calls:
            raise Refused("too_soon")
        ticket["misses"] += 1
        if ticket["misses"] >= self.rules.rounds:
            ticket |= {"state": "no_show", "ended": at}
            return
        others = self.line(ticket["service"], at)[: self.rules.recycle_after]
        self._off(ticket)
        if not ticket["urgent"]:
            self._behind(ticket, others)

    def _hold(self, ticket, at, code, minutes=None):
        span = self.rules.hold if minutes is None else minutes * MINUTES
        ticket |= {"state": "on_hold", "held": at, "until": at + span}

    def _finish(self, ticket, at, code, also_done=()):
        self._must(ticket, "serving")
        ticket["plan"] = [c for c in ticket["plan"] if c not in also_done]
        if not ticket["plan"]:
            ticket |= {"state": "done", "ended": at}
            return
        following = ticket["plan"][0]
        if ticket["any_order"]:
            following = self._shortest(ticket["plan"], at)
        self._move(ticket, following, at)

    def _transfer(self, ticket, at, code, service=None, to_counter=None, to_staff=None):
        where = service or ticket["service"]
        if where == ticket["service"] and not to_counter and not to_staff:
            raise Refused("invalid_input")
        if to_counter:
            desk = self.desks[to_counter]
            if desk["state"] == "closed":
                raise Refused("counter_closed")
            if not self._calls(desk, where, ticket):
                raise Refused("invalid_input")
        if to_staff:
            theirs = [
                d for d in self.desks.values() if d["staff"] == to_staff and d["state"] != "closed"
            ]
            if not theirs:
                raise Refused("not_found")
            if not any(self._calls(d, where, ticket) for d in theirs):
                raise Refused("invalid_input")
            if to_counter and desk["staff"] != to_staff:
                raise Refused("invalid_input")
        self._move(ticket, where, at)
        ticket |= {"to_counter": to_counter, "to_staff": to_staff}

    def _calls(self, desk, service, ticket):
        """Whether such a ticket is called there."""
        setup, only = desk["setup"], desk["only"]
        serves = self.services[service].id in setup.service_ids and (
            only is None or service in only
        )
        return serves and bool(ticket["cls"] or not setup.priority_only)

    def _move(self, ticket, service, at):
        """To another line: the number stays, and half of the wait."""
        waited = max(ticket["called"] - ticket["since"], timedelta(0))
        key = at - min(waited * self.rules.kept_share, self.rules.kept_cap)
        ticket |= {
            "service": service, "v": ticket["v"] if ticket["urgent"] else key, "since": at, "due": None, "misses": 0,
            "to_counter": None, "to_staff": None, "plan": [c for c in ticket["plan"] if c != service],
        }  # fmt: skip
        self._off(ticket)

    def _off(self, ticket):
        ticket |= {"state": "waiting", "counter": None, "called": None, "last_call": None, "held": None,
                   "until": None, "ended": None, "calls": 0}  # fmt: skip

    def _behind(self, ticket, others):
        if others:
            ticket["v"] = max(ticket["v"], others[-1]["v"] + timedelta(microseconds=1))

    def _must(self, ticket, *states):
        if ticket["state"] not in states:
            raise Refused("illegal_transition")

    # --- taking back

    def remember(self, code, at, changes, call=None):
        """The last press here: what it changed, from what to what."""
        self.presses[code] = (at, [(old, deepcopy(new)) for old, new in changes], call)

    def take_back(self, code, at):
        pressed, changes, call = self.presses.get(code, (None, [], None))
        if pressed is None or not pressed <= at <= pressed + self.rules.undo:
            raise Refused("nothing_to_undo")
        for old, new in changes:
            now = self.tickets[new["id"]]
            changed = any(now[name] != new[name] for name in new if new[name] != old[name])
            if changed or now["day"] != self.day(at):
                raise Refused("nothing_to_undo")
        for old, new in reversed(changes):
            self.tickets[old["id"]] |= {k: old[k] for k in old if old[k] != new[k]}
        if call:
            self.calls[call[0]].remove(call[1])
        del self.presses[code]

    def called_since(self, code):
        """Whether others were called for the same service since the call that was the last press here."""
        call = self.presses.get(code, (None, [], None))[2]
        return bool(call) and self.calls[call[0]][-1] != call[1]


def rank(ticket):
    return ticket["v"], ticket["id"]
