"""The voice, started once for all tests that only listen to it, and espeak's own reading of a text."""

import ctypes
import os

import espeakng_loader
import pytest

from display.announcer.engine import Engine

IPA, SYNCHRONOUS, UTF8 = 2, 2, 1


@pytest.fixture(scope="session")
def voice():
    engine = Engine(limit_s=10, start_limit_s=20)
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
