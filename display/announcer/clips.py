"""Speech from a person's recordings: a folder of WAVs for each language (``id/nol.wav``), joined with fitting rests."""

from __future__ import annotations

import hashlib
import threading
import wave
from array import array
from pathlib import Path

from display.announcer.clip_names import MissingClips, clips_of
from display.announcer.engine import SpeechError
from display.announcer.level import levelled
from display.announcer.resample import Samples
from display.announcer.sound import as_wav, read, seconds, silence, trimmed

Stamp = tuple[tuple[str, int, int], ...]


class ClipsEngine:
    """``voice`` of a sentence is its language. Recordings are read when first needed, and again when changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._stamps: dict[str, Stamp] = {}
        self._read: dict[tuple[str, str], Samples[int]] = {}

    def start(self, within_s: float) -> None:
        if not self._folder.is_dir():
            raise SpeechError("no_clips", f"there is no folder {self._folder}")

    def identity(self, voice: str) -> str:
        """By names, sizes and times of the files: a new recording is heard at once."""
        return hashlib.sha256(repr(self._stamp(voice)).encode()).hexdigest()[:16]

    def speak(self, text: str, path: Path, *, voice: str, rate: float, within_s: float) -> float:
        with self._lock:
            samples = self._joined(voice, text)
        try:
            path.write_bytes(as_wav(samples))
        except OSError as error:
            raise SpeechError("unwritable", str(error)) from error
        return seconds(samples)

    def close(self) -> None:
        """Nothing to end."""

    def names(self, language: str) -> frozenset[str]:
        """The recordings there are."""
        return frozenset(_name(file) for file, _, _ in self._stamp(language))

    def _joined(self, language: str, text: str) -> Samples[int]:
        stamp = self._stamp(language)
        if not stamp:
            raise SpeechError("no_clips", f"there are no recordings in {self._folder / language}")
        if stamp != self._stamps.get(language):
            self._stamps[language] = stamp
            self._read = {key: kept for key, kept in self._read.items() if key[0] != language}
        try:
            files = {_name(file): file for file, _, _ in stamp}
            clips = clips_of(text, files)
        except MissingClips as error:
            raise SpeechError("missing_clips", f"{language}: {error}") from error
        joined: Samples[int] = array("h")
        for clip in clips:
            joined += silence(clip.rest_s) + self._recording(language, files[clip.name])
        return joined

    def _recording(self, language: str, file: str) -> Samples[int]:
        """Trimmed and as loud as the others."""
        if (language, file) not in self._read:
            path = self._folder / language / file
            try:
                self._read[language, file] = levelled(trimmed(read(path)))
            except (OSError, EOFError, ValueError, wave.Error) as error:
                raise SpeechError("missing_clips", f"{path}: {error}") from error
        return self._read[language, file]

    def _stamp(self, language: str) -> Stamp:
        try:
            files = sorted((self._folder / language).iterdir())
            stats = [(file, file.stat()) for file in files if file.suffix.lower() == ".wav"]
        except OSError:
            return ()
        return tuple((file.name, stat.st_size, stat.st_mtime_ns) for file, stat in stats)


def _name(file: str) -> str:
    return Path(file).stem.lower()
