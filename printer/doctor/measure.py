"""What can be measured of a printer without a person."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from printer.doctor.sample import TestPaper
from printer.doctor.words import ABOUT, MEANS, Words
from printer.errors import Blocked
from printer.wire import status
from printer.wire.channel import Channel
from printer.wire.status import Condition, Ear
from printer.wire.transport import RealPrinter

ANSWER_S, PROOF_S, PRINT_PROOF_S = 1.0, 3.0, 20.0
TRIES, BETWEEN_TRIES_S = 3, 1.5  # a print agent looks at the printer every few seconds
FASTEST_MM_S = 350  # no ticket printer is quicker
FEED = b"\x1bd\x01"

Tell = Callable[..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``byte`` None: silence, and ``ms`` is how long it lasted."""

    byte: int | None
    ms: int


@dataclass(slots=True, kw_only=True)
class Findings:
    """What is known by now; None: not tried. The last five are what a person saw."""

    connect_ms: int | None = None
    answers: dict[int, Answer] = field(default_factory=dict)
    condition: Condition | None = None
    proof_idle: Answer | None = None
    proof_print: Answer | None = None
    status_printing: Answer | None = None
    printed_mm: int | None = None
    early_proof: bool = False
    trouble: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    paper_seen: bool | None = None
    whole_dots: int | None = None
    reads_native: bool | None = None
    reads_picture: bool | None = None
    letters_right: bool | None = None

    @property
    def is_silent(self) -> bool:
        """Whether at least one status question was not answered."""
        return any(answer.byte is None for answer in self.answers.values())

    @property
    def is_stopped(self) -> bool:
        """Whether the printer says itself that it cannot print now."""
        return bool(self.condition and set(self.condition.causes) - {"mute"})

    @property
    def has_printed(self) -> bool:
        """Whether somebody, or the printer's proof, says so."""
        proven = self.proof_print is not None and self.proof_print.byte is not None
        return proven or bool(self.paper_seen)


def look(printer: RealPrinter, found: Findings, tell: Tell, *, feeds: bool) -> None:
    """Connect, ask all questions one by one, ask for proof. Raises Blocked when nobody is there."""
    for left in range(TRIES - 1, -1, -1):
        began = time.monotonic()
        try:
            with printer.talking() as talk:
                found.connect_ms = _ms(began)
                tell("connected", ms=found.connect_ms)
                _questions(talk.channel, found, tell)
                if not found.is_stopped:  # it would answer when nobody listens any more
                    _idle_proof(talk.channel, found, tell, feeds=feeds)
                talk.channel.finish(leave_s=1, quiet_s=0.2)
            return
        except Blocked:
            if not left:
                raise
        except OSError as error:
            found.trouble.append(("hung_up", {"why": error.strerror or str(error)}))
            return
        time.sleep(BETWEEN_TRIES_S)


def print_paper(
    printer: RealPrinter, paper: TestPaper, found: Findings, tell: Tell, *, is_paper: bool
) -> None:
    """Print it; with proof only where the printer gave one before. Raises Blocked.

    ``is_paper`` False: a virtual printer, which may be quicker than paper moves.
    """
    send_s = printer.transfer_s(len(paper.data))
    asks_proof = found.proof_idle is not None and found.proof_idle.byte is not None
    ending = status.PROOF if asks_proof else b""
    try:
        with printer.talking() as talk:
            talk.begin(time.monotonic() + ANSWER_S)
            began = time.monotonic()
            talk.channel.write(paper.data + ending, within_s=send_s)
            sent = time.monotonic()
            tell("sent", bytes=len(paper.data), ms=_ms(began))
            found.printed_mm = paper.length_mm
            _listen_while_printing(talk.channel, found, asks_proof=asks_proof)
            if left := talk.channel.finish(leave_s=send_s, quiet_s=1):
                raise TimeoutError(f"{left} bytes never reached the printer")
    except OSError as error:
        why = error.strerror or str(error)
        found.trouble.append(("not_sent", {"why": why}))
        tell("not_sent", why=why)
        return
    _tell_while_printing(found, tell)
    if found.proof_print and found.proof_print.byte is not None:
        took_s = sent - began + found.proof_print.ms / 1000
        found.early_proof = is_paper and took_s < paper.length_mm / FASTEST_MM_S
        if found.early_proof:
            tell("early_proof", mm=paper.length_mm)


def _questions(channel: Channel, found: Findings, tell: Tell) -> None:
    _ask(channel, status.NO_ASB, "", 0.1)
    for n in status.QUESTIONS:
        answer = _ask(channel, status.ASK + bytes([n]), "status", ANSWER_S)
        found.answers[n] = answer
        if answer.byte is None:
            tell("silent", n=n, about=ABOUT[n], ms=answer.ms)
        else:
            means = _meaning(n, answer.byte)
            tell("answered", n=n, about=ABOUT[n], means=means, byte=f"{answer.byte:02x}", ms=answer.ms)  # fmt: skip
    heard = {n: answer.byte for n, answer in found.answers.items() if answer.byte is not None}
    found.condition = status.condition(heard) if heard else Condition(causes=("mute",))
    for cause in found.condition.causes:
        tell(cause)
    if not found.condition.causes:
        tell("ready")
        if found.condition.near_end:
            tell("near_end")


def _meaning(question: int, byte: int) -> Words:
    said = status.condition({question: byte})
    return MEANS[said.causes[0] if said.causes else "near_end" if said.near_end else ""]


def _idle_proof(channel: Channel, found: Findings, tell: Tell, *, feeds: bool) -> None:
    answer = _ask(channel, (FEED if feeds else b"") + status.PROOF, "gs_r", PROOF_S)
    found.proof_idle = answer
    tell("no_proof_idle" if answer.byte is None else "proof_idle", ms=answer.ms)


def _ask(channel: Channel, question: bytes, want: str, within_s: float) -> Answer:
    began, ear = time.monotonic(), Ear()
    end = began + within_s
    channel.write(question, within_s=within_s)
    try:
        while True:
            left = end - time.monotonic()
            if left <= 0:
                return Answer(byte=None, ms=_ms(began))
            for byte in channel.read(within_s=left):
                if ear.hear(byte) == want:
                    return Answer(byte=byte, ms=_ms(began))
    except TimeoutError:
        return Answer(byte=None, ms=_ms(began))


def _listen_while_printing(channel: Channel, found: Findings, *, asks_proof: bool) -> None:
    """Ask for the status at once and hear both answers in whichever order they come."""
    began, ear = time.monotonic(), Ear()
    channel.write(status.ASK + b"\x01", within_s=ANSWER_S)
    wanted = {"status": ANSWER_S} | ({"gs_r": PRINT_PROOF_S} if asks_proof else {})
    heard: dict[str, Answer] = {}
    while missing := {kind: s for kind, s in wanted.items() if kind not in heard}:
        left = began + max(missing.values()) - time.monotonic()
        try:
            got = channel.read(within_s=left) if left > 0 else b""
        except TimeoutError:
            got = b""
        if not got:
            break
        for byte in got:
            heard.setdefault(ear.hear(byte), Answer(byte=byte, ms=_ms(began)))
    silence = Answer(byte=None, ms=_ms(began))
    found.status_printing = heard.get("status", silence)
    found.proof_print = heard.get("gs_r", silence) if asks_proof else None


def _tell_while_printing(found: Findings, tell: Tell) -> None:
    if answer := found.status_printing:
        tell("no_status_printing" if answer.byte is None else "status_printing", ms=answer.ms)
    if answer := found.proof_print:
        tell("no_proof_print" if answer.byte is None else "proof_print", ms=answer.ms)


def _ms(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
