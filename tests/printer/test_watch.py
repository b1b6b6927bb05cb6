"""How the printer is reaches the server: at each connection, at each change, and now and then."""

import pytest

from printer import watch as watching
from printer.watch import Watch
from printer.wire.status import Condition

WELL, OFF = Condition(near_end=False), Condition(causes=("offline",))
OUT = Condition(causes=("paper_out",), near_end=True)


class Told:
    """The server's end: what it was told."""

    def __init__(self):
        self.conditions = []

    def condition(self, causes, *, near_end):
        self.conditions.append((list(causes), near_end))


class Looked:
    """A transport that finds what it is given."""

    def __init__(self, *found):
        self.found, self.looks = list(found), 0

    def look(self):
        self.looks += 1
        return self.found[min(self.looks, len(self.found)) - 1]


@pytest.fixture
def server():
    return Told()


@pytest.fixture
def watch(server):
    return Watch(server)


@pytest.fixture
def clock(monkeypatch):
    """``clock(5)``: five seconds later."""
    now = [1000.0]
    monkeypatch.setattr(watching.time, "monotonic", lambda: now[0])

    def later(seconds):
        now[0] += seconds

    return later


def test_nothing_is_told_before_anything_is_known(watch, server):
    watch.tell()
    assert server.conditions == []


def test_a_change_is_told_once_and_the_same_again_before_half_a_minute_is_over(
    clock, watch, server
):
    for condition in (WELL, WELL, OUT, OUT):
        watch.found(condition)
        watch.tell()
    assert server.conditions == [([], False), (["paper_out"], True)]

    clock(24)
    watch.tell()
    assert len(server.conditions) == 2
    clock(1)
    watch.tell()
    assert len(server.conditions) == 3


def test_a_server_that_is_back_is_told_at_once(clock, watch, server):
    watch.found(OUT)
    watch.tell()
    watch.new_connection()
    watch.tell()
    assert server.conditions == [(["paper_out"], True)] * 2


@pytest.mark.parametrize("silence", ["offline", "mute"])
def test_one_lost_connection_is_no_alarm_two_are(clock, watch, server, silence):
    watch.found(WELL)
    watch.found(Condition(causes=(silence,)))
    watch.tell()
    assert server.conditions == [([], False)]

    watch.found(Condition(causes=(silence,)))
    watch.tell()
    assert server.conditions == [([], False), ([silence], False)]


def test_a_doubt_is_settled_at_once(clock, watch):
    printer = Looked(OFF)
    watch.look(printer)
    clock(0.2)
    watch.look(printer)
    assert (printer.looks, watch.is_blocked) == (1, False)
    clock(0.05)
    watch.look(printer)
    assert (printer.looks, watch.is_blocked) == (2, True)


def test_a_printer_that_stays_blocked_is_looked_at_less_often_up_to_every_five_seconds(
    clock, watch
):
    waits = []
    for _ in range(6):
        watch.found(OUT)
        waits.append(watch.wait_s)
    assert waits == [0.5, 1, 2, 5, 5, 5]
    watch.found(WELL)
    watch.found(OUT)
    assert watch.wait_s == 0.5


def test_the_printer_is_looked_at_now_and_then_and_a_ticket_counts_as_a_look(clock, watch):
    printer = Looked(WELL)
    watch.look(printer)
    clock(1.5)
    watch.found(Condition())
    clock(1.5)
    watch.look(printer)
    assert printer.looks == 1
    clock(0.5)
    watch.look(printer)
    assert printer.looks == 2


def test_something_odd_makes_the_next_look_due_at_once(clock, watch):
    printer = Looked(WELL)
    watch.look(printer)
    watch.look_soon()
    watch.look(printer)
    assert printer.looks == 2


def test_a_ticket_without_word_of_the_paper_leaves_what_is_known_of_it(clock, watch, server):
    watch.found(Condition(near_end=True))
    watch.found(Condition(near_end=None))
    watch.tell()
    assert server.conditions == [([], True)]


def test_another_printer_is_not_known_by_the_last_one(clock, watch, server):
    watch.found(OUT)
    watch.tell()
    watch.new_printer()
    watch.found(Condition(near_end=None))
    watch.tell()
    assert server.conditions[-1] == ([], None)
