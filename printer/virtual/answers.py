"""What a virtual printer says about itself: the bits of an Epson, as an emulator of one gave them."""

from __future__ import annotations

from printer.virtual.faults import Faults

QUESTIONS = (1, 2, 3, 4)  # of DLE EOT
NOISE = b"\xff\x11\x13\xff"  # XON and XOFF among it
# Which fault an agent finds as which cause, worst first.
_CAUSES = (
    ("power_off", "offline"),
    ("refuse", "offline"),
    ("hang", "mute"),
    ("busy", "mute"),
    ("mute", "mute"),
    ("garbage", "mute"),
    ("cover_open", "cover_open"),
    ("paper_out", "paper_out"),
    ("cutter_jam", "cutter_jam"),
    ("offline", "offline"),
)
OFFLINE = (
    "cover_open",
    "paper_out",
    "cutter_jam",
    "offline",
)  # nothing prints while one of these is on
_LITTLE = ("paper_near_end", "paper_out")


def causes(faults: Faults) -> tuple[str, ...]:
    """Why a ticket would not come out now, worst first; empty when it would."""
    return tuple(dict.fromkeys(cause for fault, cause in _CAUSES if faults.on(fault)))


def status(n: int, faults: Faults) -> bytes:
    """The answer to DLE EOT ``n``, 1 to 4."""
    bits = {
        1: 0x08 * faults.any_of(*OFFLINE),
        2: 0x04 * faults.on("cover_open")
        | 0x20 * faults.on("paper_out")
        | 0x40 * faults.on("cutter_jam"),
        3: 0x08 * faults.on("cutter_jam"),
        4: 0x0C * faults.any_of(*_LITTLE) | 0x60 * faults.on("paper_out"),
    }
    return bytes([0x12 | bits[n]])


def paper(n: int, faults: Faults) -> bytes:
    """The answer to GS r ``n``: 1 is the paper, 2 the drawer; nothing to others."""
    if n in (1, 49):
        return bytes([0x03 * faults.any_of(*_LITTLE) | 0x0C * faults.on("paper_out")])
    return b"\x00" if n in (2, 50) else b""


def unasked(faults: Faults) -> bytes:
    """The four bytes of an automatic status report."""
    first = 0x10 | 0x08 * faults.any_of(*OFFLINE) | 0x20 * faults.on("cover_open")
    paper_bits = 0x03 * faults.any_of(*_LITTLE) | 0x0C * faults.on("paper_out")
    return bytes([first, 0x08 * faults.on("cutter_jam"), paper_bits, 0x0F])
