"""A TCP printer with faults. It keeps what each connection brought, apart."""

import contextlib
import socket
import struct
import threading

STATUS = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
CUT = b"\x1dVB\x00"


class FaultPrinter:
    """``answers``: replies to DLE EOT by question, None to stay mute. ``proof``: reply to GS r 1, or None.

    ``push``: said unasked at the beginning; ``before_proof``: said before the proof;
    ``drop_after``: reset the connection after so many bytes; ``reads``: False never takes a byte;
    ``keeps_open``: does not hang up when the other side has ended.
    """

    def __init__(
        self,
        *,
        answers=STATUS,
        proof=b"\x00",
        push=b"",
        before_proof=b"",
        drop_after=None,
        reads=True,
        keeps_open=False,
    ):
        self.answers, self.proof, self.push, self.before_proof = answers, proof, push, before_proof
        self.drop_after, self.reads, self.keeps_open = drop_after, reads, keeps_open
        self.jobs = []
        self.tickets = 0
        self.first_ticket = threading.Event()
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        if not reads:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def port(self):
        return self._listener.getsockname()[1]

    def close(self):
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        assert not self._thread.is_alive()

    def _serve(self):
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                self._talk(connection)

    def _talk(self, connection):
        received = bytearray()
        self.jobs.append(received)
        connection.settimeout(0.05)
        connection.sendall(self.push)
        answered = 0
        while not self._closing.is_set():
            if not self.reads:
                self._closing.wait(0.05)
                continue
            try:
                data = connection.recv(4096)
            except TimeoutError:
                continue
            if not data:
                break
            received += data
            self.tickets += data.count(CUT)
            if self.tickets:
                self.first_ticket.set()
            if self.drop_after is not None and len(received) >= self.drop_after:
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return
            answered = self._answer(connection, received, answered)
        while self.keeps_open and not self._closing.wait(0.05):
            pass

    def _answer(self, connection, received, answered):
        """Reply to the questions that came since ``answered``; returns up to where they are answered."""
        at = answered
        while True:
            asked = min(
                (
                    found
                    for q in (b"\x10\x04", b"\x1dr\x01")
                    if (found := received.find(q, at)) >= 0
                ),
                default=-1,
            )
            if asked < 0 or asked + 3 > len(received):
                return max(at, len(received) - 2) if asked < 0 else asked
            if received[asked] == 0x10 and self.answers is not None:
                connection.sendall(bytes([self.answers[received[asked + 2]]]))
            if received[asked] == 0x1D and self.proof is not None:
                connection.sendall(self.before_proof + self.proof)
            at = asked + 3
