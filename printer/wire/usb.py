"""The way to a printer at a USB cable: the device file of the kernel's printer driver (/dev/usb/lp0)."""

from __future__ import annotations

import os
import select
import time

from printer.wire.channel import Wire, open_device
from printer.wire.serial import make_raw

EMPTY_ANSWER_S = 0.02  # many printers answer a read with nothing, over and over


class UsbDevice(Wire):
    def finish(self, *, leave_s: float, quiet_s: float) -> int:
        # The driver takes the last piece before the printer does, and closing would drop it.
        if not self._ready(select.POLLOUT, time.monotonic() + leave_s):
            raise TimeoutError("the printer did not take the last piece")
        if self.gone():
            raise ConnectionError("unplugged")
        return 0

    def close(self) -> None:
        os.close(self.fd)

    def _nothing_read(self) -> None:
        if self.gone():
            raise ConnectionError("unplugged")
        time.sleep(EMPTY_ANSWER_S)


def open_usb(path: str, *, reads: bool) -> UsbDevice:
    """Raises OSError in words. ``reads`` False opens devices that only take."""
    fd = open_device(path, reads=reads)
    if os.isatty(fd):  # printers that show up as a modem (/dev/ttyACM0)
        make_raw(fd)
    return UsbDevice(fd)
