"""What makes speech of a sentence: the contract of all engines, and how they fail."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

LASTING: Final = frozenset(
    {"unknown_voice", "unwritable", "no_espeak", "no_piper", "missing_clips", "no_clips"}
)
"""Faults that a second try does not mend."""


class SpeechError(Exception):
    """``code`` is stable: those of LASTING, and starting, timeout, died, no_end, empty_sound, failed."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


class Engine(Protocol):
    """Safe to call from several threads, which then wait for each other."""

    def start(self, within_s: float) -> None:
        """Be ready to speak. Raises SpeechError, ``starting`` when it needs longer and goes on getting ready."""

    def identity(self, voice: str) -> str:
        """Names everything but text, voice and rate that changes what is heard, for whoever keeps sounds.

        Empty as long as nobody knows: before ``start``.
        """

    def speak(self, text: str, path: Path, *, voice: str, rate: float, within_s: float) -> float:
        """Write ``text`` to ``path`` as a WAV, whole or not at all, and return its seconds.

        Raises SpeechError, at the latest after ``within_s`` seconds.
        """

    def close(self) -> None:
        """End, at once and whatever it is doing; a sentence under way fails."""
