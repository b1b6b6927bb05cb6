"""Speaks for a zone on this machine: claims each play at the server, plays it, says what became of it.

The server chooses what is played next and lets every call be played once; nothing is decided here.
"""

from __future__ import annotations

import logging
import threading
import time
import wave
from collections.abc import Mapping
from typing import Any, Final

from display.announcer import sound
from display.announcer.chimes import chime
from display.announcer.player import Loudspeaker, PlayError
from display.announcer.server import Server, ServerError, Turn
from display.announcer.troubles import Troubles

log = logging.getLogger(__name__)

ASK_EVERY_S: Final = 2.0
ASK_FOR_S: Final = 70.0
"""After a call, so long is asked whether it may be played now."""

NOT_FOUND, LEASE_OVER = 404, 409
LONGEST_WHY: Final = 200


class ZoneSpeaker:
    """One zone's plays, in a thread of its own."""

    def __init__(
        self, zone: str, server: Server, loudspeaker: Loudspeaker, troubles: Troubles
    ) -> None:
        self._zone, self._server, self._troubles = zone, server, troubles
        self._loudspeaker = loudspeaker
        self._changed = threading.Condition()
        self._is_due, self._stopping = False, False
        self._ask_until = 0.0
        self._thread = threading.Thread(target=self._run, name=f"zone {zone}", daemon=True)
        self._thread.start()

    def wake(self, *, is_call: bool) -> None:
        """A call's sound is ready, or the server was met again: see whether there is something to play."""
        with self._changed:
            self._is_due = True
            if is_call:
                self._ask_until = time.monotonic() + ASK_FOR_S
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._loudspeaker.close()
        self._thread.join(0.4)

    def _run(self) -> None:
        wait_s: float | None = None
        while self._wait(wait_s):
            try:
                with self._loudspeaker.turn:
                    wait_s = self._play_all()
            except ServerError as error:
                self._troubles.begins(f"plays {self._zone}", f"zone {self._zone}: {error}")
                wait_s = ASK_EVERY_S
            else:
                self._troubles.ends(f"plays {self._zone}", f"zone {self._zone} plays again")

    def _wait(self, wait_s: float | None) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._is_due or self._stopping, wait_s)
            self._is_due = False
            return not self._stopping

    def _play_all(self) -> float | None:
        """Play all that the server gives. Returns the seconds until it is to be asked again, None: not by itself.

        Raises ServerError.
        """
        turn = self._server.claim(self._zone)
        while turn.announcement is not None and not self._stopping:
            turn = self._play(turn.announcement)
        if turn.again_s is not None:
            return max(0.1, turn.again_s)
        return ASK_EVERY_S if time.monotonic() < self._ask_until else None

    def _play(self, told: Mapping[str, Any]) -> Turn:
        seq, number = int(told["seq"]), str(told.get("number", ""))
        try:
            wav, result, why = self._wav(told)
            self._loudspeaker.play(wav)
        except (PlayError, ServerError) as error:
            if self._stopping:  # broken off by us: the lease ends it
                return Turn(announcement=None)
            result, why = "failed", str(error)
            self._troubles.begins(f"loudspeaker {self._zone}", f"{number} was not heard: {error}")
        else:
            self._troubles.ends(f"loudspeaker {self._zone}", f"zone {self._zone} is heard again")
            log.info("%s played in zone %s: %s", number, self._zone, result)
        return self._report(seq, result, why)

    def _wav(self, told: Mapping[str, Any]) -> tuple[bytes, str, str]:
        """(what to play, what it then was, why). Raises ServerError."""
        volume = float(told.get("volume", 1.0))
        try:
            whole, has_words = self._server.audio(str(told["audio"]))
            wav = sound.part_of(
                whole,
                from_s=float(told.get("from_s") or 0.0),
                to_s=None if told.get("to_s") is None else float(told["to_s"]),
                volume=volume,
            )
        except ServerError as error:
            if error.status != NOT_FOUND:
                raise
            alone = sound.as_wav(chime())
            return sound.part_of(alone, from_s=0.0, to_s=None, volume=volume), "chime", "no_sound"
        except (wave.Error, EOFError, ValueError) as error:
            raise PlayError(f"not a sound: {error}") from error
        return wav, "spoken" if has_words else "chime", "" if has_words else "no_voice"

    def _report(self, seq: int, result: str, why: str) -> Turn:
        try:
            return self._server.report(seq, result, why[:LONGEST_WHY])
        except ServerError as error:
            if error.status != LEASE_OVER:
                raise
            return self._server.claim(self._zone)
