"""What a printer says about itself: single bytes, told apart by their fixed bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NO_ASB = b"\x1da\x00"  # GS a 0: do not speak unasked
ASK = b"\x10\x04"  # DLE EOT n: answered at once, even while printing
PROOF = b"\x1dr\x01"  # GS r 1: answered in order, so after the ticket before it
QUESTIONS = (1, 2, 3, 4)
NEAR_END = 0x0C  # of the answer to 4

# (question, bits, what it means); the worst first
CAUSES = (
    (2, 0x04, "cover_open"),
    (4, 0x60, "paper_out"),
    (2, 0x20, "paper_out"),
    (3, 0x08, "cutter_jam"),
    (3, 0x60, "printer_fault"),
)
OFFLINE = 0x08  # of the answer to 1; every cause above brings it along


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How a printer is. No causes: ready. ``near_end`` None: not known."""

    causes: tuple[str, ...] = ()
    near_end: bool | None = None


def condition(answers: Mapping[int, int]) -> Condition:
    """What ``answers`` (question to byte) mean. Offline is a cause only where it is the only one."""
    found = dict.fromkeys(why for n, bits, why in CAUSES if answers.get(n, 0) & bits)
    if not found and answers.get(1, 0) & OFFLINE:
        found = {"offline": None}
    near_end = bool(answers[4] & NEAR_END) if 4 in answers else None
    return Condition(causes=tuple(found), near_end=near_end)


def family(byte: int) -> str:
    """Which kind of answer ``byte`` belongs to: status, asb, gs_r, or junk (XON, XOFF, noise)."""
    if byte & 0x93 == 0x12:
        return "status"
    if byte & 0x93 == 0x10:
        return "asb"
    return "gs_r" if byte & 0x90 == 0x00 else "junk"


class Ear:
    """Sorts what a printer says. An unasked report is four bytes long, and its last three look like
    an answer to GS r: they are passed over, also where another answer falls between them.
    """

    def __init__(self) -> None:
        self._report_left = 0

    def hear(self, byte: int) -> str:
        """The family of ``byte``, or "rest" for the later bytes of a report."""
        kind = family(byte)
        if self._report_left and kind == "gs_r":
            self._report_left -= 1
            return "rest"
        if kind == "asb":
            self._report_left = 3
        return kind
