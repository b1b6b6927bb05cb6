"""Makes the sound of a call: from the cache, else by the voices, else the chime alone: no call goes unheard."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from display.announcer import sound
from display.announcer.cache import Cache, key_of
from display.announcer.call import Call
from display.announcer.chimes import USUAL
from display.announcer.engine import SpeechError
from display.announcer.settings import ZoneSound
from display.announcer.sound import Announcement
from display.announcer.troubles import Troubles
from display.announcer.voices import Said, Voices

BUDGET_S: Final = 1.4
"""For all voices together, from the push on: the chime is handed in within 2 s, whatever they do."""

AT_LEAST_S: Final = 0.5
"""For a voice that is well: the later ones of many calls at once wait for the earlier ones, not for it. It is also all
that a call spends on a voice that was gone a moment ago.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """``spoken``: the languages said, none if it is the chime alone. ``ms``: how long the making took."""

    sound: Announcement
    spoken: tuple[str, ...]
    cached: bool
    ms: float


class Studio:
    """``folder`` holds the cache. Not for several threads at once.

    ``silent``: what is in the way of every voice, "" as long as somebody speaks; ``instead`` says in what the
    voice is not the one that was wished for.
    """

    def __init__(self, folder: Path, troubles: Troubles, *, budget_s: float = BUDGET_S) -> None:
        self._cache, self._troubles, self._budget_s = Cache(folder / "sounds"), troubles, budget_s
        self.silent, self.instead = "", ""

    def make(
        self, call: Call, zone: ZoneSound, voices: Voices, *, came_at: float | None = None
    ) -> Made | None:
        """The sound of ``call``, which came at ``came_at`` of the monotonic clock; None where neither voice nor chime
        is wanted.
        """
        began = time.monotonic()
        until = (began if came_at is None else came_at) + self._budget_s
        within = began + AT_LEAST_S
        until = min(until, within) if self.silent else max(until, within)
        wanted = {name: text for name, text in call.spoken.items() if voices.wishes(name, text)}
        if not wanted and zone.chime == "none":
            return None
        key = self._key(wanted, zone, voices)
        kept = self._cache.get(key) if key else None
        if kept is not None:
            made = sound.described(
                kept, chime_kind=zone.chime, repeat=zone.repeat, is_spoken=bool(wanted)
            )
            return _made(made, tuple(wanted), began, cached=True)
        said = voices.say(wanted, until=until)
        if wanted:
            self.note(said)
        chime = zone.chime if said.speech or zone.chime != "none" else USUAL
        made = sound.announcement(list(said.speech.values()), chime_kind=chime, repeat=zone.repeat)
        if said.by_wish:  # only what is whole and as wished may be used again
            self._keep(key or self._key(wanted, zone, voices), made.wav)
        return _made(made, tuple(said.speech), began, cached=False)

    def note(self, said: Said) -> None:
        """Tell once what is wrong with the voices, and once when it is over."""
        why = "; ".join(f"{language}: {trouble}" for language, trouble in said.troubles.items())
        self.silent = "" if said.speech else why or "nothing to say"
        self.instead = why if said.speech else ""
        if self.silent:
            self._troubles.begins("voice", f"no voice, only the chime: {why}")
        else:
            self._troubles.ends("voice", "the voice is back")
        for language, trouble in said.troubles.items():
            if said.speech:
                self._troubles.begins(f"voice {language}", f"not as wished: {language}: {trouble}")
        for language in said.speech.keys() - said.troubles.keys():
            self._troubles.ends(f"voice {language}", f"the voice of {language} is back")

    def _key(self, wanted: Mapping[str, str], zone: ZoneSound, voices: Voices) -> str | None:
        """Everything that can be heard, or None as long as the version of a voice is not known."""
        heard = []
        for language, text in wanted.items():
            wish = voices.wishes(language, text)[0]
            try:
                identity = voices.identity(wish)
            except SpeechError:
                return None
            heard.append((wish.engine, wish.voice, wish.rate, wish.text, identity))
        return key_of(sound.VERSION, zone.chime, zone.repeat, *heard)

    def _keep(self, key: str | None, wav: bytes) -> None:
        if key is None:
            return
        try:
            self._cache.put(key, wav)
        except OSError as error:
            self._troubles.begins("cache", f"sounds cannot be kept: {error}")
        else:
            self._troubles.ends("cache", "sounds are kept again")


def _made(made: Announcement, spoken: tuple[str, ...], began: float, *, cached: bool) -> Made:
    took_ms = (time.monotonic() - began) * 1000
    return Made(sound=made, spoken=spoken, cached=cached, ms=took_ms)
