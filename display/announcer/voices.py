"""Which engine says a language with which voice, what steps in when it cannot, and whether anybody speaks at all."""

from __future__ import annotations

import itertools
import time
import wave
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from display.announcer import sound
from display.announcer.clips import ClipsEngine
from display.announcer.engine import Engine, SpeechError
from display.announcer.resample import Samples
from display.announcer.settings import PiperVoice, Settings
from display.announcer.spawned import ESPEAK_WORKER, PIPER_WORKER, SpawnedEngine
from display.announcer.voice_text import for_the_voice

ESPEAK, PIPER, CLIPS = "pyttsx3", "piper", "clips"

VOICES: Final[Mapping[str, str]] = {
    "id": "id+f2", "en": "en-us+f2", "ms": "ms+f2", "jv": "id+f2", "zh": "cmn+f2", "ar": "ar+f2",
}  # fmt: skip
"""The clearest ones by measured recognition (id, en) and of the same kind; others: espeak's voice of that name."""

LEAST_S: Final = 0.05
TRIED_WITH: Final = "1 2 3"
RESERVED_S: Final = 0.4
"""Left for whoever steps in."""

ASKED_S: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One way to say a sentence."""

    engine: str
    voice: str
    rate: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """``troubles``: why something else than wished for is heard, by language; ``by_wish``: nothing of that kind;
    ``is_starting``: a moment later it may be.
    """

    speech: Mapping[str, Samples[int]]
    troubles: Mapping[str, str] = field(default_factory=dict)
    is_starting: bool = False

    @property
    def by_wish(self) -> bool:
        return not self.troubles


class Voices:
    """The engines that ``settings`` ask for; espeak is always one of them, to step in. Not for several threads at once.

    ``scratch`` is a file of our own.
    """

    def __init__(
        self,
        settings: Settings,
        scratch: Path,
        *,
        engines: Mapping[str, Engine] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._scratch, self._clock = settings, scratch, clock
        self._engines = dict(engines) if engines is not None else engines_for(settings)

    def wishes(self, language: str, text: str) -> list[Wish]:
        """The ways to say ``text``, the wished-for one first; none when there is to be no voice."""
        settings, spelt = self._settings, for_the_voice(language, text)
        if settings.engine == "none":
            return []
        usual = VOICES.get(language, language)
        named = settings.voices.get(language)
        ways: list[Wish] = []
        if settings.engine == CLIPS:
            ways.append(Wish(engine=CLIPS, voice=language, rate=1.0, text=text))
        if settings.engine == PIPER and isinstance(named, PiperVoice):
            rate = named.length_scale
            ways.append(Wish(engine=PIPER, voice=named.model, rate=rate, text=spelt))
        espeaks = (named, usual) if isinstance(named, str) and named else (usual,)
        rate_wpm = settings.rate_of(language)
        for voice in dict.fromkeys(espeaks):
            ways.append(Wish(engine=ESPEAK, voice=voice, rate=rate_wpm, text=spelt))
        return ways

    def identity(self, wish: Wish) -> str:
        """What is heard in ``wish`` besides its fields; an engine that must be asked is started. Raises SpeechError."""
        engine = self._engines[wish.engine]
        if not engine.identity(wish.voice):
            engine.start(ASKED_S)
        return engine.identity(wish.voice)

    def say(self, spoken: Mapping[str, str], *, until: float) -> Said:
        """The speech of each language that somebody can say before the time ``until`` of our clock."""
        return self._say({name: self.wishes(name, text) for name, text in spoken.items()}, until)

    def warm_up(self, within_s: float) -> Said:
        """Have every voice ready before the first call, and know which are not there."""
        said = self._try_out(self._settings.languages, self._clock() + within_s)
        if CLIPS not in self._engines:
            return said
        try:
            self._engines[CLIPS].start(within_s)
        except SpeechError as error:
            return replace(said, troubles={**said.troubles, CLIPS: str(error)})
        return said

    def probe(self, within_s: float) -> Said:
        """One short word, to see whether there is a voice again."""
        return self._try_out(self._settings.languages[:1], self._clock() + within_s)

    def _try_out(self, languages: Sequence[str], until: float) -> Said:
        """Recordings are not tried: they may lack any one word."""
        ways = {name: self.wishes(name, TRIED_WITH) for name in languages}
        return self._say(
            {name: [w for w in wishes if w.engine != CLIPS] for name, wishes in ways.items()}, until
        )

    def _say(self, ways: Mapping[str, Sequence[Wish]], until: float) -> Said:
        speech: dict[str, Samples[int]] = {}
        troubles: dict[str, str] = {}
        is_starting = False
        for language, wishes in ways.items():
            failed = []
            for n, wish in enumerate(wishes):
                is_last = n == len(wishes) - 1
                try:
                    speech[language] = self._speech(wish, until if is_last else until - RESERVED_S)
                    break
                except SpeechError as error:
                    failed.append(f"{wish.voice}: {error}")
                    is_starting |= error.code == "starting"
            if failed:
                troubles[language] = "; ".join(failed)
        return Said(speech=speech, troubles=troubles, is_starting=is_starting)

    @property
    def name(self) -> str:
        """What speaks, for people: with the version once it is known."""
        engine = self._settings.engine
        if engine in ("none", CLIPS):
            return engine
        version = str(getattr(self._engines.get(engine), "version", ""))
        return (
            f"{engine} (espeak-ng {version})" if engine == ESPEAK and version else version or engine
        )

    def close(self) -> None:
        for engine in self._engines.values():
            engine.close()

    def _speech(self, wish: Wish, until: float) -> Samples[int]:
        left_s = until - self._clock()
        if left_s < LEAST_S:
            raise SpeechError("timeout", "no answer in time")
        self._engines[wish.engine].speak(
            wish.text, self._scratch, voice=wish.voice, rate=wish.rate, within_s=left_s
        )
        try:
            return sound.read(self._scratch)
        except (OSError, EOFError, wave.Error, ValueError) as error:
            raise SpeechError("failed", f"unreadable sound: {error}") from error


def engines_for(settings: Settings) -> dict[str, Engine]:
    """espeak, and what config.yaml asks for besides."""
    made: dict[str, Engine] = {ESPEAK: SpawnedEngine(command=ESPEAK_WORKER)}
    if settings.engine == CLIPS:
        made[CLIPS] = ClipsEngine(Path(settings.clips))
    if settings.engine == PIPER:
        models = [told.model for told in settings.voices.values() if isinstance(told, PiperVoice)]
        command = tuple(itertools.chain(PIPER_WORKER, dict.fromkeys(models)))
        made[PIPER] = SpawnedEngine(command=command, limit_s=1.0, start_limit_s=60.0)
    return made
