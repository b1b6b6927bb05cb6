"""A program that talks to a virtual printer as our agent does, byte by byte."""

import socket

PRINTED = b"\x1dr\x01"
LONG_S = 5.0  # for what must come: only ever waited for when something is broken
SHORT_S = 0.15  # for what must not come


class Client:
    """``with Client(printer) as client``: one connection."""

    def __init__(self, printer):
        self.socket = socket.create_connection(("127.0.0.1", printer.port), LONG_S)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def say(self, data):
        self.socket.sendall(data)

    def ask(self, n):
        """The answer to DLE EOT n."""
        self.say(b"\x10\x04" + bytes([n]))
        return self.hear(1)

    def status(self):
        return b"".join(self.ask(n) for n in (1, 2, 3, 4)).hex(" ")

    def hear(self, count):
        """The next ``count`` bytes."""
        self.socket.settimeout(LONG_S)
        heard = b""
        while len(heard) < count:
            more = self.socket.recv(count - len(heard))
            assert more, "the printer hung up"
            heard += more
        return heard

    def hears_nothing(self):
        self.socket.settimeout(SHORT_S)
        try:
            heard = self.socket.recv(1)
        except TimeoutError:
            return True
        assert heard, "the printer hung up"
        return False

    def is_reset(self):
        """Whether the printer ends this with a reset."""
        self.socket.settimeout(LONG_S)
        try:
            while self.socket.recv(64):
                pass
        except ConnectionError:
            return True
        return False

    def end(self):
        """Say that all is said, and wait until the printer hangs up."""
        self.socket.shutdown(socket.SHUT_WR)
        self.socket.settimeout(LONG_S)
        while self.socket.recv(64):
            pass
