"""What a kiosk says aloud is made here, beside the calls: in a thread and with a voice process of its own, and never
while a call is being made.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from display.announcer import sound
from display.announcer.engine import Engine
from display.announcer.server import Server, ServerError
from display.announcer.settings import Settings
from display.announcer.troubles import Troubles
from display.announcer.voices import Voices

log = logging.getLogger(__name__)
AT_MOST: Final = 400
WITHIN_S: Final = 8.0
"""For one sentence; a voice that is just being started needs some of it."""

IDLE_S: Final = 300.0
"""After so long without a text the voice process ends: with piper it holds 300 MB."""

NOT_WANTED: Final = 404
SENTENCES: Final = re.compile(r"(?<=[.?!])\s+(?=\S*[^\W_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """``text`` is spelt for people, one line; ``now``: a visitor is waiting for it."""

    id: str
    language: str
    text: str
    now: bool = False

    @classmethod
    def from_push(cls, push: Mapping[str, Any]) -> Self:
        """Raises ValueError naming what the push lacks."""
        try:
            texts = {name: str(push[name]) for name in ("id", "language", "text")}
        except (KeyError, TypeError) as error:
            raise ValueError(f"a prompt without what it needs: {error!r}") from error
        return cls(**texts, now=bool(push.get("now")))


class Prompter:
    """``calls_first()`` returns once no call is waiting or being made. ``folder`` is for one file while it is made."""

    def __init__(
        self,
        server: Server,
        folder: Path,
        *,
        engines: Callable[[Settings], dict[str, Engine]],
        calls_first: Callable[[], None],
        troubles: Troubles,
        idle_s: float = IDLE_S,
    ) -> None:
        self._server, self._scratch, self._engines = server, folder / "prompt.wav", engines
        self._calls_first, self._troubles, self._idle_s = calls_first, troubles, idle_s
        self._settings = Settings()
        self._voices: Voices | None = None
        self._now: deque[Prompt] = deque(maxlen=AT_MOST)
        self._ahead: deque[Prompt] = deque(maxlen=AT_MOST)
        self._changed = threading.Condition()
        self._stopping, self._making = False, ""

    def configure(self, settings: Settings) -> None:
        with self._changed:
            if settings != self._settings:
                self._settings = settings
                self._close()

    def take(self, push: Mapping[str, Any]) -> None:
        """Put a text in line: before all others when somebody waits for it."""
        try:
            prompt = Prompt.from_push(push)
        except ValueError as error:
            log.warning("not made: %s", error)
            return
        with self._changed:
            if prompt.id == self._making or any(other.id == prompt.id for other in self._now):
                return
            self._ahead = deque(
                (other for other in self._ahead if other.id != prompt.id), maxlen=AT_MOST
            )
            (self._now if prompt.now else self._ahead).append(prompt)
            self._changed.notify()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._close()
            self._changed.notify()

    def run(self) -> None:
        """Until ``stop``."""
        while True:
            with self._changed:
                is_called = self._changed.wait_for(self._is_called, self._idle_s)
                if self._stopping:
                    return
                if not is_called:
                    self._close()
                    continue
            self._calls_first()
            with self._changed:
                if self._stopping:
                    return
                prompt = (self._now or self._ahead).popleft()
                self._making = prompt.id
                voices = self._voices = self._voices or Voices(
                    self._settings, self._scratch, engines=self._engines(self._settings)
                )
            try:
                self._make(prompt, voices)
            except Exception:  # the next text must be heard whatever this one did
                log.exception("a text of %d letters not made", len(prompt.text))
            self._making = ""

    def _is_called(self) -> bool:
        return bool(self._now or self._ahead or self._stopping)

    def _close(self) -> None:
        if self._voices is not None:
            self._voices.close()
            self._voices = None

    def _make(self, prompt: Prompt, voices: Voices) -> None:
        sentences = []
        for sentence in SENTENCES.split(prompt.text):
            self._calls_first()  # the making of one keeps the processor busy for some hundredths of a second
            said = voices.say({prompt.language: sentence}, until=time.monotonic() + WITHIN_S)
            if prompt.language not in said.speech:
                why = said.troubles.get(prompt.language, "no voice is wanted")
                self._troubles.begins(
                    "prompts", f"the kiosk stays silent: {prompt.language}: {why}"
                )
                return
            sentences.append(sound.level(said.speech[prompt.language]))
        try:
            self._server.put_prompt(prompt.id, sound.told(sentences))
        except ServerError as error:
            if error.status != NOT_WANTED:
                self._troubles.begins("prompts", f"the server did not take it: {error}")
            return
        self._troubles.ends("prompts", "the kiosk can speak again")
