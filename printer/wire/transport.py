"""How tickets reach a printer. Each ticket gets a connection of its own: most printers take only one.

Before the first byte every fault is Blocked and may be tried again, here or at another printer.
After it a fault is Unknown, and only a person may print again.
"""

from __future__ import annotations

import errno
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from printer.errors import Blocked, Unknown
from printer.wire import status
from printer.wire.channel import Channel
from printer.wire.serial import BITS_PER_BYTE, open_serial
from printer.wire.status import Condition
from printer.wire.talk import Limits, Mute, Talk
from printer.wire.tcp import connect
from printer.wire.usb import open_usb

__all__ = [
    "Condition", "Limits", "NetworkPrinter", "RealPrinter", "Receipt", "SerialPrinter", "Transport",
    "UsbPrinter",
]  # fmt: skip

LARGEST_PICTURE = 16384  # bytes of one picture command; a torn one swallows what comes next
PROVEN_CLOSE_S = 0.2  # a ticket that is proven has nothing left to lose
QUIET_S = 0.3
LOOK_WHILE_WAITING_S = 2.0
Told = Callable[[Condition], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A ticket the printer took. ``proven`` is False where the printer is not asked for proof."""

    proven: bool
    near_end: bool | None = None


class Transport(Protocol):
    def send(
        self, data: bytes, *, on_send: Callable[[], None], on_wait: Told = lambda condition: None
    ) -> Receipt:
        """Print ``data``, calling ``on_send`` right before the first byte, and ``on_wait`` now and then while
        the proof does not come, with how the printer is.

        Raises Blocked (nothing was sent; also whatever Blocked ``on_send`` raises) or Unknown.
        """

    def look(self) -> Condition:
        """How the printer is, without printing. Never raises, never takes more than 5 s."""


@dataclass(slots=True, kw_only=True)
class RealPrinter(ABC):
    """What all ways share. ``asks_status``: DLE EOT before (and, without proof, after) a ticket;
    ``asks_proof``: GS r after it. Used by one thread.
    """

    asks_status: bool = True
    asks_proof: bool = False
    limits: Limits = field(default_factory=Limits)
    _torn: int = 0  # at most so many bytes does the printer expect of a ticket that broke off
    _owed: bool = False  # an answer to GS r may still come, of an earlier ticket

    settle_s: ClassVar[float] = 0.05
    keeps_state: ClassVar[bool] = True
    """Whether a new connection finds the printer in the middle of what the last one left."""

    @abstractmethod
    def _open(self) -> Channel:
        """Raises OSError."""

    @property
    @abstractmethod
    def where(self) -> str:
        """What a person calls the way, for the log."""

    def transfer_s(self, size: int) -> float:
        return self.limits.send

    @property
    def reads(self) -> bool:
        return self.asks_status or self.asks_proof

    def send(
        self, data: bytes, *, on_send: Callable[[], None], on_wait: Told = lambda condition: None
    ) -> Receipt:
        with self.talking() as talk:
            before = self._ready(talk)
            if before.causes:
                raise Blocked(before.causes[0], causes=before.causes)
            on_send()
            after = self._hand_over(talk, bytes(self._torn) + data, on_wait)
        near_end = before.near_end if after.near_end is None else after.near_end
        return Receipt(proven=self.asks_proof, near_end=near_end)

    def look(self) -> Condition:
        try:
            with self.talking() as talk:
                return self._ready(talk, idle=True)
        except Blocked as blocked:
            return Condition(causes=blocked.causes)

    @contextmanager
    def talking(self) -> Iterator[Talk]:
        """A conversation of its own. Raises Blocked when nobody is there."""
        try:
            channel = self._open()
        except OSError as error:
            raise _blocked("offline", f"{self.where}: {_words(error)}") from error
        try:
            yield Talk(channel, self.limits, settle_s=self.settle_s)
        finally:
            channel.close()

    def _ready(self, talk: Talk, *, idle: bool = False) -> Condition:
        """Raises Blocked when it does not answer."""
        end, found = time.monotonic() + self.limits.ready, Condition()
        try:
            if self.reads:
                talk.begin(end)
            if self.asks_status:
                found = talk.condition(end)
            if self._owed and not idle and not found.causes:
                self._pass_a_barrier(talk, end)
        except OSError as error:
            code = "mute" if isinstance(error, TimeoutError) else "offline"
            raise _blocked(code, f"{self.where}: {_words(error)}") from error
        if idle:
            with suppress(OSError):
                talk.channel.finish(leave_s=0, quiet_s=PROVEN_CLOSE_S)
        return found

    def _pass_a_barrier(self, talk: Talk, end: float) -> None:
        """Let the proof of an earlier ticket come in before it could be taken for this one's."""
        self._owed = False  # a printer that never answers must not be blocked for ever
        left = max(0.0, end - time.monotonic())
        talk.channel.write(status.PROOF, within_s=left)
        talk.proof(within_s=left)
        talk.forget(quiet_s=QUIET_S, within_s=self.limits.answer)

    def _hand_over(self, talk: Talk, data: bytes, on_wait: Told) -> Condition:
        """Send and see it through. Raises Unknown."""
        self._torn = min(len(data), LARGEST_PICTURE) if self.keeps_state else 0
        self._owed = self.asks_proof
        end = time.monotonic() + self.transfer_s(len(data))
        talk.expect_proof()
        try:
            ending = status.PROOF if self.asks_proof else b""
            talk.channel.write(data + ending, within_s=end - time.monotonic())
            proven = self.asks_proof
            after = self._proven(talk, on_wait) if proven else self._asked_again(talk, data)
        except OSError as error:
            raise Unknown("broken_off", f"{self.where}: {_words(error)}") from error
        self._finish(talk.channel, end)
        self._torn = 0
        return after

    def _proven(self, talk: Talk, on_wait: Told) -> Condition:
        """Paper may run out in the middle: who waits behind this ticket need not wait with it."""
        end, found = time.monotonic() + self.limits.proof, Condition()
        while True:
            left = max(0.0, end - time.monotonic())
            try:
                talk.proof(within_s=min(LOOK_WHILE_WAITING_S, left) if self.asks_status else left)
            except Mute as mute:
                if self.asks_status:
                    found = self._asked(talk)
                    if found.near_end is not None:  # it answered
                        on_wait(found)
                if time.monotonic() >= end:
                    self._torn = 0  # it has all of it
                    raise Unknown(next(iter(found.causes), "no_proof"), str(mute)) from mute
            else:
                self._owed = False
                return Condition()

    def _asked_again(self, talk: Talk, data: bytes) -> Condition:
        """Without proof: what the printer says of itself when it has the last byte."""
        if not self.asks_status or status.ASK in data:
            return Condition()  # a question that a picture holds by chance is answered, too
        found = self._asked(talk)
        if found.causes:
            self._torn = 0
            raise Unknown(found.causes[0], "found right after the last byte")
        return found

    def _asked(self, talk: Talk) -> Condition:
        """Silence is no fault here: the printer may be busy printing."""
        try:
            # It comes to the first question when it has read the ticket, and that may take a while;
            # an answer after we have hung up would make the printer forget the rest.
            talk.ask(1, within_s=self.limits.ready)
            return talk.condition(time.monotonic() + self.limits.ready)
        except Mute:
            return Condition()

    def _finish(self, channel: Channel, end: float) -> None:
        """Raises Unknown when the end of a ticket without proof stays in the cable."""
        if self.asks_proof:
            with suppress(OSError):
                channel.finish(leave_s=0, quiet_s=PROVEN_CLOSE_S)
            return
        try:
            leave_s = max(self.limits.close, end - time.monotonic())
            left = channel.finish(leave_s=leave_s, quiet_s=self.limits.close)
        except OSError as error:
            raise Unknown("broken_off", f"{self.where}: {_words(error)}") from error
        if left:
            raise Unknown("broken_off", f"{left} bytes never reached the printer")


@dataclass(slots=True, kw_only=True)
class NetworkPrinter(RealPrinter):
    """A printer behind a TCP port (9100)."""

    host: str
    port: int = 9100

    settle_s = 0.0
    keeps_state = False

    @property
    def where(self) -> str:
        return f"{self.host}:{self.port}"

    def _open(self) -> Channel:
        return connect(self.host, self.port, within_s=self.limits.connect)


@dataclass(slots=True, kw_only=True)
class UsbPrinter(RealPrinter):
    """A printer at a USB cable; ``device`` is its file, /dev/usb/lp0 or a link to it."""

    device: str

    @property
    def where(self) -> str:
        return self.device

    def _open(self) -> Channel:
        return open_usb(self.device, reads=self.reads)


@dataclass(slots=True, kw_only=True)
class SerialPrinter(RealPrinter):
    """A printer at a serial line; ``flow`` is how it says that it is full: rtscts, xonxoff, none."""

    device: str
    baud: int = 19200
    flow: str = "rtscts"

    @property
    def where(self) -> str:
        return f"{self.device} at {self.baud} baud"

    def transfer_s(self, size: int) -> float:
        return self.limits.send + 1.2 * size * BITS_PER_BYTE / self.baud

    def _open(self) -> Channel:
        return open_serial(self.device, baud=self.baud, flow=self.flow, reads=self.reads)


def _blocked(code: str, detail: str) -> Blocked:
    return Blocked(code, detail, causes=(code,))


def _words(error: OSError) -> str:
    refused = error.errno == errno.ECONNREFUSED
    return "nobody listens there" if refused else error.strerror or str(error)
