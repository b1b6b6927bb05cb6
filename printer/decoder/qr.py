"""QR codes that the printer draws itself: GS ( k."""

from __future__ import annotations

import segno
from PIL import Image
from segno.encoder import DataOverflowError

_QR = 0x31  # cn of every command of a QR code
_LEVELS = "lmqh"
_MOST = 7089  # no code holds more


class QrPrinter:
    """Size, error correction and content, kept from one command to the next."""

    size: int
    level: str
    content: bytes

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """As after switching on; ``size`` is dots of one module."""
        self.size, self.level, self.content = 3, "l", b""

    def obey(self, data: bytes) -> Image.Image | bool:
        """``data`` is what follows GS (. The code when it is to be printed, else whether understood."""
        function, parameters = data[:1] + data[3:5], data[5:]
        if function[:2] != bytes([ord("k"), _QR]) or len(function) < 3:
            return False
        what, first = function[2], parameters[0] if len(parameters) == 1 else -1
        if what == 67 and 1 <= first <= 16:
            self.size = first
        elif what == 69 and 48 <= first <= 51:
            self.level = _LEVELS[first - 48]
        elif what == 80 and parameters[:1] == b"0" and 1 < len(parameters) <= _MOST + 1:
            self.content = parameters[1:]
        elif what == 81 and parameters == b"0" and self.content:
            return self._drawn()
        else:  # model 2 is the one everybody uses; model 1 and micro codes are not drawn
            return what == 65 and parameters == b"2\x00"
        return True

    def _drawn(self) -> Image.Image | bool:
        """Ink is 1. No white around it: a real printer draws none either."""
        try:
            code = segno.make_qr(self.content, error=self.level, boost_error=False)
        except DataOverflowError:
            return False
        modules = bytes(255 * bool(dark) for row in code.matrix for dark in row)
        side = len(code.matrix)
        small = Image.frombytes("L", (side, side), modules).convert("1", dither=Image.Dither.NONE)
        return small.resize((side * self.size, side * self.size), Image.Resampling.NEAREST)
