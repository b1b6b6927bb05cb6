"""The inside of a virtual printer: memory, paper feed and cutter, in a thread of their own."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from printer.decoder.painter import Painter
from printer.decoder.parser import PROOF, Command
from printer.decoder.strip import Cut
from printer.virtual import answers
from printer.virtual.faults import Faults
from printer.virtual.roll import Roll
from printer.virtual.supply import Supply

MEMORY = 512 * 1024  # bytes received but not printed yet; when it is full nothing more is read
_EACH = (
    64  # what a command takes besides its bytes: a million line feeds must not fill this computer
)
log = logging.getLogger("printer.virtual")


class _Work(NamedTuple):
    command: Command
    answer: Callable[[bytes], None]
    life: int


class Machine:
    """Prints in order. ``speed_mm_s`` 0 is at once; ``on_room`` is told when memory is free again.

    ``life`` counts how often the power was switched off: what belongs to an earlier one is dropped.
    """

    def __init__(
        self,
        roll: Roll,
        faults: Faults,
        supply: Supply,
        *,
        speed_mm_s: float = 0.0,
        on_room: Callable[[], None],
    ) -> None:
        self.life = 0
        self.tickets = 0
        self.stopping = False
        self._roll, self._faults, self._supply = roll, faults, supply
        self._speed, self._on_room = speed_mm_s, on_room
        self._painter = Painter(roll.dots)
        self._queue: deque[_Work] = deque()
        self._pending = self._received = 0
        self._burnt = 0  # rows of the strip that the paper feed has passed
        self._was_out = self._is_working = False
        self._thread = threading.Thread(target=self._run, name="virtual-machine", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End now, in the middle of a line if need be."""
        with self._faults.changed:
            self.stopping = True
            self._faults.changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def take(self, command: Command, answer: Callable[[bytes], None], life: int) -> None:
        """Remember a command; ``answer`` is called with what it makes the printer say."""
        with self._faults.changed:
            if life == self.life:
                self._queue.append(_Work(command, answer, life))
                self._pending += command.size + _EACH
                self._faults.changed.notify_all()

    @property
    def is_full(self) -> bool:
        return self._pending >= MEMORY

    @property
    def is_settled(self) -> bool:
        """Nothing more will come out as things are: all is printed, or something stands in the way."""
        return self._is_blocked() or not (self._queue or self._is_working)

    def notice_paper(self) -> None:
        """After a change of faults: paper that ran out in the middle will have to be torn off."""
        self._was_out = self._was_out or self._faults.on("paper_out")

    def lose_power(self) -> None:
        """Forget all but what is on paper."""
        with self._faults.changed:
            self.life += 1
            self._queue.clear()
            self._pending = self._received = 0
            self._painter.lose_power(self._burnt)
            self._faults.changed.notify_all()

    def _is_blocked(self) -> bool:
        return self._faults.any_of(*answers.OFFLINE, "power_off")

    def _run(self) -> None:
        while (work := self._next()) is not None:
            if work.command.name == PROOF:
                work.answer(answers.paper(work.command.data[0], self._faults))
            else:
                self._print(work)
            self._done(work)

    def _next(self) -> _Work | None:
        while True:
            self._faults.wait_for(
                lambda: (
                    self.stopping or (not self._is_blocked() and bool(self._queue or self._was_out))
                )
            )
            if self.stopping:
                return None
            self._tear_off()
            with self._faults.changed:
                if self._queue and not self._is_blocked():
                    self._is_working = True
                    return self._queue.popleft()

    def _done(self, work: _Work) -> None:
        with self._faults.changed:
            was_full = self.is_full
            if work.life == self.life:
                self._pending -= work.command.size + _EACH
            self._is_working = False
            self._faults.changed.notify_all()
        if was_full:
            self._on_room()

    def _print(self, work: _Work) -> None:
        with self._faults.changed:
            if work.life != self.life:
                return
            self._received += work.command.size
            cut = self._painter.obey(work.command)
        if cut is None:
            self._feed(work.life)
            with self._faults.changed:
                if self._painter.is_overlong and work.life == self.life and not self.stopping:
                    cut = self._painter.strip.cut()
        if cut is not None:
            self._supply.use((cut.image.height - self._burnt) * self._roll.row_mm)
            self._burnt = 0
            self._let_fall(cut)

    def _feed(self, life: int) -> None:
        """Move the paper until all rows of the strip have passed the print head."""
        while self._may_move(life):
            if (room_mm := self._supply.room_mm) <= 0:
                self._supply.use(0.0)  # this says that it is out
                continue
            left = self._painter.strip.rows - self._burnt
            if room_mm < left * self._roll.row_mm:
                left = math.ceil(room_mm / self._roll.row_mm)
            moved = self._move(left, life)
            with self._faults.changed:
                if life == self.life:
                    self._burnt += moved
            self._supply.use(moved * self._roll.row_mm)

    def _may_move(self, life: int) -> bool:
        """Wait until nothing stands in the way; False when there is no more to move."""
        self._faults.wait_for(lambda: self.stopping or life != self.life or not self._is_blocked())
        if self.stopping or life != self.life:
            return False
        self._tear_off()
        return self._burnt < self._painter.strip.rows

    def _move(self, rows: int, life: int) -> int:
        """Move the paper by ``rows``; how many it was when something came in between."""
        if not self._speed:
            return rows
        began = time.monotonic()
        needed_s = rows * self._roll.row_mm / self._speed
        disturbed = self._faults.wait_for(
            lambda: self.stopping or life != self.life or self._is_blocked(), needed_s
        )
        if not disturbed:
            return rows
        return min(rows, int(rows * (time.monotonic() - began) / needed_s))

    def _tear_off(self) -> None:
        """New paper is in: what was printed on the end of the old one is a piece of its own."""
        with self._faults.changed:
            if not self._was_out or self._faults.on("paper_out"):
                return
            self._was_out = False
            torn = self._painter.strip.cut(self._burnt, torn=True) if self._burnt else None
            self._burnt = 0
        if torn is not None:
            self._let_fall(torn)

    def _let_fall(self, cut: Cut) -> None:
        self.tickets += not cut.torn
        received, self._received = self._received, 0
        try:
            self._roll.add(cut, received=received)
        except OSError as error:
            log.error("a ticket was printed but its picture cannot be kept: %s", error)
