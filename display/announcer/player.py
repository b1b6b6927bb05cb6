"""The local loudspeaker: aplay, one sound after the other, never two at once.

One player per announcer, whatever zone a call is for: one machine has one loudspeaker. A second zone with its own
loudspeaker has its own announcer.
"""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Callable

from display.announcer.call import Call
from display.announcer.sound import seconds_of
from display.announcer.troubles import Troubles

log = logging.getLogger(__name__)
GRACE_S = 5.0


class Player:
    """``is_stale`` says of a call, when its turn comes, that it is too old to be said."""

    def __init__(
        self, *, device: str | None, is_stale: Callable[[Call], bool], troubles: Troubles
    ) -> None:
        self._command = ["aplay", "-q", *(["-D", device] if device else []), "-"]
        self._is_stale, self._troubles = is_stale, troubles
        self._waiting: dict[str, tuple[Call, bytes]] = {}
        self._changed = threading.Condition()
        self._closed = False
        self._playing: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._play_all, name="player", daemon=True)
        self._thread.start()

    def add(self, call: Call, wav: bytes) -> None:
        """Play after the sounds before it. A number that is waiting still is said once, as called last."""
        with self._changed:
            self._waiting.pop(call.number, None)
            self._waiting[call.number] = (call, wav)
            self._changed.notify()

    def close(self) -> None:
        """Stop, in the middle of a word if need be."""
        with self._changed:
            self._closed = True
            self._changed.notify()
            if self._playing is not None:
                self._playing.kill()
        self._thread.join(0.4)

    def _play_all(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                call, wav = self._waiting.pop(next(iter(self._waiting)))
            if self._is_stale(call):
                log.info("%s at %s not played: too old", call.number, call.counter)
            else:
                self._play(call, wav)

    def _play(self, call: Call, wav: bytes) -> None:
        try:
            status, said = self._aplay(wav)
        except OSError as error:
            self._troubles.begins("player", f"the loudspeaker is silent: {error}")
        except subprocess.TimeoutExpired:
            self._troubles.begins("player", "the loudspeaker is silent: aplay does not end")
        else:
            if status and not self._closed:
                why = f"aplay ended with {status}: {said.decode(errors='replace').strip()}"
                self._troubles.begins("player", f"the loudspeaker is silent: {why}")
            elif not status:
                self._troubles.ends("player", "the loudspeaker sounds again")
                log.info("%s at %s played", call.number, call.counter)

    def _aplay(self, wav: bytes) -> tuple[int, bytes]:
        with subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as playing:
            with self._changed:
                self._playing = playing
                if self._closed:
                    playing.kill()
            try:
                _, said = playing.communicate(wav, timeout=seconds_of(wav) + GRACE_S)
            finally:
                playing.kill()
                with self._changed:
                    self._playing = None
            return playing.returncode, said
