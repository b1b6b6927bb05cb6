"""Sounds made before, as files: a repeated call costs nothing. The least recently used go first."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

FILES = 200
BYTES = 64 * 1024 * 1024


def key_of(*what_matters: object) -> str:
    """One name for everything that can be heard in a sound."""
    return hashlib.sha256(json.dumps(what_matters).encode()).hexdigest()


class Cache:
    """WAVs in ``folder``, at most ``files`` of them and ``max_bytes`` together."""

    def __init__(self, folder: Path, *, files: int = FILES, max_bytes: int = BYTES) -> None:
        self._folder, self._files, self._max_bytes = folder, files, max_bytes

    def get(self, key: str) -> bytes | None:
        """The sound, or None. A file that a power cut left torn is no sound."""
        path = self._path(key)
        try:
            wav = path.read_bytes()
        except OSError:
            return None
        if wav[:4] != b"RIFF" or int.from_bytes(wav[4:8], "little") != len(wav) - 8:
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return wav

    def put(self, key: str, wav: bytes) -> None:
        """Raises OSError when the folder cannot be written to."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._path(key).with_suffix(".part")
        part.write_bytes(wav)
        part.replace(self._path(key))
        self._make_room()

    def _make_room(self) -> None:
        """Drop the oldest until both limits hold; half-written files of a killed announcer are the first."""
        held = [(path, path.stat()) for path in self._folder.iterdir() if path.is_file()]
        held.sort(key=lambda entry: (entry[0].suffix == ".wav", entry[1].st_mtime_ns))
        total, count = sum(stat.st_size for _, stat in held), len(held)
        for path, stat in held:
            if count <= self._files and total <= self._max_bytes and path.suffix == ".wav":
                return
            path.unlink(missing_ok=True)
            total, count = total - stat.st_size, count - 1

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.wav"
