"""``python -m display.announcer.doctor``: what the voice of a hall can do, and what to write into config.yaml."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from display.announcer import sound
from display.announcer.clip_names import MissingClips, clips_of
from display.announcer.clips import ClipsEngine
from display.announcer.doctor.findings import Findings, Spoken, ZoneFound, advice, as_yaml
from display.announcer.doctor.measure import measured
from display.announcer.doctor.words import LANGUAGES, Voice
from display.announcer.engine import Engine, SpeechError
from display.announcer.level import levelled
from display.announcer.player import Loudspeaker, PlayError
from display.announcer.settings import Settings
from display.announcer.voices import CLIPS, ESPEAK, Voices, Wish, engines_for

FINE, TROUBLE, USAGE, SILENT = 0, 1, 2, 4
PATIENCE_S: Final = 60.0
SLOW_MS: Final = 500
LONG_S: Final = 15.0
BUSY: Final = 0.7
"""A zone that speaks for more than this share of an hour lets calls wait too long for their turn."""

LARGEST_SETTINGS: Final = 4_000_000
EPILOG = """
settings: {"settings": as GET /api/v1/settings tells an announcer, "calls": {zone: [{"language", "text"}]},
"vocabulary": {language: [sentences]}}; "satupintu announcer doctor" takes them from config.yaml

examples:
  ./run announcer doctor                      a test call of every zone, measured
  ./run announcer doctor --zone A --play      and heard
  ./run announcer doctor --json               a report for programs

exit codes: 0 all is well, 1 something needs attention, 2 wrong option or settings, 4 there is no voice at all
"""


class Doctor:
    """One examination. ``calls`` are the sentences of a test call by zone, ``vocabulary`` all that may be said."""

    def __init__(self, told: Mapping[str, Any], voice: Voice, scratch: Path) -> None:
        self.settings = Settings.from_answer(told["settings"])
        self.calls: dict[str, dict[str, str]] = {
            zone: {said["language"]: said["text"] for said in spoken}
            for zone, spoken in told["calls"].items()
        }
        self.vocabulary: Mapping[str, Sequence[str]] = told.get("vocabulary") or {}
        self.found, self._say = Findings(), voice
        self._engines = engines_for(self.settings)
        self._voices = Voices(self.settings, scratch, engines=self._engines)
        self._scratch = scratch

    def close(self) -> None:
        self._voices.close()

    def look(self) -> None:
        """Engines, then each language."""
        self._say("begin", engine=self.settings.engine, player=self.settings.player)
        if self.settings.engine == "none":
            self._say("no_voice")
            return
        for name, engine in self._engines.items():
            self._look_at_engine(name, engine)
        for language, text in self._sentences().items():
            self._look_at_language(language, text)
        self._look_at_clips()

    def zone(self, code: str, *, plays: bool, out: Path | None) -> None:
        """The whole sound of a call in a zone; heard, if wanted."""
        here = self.settings.of(code)
        said = self._voices.say(self.calls[code], until=time.monotonic() + PATIENCE_S)
        chime = here.chime if said.speech or here.chime != "none" else "two-tone"
        made = sound.announcement(list(said.speech.values()), chime_kind=chime, repeat=here.repeat)
        per_hour = int(3600 * BUSY / made.seconds)
        self.found.zones[code] = ZoneFound(seconds=round(made.seconds, 1), per_hour=per_hour)
        self._say("zone", zone=code, seconds=f"{made.seconds:.1f}", per_hour=per_hour)
        if made.seconds > LONG_S:
            self.found.warn("long", zone=code, seconds=f"{made.seconds:.1f}")
        if out is not None:
            path = out / f"call-{code}.wav"
            path.write_bytes(made.wav)
            self._say("kept", path=path)
        if plays:
            self._play(code, made.wav)

    def _sentences(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for spoken in self.calls.values():
            found = spoken | found
        return found

    def _look_at_engine(self, name: str, engine: Engine) -> None:
        try:
            engine.start(PATIENCE_S)
        except SpeechError as error:
            known = error.code if error.code in ("no_espeak", "no_piper", "no_clips") else "failed"
            self.found.warn(known, language=name, why=error.detail)
            return
        version = str(getattr(engine, "version", "")) or self.settings.clips
        version = f"espeak-ng {version}" if name == ESPEAK else version
        self.found.engines[name] = version
        self._say("engine", name=name, version=version)

    def _look_at_language(self, language: str, text: str) -> None:
        for wish in self._voices.wishes(language, text):
            if wish.engine not in self.found.engines:
                continue
            try:
                spoken = self._spoken(wish, text)
            except SpeechError as error:
                if error.code != "missing_clips":  # those are listed together
                    what = "unknown_voice" if error.code == "unknown_voice" else "failed"
                    self.found.warn(what, language=language, why=error.detail)
                continue
            self.found.languages[language] = spoken
            facts = {"language": language, "ms": f"{spoken.ms:.0f}", "voice": spoken.voice}
            self._say(
                "language", **facts, seconds=spoken.sound.seconds, level_db=spoken.sound.level_db
            )
            self._say("text", text=text)
            for fault in spoken.sound.faults:
                self.found.warn(
                    fault, language=language, level_db=spoken.sound.level_db,
                    clipped=spoken.sound.clipped, rest_s=spoken.sound.rest_s, tail_s=spoken.sound.tail_s,
                )  # fmt: skip
            if spoken.ms > SLOW_MS:
                self.found.warn("slow", **facts)
            return

    def _spoken(self, wish: Wish, text: str) -> Spoken:
        """Twice: the first time a voice may have to be read from the disk. Raises SpeechError."""
        engine, ms = self._engines[wish.engine], 0.0
        for _ in range(2):
            began = time.monotonic()
            engine.speak(
                wish.text, self._scratch, voice=wish.voice, rate=wish.rate, within_s=PATIENCE_S
            )
            ms = (time.monotonic() - began) * 1000
        samples = sound.read(self._scratch)
        heard = replace(
            measured(levelled(sound.trimmed(samples))), clipped=measured(samples).clipped
        )
        voice = f"clips/{wish.voice}" if wish.engine == CLIPS else wish.voice
        return Spoken(engine=wish.engine, voice=voice, text=text, ms=round(ms, 1), sound=heard)

    def _look_at_clips(self) -> None:
        clips = self._engines.get(CLIPS)
        if not isinstance(clips, ClipsEngine) or CLIPS not in self.found.engines:
            return
        for language, sentences in self.vocabulary.items():
            have = clips.names(language)
            self._say("clips", language=language, count=len(have))
            missing: dict[str, None] = {}
            for text in sentences:
                try:
                    clips_of(text, have)
                except MissingClips as error:
                    missing |= dict.fromkeys(error.names)
            if missing:
                self.found.missing_clips[language] = list(missing)
                self.found.warn("missing_clips", language=language, names=", ".join(missing))

    def _play(self, zone: str, wav: bytes) -> None:
        if self.settings.player != "local":
            self._say("page")
            return
        device = self.settings.devices.get(zone)
        self._say("playing", zone=zone, device=device or "default")
        began, is_well = time.monotonic(), True
        try:
            Loudspeaker(device).play(wav)
        except PlayError as error:
            self.found.warn("not_played", zone=zone, why=str(error))
            is_well = False
        else:
            took, seconds = time.monotonic() - began, sound.seconds_of(wav)
            self._say("played", seconds=f"{took:.1f}")
            if took < seconds / 2:
                self.found.warn(
                    "too_quick", zone=zone, took=f"{took:.1f}", seconds=f"{seconds:.1f}"
                )
                is_well = False
        self.found.zones[zone] = replace(self.found.zones[zone], played=is_well)


def main(arguments: Sequence[str] | None = None) -> int:
    """Examine the voice. Returns the exit code."""
    options = _options().parse_args(arguments)
    voice = Voice(sys.stderr if options.json else sys.stdout, LANGUAGES[options.lang])
    try:
        if options.out is not None:
            options.out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            doctor = Doctor(_told(options.settings), voice, Path(folder) / "sentence.wav")
            try:
                doctor.look()
                for code in doctor.calls:
                    doctor.zone(code, plays=options.play, out=options.out)
            finally:
                doctor.close()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return USAGE
    except KeyboardInterrupt:
        return TROUBLE
    return _end(doctor.settings, doctor.found, voice, as_json=options.json)


def _end(settings: Settings, found: Findings, voice: Voice, *, as_json: bool) -> int:
    config = advice(settings, found)
    voice("write")
    voice.plain(f"\n{as_yaml(config, found)}\n")
    is_silent = settings.engine != "none" and not found.languages
    if is_silent:
        voice("silent")
    voice("trouble", count=len(found.trouble)) if found.trouble else voice("fine")
    for _, words in found.trouble:
        voice.lines(words, "  ! ")
    if as_json:
        told = {
            **found.plain(),
            "config": config,
            "yaml": as_yaml(config, found),
            "said": voice.said,
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return SILENT if is_silent else TROUBLE if found.trouble else FINE


def _told(source: str) -> Mapping[str, Any]:
    if source == "-":
        text = sys.stdin.read(LARGEST_SETTINGS)
    else:
        with Path(source).open(encoding="utf-8") as file:
            text = file.read(LARGEST_SETTINGS)
    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("the settings are not an object")
    return told


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m display.announcer.doctor",
        description="Examines the voice of a hall on site and says what to write into config.yaml.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--settings", required=True, metavar="FILE|-", help="JSON, see below")
    parser.add_argument("--play", action="store_true", help="let the test calls be heard")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="keep the sounds there")
    parser.add_argument("--json", action="store_true", help="a report for programs")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="both", help="default: both")
    return parser
