"""Which faults there can be, and that a virtual printer can be switched off in each of them."""

import contextlib
import socket
import time

import pytest

from printer.virtual.faults import KINDS, BadFault, Faults, read
from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll
from tests.printer.virtual_client import (
    PRINTED,
    Client,
    a_printer,
    printer,
    ticket,
    wait_until_moving,
)

__all__ = ["a_printer", "printer", "ticket"]


@pytest.mark.parametrize("is_first", [True, False], ids=["before", "during"])
@pytest.mark.parametrize("fault", KINDS)
def test_in_every_state_it_can_be_switched_off_at_once_and_leaves_nothing(
    a_printer, ticket, fault, is_first
):
    printer = a_printer(speed_mm_s=50)
    number = printer.port
    if is_first:
        printer.faults.set(fault, 60 if KINDS[fault].unit else True)
    with contextlib.suppress(ConnectionError), Client(printer) as client:
        client.say(b"\x10\x04\x01" + ticket)
        wait_until_moving(printer, 0 if is_first else 5)
        printer.faults.set(fault, 60 if KINDS[fault].unit else True)
        client.socket.setblocking(False)
        with contextlib.suppress(BlockingIOError):  # nobody reads
            client.say(ticket + PRINTED)
        began = time.monotonic()
        printer.stop()
        assert time.monotonic() - began < 2
    printer.stop()

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", number), 1)


def test_a_port_in_use_is_told_and_nothing_is_left_open(printer, tmp_path):
    with pytest.raises(OSError, match="in use"):
        VirtualPrinter(printer.port, roll=Roll(tmp_path / "x", dots=64, paper_mm=16))


def test_one_that_was_never_started_can_be_stopped(tmp_path):
    VirtualPrinter(0, roll=Roll(tmp_path / "x", dots=64, paper_mm=16)).stop()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("smoke", True, "no fault 'smoke'"),
        ("mute", 3, "mute: true switches it on"),
        ("mute", False, "mute: true"),
        ("slow", True, "slow: a whole number from 1"),
        ("slow", 0, "got 0"),
        ("slow", 2.5, "whole number"),
        ("slow", "9", "got '9'"),
        ("late", float("nan"), "late: a number from 0 to 600 s"),
        ("late", -1, "got -1"),
        ("drop", None, "got None"),
        ("paper_out_after", 10**9, "to 1,000,000 mm"),
    ],
)
def test_a_fault_that_cannot_be_is_refused_in_words(name, value, said):
    faults = Faults()
    with pytest.raises(BadFault, match=said):
        faults.set(name, value)
    assert faults.active() == {}


def test_a_fault_written_on_the_command_line_is_read():
    assert read("mute") == ("mute", True)
    assert read("late=2.5") == ("late", 2.5)
    assert read("drop=100") == ("drop", 100)
    for words in ("late", "late=x", "mute=1", "x=1", "=", "slow=0"):
        with pytest.raises(BadFault):
            read(words)


def test_clearing_what_is_not_there_is_no_matter_and_a_wrong_name_is():
    faults = Faults()
    faults.clear("mute")
    faults.clear()
    with pytest.raises(BadFault):
        faults.clear("smoke")
