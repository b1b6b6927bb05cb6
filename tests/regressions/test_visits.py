"""Visits of several services, taken and finished at the same moment (R56 of docs/regressions.md)."""

from queue_server.domain.errors import DatabaseBusy
from queue_server.usecases.current_ticket import press
from tests.builders import at, open_counters, press_next, take
from tests.threads import at_once

ORDERS = (("KTP", "KK"), ("KK", "KTP"))


def faults(told):
    return [one for one in told if isinstance(one, DatabaseBusy)]


def test_visitors_who_choose_the_same_services_in_another_order_never_wait_for_each_other(db, hall):
    def visitor(first, then):
        return lambda: [take(db, hall, first, also=(then,)).number for _ in range(6)]

    told = at_once(*[visitor(*order) for order in ORDERS * 4])

    assert faults(told) == []
    assert len({number for numbers in told for number in numbers}) == 48


def test_visits_go_on_to_their_next_line_while_others_are_taken(db, hall):
    open_counters(db, hall, "1", "2", "3")
    for order in ORDERS * 3:
        take(db, hall, order[0], also=order[1:])

    def clerk(code):
        def serve():
            for minute in range(6):
                now = at(f"10.0{minute}")
                if press_next(db, hall, code, at=now):
                    press(db, hall, hall.counter(code), "start", actor="staff:ani", at=now)
                    press(db, hall, hall.counter(code), "finish", actor="staff:ani", at=now)

        return serve

    def visitor(first, then):
        return lambda: [take(db, hall, first, also=(then,), at=at("09.59")) for _ in range(5)]

    told = at_once(*map(clerk, "123"), *[visitor(*order) for order in ORDERS * 2])

    assert faults(told) == []
