"""Every fault of the virtual printer, through a real socket, and gone again when it is switched off."""

import contextlib
import socket
import threading
import time

import pytest
from PIL import Image

from printer.raster import ticket_bytes
from printer.virtual import VirtualPrinter
from printer.virtual_faults import KINDS, BadFault, Faults, read
from printer.virtual_roll import Roll
from tests.printer.virtual_client import PRINTED, Client

WELL = "12 12 12 12"
ROWS = 800  # of a test ticket: 100 mm on this roll


@pytest.fixture
def a_printer(tmp_path):
    """``a_printer(**options)``: one at work, 64 dots wide, 8 dots a millimetre."""
    made = []

    def make(**options):
        roll = Roll(tmp_path / str(len(made)), dots=64, paper_mm=16)
        made.append(VirtualPrinter(0, roll=roll, **options))
        made[-1].start()
        return made[-1]

    yield make
    for printer in made:
        printer.stop()
    left = [one.name for one in threading.enumerate() if one.name.startswith("virtual-")]
    assert left == []


@pytest.fixture
def printer(a_printer):
    return a_printer()


@pytest.fixture(scope="module")
def ticket():
    page = Image.new("1", (64, ROWS), 1)
    page.paste(0, (8, 10, 40, ROWS - 10))
    return ticket_bytes(page)


def out(printer, count, within_s=5.0):
    """The papers that came out, as (rows, end), oldest first, once there are ``count``."""
    version, until = -1, time.monotonic() + within_s
    while len(printer.roll.newest(99)) < count and time.monotonic() < until:
        version = printer.roll.wait(version, until - time.monotonic())
    return [(piece.rows, piece.end) for piece in reversed(printer.roll.newest(99))]


def prints(printer, ticket):
    """Whether a ticket comes out whole, with its proof."""
    before = len(printer.roll.newest(99))
    with Client(printer) as client:
        assert client.status() == WELL
        client.say(ticket + PRINTED)
        proven = client.hear(1) in (b"\0", b"\3")
    return proven and out(printer, before + 1)[before:] == [(ROWS, "cut")]


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
        client.say(b"\r" * 100_000 + PRINTED)
        assert client.hear(1) == b"\0"


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


def wait_until_moving(printer, within_s=5.0):
    until = time.monotonic() + within_s
    version = -1
    while printer.supply.printed_mm == 0 and time.monotonic() < until:
        version = printer.roll.wait(version, 0.02)


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
