"""Valid things to test with, and the acts of the hall in short. Say only what matters."""

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from queue_server.domain.counter_state import CounterState
from queue_server.domain.printer import PrinterSetup
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import tickets
from queue_server.usecases.call_next import call_next
from queue_server.usecases.run_counter import set_counter
from queue_server.usecases.take_ticket import Request, take_ticket

PRINTERS = {
    name: PrinterSetup(name=name, label={"id": f"Printer {name}"}, spare=spare, roll_mm=80_000)
    for name, spare in (("kiosk-1", "kiosk-2"), ("kiosk-2", ""))
}
JAKARTA = ZoneInfo("Asia/Jakarta")
DAY = "2026-11-23"  # a Monday
NEXT_DAY = "2026-11-24"
_serial = itertools.count(1)


def at(clock="09.00", day=DAY):
    """The instant of a local time in Siak: at("09.00"), at("09.00.30"), at("00.10", NEXT_DAY)."""
    local = datetime.fromisoformat(f"{day}T{clock.replace('.', ':')}").replace(tzinfo=JAKARTA)
    return local.astimezone(UTC)


SEVEN, NINE, HALF_PAST_NINE = at("07.00"), at("09.00"), at("09.30")


def minutes(n):
    return timedelta(minutes=n)


def a_ticket(**values):
    """A ticket that waits since 09.00; give ``issued_at`` alone and the rest follows."""
    serial = values.get("id") or next(_serial)
    issued_at = values.get("issued_at", at())
    usual = {
        "id": serial,
        "number": f"A{serial:03}",
        "prefix": "A",
        "service_id": 1,
        "day": DAY,
        "state": State.WAITING,
        "issued_at": issued_at,
        "v": issued_at,
        "waiting_since": issued_at,
        "token": f"token-{serial}",
    }
    return Ticket(**(usual | values))


def in_state(state, **values):
    """A ticket as it looks in ``state``: called 09.10, served 09.11, ended 09.20."""
    facts = {"state": state}
    if state is not State.WAITING:
        facts |= {"counter_id": 1, "called_at": at("09.10"), "calls": 1}
    if state in (State.SERVING, State.ON_HOLD, State.DONE):
        facts |= {"served_at": at("09.11")}
    if state in (State.DONE, State.NO_SHOW, State.CANCELLED):
        facts |= {"ended_at": at("09.20")}
    return a_ticket(**(facts | values))


def a_request(service="KTP", *, key=None, **values):
    usual = {"priority": None, "language": "id", "actor": "kiosk:kiosk-1", "printer": None}
    key = key or f"key-{next(_serial):08}"
    return Request(service=service, key=key, **(usual | values))


def take(db, hall, service="KTP", *, at=NINE, pace=None, **request):
    """A visitor takes a number; returns the ticket."""
    view, _ = take_ticket(db, hall, a_request(service, **request), pace=pace or {}, at=at)
    return view.ticket


def open_counters(db, hall, *codes, at=SEVEN):
    """Staff sits down at the counters; all of them when none is named."""
    for counter in hall.counters:
        if not codes or counter.code in codes:
            set_counter(db, hall, counter, CounterState.OPEN, staff="ani", at=at)


def press_next(db, hall, counter, *, at=HALF_PAST_NINE, finish=False):
    """Staff presses Next at an open counter; returns the ticket called, or None."""
    return call_next(db, hall, hall.counter(counter), finish_first=finish, actor="staff:ani", at=at)


def stored(db, ticket):
    """The ticket as the database has it now."""
    with db.reading() as conn:
        return tickets.by_id(conn, ticket.id)
