"""The same as ``worker.py`` with piper: a better voice, from a file that the hall brings. Run as a file.

Its arguments are the voice files to load before the first sentence, for that takes seconds. A sentence's ``voice`` is
such a file, its ``rate`` the length scale: 1 as recorded, above 1 slower. Piper is not installed by us: docs/speech.md.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import sys
import time
import wave
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

DIE_WITH_PARENT = 1  # as in worker.py
SHORTEST_S = 0.2


class CannotSpeak(Exception):
    """``args``: a stable word (no_piper, unknown_voice, unwritable, empty_sound) and a line for the log."""


class Piper:
    """Voices by file. Raises CannotSpeak("no_piper") where it is not installed."""

    def __init__(self, models: list[str]) -> None:
        try:
            piper = import_module("piper")
        except ImportError as error:
            how = f"{sys.executable} -m pip install piper-tts"
            raise CannotSpeak(
                "no_piper", f"{error}; it is not installed by ./run: {how}"
            ) from error
        self._load, self._config = piper.PiperVoice.load, piper.SynthesisConfig
        self.version = f"piper {version('piper-tts')}"
        self._voices: dict[str, Any] = {}
        for model in models:
            with contextlib.suppress(CannotSpeak):  # told when it is to speak
                self._voice(model)

    def _voice(self, model: str) -> Any:
        if model not in self._voices:
            for file in (model, f"{model}.json"):
                if not Path(file).is_file():
                    raise CannotSpeak("unknown_voice", f"there is no file {file}")
            try:
                self._voices[model] = self._load(model)
            except Exception as error:  # whatever the runtime says of a damaged file
                raise CannotSpeak("unknown_voice", f"{model}: {error}") from error
        return self._voices[model]

    def synthesise(self, *, text: str, path: str, voice: str, rate: float, limit: float) -> float:
        """Write ``text`` as a WAV to ``path``, whole or not at all. Returns its seconds. Raises CannotSpeak."""
        speaker, part = self._voice(voice), Path(f"{path}.part")
        try:
            with wave.open(str(part), "wb") as sound:
                speaker.synthesize_wav(text, sound, syn_config=self._config(length_scale=rate))
        except OSError as error:
            raise CannotSpeak("unwritable", str(error)) from error
        with wave.open(str(part)) as sound:
            seconds = float(sound.getnframes() / sound.getframerate())
        if seconds < SHORTEST_S:
            raise CannotSpeak("empty_sound", f"{seconds:.2f} s of sound")
        part.replace(path)
        return seconds


def answer(piper: Piper, line: str) -> dict[str, Any]:
    """What to say to one job. Whatever goes wrong in it ends the job, not the worker."""
    began, job = time.monotonic(), {}
    try:
        job = json.loads(line)
        seconds = piper.synthesise(**{name: job[name] for name in job if name != "id"})
    except CannotSpeak as error:
        return {"id": job["id"], "ok": False, "error": error.args[0], "detail": error.args[1]}
    except Exception as error:
        return {"id": job.get("id"), "ok": False, "error": "failed", "detail": repr(error)}
    took = round((time.monotonic() - began) * 1000, 1)
    return {"id": job["id"], "ok": True, "seconds": seconds, "ms": took}


def work(jobs: TextIO, answers: TextIO, models: list[str]) -> int:
    """Until the jobs end. Exit code 3: no piper on this machine."""
    try:
        piper = Piper(models)
    except CannotSpeak as error:
        _tell(answers, {"ready": False, "error": error.args[0], "detail": error.args[1]})
        return 3
    _tell(answers, {"ready": True, "version": piper.version})
    for line in jobs:
        _tell(answers, answer(piper, line))
    return 0


def _tell(answers: TextIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the announcer
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever the runtime prints
    with contextlib.suppress(BrokenPipeError):
        return work(sys.stdin, answers, sys.argv[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
