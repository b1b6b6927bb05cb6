"""Commands become dots: what a printer does with each of them."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from printer.decoder import parser
from printer.decoder.letters import CODE_PAGES, Letter, cell
from printer.decoder.parser import Command
from printer.decoder.qr import QrPrinter
from printer.decoder.strip import Cut, Line, Strip

LONGEST = 8000  # rows (1 m); a printer cuts no later than this
SPACING = 30  # rows of a line of text unless told otherwise
_CUTS = (b"\x00", b"\x01", b"0", b"1")
_UNDERLINES = {0: 0, 1: 1, 2: 2, 48: 0, 49: 1, 50: 2}


class Painter:
    """A print head over ``strip``. Says of every command whether it was understood, guesses nothing."""

    def __init__(self, dots: int) -> None:
        self.strip = Strip(dots)
        self._line = Line()
        self._qr = QrPrinter()
        self._understood: dict[bytes, Callable[[bytes], bool]] = {
            b"\n": self._line_feed,
            b"\r": _nothing,  # a line feed follows or nothing does
            b"\x1bS": _nothing,
            b"\x1da": _nothing,
            b"\x1b@": self._initialise,
            b"\x1ba": self._align_to,
            b"\x1bE": self._set_strong,
            b"\x1b!": self._set_mode,
            b"\x1d!": self._set_size,
            b"\x1b-": self._set_underline,
            b"\x1bt": self._set_code_page,
            b"\x1bM": self._set_font,
            b"\x1bd": self._feed_lines,
            b"\x1bJ": self._feed_dots,
            b"\x1b2": self._set_spacing,
            b"\x1b3": self._set_spacing,
            b"\x1dB": self._set_reverse,
            parser.FUNCTION: self._function,
        }
        self._initialise(b"")

    def obey(self, command: Command) -> Cut | None:
        """Do it; a cut hands out the ticket. Questions (DLE EOT, GS r) are answered elsewhere."""
        match command.name:
            case parser.TEXT:
                self._write(command.data)
            case parser.RASTER:
                self._picture(command)
            case parser.CUT:
                return self._cut(command.data)
            case parser.UNKNOWN:
                self.strip.unknown += len(command.data)
            case parser.ASK | parser.PROOF:
                pass
            case name if not self._understood[name](command.data):
                self.strip.unknown += len(name) + len(command.data)
        return None

    @property
    def is_overlong(self) -> bool:
        """Whether the printer must cut by itself now."""
        return self.strip.rows >= LONGEST

    def lose_power(self, burnt: int) -> None:
        """Forget everything but the ``burnt`` rows that are on paper."""
        self.strip.keep(burnt)
        self._qr.reset()
        self._initialise(b"")

    def _initialise(self, _: bytes) -> bool:
        self._line.clear()
        self._look, self._align, self._spacing, self._page = Letter(), 0, SPACING, CODE_PAGES[0]
        return True

    def _write(self, data: bytes) -> None:
        for byte in data:
            character = bytes([byte]).decode(self._page, "replace")
            if character == "\ufffd":
                self.strip.unknown += 1
                continue
            image = cell(character, self._look)
            if self._line and self._line.width + image.width > self.strip.dots:
                self._line_feed(b"")
            self._line.add(character, image)

    def _print(self, feed: int) -> None:
        self._line.burn(self.strip, align=self._align, feed=feed)

    def _line_feed(self, _: bytes) -> bool:
        self._print(self._spacing)
        return True

    def _feed_lines(self, data: bytes) -> bool:
        self._print(data[0] * self._spacing)
        for _ in range(data[0] - 1):
            self.strip.say("")
        return True

    def _feed_dots(self, data: bytes) -> bool:
        if self._line:
            self._print(data[0])
        else:
            self.strip.feed(data[0])
        return True

    def _flush(self) -> None:
        if self._line:
            self._line_feed(b"")

    def _picture(self, command: Command) -> None:
        self._flush()
        rows = len(command.data) // command.width
        image = Image.frombytes("1", (command.width * 8, rows), command.data)
        if command.scale:
            double = (1 + (command.scale & 1), 1 + (command.scale >> 1))
            size = (image.width * double[0], rows * double[1])
            image = image.resize(size, Image.Resampling.NEAREST)
        self.strip.add(image, self._align)

    def _cut(self, data: bytes) -> Cut | None:
        if len(data) == 1 and data not in _CUTS:
            self.strip.unknown += 3
            return None
        self._flush()
        return self.strip.cut() if self.strip.rows else None

    def _function(self, data: bytes) -> bool:
        done = self._qr.obey(data)
        if isinstance(done, Image.Image):
            self._flush()
            self.strip.add(done, self._align)
            self.strip.say(f"[qr {self._qr.content.decode('utf-8', 'replace')}]")
        return bool(done)

    def _align_to(self, data: bytes) -> bool:
        known = data[0] in b"\x00\x01\x02012"
        if known and not self._line:  # in the middle of a line it is not obeyed
            self._align = data[0] & 3
        return known

    def _set_strong(self, data: bytes) -> bool:
        self._look = self._look._replace(strong=bool(data[0] & 1))
        return True

    def _set_mode(self, data: bytes) -> bool:
        bits = data[0]
        self._look = self._look._replace(
            small=bool(bits & 0x01),
            strong=bool(bits & 0x08),
            high=2 if bits & 0x10 else 1,
            wide=2 if bits & 0x20 else 1,
            underline=1 if bits & 0x80 else 0,
        )
        return True

    def _set_size(self, data: bytes) -> bool:
        if data[0] & 0x88:
            return False
        self._look = self._look._replace(wide=(data[0] >> 4) + 1, high=(data[0] & 7) + 1)
        return True

    def _set_underline(self, data: bytes) -> bool:
        if data[0] not in _UNDERLINES:
            return False
        self._look = self._look._replace(underline=_UNDERLINES[data[0]])
        return True

    def _set_code_page(self, data: bytes) -> bool:
        if data[0] not in CODE_PAGES:
            return False
        self._page = CODE_PAGES[data[0]]
        return True

    def _set_font(self, data: bytes) -> bool:
        if data[0] not in b"\x00\x0101":
            return False
        self._look = self._look._replace(small=bool(data[0] & 1))
        return True

    def _set_spacing(self, data: bytes) -> bool:
        self._spacing = data[0] if data else SPACING
        return True

    def _set_reverse(self, data: bytes) -> bool:
        self._look = self._look._replace(reverse=bool(data[0] & 1))
        return True


def _nothing(_: bytes) -> bool:
    return True
