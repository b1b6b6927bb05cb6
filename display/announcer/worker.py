"""The voice's own process: sentences come in as JSON lines, sound files come out, one at a time, in one thread.

pyttsx3 and espeak are not safe in threads, lose texts when hurried and can take their process down: so it is this one,
which the engine kills and starts again. Run as a file, so that it needs nothing of ours.

In: ``{id, text, path, voice, rate, limit}``. Out: first ``{ready, version}``, then for each job
``{id, ok, seconds, ms}`` or ``{id, ok: false, error, detail}``.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import sys
import threading
import time
import wave
from pathlib import Path
from typing import Any, TextIO

DIE_WITH_PARENT = (
    1  # PR_SET_PDEATHSIG of prctl(2): a worker that hangs in espeak reads no end of file
)
SHORTEST_S = 0.2
MANDARIN_SINCE = (1, 52)


class CannotSpeak(Exception):
    """``args``: a stable word (no_espeak, unknown_voice, unwritable, no_end, empty_sound) and a line for the log."""


def load_bundled_espeak() -> None:
    """Load the wheel's espeak-ng before pyttsx3 looks for one: the same SONAME makes its dlopen take this library.

    Without the wheel's library the system's one serves.
    """
    try:
        import espeakng_loader

        data, library = espeakng_loader.get_data_path(), espeakng_loader.get_library_path()
        ctypes.CDLL(str(library))
    except (ImportError, OSError, RuntimeError):
        return
    os.environ["ESPEAK_DATA_PATH"] = str(data)


class Voice:
    """espeak through pyttsx3. Raises CannotSpeak("no_espeak") where there is no library at all."""

    def __init__(self) -> None:
        load_bundled_espeak()
        try:
            import pyttsx3
            from pyttsx3.drivers import _espeak
            from pyttsx3.drivers.espeak import EspeakDriver

            self._engine = pyttsx3.init("espeak")
        except (ImportError, OSError, RuntimeError) as error:
            raise CannotSpeak("no_espeak", str(error)) from error
        self._espeak, self._driver = _espeak, EspeakDriver
        data = ctypes.c_char_p()
        self.version = _espeak.Info(ctypes.addressof(data)).decode()
        self._variants = Path((data.value or b"").decode()) / "voices" / "!v"
        self._done = threading.Event()
        self._engine.connect("finished-utterance", self._finished)

    def _finished(self, name: object = None, completed: object = None) -> None:
        self._done.set()

    def synthesise(self, *, text: str, path: str, voice: str, rate: float, limit: float) -> float:
        """Write ``text`` as a WAV to ``path``, whole or not at all. Returns its seconds. Raises CannotSpeak."""
        part = Path(f"{path}.part")
        try:
            part.write_bytes(b"")  # pyttsx3 would swallow the error in its callback and never end
        except OSError as error:
            raise CannotSpeak("unwritable", str(error)) from error
        self._choose(voice, rate)
        self._espeak.Synchronize()  # espeak's fifo must be idle, else runAndWait cancels the new text
        self._done.clear()
        self._engine.save_to_file(text, str(part))
        self._engine.runAndWait()  # is back after 10 ms, finished or not
        if not self._done.wait(limit):
            raise CannotSpeak("no_end", f"no end of speech within {limit} s")
        self._espeak.Synchronize()
        seconds = _seconds(part)
        if seconds < SHORTEST_S:
            raise CannotSpeak("empty_sound", f"{seconds:.2f} s of sound")
        part.replace(path)
        return seconds

    def _choose(self, voice: str, rate: float) -> None:
        """Straight to the driver: engine.setProperty passes over unknown voices and races with the next text."""
        if voice.startswith(("cmn", "zh")) and not reads_mandarin(self.version):
            raise CannotSpeak(
                "unknown_voice", f"espeak-ng {self.version} reads Mandarin wrong; 1.52 does not"
            )
        variant = voice.partition("+")[2]
        if (
            variant and not (self._variants / variant).is_file()
        ):  # espeak would silently use the plain voice
            raise CannotSpeak("unknown_voice", f'espeak has no variant "{variant}" ({voice})')
        try:
            self._driver.setProperty("voice", voice)
        except ValueError as error:
            raise CannotSpeak("unknown_voice", f'espeak has no voice "{voice}"') from error
        self._driver.setProperty("rate", int(rate))


def reads_mandarin(version: str) -> bool:
    """Older ones take the words for number, window and zero for English letters."""
    digits = version.split("-")[0].split(".")[:2]
    return not all(map(str.isdigit, digits)) or tuple(map(int, digits)) >= MANDARIN_SINCE


def _seconds(path: Path) -> float:
    try:
        with wave.open(str(path)) as sound:
            return float(sound.getnframes() / sound.getframerate())
    except (EOFError, wave.Error):
        return 0.0


def answer(voice: Voice, line: str) -> dict[str, Any]:
    """What to say to one job. Whatever goes wrong in it ends the job, not the worker."""
    began, job = time.monotonic(), {}
    try:
        job = json.loads(line)
        seconds = voice.synthesise(**{name: job[name] for name in job if name != "id"})
    except CannotSpeak as error:
        return {"id": job["id"], "ok": False, "error": error.args[0], "detail": error.args[1]}
    except Exception as error:
        return {"id": job.get("id"), "ok": False, "error": "failed", "detail": repr(error)}
    return {
        "id": job["id"],
        "ok": True,
        "seconds": seconds,
        "ms": round((time.monotonic() - began) * 1000, 1),
    }


def work(jobs: TextIO, answers: TextIO) -> int:
    """Until the jobs end, which is when the engine is gone. Exit code 3: no espeak on this machine."""
    try:
        voice = Voice()
    except CannotSpeak as error:
        _tell(answers, {"ready": False, "error": error.args[0], "detail": error.args[1]})
        return 3
    _tell(answers, {"ready": True, "version": voice.version})
    for line in jobs:
        _tell(answers, answer(voice, line))
    return 0


def _tell(answers: TextIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def main() -> int:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the announcer, which closes our input
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # pyttsx3 prints "Audio saved to ..." there
    with contextlib.suppress(BrokenPipeError):
        return work(sys.stdin, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
