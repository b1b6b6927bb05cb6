"""The way to a printer at a serial cable, in the words of termios."""

from __future__ import annotations

import errno
import os
import termios
import time

from printer.wire.channel import Wire, open_device

BAUD = {rate: getattr(termios, f"B{rate}") for rate in (9600, 19200, 38400, 57600, 115200)}
FLOWS = ("rtscts", "xonxoff", "none")
BITS_PER_BYTE = 10  # 8N1: a start bit and a stop bit around each byte
LOOK_S = 0.01


class SerialLine(Wire):
    def finish(self, *, leave_s: float, quiet_s: float) -> int:
        end = time.monotonic() + leave_s
        while (left := self.waiting()) and time.monotonic() < end:
            if self.gone():
                raise ConnectionError("unplugged")
            time.sleep(LOOK_S)
        return left

    def close(self) -> None:
        try:
            # Closing would wait half a minute for a printer that takes nothing, and a piece of an
            # abandoned ticket would come out when it is switched on again.
            if self.waiting():
                termios.tcflush(self.fd, termios.TCOFLUSH)
        except (OSError, termios.error):
            pass  # unplugged
        os.close(self.fd)

    def _nothing_read(self) -> None:
        raise ConnectionError("unplugged")


def open_serial(path: str, *, baud: int, flow: str, reads: bool) -> SerialLine:
    """Raises OSError in words."""
    fd = open_device(path, reads=reads)
    try:
        if not os.isatty(fd):
            raise OSError(errno.ENOTTY, "not a serial line; a USB printer is type: usb")
        make_raw(fd, baud=baud, flow=flow)
    except OSError:
        os.close(fd)
        raise
    return SerialLine(fd)


def make_raw(fd: int, *, baud: int | None = None, flow: str = "none") -> None:
    """Bytes as they are, 8N1. ``baud`` None leaves the speed. Raises OSError in words."""
    try:
        old = termios.tcgetattr(fd)
        into, out = (old[4], old[5]) if baud is None else (BAUD[baud], BAUD[baud])
        # Not IXOFF: our own XOFF would land in the middle of a ticket; the little we get always fits.
        takes = termios.IXON if flow == "xonxoff" else 0
        line = termios.CS8 | termios.CREAD | termios.CLOCAL
        line |= termios.CRTSCTS if flow == "rtscts" else 0
        letters = old[6]
        letters[termios.VMIN], letters[termios.VTIME] = 1, 0
        termios.tcsetattr(fd, termios.TCSANOW, [takes, 0, line, 0, into, out, letters])
        now = termios.tcgetattr(fd)
    except termios.error as error:
        raise OSError(*error.args) from error
    if baud is not None and now[5] != BAUD[baud]:
        raise OSError(errno.EINVAL, f"this line does not do {baud} baud")
