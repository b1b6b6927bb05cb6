"""The faults of the virtual printer's connection and answers, each through a real socket, and gone when cleared."""

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
)

__all__ = ["a_printer", "printer", "ticket"]


def test_without_a_fault_everything_is_answered_and_printed(printer, ticket):
    assert prints(printer, ticket)
    assert printer.state()["ready"]
    assert (printer.state()["tickets"], printer.state()["mm"]) == (1, 100.0)


def test_a_closed_port_refuses_and_comes_back_under_the_same_number(printer, ticket):
    number = printer.port
    for _ in range(3):
        printer.faults.set("refuse")
        with pytest.raises(ConnectionRefusedError):
            Client(printer)
        assert printer.state()["causes"] == ["offline"]
        printer.faults.clear("refuse")

        assert prints(printer, ticket)
    assert printer.port == number


def test_who_is_connected_when_the_port_closes_gets_the_ticket(printer, ticket):
    with Client(printer) as client:
        assert client.status() == WELL
        printer.faults.set("refuse")
        client.say(ticket + PRINTED)
        assert client.hear(1) == b"\0"

    assert out(printer, 1) == [(ROWS, "cut")]


def test_a_printer_that_hangs_takes_the_connection_and_little_more(printer, ticket):
    printer.faults.set("hang")
    with Client(printer) as client:
        client.say(b"\x10\x04\x01")
        assert client.hears_nothing()
        client.socket.settimeout(0.3)
        with pytest.raises(TimeoutError):
            client.socket.sendall(bytes(8_000_000))

    assert printer.state()["causes"] == ["mute"]


def test_what_waited_while_the_printer_hung_is_printed_when_it_goes_on(printer, ticket):
    with Client(printer) as client:
        assert client.ask(1) == b"\x12"
        printer.faults.set("hang")
        client.say(ticket + PRINTED)
        assert client.hears_nothing()
        assert out(printer, 1, 0) == []
        printer.faults.clear("hang")
        assert client.hear(1) == b"\0"

    assert out(printer, 1) == [(ROWS, "cut")]


def test_a_mute_printer_prints_and_says_nothing(printer, ticket):
    printer.faults.set("mute")
    with Client(printer) as client:
        client.say(b"\x10\x04\x01" + ticket + PRINTED)
        assert out(printer, 1) == [(ROWS, "cut")]
        assert client.hears_nothing()
        printer.faults.clear("mute")
        assert client.ask(1) == b"\x12"


def test_noise_instead_of_answers_belongs_to_no_family(printer):
    printer.faults.set("garbage")
    with Client(printer) as client:
        client.say(b"\x10\x04\x01" + PRINTED)
        noise = client.hear(8)

    assert not [byte for byte in noise if byte & 0x93 in (0x12, 0x10) or byte & 0x90 == 0]


def test_unasked_reports_come_at_connect_and_before_each_answer(printer):
    printer.faults.set("asb")
    with Client(printer) as client:
        assert client.hear(4).hex() == "1000000f"
        client.say(b"\x10\x04\x01" + PRINTED)
        answers = client.hear(10).hex()

    assert answers == "1000000f12" + "1000000f00"


def test_a_slow_printer_takes_its_time_and_all_of_the_ticket(printer, ticket):
    printer.faults.set("slow", 20_000)
    began = time.monotonic()
    with Client(printer) as client:
        client.say(ticket + PRINTED)
        assert client.hear(1) == b"\0"

    assert time.monotonic() - began > len(ticket) / 20_000 * 0.8
    assert out(printer, 1) == [(ROWS, "cut")]


def test_a_printer_that_is_made_quick_again_does_not_wait_any_longer(printer, ticket):
    printer.faults.set("slow", 1)
    with Client(printer) as client:
        client.say(ticket + PRINTED)
        assert client.hears_nothing()
        printer.faults.clear("slow")
        assert client.hear(1) == b"\0"


@pytest.mark.parametrize("after", [0, 1, 1000])
def test_a_connection_is_reset_after_so_many_bytes(printer, ticket, after):
    printer.faults.set("drop", after)

    assert is_reset_while_sending(printer, ticket)

    assert printer.roll.newest(1) == []
    printer.faults.clear("drop")
    assert prints(printer, ticket)


def is_reset_while_sending(printer, data):
    """A reset may be seen while connecting, while sending, or at the end."""
    try:
        with Client(printer) as client:
            client.say(data)
            return client.is_reset()
    except ConnectionError:
        return True


def test_the_drop_counts_for_each_connection_anew(printer):
    printer.faults.set("drop", 6)
    for _ in range(2):
        with Client(printer) as client:
            assert client.ask(1) == b"\x12"
            client.say(b"\x10\x04\x01")
            assert client.is_reset()


def test_answers_come_late_and_in_their_order(printer):
    printer.faults.set("late", 0.2)
    began = time.monotonic()
    with Client(printer) as client:
        client.say(b"\x10\x04\x02" + PRINTED)
        assert sorted(client.hear(2)) == [0x00, 0x12]

    assert time.monotonic() - began >= 0.2


def test_one_client_only_the_second_is_taken_when_the_first_has_gone(printer):
    with Client(printer) as first, Client(printer) as second:
        assert first.ask(1) == b"\x12"
        second.say(b"\x10\x04\x01")
        assert second.hears_nothing()
        first.end()
        assert second.hear(1) == b"\x12"


def test_a_busy_printer_leaves_new_clients_waiting_and_serves_them_afterwards(printer):
    with Client(printer) as before:
        assert before.ask(1) == b"\x12"
        printer.faults.set("busy")
        assert before.ask(1) == b"\x12"
    with Client(printer) as client:
        client.say(b"\x10\x04\x01")
        assert client.hears_nothing()
        printer.faults.clear("busy")
        assert client.hear(1) == b"\x12"
