"""A loudspeaker of this machine, driven by aplay. What became of a sound is known: its exit status is looked at."""

from __future__ import annotations

import subprocess
import threading
from typing import Final

from display.announcer.sound import seconds_of

GRACE_S: Final = 2.0


class PlayError(Exception):
    """Nothing was heard, or not to the end; in aplay's own words where it has some."""


class Loudspeaker:
    """``device`` is aplay's name of it, None the usual one. One sound at a time, whoever asks."""

    def __init__(self, device: str | None) -> None:
        self._command = ["aplay", "-q", *(["-D", device] if device else []), "-"]
        self.turn = threading.Lock()
        self._lock = threading.Lock()
        self._playing: subprocess.Popen[bytes] | None = None
        self._closed = False

    def play(self, wav: bytes) -> None:
        """Returns when it was played to the end. Raises PlayError."""
        try:
            status, said = self._aplay(wav)
        except OSError as error:
            raise PlayError(f"aplay: {error.strerror}") from error
        except subprocess.TimeoutExpired as error:
            raise PlayError("aplay does not end") from error
        if status:
            told = said.decode(errors="replace").strip().splitlines()
            raise PlayError(f"aplay ended with {status}: {told[-1] if told else 'no word'}")

    def close(self) -> None:
        """Stop, in the middle of a word if need be, and play nothing more."""
        with self._lock:
            self._closed = True
            if self._playing is not None:
                self._playing.kill()

    def _aplay(self, wav: bytes) -> tuple[int, bytes]:
        with subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as playing:
            with self._lock:
                self._playing = playing
                if self._closed:
                    playing.kill()
            try:
                _, said = playing.communicate(wav, timeout=seconds_of(wav) + GRACE_S)
            finally:
                playing.kill()
                with self._lock:
                    self._playing = None
            return playing.returncode, said
