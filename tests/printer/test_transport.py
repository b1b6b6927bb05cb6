"""A ticket reaches the printer whole, or it is known whether a byte of it did."""

import socket
import time

import pytest

from printer import status
from printer.errors import Blocked, Unknown
from printer.transport import Limits, NetworkPrinter, Receipt
from tests.printer.fault_printer import STATUS, FaultPrinter

TICKET = b"\x1b@" + bytes(range(16, 26)) * 6000 + b"\x1dVB\x00"
PATIENT = Limits(connect=5, answer=5, send=5, proof=5, close=5)
QUICK = Limits(
    connect=0.5, answer=0.1, send=0.3, proof=0.1, close=0.2
)  # where waiting ends in a fault
NO_PROOF = Limits(connect=5, answer=5, send=5, proof=0.1, close=0.2)  # ready, then silent
ASB = (
    b"\x10\x00\x00\x00"  # four bytes of unasked report; the last three look like an answer to GS r
)


@pytest.fixture
def printers():
    """``printers(**faults)`` is a printer with these faults, switched off at the end."""
    made = []

    def make(**faults):
        made.append(FaultPrinter(**faults))
        return made[-1]

    yield make
    for printer in made:
        printer.close()


@pytest.fixture
def started():
    """How often the journal was told that bytes are about to leave."""
    return []


def printing_on(printer, *, asks_proof=True, limits=PATIENT):
    return NetworkPrinter(host="127.0.0.1", port=printer.port, asks_proof=asks_proof, limits=limits)


def send(printer, started, **how):
    return printing_on(printer, **how).send(TICKET, on_send=lambda: started.append(1))


def bytes_of_ticket(job):
    return bytes(job).count(b"\x10\x11\x12")


def test_a_ticket_is_proven_when_the_printer_says_so(printers, started):
    printer = printers()

    assert send(printer, started) == Receipt(proven=True, near_end=False)
    assert len(started) == printer.tickets == 1
    assert TICKET in printer.jobs[0]


def test_a_printer_that_is_not_asked_proves_nothing_and_gets_every_byte(printers, started):
    printer = printers()

    assert send(printer, started, asks_proof=False) == Receipt(proven=False)
    assert bytes(printer.jobs[0]) == TICKET


def test_the_end_of_the_ticket_arrives_though_the_printer_talks_unasked(printers, started):
    printer = printers(push=ASB * 3)

    send(printer, started, asks_proof=False)

    assert bytes(printer.jobs[0]) == TICKET


def test_a_printer_that_keeps_the_line_open_costs_no_more_than_the_limit(printers, started):
    printer = printers(keeps_open=True)
    began = time.monotonic()

    send(printer, started, asks_proof=False, limits=NO_PROOF)

    assert time.monotonic() - began < 2
    assert bytes(printer.jobs[0]) == TICKET


@pytest.mark.parametrize("noise", [b"\x11", b"\x13\x11", b"\xff\xff", ASB, ASB + b"\x11"])
def test_noise_and_unasked_reports_are_no_proof_and_no_harm(printers, started, noise):
    assert send(printers(push=noise, before_proof=noise), started).proven
    with pytest.raises(Unknown, match="no_proof"):
        send(printers(push=noise, before_proof=noise, proof=b""), started, limits=NO_PROOF)


def test_little_paper_is_noticed_in_passing(printers, started):
    assert send(printers(answers=STATUS | {4: 0x1E}), started).near_end


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}, "paper_out"),
        ({1: 0x1A, 2: 0x16}, "cover_open"),
        ({1: 0x1A, 3: 0x1A}, "cutter_jam"),
        ({3: 0x32}, "printer_fault"),
        ({1: 0x1A}, "offline"),
        (None, "mute"),
    ],
)
def test_a_printer_that_is_not_ready_gets_nothing(printers, started, answers, code):
    printer = printers(answers=None if answers is None else STATUS | answers)

    with pytest.raises(Blocked) as blocked:
        send(printer, started, limits=PATIENT if answers else QUICK)

    assert blocked.value.code == code
    assert started == []
    assert sum(map(bytes_of_ticket, printer.jobs)) == 0


def test_a_printer_that_is_off_is_blocked(started):
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]

    with pytest.raises(Blocked, match="offline"):
        NetworkPrinter(host="127.0.0.1", port=port, limits=QUICK).send(
            TICKET, on_send=lambda: started.append(1)
        )
    assert started == []


@pytest.mark.parametrize("asks_proof", [True, False])
def test_a_journal_that_cannot_be_written_keeps_every_byte_back(printers, asks_proof):
    printer = printers()

    def full():
        raise Blocked("journal", "disk full")

    with pytest.raises(Blocked, match="disk full"):
        printing_on(printer, asks_proof=asks_proof).send(TICKET, on_send=full)

    printer.close()
    assert sum(map(bytes_of_ticket, printer.jobs)) == 0


@pytest.mark.parametrize(
    ("faults", "asks_proof"),
    [
        ({"drop_after": 1000}, True),
        ({"drop_after": 1000}, False),
        ({"proof": None}, True),
        ({"proof": b"\xff"}, True),
    ],
)
def test_after_the_first_byte_a_fault_is_unknown(printers, started, faults, asks_proof):
    with pytest.raises(Unknown):
        send(printers(**faults), started, asks_proof=asks_proof, limits=NO_PROOF)
    assert len(started) == 1


def test_a_printer_that_never_reads_is_given_up_in_time(printers, started):
    printer = printers(reads=False)
    began = time.monotonic()

    with pytest.raises(Unknown):
        printing_on(printer, asks_proof=False, limits=QUICK).send(
            TICKET * 100, on_send=lambda: started.append(1)
        )
    assert time.monotonic() - began < 3
    assert len(started) == 1


def test_bytes_still_in_the_cable_are_not_paper(printers, started):
    """Small enough for the buffers: sending succeeds, but the printer never confirms the bytes."""
    with pytest.raises(Unknown, match="never reached"):
        send(printers(reads=False), started, asks_proof=False, limits=QUICK)


def test_after_every_fault_the_next_ticket_prints(printers, started):
    printer = printers(proof=None)
    with pytest.raises(Unknown):
        send(printer, started, limits=NO_PROOF)
    printer.proof = b"\x00"

    assert send(printer, started).proven


@pytest.mark.parametrize(
    ("byte", "family"),
    [
        *((b, "status") for b in (0x12, 0x16, 0x1A, 0x1E, 0x32, 0x7E)),
        *((b, "asb") for b in (0x10, 0x14, 0x18, 0x38)),
        *((b, "gs_r") for b in (0x00, 0x03, 0x0C, 0x6F)),
        *((b, "junk") for b in (0x11, 0x13, 0xFF, 0x92)),
    ],
)
def test_answers_are_told_apart_by_their_fixed_bits(byte, family):
    assert status.family(byte) == family
