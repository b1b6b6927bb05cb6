"""One conversation with a printer: are you well, take this, is it printed?"""

from __future__ import annotations

import time
from dataclasses import dataclass

from printer.wire import status
from printer.wire.channel import Channel
from printer.wire.status import Condition, Ear


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds. No wait is endless. ``connect`` and ``ready`` are all that may pass before a ticket."""

    connect: float = 2.0
    ready: float = 3.0
    answer: float = 1.0  # each one, within ``ready``
    send: float = 10.0
    proof: float = 15.0
    close: float = 1.0


class Mute(TimeoutError):
    """The printer takes bytes and says nothing that could be an answer."""


class Talk:
    """``settle_s``: how long to listen for what was said to somebody before us."""

    def __init__(self, channel: Channel, limits: Limits, *, settle_s: float = 0.0) -> None:
        self.channel, self._limits = channel, limits
        self._settle_s = settle_s
        self._ear = Ear()
        self._proof: int | None = None  # an answer to GS r that came between others

    def begin(self, end: float) -> None:
        """Ask for silence and forget what was said before. Raises OSError."""
        self.channel.write(status.NO_ASB, within_s=self._left(end))
        self.forget(quiet_s=self._settle_s, within_s=self._left(end))

    def forget(self, *, quiet_s: float, within_s: float) -> int:
        """Pass over what comes until nothing came for ``quiet_s``; returns how many answers to GS r."""
        end, proofs = time.monotonic() + within_s, 0
        try:
            while (left := end - time.monotonic()) > 0:
                heard = self.channel.read(within_s=min(quiet_s, left))
                proofs += sum(self._ear.hear(byte) == "gs_r" for byte in heard)
        except TimeoutError:
            pass
        return proofs

    def ask(self, question: int, *, within_s: float) -> int:
        """The answer to DLE EOT ``question``. Raises Mute or OSError."""
        end = time.monotonic() + within_s
        self.channel.write(status.ASK + bytes([question]), within_s=within_s)
        return self._reply("status", end)

    def condition(self, end: float) -> Condition:
        """How the printer is, by all four questions. Raises Mute or OSError."""
        answers = {n: self.ask(n, within_s=self._left(end)) for n in status.QUESTIONS}
        return status.condition(answers)

    def proof(self, *, within_s: float) -> int:
        """The answer to a GS r sent since ``expect_proof``. Raises Mute or OSError."""
        if self._proof is not None:
            return self._proof
        return self._reply("gs_r", time.monotonic() + within_s)

    def expect_proof(self) -> None:
        """What was heard until now proves nothing about what is sent next."""
        self._proof = None

    def _left(self, end: float) -> float:
        return max(0.0, min(self._limits.answer, end - time.monotonic()))

    def _reply(self, want: str, end: float) -> int:
        while True:
            try:
                # One at a time: what comes after the answer belongs to the next question.
                byte = self.channel.read(within_s=max(0.0, end - time.monotonic()), most=1)[0]
            except TimeoutError as error:
                raise Mute(f"no answer ({want})") from error
            kind = self._ear.hear(byte)
            if kind == want:
                return byte
            if kind == "gs_r":
                self._proof = byte
            if time.monotonic() > end:
                raise Mute(f"only noise instead of an answer ({want})")
