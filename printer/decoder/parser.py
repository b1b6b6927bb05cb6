"""A stream of bytes cut into commands of ESC/POS, however the network cut it up before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TEXT, UNKNOWN = b"text", b"unknown"
RASTER, FUNCTION = b"\x1dv0", b"\x1d("
ASK, PROOF, CUT = b"\x10\x04", b"\x1dr", b"\x1dV"

# command -> how many bytes of parameters follow
PLAIN = {
    **dict.fromkeys((b"\n", b"\r", b"\x1b@", b"\x1bS", b"\x1b2"), 0),
    **dict.fromkeys((b"\x1ba", b"\x1bE", b"\x1b!", b"\x1b-", b"\x1bt", b"\x1bM", b"\x1bd"), 1),
    **dict.fromkeys((b"\x1bJ", b"\x1b3", b"\x1d!", b"\x1dB", b"\x1da"), 1),
    **dict.fromkeys((ASK, PROOF, CUT), 1),
}
_FEEDING_CUTS = (65, 66)  # these carry one more byte
_BEGINNINGS = b"\x10\x1b\x1c\x1d"  # DLE, ESC, FS, GS: a command of at least two bytes begins
_LETTERS = re.compile(rb"[\x20-\x7e\x80-\xff]+")
_JUNK = re.compile(rb"[^\x20-\x7e\x80-\xff\n\r\x10\x1b\x1c\x1d]+")
_RASTER_HEAD, _FUNCTION_HEAD = 8, 5  # GS v 0 m xL xH yL yH; GS ( k pL pH
_SLICE = 1 << 16  # a picture is handed on in pieces of about so many bytes: memory stays small


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """``name`` is its fixed bytes, or TEXT or UNKNOWN; ``data`` the rest.

    Of a picture ``data`` is whole rows of ``width`` bytes, ink is 1, and ``scale`` its mode 0 to 3.
    """

    name: bytes
    data: bytes = b""
    width: int = 0
    scale: int = 0

    @property
    def size(self) -> int:
        """How many bytes it was on the wire."""
        head = {TEXT: 0, UNKNOWN: 0, RASTER: _RASTER_HEAD}.get(self.name, len(self.name))
        return head + len(self.data)


class Parser:
    """Keeps what is not whole yet: never more than one command or one slice of a picture."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._width = self._scale = self._rows_left = 0

    def feed(self, data: bytes) -> Iterator[Command]:
        """Take ``data``; yields the commands that are whole now. Run it to its end."""
        self._buffer += data
        while (command := self._next()) is not None:
            yield command

    def end(self) -> Command | None:
        """The sender is gone: the unfinished rest, which will never be finished, or None."""
        rest = bytes(self._buffer)
        self._buffer.clear()
        self._rows_left = 0
        return Command(name=UNKNOWN, data=rest) if rest else None

    def _next(self) -> Command | None:
        if self._rows_left:
            return self._rows()
        if not self._buffer:
            return None
        for kind, run in ((TEXT, _LETTERS), (UNKNOWN, _JUNK)):
            if found := run.match(self._buffer):
                return Command(name=kind, data=self._take(found.end()))
        if self._buffer[0] in _BEGINNINGS and len(self._buffer) < 2:
            return None
        return self._command()

    def _command(self) -> Command | None:
        head = bytes(self._buffer[: 2 if self._buffer[0] in _BEGINNINGS else 1])
        if head in PLAIN:
            return self._plain(head)
        if head == RASTER[:2]:
            return self._raster()
        if head == FUNCTION:
            return self._function()
        return Command(name=UNKNOWN, data=self._take(2))

    def _plain(self, head: bytes) -> Command | None:
        size = len(head) + PLAIN[head]
        if head == CUT and len(self._buffer) > 2 and self._buffer[2] in _FEEDING_CUTS:
            size += 1
        if len(self._buffer) < size:
            return None
        return Command(name=head, data=self._take(size)[len(head) :])

    def _function(self) -> Command | None:
        """GS ( x: the one family that says its own length, so also unknown ones are passed whole."""
        if len(self._buffer) < _FUNCTION_HEAD:
            return None
        size = _FUNCTION_HEAD + self._buffer[3] + 256 * self._buffer[4]
        if len(self._buffer) < size:
            return None
        whole = self._take(size)
        return Command(name=FUNCTION, data=whole[2:])

    def _raster(self) -> Command | None:
        if len(self._buffer) > 2 and self._buffer[2] != RASTER[2]:
            return Command(name=UNKNOWN, data=self._take(2))
        if len(self._buffer) < _RASTER_HEAD:
            return None
        head = self._take(_RASTER_HEAD)
        scale, width, height = head[3], head[4] + 256 * head[5], head[6] + 256 * head[7]
        if scale not in b"\x00\x01\x02\x030123" or not width or not height:
            return Command(name=UNKNOWN, data=head)
        self._width, self._scale, self._rows_left = width, scale & 3, height
        return self._rows()

    def _rows(self) -> Command | None:
        rows = min(self._rows_left, max(1, _SLICE // self._width))
        if len(self._buffer) < rows * self._width:
            return None
        self._rows_left -= rows
        data = self._take(rows * self._width)
        return Command(name=RASTER, data=data, width=self._width, scale=self._scale)

    def _take(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken
