"""A way for bytes to a printer and back: anything with a file descriptor. No wait is endless."""

from __future__ import annotations

import errno
import fcntl
import grp
import os
import select
import stat
import struct
import termios
import time
from pathlib import Path
from typing import Protocol

PIECE = 4096
CANNOT_TAKE_S = 0.01  # a device may say that it takes bytes and then not take them


class Channel(Protocol):
    """Every method but ``close`` raises OSError; TimeoutError when the time is over."""

    def write(self, data: bytes, *, within_s: float) -> None:
        """All of ``data``, with one deadline for the whole."""

    def read(self, *, within_s: float, most: int = 256) -> bytes:
        """At least one byte and at ``most`` so many. Raises ConnectionError when the other side is gone."""

    def finish(self, *, leave_s: float, quiet_s: float) -> int:
        """The ticket ends here: wait ``leave_s`` for its last bytes to leave and ``quiet_s`` for the
        other side to end, too. Returns how many bytes never left.
        """

    def close(self) -> None:
        """Let go. What did not leave by now is thrown away, so that it cannot print later."""


class Wire:
    """The channel of a non-blocking file descriptor. Subclasses know how a ticket ends on theirs."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def write(self, data: bytes, *, within_s: float) -> None:
        end, view = time.monotonic() + within_s, memoryview(data)
        while view:
            try:
                if self._ready(select.POLLOUT, end):
                    view = view[os.write(self.fd, view[:PIECE]) :]
                    continue
            except BlockingIOError:
                time.sleep(CANNOT_TAKE_S)
            if time.monotonic() >= end:
                raise TimeoutError(f"{len(data) - len(view)} of {len(data)} bytes accepted")

    def read(self, *, within_s: float, most: int = 256) -> bytes:
        end = time.monotonic() + within_s
        while self._ready(select.POLLIN, end):
            try:
                if got := os.read(self.fd, most):
                    return got
                self._nothing_read()
            except BlockingIOError:
                time.sleep(CANNOT_TAKE_S)
            if time.monotonic() >= end:
                break  # a device may be ready with nothing, over and over
        raise TimeoutError("no answer")

    def waiting(self) -> int:
        """Bytes of ours that have not left this computer, or are not confirmed by the other."""
        told = fcntl.ioctl(self.fd, termios.TIOCOUTQ, struct.pack("i", 0))
        return int(struct.unpack("i", told)[0])

    def _nothing_read(self) -> None:
        raise ConnectionError("the printer closed the connection")

    def _ready(self, for_what: int, end: float) -> bool:
        """Whether the other side lets us, or has gone, before ``end``; looks at least once."""
        poll = select.poll()
        poll.register(self.fd, for_what)
        return bool(poll.poll(max(0.0, end - time.monotonic()) * 1000))

    def gone(self) -> bool:
        """Whether the other side hung up, or the plug was pulled."""
        poll = select.poll()
        poll.register(self.fd, 0)
        return bool(poll.poll(0))


def open_device(path: str, *, reads: bool) -> int:
    """A file descriptor of a device file, ours alone until it is closed. Raises OSError in words."""
    try:
        fd = os.open(path, (os.O_RDWR if reads else os.O_WRONLY) | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError as error:
        raise OSError(error.errno, _why_not(path, error, reads=reads)) from error
    try:
        if not stat.S_ISCHR(os.fstat(fd).st_mode):
            raise OSError(errno.ENODEV, "a file, not a device")
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(fd)
        busy = "in use by another program (a print agent, or the doctor)"
        raise OSError(errno.EBUSY, busy) from error
    except OSError:
        os.close(fd)
        raise
    return fd


def _why_not(path: str, error: OSError, *, reads: bool) -> str:
    if error.errno in (errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.EIO):
        return "nothing there. Is the printer plugged in and switched on?"
    if error.errno == errno.EBUSY:
        return "in use by another program (CUPS, or a second print agent)"
    if error.errno in (errno.EACCES, errno.EPERM):
        if reads and os.access(path, os.W_OK, effective_ids=True):
            return "it may be written but not read, so the printer cannot be asked: allow reading, or status: none"
        return f"not allowed. Add the user of the agent to the group {_group(path)}"
    return error.strerror or str(error)


def _group(path: str) -> str:
    try:
        return grp.getgrgid(Path(path).stat().st_gid).gr_name
    except (OSError, KeyError):
        return "lp"
