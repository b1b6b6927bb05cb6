"""The virtual printer: a network printer without paper jams.

It listens on this computer as an ESC/POS printer, keeps every ticket as a picture and shows the
roll on a page. ``python -m printer.virtual --help``
"""

from __future__ import annotations

import argparse
import logging
import signal
import socket
import socketserver
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from printer.decoder import Cut, Decoder
from printer.virtual_page import open_page
from printer.virtual_roll import Roll

IDLE_S = 30.0  # a client that says nothing so long is cut off; meanwhile others wait, as on paper
log = logging.getLogger("printer.virtual")


class VirtualPrinter(socketserver.TCPServer):
    """``port`` 0 takes a free one. One connection at a time, as real printers do it."""

    allow_reuse_address = True
    request_queue_size = 16

    def __init__(self, port: int, *, roll: Roll) -> None:
        self.roll = roll
        self.decoder = Decoder(roll.dots)
        self.connection: socket.socket | None = None
        super().__init__(("127.0.0.1", port), _Connection)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def start(self) -> None:
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()

    def stop(self) -> None:
        """Switch it off; a ticket that is just coming in is torn off."""
        if connection := self.connection:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError as error:
                log.debug("the connection was already gone: %s", error)
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        log.warning("a client of the virtual printer was cut off: %s", sys.exc_info()[1])


class _Connection(socketserver.BaseRequestHandler):
    server: VirtualPrinter
    request: socket.socket

    def handle(self) -> None:
        self.server.connection = self.request
        self.request.settimeout(IDLE_S)
        decoder, received = self.server.decoder, 0
        decoder.begin()
        while data := self.request.recv(65536):
            received += len(data)
            for event in decoder.feed(data):
                if isinstance(event, Cut):
                    self.server.roll.add(event.image, received=received, unknown=event.unknown)
                    received = 0
                else:
                    self.request.sendall(event.data)

    def finish(self) -> None:
        self.server.connection = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a virtual printer until SIGTERM or Ctrl-C."""
    options = _options().parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s", level=logging.INFO)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        roll = Roll(options.paper, dots=options.dots, paper_mm=options.paper_mm)
        printer = VirtualPrinter(options.port, roll=roll)
    except OSError as error:
        log.error("cannot start: %s", error)
        return 1
    page = open_page(options.page, name=options.name, roll=roll, say=log.info)
    printer.start()
    log.info("printing on 127.0.0.1:%d, pictures in %s", printer.port, options.paper)
    stopping.wait()
    printer.stop()
    page.stop()
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m printer.virtual",
        description="A network printer without paper: keeps each ticket as a picture.",
        epilog="example: python -m printer.virtual --port 9100 --page 8081 --paper paper --dots 384"
        " --paper-mm 58.  Exit codes: 0 stopped, 1 cannot start, 2 wrong option.",
    )
    parser.add_argument("--port", type=int, default=9100, help="where it listens (0: a free one)")
    parser.add_argument("--page", type=int, default=8081, help="port of the page (0: a free one)")
    parser.add_argument("--paper", type=Path, required=True, help="folder of the pictures")
    parser.add_argument("--dots", type=int, default=576, help="width of the print head")
    parser.add_argument("--paper-mm", type=int, default=80, help="width of the paper")
    parser.add_argument("--name", default="virtual", help="shown on the page")
    return parser


if __name__ == "__main__":
    sys.exit(main())
