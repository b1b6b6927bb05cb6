"""Makes the sound of a call: from the cache, else by the voice, else the chime alone: no call goes unheard."""

from __future__ import annotations

import time
import wave
from dataclasses import dataclass
from pathlib import Path

from display.announcer import sound
from display.announcer.cache import Cache, key_of
from display.announcer.call import Call, Settings
from display.announcer.engine import LASTING, Engine, SpeechError
from display.announcer.sound import Samples
from display.announcer.troubles import Troubles
from display.announcer.voice_text import for_the_voice

VOICES = {"id": "id+f2", "en": "en-us+f2"}
"""The clearest ones by measured recognition; another language is said by espeak's voice of its name."""

MOST_REPEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """``spoken``: the languages said, none if it is the chime alone. ``ms``: how long the making took."""

    wav: bytes
    spoken: tuple[str, ...]
    cached: bool
    ms: float

    @property
    def seconds(self) -> float:
        return sound.seconds_of(self.wav)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    language: str
    voice: str
    text: str


class Studio:
    """``folder`` holds the cache and the sentence being made. Not for several threads at once."""

    def __init__(self, engine: Engine, folder: Path, troubles: Troubles) -> None:
        self._engine, self._troubles = engine, troubles
        self._cache = Cache(folder / "sounds")
        self._scratch = folder / "sentence.wav"

    def make(self, call: Call, settings: Settings) -> Made | None:
        """The sound of ``call``; None where the settings want neither voice nor chime."""
        began, sentences = time.monotonic(), sentences_of(call, settings)
        if not sentences and not settings.chime:
            return None
        repeat = max(1, min(settings.repeat, MOST_REPEATS))
        key = key_of(
            *(sound.VERSION, self._engine.version, settings.chime, repeat, settings.rate_wpm),
            *((s.voice, s.text) for s in sentences),
        )
        spoken = tuple(s.language for s in sentences)
        wav = self._cache.get(key)
        cached = wav is not None
        if wav is None:
            said = self._say(sentences, settings.rate_wpm)
            wav = sound.announcement(
                list(said.values()), with_chime=settings.chime or not said, repeat=repeat
            )
            if tuple(said) == spoken:  # only what is whole may be used again
                self._keep(key, wav)
            spoken = tuple(said)
        return Made(wav=wav, spoken=spoken, cached=cached, ms=(time.monotonic() - began) * 1000)

    def _say(self, sentences: list[Sentence], rate_wpm: int) -> dict[str, Samples[int]]:
        """The speech by language, without the languages that failed."""
        said: dict[str, Samples[int]] = {}
        for sentence in sentences:
            try:
                said[sentence.language] = self._speech(sentence, rate_wpm)
            except SpeechError as error:
                self._troubles.begins("voice", f"no voice, only the chime: {error}")
                if error.code not in LASTING:
                    break  # a voice that hangs has cost seconds: let the visitor hear the chime now
        if len(said) == len(sentences) and said:
            self._troubles.ends("voice", "the voice is back")
        return said

    def _speech(self, sentence: Sentence, rate_wpm: int) -> Samples[int]:
        try:
            return self._spoken(sentence.text, sentence.voice, rate_wpm)
        except SpeechError as error:
            usual = VOICES.get(sentence.language, sentence.language)
            if error.code != "unknown_voice" or usual == sentence.voice:
                raise
            self._troubles.begins(f"voice {sentence.voice}", f"{error}; speaking with {usual}")
            return self._spoken(sentence.text, usual, rate_wpm)

    def _spoken(self, text: str, voice: str, rate_wpm: int) -> Samples[int]:
        self._engine.speak(text, self._scratch, voice=voice, rate_wpm=rate_wpm)
        try:
            return sound.read(self._scratch)
        except (OSError, EOFError, wave.Error, ValueError) as error:
            raise SpeechError("failed", f"unreadable sound: {error}") from error

    def _keep(self, key: str, wav: bytes) -> None:
        try:
            self._cache.put(key, wav)
        except OSError as error:
            self._troubles.begins("cache", f"sounds cannot be kept: {error}")
        else:
            self._troubles.ends("cache", "sounds are kept again")


def sentences_of(call: Call, settings: Settings) -> list[Sentence]:
    """What to say and with which voices, in the order of the settings; nothing when the engine is "none"."""
    if settings.engine == "none":
        return []
    return [
        Sentence(
            language=language,
            voice=settings.voices.get(language) or VOICES.get(language, language),
            text=for_the_voice(language, call.spoken[language]),
        )
        for language in settings.languages
        if call.spoken.get(language)
    ]
