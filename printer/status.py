"""What a printer says about itself: single bytes, told apart by their fixed bits."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from contextlib import suppress

NO_ASB = b"\x1da\x00"  # GS a 0: do not speak unasked
ASK = b"\x10\x04"  # DLE EOT n: answered at once, even while printing
PROOF = b"\x1dr\x01"  # GS r 1: answered in order, so after the ticket before it
QUESTIONS = (1, 2, 3, 4)
NEAR_END = 0x0C  # of the answer to 4

# (question, bits, what it means); the first that fits is the reason given
CAUSES = (
    (4, 0x60, "paper_out"),
    (2, 0x20, "paper_out"),
    (2, 0x04, "cover_open"),
    (3, 0x08, "cutter_jam"),
    (3, 0x60, "printer_fault"),
    (1, 0x08, "offline"),
)


def family(byte: int) -> str:
    """Which kind of answer ``byte`` belongs to: status, asb, gs_r, or junk (XON, XOFF, noise)."""
    if byte & 0x93 == 0x12:
        return "status"
    if byte & 0x93 == 0x10:
        return "asb"
    return "gs_r" if byte & 0x90 == 0x00 else "junk"


def cause(answers: Mapping[int, int]) -> str | None:
    """Why a printer that gave ``answers`` (question to byte) cannot print now, or None."""
    return next((why for n, bits, why in CAUSES if answers.get(n, 0) & bits), None)


def reply(sock: socket.socket, want: str, within_s: float) -> int:
    """The next byte of family ``want``; unasked reports (four bytes) and junk are passed over.

    Raises OSError: TimeoutError after ``within_s``, ConnectionError when the printer hangs up.
    """
    end, skip = time.monotonic() + within_s, 0
    while (left := end - time.monotonic()) > 0:
        sock.settimeout(left)
        got = sock.recv(1)
        if not got:
            raise ConnectionError("the printer closed the connection")
        kind = "rest" if skip else family(got[0])
        skip = skip - 1 if skip else 3 if kind == "asb" else 0
        if kind == want:
            return got[0]
    raise TimeoutError("no valid answer")


def drain(sock: socket.socket, within_s: float) -> bool:
    """Read and forget what comes until the other side closes; False if it did not ``within_s``."""
    end = time.monotonic() + within_s
    with suppress(TimeoutError):
        while (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            if not sock.recv(256):
                return True
    return False
