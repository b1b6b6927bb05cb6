"""Paper, cover, cutter and power of the virtual printer: what it says, what comes out, and when."""

import time

import pytest

from tests.printer.virtual_client import (
    PRINTED,
    ROWS,
    WELL,
    Client,
    a_printer,
    out,
    printer,
    prints,
    ticket,
    wait_until_moving,
)

__all__ = ["a_printer", "printer", "ticket"]


@pytest.mark.parametrize(
    ("fault", "status", "causes"),
    [
        ("paper_near_end", "12 12 12 1e", []),
        ("paper_out", "1a 32 12 7e", ["paper_out"]),
        ("cover_open", "1a 16 12 12", ["cover_open"]),
        ("offline", "1a 12 12 12", ["offline"]),
        ("cutter_jam", "1a 52 1a 12", ["cutter_jam"]),
    ],
)
def test_the_bits_of_the_status_say_what_is_wrong(printer, fault, status, causes):
    with Client(printer) as client:
        assert client.status() == WELL
        printer.faults.set(fault)
        assert client.status() == status
        assert printer.state()["causes"] == causes
        assert printer.state()["ready"] is not bool(causes)
        printer.faults.clear(fault)
        assert client.status() == WELL


def test_the_proof_of_a_ticket_says_that_the_paper_is_nearly_at_its_end(printer):
    printer.faults.set("paper_near_end")
    with Client(printer) as client:
        client.say(PRINTED)
        assert client.hear(1) == b"\x03"


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "offline", "cutter_jam"])
def test_a_blocked_printer_answers_its_status_and_prints_nothing_until_it_is_well(
    printer, ticket, fault
):
    printer.faults.set(fault)
    with Client(printer) as client:
        client.say(ticket + PRINTED)
        assert client.hears_nothing()
        assert client.ask(1) == b"\x1a"
        assert out(printer, 1, 0) == []
        printer.faults.clear(fault)
        assert client.hear(1) == b"\0"

    assert out(printer, 1) == [(ROWS, "cut")]


def test_a_ghost_ticket_comes_out_of_a_printer_whose_sender_has_long_gone(printer, ticket):
    printer.faults.set("paper_out")
    with Client(printer) as client:
        client.say(ticket)
        client.end()
    with Client(printer) as other:
        assert other.ask(4) == b"\x7e"
    assert out(printer, 1, 0) == []

    printer.supply.new_roll()

    assert out(printer, 1) == [(ROWS, "cut")]


def test_paper_that_ends_in_the_middle_tears_the_ticket_and_the_rest_comes_after_the_refill(
    printer, ticket
):
    printer.faults.set("paper_out_after", 40)
    with Client(printer) as client:
        client.say(ticket + PRINTED)
        assert printer.faults.wait_for(lambda: printer.faults.on("paper_out"), 5)
        assert client.ask(4) == b"\x7e"
        assert printer.faults.active() == {"paper_out": True}
        assert out(printer, 1, 0) == []
        printer.faults.clear("paper_out")
        assert client.hear(1) == b"\0"

    assert out(printer, 2) == [(320, "torn"), (ROWS - 320, "cut")]
    assert printer.state()["tickets"] == 1


def test_a_roll_counts_down_warns_and_ends_by_itself(a_printer, ticket):
    printer = a_printer(roll_mm=330)
    assert prints(printer, ticket)
    assert printer.state()["left_mm"] == 230.0
    assert prints(printer, ticket)
    assert prints(printer, ticket)
    with Client(printer) as client:
        assert client.status() == "12 12 12 1e"
        client.say(ticket + PRINTED)
        assert printer.faults.wait_for(lambda: printer.faults.on("paper_out"), 5)
        assert client.ask(2) == b"\x32"
        assert printer.state()["left_mm"] == 0.0

        printer.supply.new_roll()

        assert client.hear(1) == b"\0"
    assert out(printer, 5)[3:] == [(240, "torn"), (ROWS - 240, "cut")]
    assert printer.state()["left_mm"] == 330 - 70
    assert printer.state()["faults"] == {}


def test_paper_switched_back_on_is_a_new_roll_when_the_old_one_was_used_up(a_printer, ticket):
    printer = a_printer(roll_mm=150)
    assert prints(printer, ticket)
    with Client(printer) as client:
        client.say(ticket + PRINTED)
        assert printer.faults.wait_for(lambda: printer.faults.on("paper_out"), 5)
        printer.faults.clear()
        assert client.hear(1) == b"\0"  # 100 of 150 mm are left

    assert out(printer, 3)[1:] == [(400, "torn"), (400, "cut")]


def test_a_power_cut_resets_the_client_and_loses_what_was_not_printed(printer, ticket):
    printer.faults.set("cover_open")
    with Client(printer) as client:
        client.say(ticket + PRINTED)
        assert client.ask(1) == b"\x1a"
        printer.power_cycle()
        assert client.is_reset()
    printer.faults.clear()

    assert prints(printer, ticket)


def test_after_a_power_cut_letters_are_small_again_and_half_a_line_is_gone(printer):
    with Client(printer) as client:
        client.say(b"\x1d!\x11ab")
        client.end()
    printer.power_cycle()
    with Client(printer) as client:
        client.say(b"A\n\x1dV\x00")
        client.end()

    [piece] = printer.roll.newest(9)
    assert (piece.text, piece.rows) == ("A", 30)


def test_a_blocked_printer_reads_no_more_than_its_memory_holds_and_goes_on_when_it_is_well(printer):
    printer.faults.set("cover_open")
    with Client(printer) as client:
        client.socket.settimeout(0.3)
        with pytest.raises(TimeoutError):
            client.socket.sendall(b"\n" * 10_000_000)
        printer.faults.set("power_off")
        assert client.is_reset()
    printer.faults.clear()
    with Client(printer) as client:
        client.socket.settimeout(60)
        client.say(b"\r" * 100_000 + PRINTED)
        assert (
            client.hear(1, within_s=60) == b"\0"
        )  # it works through a hundred thousand lines first


def test_while_the_power_is_off_the_port_is_closed(printer, ticket):
    printer.faults.set("power_off")
    with pytest.raises(ConnectionRefusedError):
        Client(printer)
    assert printer.state()["causes"] == ["offline"]
    printer.faults.clear()

    assert prints(printer, ticket)


def test_a_power_cut_in_the_middle_of_a_ticket_leaves_what_was_on_paper(a_printer, ticket):
    printer = a_printer(speed_mm_s=400)
    with Client(printer) as client:
        client.say(ticket)
        wait_until_moving(printer)
        printer.power_cycle()
        assert client.is_reset()
    with Client(printer) as client:
        client.say(ticket + PRINTED)
        client.hear(1)

    [(rows, end)] = out(printer, 1)
    assert end == "cut"
    assert ROWS < rows < 2 * ROWS


def test_at_a_speed_the_proof_comes_when_the_paper_is_out_and_status_before(a_printer, ticket):
    printer = a_printer(speed_mm_s=400)
    began = time.monotonic()
    with Client(printer) as client:
        client.say(ticket + PRINTED)
        assert client.ask(1) == b"\x12"
        assert client.hear(1) == b"\0"
    assert time.monotonic() - began >= 0.25


def test_paper_taken_out_while_it_moves_stops_there(a_printer, ticket):
    printer = a_printer(speed_mm_s=200)
    with Client(printer) as client:
        client.say(ticket + PRINTED)
        wait_until_moving(printer)
        printer.faults.set("paper_out")
        assert client.ask(1) == b"\x1a"
        printer.faults.clear("paper_out")
        assert client.hear(1) == b"\0"

    (first, torn), (second, cut) = out(printer, 2)
    assert (first + second, torn, cut) == (ROWS, "torn", "cut")
