"""The network side of a virtual printer: its port, and one client at a time."""

from __future__ import annotations

import select
import socket
import struct
import threading
import time
from contextlib import suppress

from printer.decoder.parser import ASK, PROOF, Command, Parser
from printer.virtual import answers
from printer.virtual.faults import Faults
from printer.virtual.machine import Machine

IDLE_S = 30.0  # a client that says nothing so long is cut off; meanwhile others wait, as on paper
SPEAK_S = 2.0  # a client that takes no answer so long does not get it
LINGER_S = 1.0  # so long a client that has said all is kept while its ticket prints
_CHUNK = 65536
_TINY_WINDOW = 2048
_SLOW_STEP_S = 0.05  # a slow printer reads so much of its speed at once
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close at once, with a reset


class Wake:
    """Ends a ``select`` from another thread."""

    def __init__(self) -> None:
        self.seen, self._rope = socket.socketpair()
        self.seen.setblocking(False)
        self._rope.setblocking(False)

    def ring(self) -> None:
        with suppress(OSError):  # full: it rings already; closed: nobody sleeps any more
            self._rope.send(b"!")

    def wait(self, *sockets: socket.socket, within_s: float | None = None) -> list[socket.socket]:
        """Those of ``sockets`` that have something to read; may also be none before the time."""
        ready = select.select([self.seen, *sockets], [], [], within_s)[0]
        if self.seen in ready:
            with suppress(BlockingIOError):
                while self.seen.recv(4096):
                    pass
        return [one for one in ready if one is not self.seen]

    def close(self) -> None:
        self.seen.close()
        self._rope.close()


class Port:
    """A TCP port that can be closed and opened again: a second socket keeps its number meanwhile.

    ``number`` 0 takes a free one. Raises OSError when it is taken.
    """

    def __init__(self, number: int) -> None:
        self._keeper = _bound(number)
        self.number = int(self._keeper.getsockname()[1])
        self.listener: socket.socket | None = None
        self._closed: list[socket.socket] = []
        self._lock = threading.Lock()
        try:
            self.set_open(True)
        except OSError:
            self._keeper.close()
            raise

    def set_open(self, is_open: bool, *, tiny: bool = False) -> None:
        """Open or close it; ``tiny``: new connections take few bytes that nobody reads."""
        with self._lock:
            if is_open and self.listener is None:
                self.listener = _bound(self.number)
                self._window = self.listener.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) // 2
                self.listener.setblocking(False)
                self.listener.listen(16)
            elif not is_open and self.listener is not None:
                self.listener.shutdown(socket.SHUT_RDWR)
                self._closed.append(
                    self.listener
                )  # its number may only be freed by who waits on it
                self.listener = None
            if self.listener is not None:
                window = _TINY_WINDOW if tiny else self._window
                self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)

    def accept(self, wake: Wake) -> socket.socket | None:
        """The next client; None when something changed meanwhile. Only one thread may wait here."""
        with self._lock:
            listener, old = self.listener, self._closed[:]
            self._closed.clear()
        for one in old:
            one.close()
        if not wake.wait(*([listener] if listener else [])) or listener is None:
            return None
        try:
            return listener.accept()[0]
        except OSError:  # it was closed, or the client is gone
            return None

    def close(self) -> None:
        for one in (*self._closed, self.listener, self._keeper):
            if one is not None:
                one.close()
        self._closed.clear()
        self.listener = None


class Talk:
    """One client, from its connection to its end. Status is answered at once, all else goes to the machine."""

    def __init__(
        self, client: socket.socket, *, faults: Faults, machine: Machine, wake: Wake
    ) -> None:
        self._client, self._faults, self._machine, self._wake = client, faults, machine, wake
        self._life = machine.life
        self._parser = Parser()
        self._received = self._unproven = 0
        self._is_reset = False
        self._not_before = 0.0  # a slow printer reads no sooner
        self._speaking = threading.Lock()

    def run(self) -> None:
        with self._client:
            self._client.settimeout(SPEAK_S)
            while self._faults.on("busy") and not self._is_over():
                self._wake.wait()
            if self._faults.on("asb"):
                self._say(b"")
            while data := self._receive():
                self._received += len(data)
                for command in self._parser.feed(data):
                    self._pass_on(command)
            self._finish()

    def _is_over(self) -> bool:
        """Switched off, or the power was away: nobody is listening any more."""
        return self._machine.stopping or self._life != self._machine.life

    def _pass_on(self, command: Command) -> None:
        if command.name == ASK and command.data[0] in answers.QUESTIONS:
            self._say(answers.status(command.data[0], self._faults))
            return
        self._unproven += command.name == PROOF
        self._machine.take(command, self._prove, self._life)

    def _prove(self, answer: bytes) -> None:
        self._say(answer)
        self._unproven -= 1

    def _receive(self) -> bytes:
        """What comes next, as soon as it may be read; nothing at the end."""
        since = time.monotonic()
        while not self._is_over():
            if self._may_hear() == 0:
                self._reset()
                return b""
            if self._is_client_heard(since + IDLE_S):
                return self._read()
            if time.monotonic() > since + IDLE_S and self._machine.is_settled:
                return b""
        self._reset()
        return b""

    def _may_hear(self) -> int:
        """How many bytes may be read now; 0 when the connection is to be reset."""
        drop = self._faults.number("drop")
        return _CHUNK if drop is None else max(0, min(_CHUNK, int(drop) - self._received))

    def _is_client_heard(self, until: float) -> bool:
        """Wait for the client, as far as the faults let it be read; False when it is time to look again."""
        if self._faults.on("hang") or self._machine.is_full:
            self._wake.wait()
            return False
        now = time.monotonic()
        if self._faults.on("slow") and now < self._not_before:
            self._wake.wait(within_s=self._not_before - now)
            return False
        # Past its time it is kept only because its ticket still prints.
        heard = self._wake.wait(self._client, within_s=max(until - now, 0) or IDLE_S)
        # A fault that was switched on before the client spoke counts already.
        return bool(heard) and not self._faults.on("hang") and self._may_hear() > 0

    def _read(self) -> bytes:
        most = max(1, self._may_hear())
        speed = self._faults.number("slow")
        if speed is not None:
            most = max(1, min(most, int(speed * _SLOW_STEP_S)))
        try:
            data = self._client.recv(most)
        except OSError:
            return b""
        if speed is not None:
            self._not_before = time.monotonic() + len(data) / speed
        return data

    def _reset(self) -> None:
        self._is_reset = True
        self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)

    def _finish(self) -> None:
        """The client has said all. It may still wait for its proof."""
        if rest := self._parser.end():
            self._machine.take(rest, self._say, self._life)
        self._faults.wait_for(
            lambda: self._is_reset or self._is_over() or self._machine.is_settled,
            None if self._unproven else LINGER_S,
        )

    def _say(self, answer: bytes) -> None:
        """Answer, or what the faults make of it."""
        faults = self._faults
        if (late_s := faults.number("late")) is not None:
            faults.wait_for(lambda: self._is_over() or faults.number("late") is None, late_s)
        if self._is_over() or faults.on("mute"):
            return
        if faults.on("garbage"):
            answer = answers.NOISE
        elif faults.on("asb"):
            answer = answers.unasked(faults) + answer
        with self._speaking, suppress(OSError):  # who hung up gets no answer
            self._client.sendall(answer)


def _bound(number: int) -> socket.socket:
    one = socket.socket()
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind(("127.0.0.1", number))
    except OSError:
        one.close()
        raise
    return one
