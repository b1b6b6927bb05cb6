"""Virtual printers for tests, and a program that talks to them as our agent does, byte by byte."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest
from PIL import Image

from printer.ticket.raster import ticket_bytes
from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll

PRINTED = b"\x1dr\x01"
LONG_S = 5.0  # for what must come: only ever waited for when something is broken
WELL = "12 12 12 12"
ROWS = 800  # of a test ticket: 100 mm on these printers
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

    def hear(self, count, within_s=LONG_S):
        """The next ``count`` bytes, each of which may take ``within_s``."""
        self.socket.settimeout(within_s)
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


@contextmanager
def printers(folder):
    """``make(**options)``: one at work, 64 dots wide, 8 dots a millimetre. Nothing of it is left at the end."""
    made = []

    def make(**options):
        roll = Roll(folder / str(len(made)), dots=64, paper_mm=16)
        made.append(VirtualPrinter(0, roll=roll, **options))
        made[-1].start()
        return made[-1]

    yield make
    for printer in made:
        printer.stop()
    left = [one.name for one in threading.enumerate() if one.name.startswith("virtual-")]
    assert left == []


def a_ticket():
    page = Image.new("1", (64, ROWS), 1)
    page.paste(0, (8, 10, 40, ROWS - 10))
    return ticket_bytes(page)


def out(printer, count, within_s=5.0):
    """The papers that came out, as (rows, end), oldest first, once there are ``count``."""
    version, until = -1, time.monotonic() + within_s
    while len(printer.roll.newest(99)) < count and time.monotonic() < until:
        version = printer.roll.wait(version, until - time.monotonic())
    return [(piece.rows, piece.end) for piece in reversed(printer.roll.newest(99))]


def prints(printer, ticket):
    """Whether a ticket comes out whole, with its proof."""
    before = len(printer.roll.newest(99))
    with Client(printer) as client:
        assert client.status() == WELL
        client.say(ticket + PRINTED)
        proven = client.hear(1) in (b"\0", b"\3")
    return proven and out(printer, before + 1)[before:] == [(ROWS, "cut")]


def wait_until_moving(printer, within_s=5.0):
    until = time.monotonic() + within_s
    version = -1
    while printer.supply.printed_mm == 0 and time.monotonic() < until:
        version = printer.roll.wait(version, 0.02)


@pytest.fixture
def a_printer(tmp_path):
    with printers(tmp_path) as make:
        yield make


@pytest.fixture
def printer(a_printer):
    return a_printer()


@pytest.fixture(scope="module")
def ticket():
    return a_ticket()
