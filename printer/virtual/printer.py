"""The virtual printer: a network printer without paper jams.

It listens on this computer as an ESC/POS printer, keeps every ticket as a picture, shows the roll on
a page and has every fault on demand. ``python -m printer.virtual --help``
"""

from __future__ import annotations

import argparse
import logging
import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from printer.virtual import answers
from printer.virtual.faults import KINDS, BadFault, Faults, Kind, Value, read
from printer.virtual.machine import Machine
from printer.virtual.page import open_page
from printer.virtual.port import Port, Talk, Wake
from printer.virtual.roll import Roll
from printer.virtual.supply import Supply

log = logging.getLogger("printer.virtual")


class VirtualPrinter:
    """Switched off until ``start``, though its port is taken: ``port`` 0 takes a free one, and OSError
    says that it is in use. ``speed_mm_s`` 0 prints at once, ``roll_mm`` None never runs out.
    """

    def __init__(
        self,
        port: int,
        *,
        roll: Roll,
        faults: Faults | None = None,
        speed_mm_s: float = 0.0,
        roll_mm: float | None = None,
    ) -> None:
        self.roll = roll
        self.faults = faults or Faults()
        self.supply = Supply(self.faults, roll_mm)
        self.speed_mm_s = speed_mm_s
        self._wake = Wake()
        self._lock = threading.Lock()
        self._was_off = self._was_out = False
        try:
            self._port = Port(port)
        except OSError:
            self._wake.close()
            raise
        self.machine = Machine(
            roll, self.faults, self.supply, speed_mm_s=speed_mm_s, on_room=self._wake.ring
        )
        self._thread = threading.Thread(target=self._serve, name="virtual-port", daemon=True)
        self.faults.watch(self._obey_faults)
        self._obey_faults()

    @property
    def port(self) -> int:
        return self._port.number

    def start(self) -> None:
        self.machine.start()
        self._thread.start()

    def stop(self) -> None:
        """Switch it off for good; a ticket that is just coming in is torn off."""
        self.machine.stop()
        self._wake.ring()
        if self._thread.is_alive():
            self._thread.join()
        self._port.close()
        self._wake.close()

    def power_cycle(self) -> None:
        """Off and on again: connections are reset, what was not on paper yet is lost."""
        self.faults.set("power_off")
        self.faults.clear("power_off")

    def state(self) -> dict[str, object]:
        """How it is, in plain values."""
        left_mm = self.supply.left_mm
        causes = answers.causes(self.faults)
        return {
            "port": self.port,
            "dots": self.roll.dots,
            "paper_mm": self.roll.paper_mm,
            "speed_mm_s": self.speed_mm_s,
            "faults": self.faults.active(),
            "ready": not causes,
            "causes": list(causes),
            "tickets": self.machine.tickets,
            "mm": round(self.supply.printed_mm, 1),
            "roll_mm": self.supply.length_mm,
            "left_mm": None if left_mm is None else round(left_mm, 1),
        }

    def _obey_faults(self) -> None:
        """The part of the faults that cannot wait until somebody looks."""
        faults = self.faults
        with self._lock:
            is_off, is_out = faults.on("power_off"), faults.on("paper_out")
            if is_off and not self._was_off:
                self.machine.lose_power()
            if self._was_out and not is_out and self.supply.is_empty:
                self.supply.fill()
            self._was_off, self._was_out = is_off, is_out
            self.machine.notice_paper()
            if not self.machine.stopping:
                self._port.set_open(
                    not faults.any_of("refuse", "power_off"), tiny=faults.any_of("hang", "slow")
                )
        self._wake.ring()
        self.roll.touch()

    def _serve(self) -> None:
        while not self.machine.stopping:
            if client := self._port.accept(self._wake):
                Talk(client, faults=self.faults, machine=self.machine, wake=self._wake).run()


EPILOG = """
examples:
  python -m printer.virtual --paper paper
  python -m printer.virtual --paper paper --port 9101 --page 8083 --dots 384 --paper-mm 58
  python -m printer.virtual --paper paper --speed 150 --roll 80000     # as quick as a real one, 80 m of paper
  python -m printer.virtual --paper paper --fault mute --fault late=2.5

faults (on the page, or over HTTP while it runs):
{faults}

  curl -X PUT -H 'Content-Type: application/json' -d '{{"value": true}}' http://127.0.0.1:8081/api/faults/paper_out
  curl -X PUT -H 'Content-Type: application/json' -d '{{"value": 2000}}' http://127.0.0.1:8081/api/faults/slow
  curl -X DELETE http://127.0.0.1:8081/api/faults/slow       # /api/faults: all of them
  curl -X POST -H 'Content-Type: application/json' http://127.0.0.1:8081/api/new-roll    # also /api/power-cycle
  curl http://127.0.0.1:8081/api/state                       # also /api/tickets/latest.png, latest.json

exit codes: 0 stopped, 1 cannot start, 2 wrong option
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a virtual printer until SIGTERM or Ctrl-C."""
    options = _options().parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s", level=logging.INFO)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    faults = Faults()
    for name, value in options.fault:
        faults.set(name, value)
    try:
        roll = Roll(options.paper, dots=options.dots, paper_mm=options.paper_mm)
        printer = VirtualPrinter(
            options.port, roll=roll, faults=faults, speed_mm_s=options.speed, roll_mm=options.roll
        )
    except OSError as error:
        log.error("cannot start: %s", error)
        return 1
    page = open_page(options.page, name=options.name, roll=roll, say=log.info, printer=printer)
    printer.start()
    log.info("printing on 127.0.0.1:%d, pictures in %s", printer.port, options.paper)
    while not stopping.wait(0.5):  # a signal that another thread was given wakes nobody
        pass
    printer.stop()
    page.stop()
    return 0


def _options() -> argparse.ArgumentParser:
    names = "\n".join(f"  {name:16} {_in_words(kind)}" for name, kind in KINDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m printer.virtual",
        description="A network printer without paper: keeps each ticket as a picture, and can be broken at will.",
        epilog=EPILOG.format(faults=names),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--port", type=_whole(0, 65535), default=9100, help="where it listens (0: a free one)")
    add("--page", type=_whole(0, 65535), default=8081, help="port of the page (0: a free one)")
    add("--paper", type=Path, required=True, metavar="DIR", help="folder of the pictures")
    add("--dots", type=_whole(8, 4096), default=576, help="width of the print head")
    add("--paper-mm", type=_whole(9, 500), default=80, help="width of the paper")
    add("--speed", type=_whole(0, 1000), default=0, metavar="MM_PER_S", help="0: at once")
    add("--roll", type=_whole(1, 10**6), metavar="MM", help="paper on the roll; else it never ends")
    add("--fault", type=_fault, action="append", default=[], metavar="NAME[=VALUE]")
    add("--name", default="virtual", help="shown on the page")
    return parser


def _whole(lowest: int, highest: int) -> Callable[[str], int]:
    def number(words: str) -> int:
        if not words.isascii() or not words.isdigit() or not lowest <= int(words) <= highest:
            raise argparse.ArgumentTypeError(f"a number from {lowest} to {highest} (got {words!r})")
        return int(words)

    return number


def _fault(words: str) -> tuple[str, Value]:
    try:
        return read(words)
    except BadFault as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _in_words(kind: Kind) -> str:
    return f"{kind.does} (=N {kind.unit})" if kind.unit else kind.does
