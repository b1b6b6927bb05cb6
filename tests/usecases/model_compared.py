"""The hall and the model side by side: what is done to both, and how they are compared after each step."""

from __future__ import annotations

from hypothesis.stateful import RuleBasedStateMachine, invariant

from queue_server.storage import invariants as rows
from queue_server.storage import tickets
from queue_server.usecases import invariants
from tests.usecases.model_place import around, both, modelled, stored

ANI = "staff:ani"


class Compared(RuleBasedStateMachine):
    @invariant()
    def the_hall_and_the_model_agree(self):
        day = self.hall.site.day(self.now)
        self.days.add(day)
        with self.db.reading() as conn:
            there = tickets.of_day(conn, day=day)
            assert list(rows.at_each_step(conn, rolls="Z", day=day)) == []
            assert list(rows.sent_to_nobody(conn, day=day)) == []
            assert around(conn, self.hall, day) == self.model.around(self.now)
        known = {id: modelled(t) for id, t in self.model.tickets.items() if t["day"] == day}
        assert {t.id: stored(self.hall, t) for t in there} == known

    def teardown(self):
        with self.db.reading() as conn:
            for day in sorted(self.days):
                assert invariants.check(conn, self.hall, day) == []

    @property
    def db(self):
        return self.place.db

    def _some(self, which):
        ids = list(self.model.tickets)
        return ids[which % len(ids)] if ids else None

    def _real(self, id):
        with self.db.reading() as conn:
            return tickets.by_id(conn, id) if id else None

    def _pressed(self, code, button, **values):
        return lambda _: self.model.press(code, button, self.now, **values)

    def _desk(self, code, act, known, **values):
        counter = self.hall.counter(code)
        values |= {"actor": ANI, "at": self.now}
        both(lambda: act(self.db, self.hall, counter, **values), known)

    def _other(self, which, act, known, **values):
        """``which`` 0 is a ticket that never was."""
        id = (self._some(which) if which else None) or -7
        values |= {"actor": ANI, "at": self.now}
        both(lambda: act(self.db, self.hall, id, **values), lambda _: known(id))
