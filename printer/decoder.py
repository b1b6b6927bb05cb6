"""The other end of the wire: the bytes we send, turned back into the picture on the paper.

Knows the commands of our tickets and status questions; every other byte is counted, none guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

READY = b"\x12"  # answer to DLE EOT: all well
ENOUGH = b"\x00"  # answer to GS r: paper is there
LONGEST = 8000  # rows (1 m); a printer cuts no later than this

# command -> how many bytes of parameters follow
_PLAIN = {b"\x1b@": 0, b"\x1bS": 0, b"\x1da": 1, b"\x1dr": 1, b"\x10\x04": 1, b"\x1dV": 1}
_RASTER = b"\x1dv0"
_RASTER_HEAD = 8  # GS v 0 m xL xH yL yH
_FEEDING_CUTS = (65, 66)  # these carry one more byte


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A ticket fell off: its picture and the bytes nobody understood since the last one."""

    image: Image.Image
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the printer says on the connection that asked."""

    data: bytes


class Decoder:
    """A printer ``dots`` wide. It keeps uncut rows, also from one connection to the next."""

    def __init__(self, dots: int) -> None:
        self.dots = dots
        self._rows = bytearray()
        self._buffer = bytearray()
        self._unknown = 0

    @property
    def _row(self) -> int:
        return -(-self.dots // 8)

    def begin(self) -> None:
        """A new connection: what the last one left unfinished will never be finished."""
        self._unknown += len(self._buffer)
        self._buffer.clear()

    def feed(self, data: bytes) -> Iterator[Cut | Answer]:
        """Take ``data``; yields what happens, in order. Run it to its end."""
        self._buffer += data
        while (taken := self._take()) is not None:
            command, parameters = taken
            if event := self._obey(command, parameters):
                yield event
            if len(self._rows) >= LONGEST * self._row:
                yield self._cut()

    def _take(self) -> tuple[bytes, bytes] | None:
        """The next whole command and its parameters, out of the buffer. None: more must come."""
        while self._buffer:
            if self._buffer.startswith(_RASTER):
                return self._take_raster()
            head = bytes(self._buffer[:2])
            if head in _PLAIN:
                return self._take_plain(head)
            if _could_begin(bytes(self._buffer[:3])):
                return None
            del self._buffer[0]
            self._unknown += 1
        return None

    def _take_plain(self, head: bytes) -> tuple[bytes, bytes] | None:
        size = len(head) + _PLAIN[head]
        if head == b"\x1dV" and len(self._buffer) > 2 and self._buffer[2] in _FEEDING_CUTS:
            size += 1
        if len(self._buffer) < size:
            return None
        parameters = bytes(self._buffer[len(head) : size])
        del self._buffer[:size]
        return head, parameters

    def _take_raster(self) -> tuple[bytes, bytes] | None:
        if len(self._buffer) < _RASTER_HEAD:
            return None
        width = self._buffer[4] + 256 * self._buffer[5]
        height = self._buffer[6] + 256 * self._buffer[7]
        end = _RASTER_HEAD + width * height
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[_RASTER_HEAD:end])
        del self._buffer[:end]
        keep, blank = min(width, self._row), b"\0" * max(0, self._row - width)
        for top in range(0, len(body), width or 1):
            self._rows += body[top : top + keep] + blank
        return _RASTER, b""

    def _obey(self, command: bytes, parameters: bytes) -> Cut | Answer | None:
        if command == b"\x1dV":
            return self._cut() if self._rows else None
        if command == b"\x10\x04":
            return Answer(data=READY)
        if command == b"\x1dr":
            return Answer(data=ENOUGH)
        return None

    def _cut(self) -> Cut:
        size = (self.dots, len(self._rows) // self._row)
        image = Image.frombytes("1", size, bytes(self._rows), "raw", "1;I")  # ink is 1 there
        cut = Cut(image=image, unknown=self._unknown)
        self._rows.clear()
        self._unknown = 0
        return cut


def _could_begin(start: bytes) -> bool:
    return any(known.startswith(start) for known in (*_PLAIN, _RASTER))
