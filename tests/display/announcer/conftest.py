"""The voice, started once for all tests that only listen to it, and espeak's own reading of a text."""

import ctypes
import logging
import os
import threading

import espeakng_loader
import pytest

from display.announcer.spawned import SpawnedEngine

IPA, SYNCHRONOUS, UTF8 = 2, 2, 1


@pytest.fixture(scope="session")
def voice():
    engine = SpawnedEngine(limit_s=10, start_limit_s=20)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def phonemes():
    """``phonemes(voice, text)`` is what espeak reads, as IPA: no sound, so exact."""
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    espeak = ctypes.CDLL(espeakng_loader.get_library_path())
    espeak.espeak_Initialize(SYNCHRONOUS, 0, None, 0)
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def read(voice, text):
        assert espeak.espeak_SetVoiceByName(voice.encode()) == 0
        written = ctypes.create_string_buffer(text.encode())
        at = ctypes.c_void_p(ctypes.addressof(written))
        clauses = []
        while at.value:
            clauses.append(espeak.espeak_TextToPhonemes(ctypes.byref(at), UTF8, IPA).decode())
        return ", ".join(clauses)

    yield read
    del os.environ["ESPEAK_DATA_PATH"]


APLAY = """#!/bin/sh
echo "begin $*" >> {folder}/notes
cat > {folder}/played.wav
{then}
"""


@pytest.fixture
def aplay(tmp_path, monkeypatch):
    """``aplay(then)`` puts a program of that name on the path, which ends with the shell line ``then``."""

    def install(then):
        program = tmp_path / "aplay"
        program.write_text(APLAY.format(folder=tmp_path, then=then))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return install


class Heard(logging.Handler):
    """What the announcer says in its log, to wait for."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.lines, self.changed = [], threading.Condition()

    def emit(self, record):
        with self.changed:
            self.lines.append(record.getMessage())
            self.changed.notify_all()

    def wait_for(self, *parts):
        with self.changed:
            told = lambda: all(any(part in line for line in self.lines) for part in parts)  # noqa: E731
            assert self.changed.wait_for(told, 10), self.lines


@pytest.fixture
def heard():
    handler, log = Heard(), logging.getLogger("display.announcer")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield handler
    log.removeHandler(handler)
    log.setLevel(logging.NOTSET)
