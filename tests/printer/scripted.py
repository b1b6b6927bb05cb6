"""A printer at the other end of a TCP port or a pseudo-terminal that says exactly what a test wants.

Its bytes are kept as they came, apart for each connection (of a pty there is only one).
"""

import contextlib
import os
import select
import socket
import struct
import threading
import tty

from printer.wire.transport import Limits, NetworkPrinter, SerialPrinter, UsbPrinter

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
CUT = b"\x1dVB\x00"
WAYS = ("network", "usb", "serial")
PATIENT = Limits(connect=5, ready=5, answer=5, send=5, proof=5, close=5)
QUICK = Limits(connect=0.5, ready=0.3, answer=0.1, send=0.3, proof=0.1, close=0.2)
"""Where waiting ends in a fault."""


class Scripted:
    """``answers``: replies to DLE EOT by question, None to stay mute; ``after``: the same from the first
    ticket on. ``proof``: the reply to GS r 1, or None. ``push``: said unasked at the beginning;
    ``before_proof``: said before the proof. ``drop_after``: hang up hard after so many bytes;
    ``reads``: False never takes a byte; ``keeps_open``: does not end when the other side has ended;
    ``late_s``: so late comes each reply; ``script``: called with each piece of bytes, may ``say``.
    """

    def __init__(
        self, *, answers=WELL, after=None, proof=b"\x00", push=b"", before_proof=b"", drop_after=None,
        reads=True, keeps_open=False, late_s=0.0, script=None,
    ):  # fmt: skip
        self.answers, self.after, self.proof, self.push = answers, after, proof, push
        self.before_proof, self.drop_after = before_proof, drop_after
        self.reads, self.keeps_open, self.late_s, self.script = reads, keeps_open, late_s, script
        self.jobs = []
        self.tickets = 0
        self.say = lambda data: None
        self._wake, self._ring = os.pipe()
        self._closing, self._news = threading.Event(), threading.Condition()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self):
        if self._closing.is_set():
            return
        self._closing.set()
        os.write(self._ring, b"x")
        self._thread.join(5)
        assert not self._thread.is_alive()
        os.close(self._wake)
        os.close(self._ring)

    def close_when_read(self, size):
        """End when the first connection brought so many bytes."""
        with self._news:
            assert self._news.wait_for(lambda: self.jobs and len(self.jobs[0]) >= size, 5)
        self.close()

    def wait_for_ticket(self):
        with self._news:
            assert self._news.wait_for(lambda: self.tickets, 8)

    def _waited(self, fd):
        """Whether ``fd`` can be read; False when it is time to end."""
        ready, _, _ = select.select([fd, self._wake], [], [])
        return self._wake not in ready

    def _talk(self, fd, say):
        received, answered = bytearray(), 0
        self.jobs.append(received)
        self.say = say
        with contextlib.suppress(OSError):
            say(self.push)
            while not self.reads or self._waited(fd):
                if not self.reads:
                    self._closing.wait(30)
                    return
                data = os.read(fd, 4096)
                if not data:
                    break
                with self._news:
                    received += data
                    self.tickets += data.count(CUT)
                    self._news.notify_all()
                if self.script:
                    self.script(data)
                if self.drop_after is not None and len(received) >= self.drop_after:
                    self._drop()
                    return
                answered = self._answer(say, received, answered)
            if self.keeps_open:
                self._closing.wait(30)

    def _answer(self, say, received, at):
        """Reply to the questions that came since ``at``; returns up to where they are answered."""
        while True:
            found = [received.find(q, at) for q in (b"\x10\x04", b"\x1dr\x01")]
            asked = min((place for place in found if place >= 0), default=-1)
            if asked < 0 or asked + 3 > len(received):
                return max(at, len(received) - 2) if asked < 0 else asked
            self._reply(say, received[asked : asked + 3])
            at = asked + 3

    def _reply(self, say, question):
        answers = self.after if self.after is not None and self.tickets else self.answers
        self._closing.wait(self.late_s)
        if question[0] == 0x1D and self.proof is not None:
            say(self.before_proof + self.proof)
        elif question[0] == 0x10 and answers is not None:
            say(bytes([answers[question[2]]]))


class TcpPrinter(Scripted):
    way = "network"

    def __init__(self, **how):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        if not how.get("reads", True):
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        super().__init__(**how)

    def transport(self, **how):
        return NetworkPrinter(host="127.0.0.1", port=self.port, **how)

    def _serve(self):
        with self._listener:
            while self._waited(self._listener.fileno()):
                self._client, _ = self._listener.accept()
                with self._client:
                    self._talk(self._client.fileno(), self._client.sendall)

    def _drop(self):
        self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class PtyPrinter(Scripted):
    """``way`` is usb or serial: to the transport this is a device file."""

    def __init__(self, way, **how):
        self.way = way
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.device = os.ttyname(self._slave)
        super().__init__(**how)

    def transport(self, **how):
        if self.way == "usb":
            return UsbPrinter(device=self.device, **how)
        return SerialPrinter(device=self.device, **how)

    def _serve(self):
        self._talk(self._master, lambda data: os.write(self._master, data))
        if not self._closing.is_set():
            self._closing.wait(30)
        self._drop()

    def _drop(self):
        """Pull the plug."""
        for name in ("_slave", "_master"):
            fd = getattr(self, name)
            setattr(self, name, -1)
            if fd >= 0:
                os.close(fd)


def scripted(way, **how):
    return TcpPrinter(**how) if way == "network" else PtyPrinter(way, **how)
