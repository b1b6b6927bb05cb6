"""The other end of the wire: the bytes we send, turned back into the picture on the paper.

Knows the commands of our tickets and status questions; every other byte is counted, none guessed.
The parts are in ``parser`` (bytes to commands) and ``painter`` (commands to dots).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from printer.decoder import parser
from printer.decoder.painter import LONGEST, Painter
from printer.decoder.strip import Cut

READY = b"\x12"  # answer to DLE EOT: all well
ENOUGH = b"\x00"  # answer to GS r: paper is there
__all__ = ["ENOUGH", "LONGEST", "READY", "Answer", "Cut", "Decoder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the printer says on the connection that asked."""

    data: bytes


class Decoder:
    """A printer ``dots`` wide that never has a fault. It keeps uncut rows from one connection to the next."""

    def __init__(self, dots: int) -> None:
        self.dots = dots
        self._parser = parser.Parser()
        self._painter = Painter(dots)

    def begin(self) -> None:
        """A new connection: what the last one left unfinished will never be finished."""
        if rest := self._parser.end():
            self._painter.obey(rest)

    def feed(self, data: bytes) -> Iterator[Cut | Answer]:
        """Take ``data``; yields what happens, in order. Run it to its end."""
        for command in self._parser.feed(data):
            if command.name == parser.ASK:
                yield Answer(data=READY)
            elif command.name == parser.PROOF:
                yield Answer(data=ENOUGH)
            elif ticket := self._painter.obey(command):
                yield ticket
            if self._painter.is_overlong:
                yield self._painter.strip.cut()
