"""A ticket reaches the printer whole, or it is known whether a byte of it did: over every kind of cable."""

import time

import pytest

from printer.errors import Blocked, Unknown
from printer.wire.transport import Condition, Limits, Receipt
from tests.printer.scripted import PATIENT, QUICK, WAYS, WELL, scripted

TICKET = b"\x1b@" + bytes(range(0x41, 0x5B)) * 300 + b"\x1dVB\x00"
NO_PROOF = Limits(connect=5, ready=5, answer=5, send=5, proof=0.1, close=0.2)  # ready, then silent
ASB = (
    b"\x10\x00\x00\x00"  # four bytes of unasked report; the last three look like an answer to GS r
)
NOISE = [b"\x11", b"\x13\x11", b"\xff\xff", ASB, ASB + b"\x11", b"\x10\x00\x11\x00\x00"]
PAPER_OUT = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}


@pytest.fixture(params=WAYS)
def printers(request):
    """``printers(**script)`` is a printer with this script, unplugged at the end."""
    made = []

    def make(**script):
        made.append(scripted(request.param, **script))
        return made[-1]

    yield make
    for printer in made:
        printer.close()


@pytest.fixture
def started():
    """How often the journal was told that bytes are about to leave."""
    return []


def send(printer, started, *, ticket=TICKET, limits=PATIENT, **how):
    return printer.transport(limits=limits, **how).send(ticket, on_send=lambda: started.append(1))


def sent(printer):
    """Whether a byte of the ticket reached it."""
    return any(b"ABC" in job for job in printer.jobs)


def test_a_ticket_is_proven_when_the_printer_says_so(printers, started):
    printer = printers()

    assert send(printer, started, asks_proof=True) == Receipt(proven=True, near_end=False)
    assert len(started) == printer.tickets == 1
    assert TICKET in printer.jobs[0]


def test_a_printer_that_is_never_asked_gets_the_ticket_and_nothing_else(printers, started):
    printer = printers(answers=None)

    got = send(printer, started, asks_status=False, limits=NO_PROOF)

    assert got == Receipt(proven=False)
    printer.close_when_read(len(TICKET))
    assert bytes(printer.jobs[0]) == TICKET


@pytest.mark.parametrize("noise", NOISE)
def test_noise_and_unasked_reports_are_no_answer_and_no_harm(printers, started, noise):
    assert send(printers(push=noise, before_proof=noise), started, asks_proof=True).proven
    with pytest.raises(Unknown, match="no_proof"):
        send(
            printers(push=noise, before_proof=noise, proof=b""),
            started,
            asks_proof=True,
            limits=NO_PROOF,
        )


def test_little_paper_is_noticed_in_passing(printers, started):
    near_end = WELL | {4: 0x1E}
    assert send(printers(answers=near_end), started, asks_proof=True).near_end is True
    assert send(printers(after=near_end), started).near_end is True
    assert printers(answers=near_end).transport().look() == Condition(near_end=True)
    assert send(printers(), started, asks_status=False, asks_proof=True).near_end is None


@pytest.mark.parametrize(
    ("answers", "causes"),
    [
        (PAPER_OUT, ("paper_out",)),
        ({1: 0x1A, 2: 0x16}, ("cover_open",)),
        (PAPER_OUT | {2: 0x36}, ("cover_open", "paper_out")),
        ({1: 0x1A, 3: 0x1A}, ("cutter_jam",)),
        ({3: 0x32}, ("printer_fault",)),
        ({3: 0x52}, ("printer_fault",)),
        ({1: 0x1A}, ("offline",)),
        (None, ("mute",)),
        ({4: 0x11}, ("mute",)),
    ],
)
def test_a_printer_that_is_not_ready_gets_nothing_and_its_causes_are_told(
    printers, started, answers, causes
):
    answering = None if answers is None else WELL | answers
    printer = printers(answers=answering)
    limits = QUICK if "mute" in causes else PATIENT

    with pytest.raises(Blocked) as blocked:
        send(printer, started, limits=limits)

    assert (blocked.value.code, blocked.value.causes) == (causes[0], causes)
    assert started == []
    assert printer.transport(limits=limits).look().causes == causes
    assert not sent(printer)


def test_a_printer_that_dawdles_over_each_answer_is_mute_before_the_visitor_walks_away(
    printers, started
):
    """Each of its answers is in time, all four together are not."""
    limits = Limits(ready=0.5, answer=0.4)
    printer = printers(late_s=0.3)

    with pytest.raises(Blocked, match="mute"):
        send(printer, started, limits=limits)

    assert started == []
    assert Limits().connect + Limits().ready <= 5


def test_a_look_finds_nothing_wrong_with_a_printer_that_is_never_asked(printers):
    printer = printers(answers=None)

    assert printer.transport(asks_status=False).look() == Condition()


@pytest.mark.parametrize("asks_proof", [True, False])
def test_a_journal_that_cannot_be_written_keeps_every_byte_back(printers, asks_proof):
    printer = printers()

    def full():
        raise Blocked("journal", "disk full")

    with pytest.raises(Blocked, match="disk full") as blocked:
        printer.transport(asks_proof=asks_proof, limits=PATIENT).send(TICKET, on_send=full)

    printer.close_when_read(1)
    assert blocked.value.causes == ()
    assert not sent(printer)


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ({"drop_after": 1000}, "broken_off"),
        ({"proof": None}, "no_proof"),
        ({"proof": b"\xff"}, "no_proof"),
        ({"proof": None, "after": WELL | PAPER_OUT}, "paper_out"),
        ({"proof": None, "after": None, "before_proof": ASB}, "no_proof"),
    ],
)
def test_after_the_first_byte_a_fault_is_unknown_and_says_why(printers, started, script, code):
    with pytest.raises(Unknown) as unknown:
        send(printers(**script), started, asks_proof=True, limits=NO_PROOF, ticket=TICKET * 9)

    assert unknown.value.code == code
    assert len(started) == 1


def test_without_proof_paper_that_ran_out_in_the_middle_is_found_out_afterwards(printers, started):
    with pytest.raises(Unknown) as unknown:
        send(printers(after=WELL | PAPER_OUT), started)

    assert unknown.value.code == "paper_out"
    assert len(started) == 1


def test_without_proof_a_printer_too_busy_to_answer_afterwards_is_believed(printers, started):
    quick_end = Limits(connect=5, ready=0.5, answer=0.5, send=5, close=0.2)
    printer = printers()
    printer.script = lambda data: setattr(printer, "answers", None if printer.tickets else WELL)

    assert send(printer, started, limits=quick_end) == Receipt(proven=False, near_end=False)


def test_a_picture_that_holds_a_question_by_chance_is_not_taken_for_paper_out(printers, started):
    """Some printers answer it, so nobody knows whose answer comes afterwards."""
    printer = printers(after=WELL | PAPER_OUT)

    receipt = send(printer, started, ticket=TICKET[:-4] + b"\x10\x04\x04" + TICKET[-4:])

    assert receipt == Receipt(proven=False, near_end=False)


def test_a_printer_that_never_reads_is_given_up_in_time(printers, started):
    printer = printers(reads=False)
    began = time.monotonic()

    more = {"baud": 115200} if printer.way == "serial" else {}
    overflow = TICKET * (900 if printer.way == "network" else 4)
    with pytest.raises(Unknown):
        send(printer, started, asks_status=False, limits=QUICK, ticket=overflow, **more)
    with pytest.raises(Blocked, match="mute"):
        send(printer, started, limits=QUICK)

    assert time.monotonic() - began < 10
    assert len(started) == 1


def test_after_every_fault_the_next_ticket_prints(printers, started):
    printer = printers(proof=None)
    transport = printer.transport(asks_proof=True, limits=NO_PROOF)
    with pytest.raises(Unknown):
        transport.send(TICKET, on_send=lambda: None)
    printer.proof = b"\x00"
    transport.limits = PATIENT

    assert transport.send(TICKET, on_send=lambda: None).proven


def test_a_proof_that_comes_a_ticket_late_is_not_taken_for_the_next_ones(printers, started):
    """The roll was empty: the first ticket comes out after the refill, and its proof right after it."""
    printer = printers(proof=None)
    transport = printer.transport(asks_proof=True, limits=NO_PROOF)
    with pytest.raises(Unknown):
        transport.send(TICKET, on_send=lambda: None)
    proofs = iter([b"\x00\x00"])  # the late one and the barrier's; then silence again

    def answer(data):
        printer.proof = next(proofs, None) if b"\x1dr\x01" in data else None

    printer.script = answer

    with pytest.raises(Unknown, match="no_proof"):
        transport.send(TICKET, on_send=lambda: None)


def test_a_printer_that_stops_in_the_middle_is_known_before_the_wait_for_proof_is_over(
    printers, monkeypatch
):
    monkeypatch.setattr("printer.wire.transport.LOOK_WHILE_WAITING_S", 0.1)
    printer = printers(proof=None, after=WELL | PAPER_OUT)
    heard = []

    def refill(condition):
        heard.append(condition.causes)
        if len(heard) == 2:
            printer.after = WELL
            printer.say(b"\x00")  # the rest came out: the proof is there before the next question
            monkeypatch.setattr("printer.wire.transport.LOOK_WHILE_WAITING_S", 0.0)

    transport = printer.transport(asks_proof=True, limits=PATIENT)
    assert transport.send(TICKET, on_send=lambda: None, on_wait=refill).proven
    assert heard[:2] == [("paper_out",)] * 2


def test_a_proof_that_comes_between_the_answers_to_other_questions_counts(printers, monkeypatch):
    monkeypatch.setattr("printer.wire.transport.LOOK_WHILE_WAITING_S", 0.1)
    printer = printers(proof=None)
    asked = []

    def answer(data):
        if printer.tickets and b"\x10\x04\x02" in data and not asked:
            asked.append(1)
            printer.say(b"\x00")

    printer.script = answer
    transport = printer.transport(asks_proof=True, limits=PATIENT)
    assert transport.send(TICKET, on_send=lambda: None).proven
    assert asked


def test_a_printer_that_never_answers_gs_r_is_not_blocked_for_ever(printers):
    """Wrongly set up: its papers are unknown, but they come out."""
    printer = printers(proof=None)
    limits = Limits(connect=5, ready=1.5, answer=0.5, send=5, proof=0.1, close=0.2)
    transport = printer.transport(asks_proof=True, limits=limits)
    for refusal in (Unknown, Blocked, Unknown):
        with pytest.raises(refusal):
            transport.send(TICKET, on_send=lambda: None)

    assert printer.tickets == 2


def test_a_printer_that_stays_ready_while_others_talk_is_looked_at_in_no_time(printers):
    printer = printers(push=ASB * 40)
    began = time.monotonic()

    assert printer.transport(limits=PATIENT).look() == Condition(near_end=False)
    assert time.monotonic() - began < 3
