"""What people at the counters and at the door do, one use case each. Refusals are answers, not accidents."""

from __future__ import annotations

from queue_server.domain.counter_state import CounterState
from queue_server.domain.errors import QueueError
from queue_server.storage import desks, tickets
from queue_server.usecases import any_ticket, current_ticket, rolls, undo, walk_in
from queue_server.usecases.call_next import call_next
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.run_counter import narrow, set_counter
from queue_server.usecases.take_ticket import Request, take_ticket


class Staff:
    """The acts, in words; each one is counted, and ``after`` is called when it is over."""

    def __init__(self, db, hall, figures, after):
        self.db, self.hall, self.figures, self._after = db, hall, figures, after

    def do(self, name, act, *args, **values):
        """Do it and tell what came of it; None when it was refused."""
        self.figures.acts[name] += 1
        try:
            return act(self.db, self.hall, *args, **values)
        except QueueError as refusal:
            self.figures.refused[f"{name}: {refusal.code}"] += 1
            return None
        finally:
            self.figures.steps += 1
            self._after(name)

    # --- at the kiosk

    def take(
        self, service, *, key, at, priority=None, also=(), any_order=False, group="", slot=None
    ):
        request = Request(
            service=service,
            priority=priority,
            language="id",
            key=key,
            actor="kiosk:kiosk-1",
            printer=None,
            also=also,
            any_order=any_order,
            group=group,
            slot=slot,
        )
        told = self.do("take", take_ticket, request, pace={}, at=at)
        return told and (told[0].ticket, told[1])

    def roll(self, service, *, key, at, count=1):
        request = rolls.Request(
            service=service, count=count, first=None, priority=None, key=key, actor="staff:ani"
        )
        told = self.do("roll", rolls.register_roll, request, at=at)
        return told[0] if told else []

    def leave(self, ticket, *, at):
        return self.do("leave", any_ticket.leave, ticket.token, at=at)

    # --- at the counter

    def set(self, code, state, *, at, reason=""):
        who = f"petugas-{code}"
        return self.do(
            state,
            set_counter,
            self.hall.counter(code),
            CounterState(state),
            staff=who,
            at=at,
            reason=reason,
        )

    def next(self, code, *, at, finish):
        return self._at(code, "next", call_next, finish_first=finish, at=at)

    def press(self, code, button, *, at):
        return self._at(code, button, current_ticket.press, button, at=at)

    def finish(self, code, *, at, result="", also_done=None):
        return self._at(
            code, "finish", current_ticket.finish, result=result, also_done=also_done, at=at
        )

    def hold(self, code, *, at, minutes=None):
        return self._at(code, "hold", current_ticket.hold, minutes=minutes, at=at)

    def transfer(self, code, *, at, service=None, to_counter=None, to_staff=None):
        where = {"service": service, "to_counter": to_counter, "to_staff": to_staff}
        return self._at(code, "transfer", current_ticket.transfer, **where, at=at)

    def take_back(self, code, *, at):
        return self._at(code, "undo", undo.take_back, at=at)

    def serve_without_number(self, code, service, *, at, priority=None):
        return self._at(code, "walk_in", walk_in.serve, service=service, priority=priority, at=at)

    def narrow(self, code, services, *, at):
        return self._at(code, "narrow", narrow, services, at=at)

    def call(self, ticket, code, *, at, reason="sudah lama menunggu"):
        return self.do(
            "call",
            any_ticket.call_out_of_order,
            ticket.id,
            self.hall.counter(code),
            reason=reason,
            actor="staff:ani",
            at=at,
        )

    def resume(self, ticket, code, *, at):
        return self.do(
            "resume",
            any_ticket.resume,
            ticket.id,
            self.hall.counter(code),
            actor=f"staff:petugas-{code}",
            at=at,
        )

    def give_back(self, ticket, *, at):
        return self.do("return", any_ticket.give_back, ticket.id, actor="staff:ani", at=at)

    def cancel(self, ticket, *, at):
        return self.do(
            "cancel", any_ticket.cancel, ticket.id, reason="salah layanan", actor="staff:ani", at=at
        )

    def urgent(self, ticket, *, at):
        return self.do(
            "urgent", any_ticket.urge, ticket.id, reason="sakit", actor="staff:budi", at=at
        )

    def close_past_days(self, *, at):
        return self.do("close day", close_past_days, at=at)

    def _at(self, code, name, act, *args, **values):
        return self.do(
            name, act, self.hall.counter(code), *args, actor=f"staff:petugas-{code}", **values
        )

    # --- looking

    def current(self, code, day):
        with self.db.reading() as conn:
            return tickets.at_counter(conn, self.hall.counter(code).id, day=day)

    def is_open(self, code):
        with self.db.reading() as conn:
            return desks.one(conn, self.hall.counter(code)).state is CounterState.OPEN

    def waiting(self, day):
        with self.db.reading() as conn:
            return tickets.in_state(conn, [tickets.State.WAITING], day=day)

    def again(self, ticket):
        with self.db.reading() as conn:
            return tickets.by_id(conn, ticket.id)
