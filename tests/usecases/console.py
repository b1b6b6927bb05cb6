"""A counter to press buttons at: one visitor, brought into any state by the buttons themselves."""

from queue_server.domain.ticket import State
from queue_server.storage import journal
from queue_server.usecases import any_ticket, current_ticket
from queue_server.usecases.call_next import call_next
from tests.builders import at, open_counters, stored, take

ANI = "staff:ani"
NOW = at("09.40")
# From waiting to the state, by the buttons themselves.
WAYS = {
    State.WAITING: (),
    State.CALLED: ("next",),
    State.SERVING: ("next", "start"),
    State.ON_HOLD: ("next", "hold"),
    State.DONE: ("next", "start", "finish"),
    State.NO_SHOW: ("next", "skip"),
    State.CANCELLED: ("cancel",),
}
AT_COUNTER = ("recall", "start", "finish", "skip", "hold", "transfer")


def rows(db):
    with db.reading() as conn:
        return journal.since(conn, 0, limit=1000)


class Console:
    """Counter 1 with one visitor, brought into ``state`` at 09.30."""

    def __init__(self, db, hall, state=State.WAITING):
        self.db, self.hall, self.counter = db, hall, hall.counter("1")
        open_counters(db, hall, "1", "2")
        self.ticket = take(db, hall, at=at("09.00"))
        for button in WAYS[state]:
            self.press(button, at=at("09.30"))

    def now(self):
        return stored(self.db, self.ticket)

    def press(self, button, *, at=NOW, counter="1", reason="alasan"):
        db, hall, id, who = self.db, self.hall, self.ticket.id, {"actor": ANI, "at": at}
        desk = hall.counter(counter)
        if button == "next":
            return call_next(db, hall, desk, finish_first=False, **who)
        if button == "transfer":
            return current_ticket.transfer(db, hall, desk, service="SIM", **who)
        if button in AT_COUNTER:
            return current_ticket.press(db, hall, desk, button, **who)
        if button == "call":
            return any_ticket.call_out_of_order(db, hall, id, desk, reason=reason, **who)
        if button == "resume":
            return any_ticket.resume(db, hall, id, desk, **who)
        if button == "return":
            return any_ticket.give_back(db, hall, id, **who)
        if button == "leave":
            return any_ticket.leave(db, hall, self.ticket.token, at=at)
        return any_ticket.cancel(db, hall, id, reason=reason, **who)
