"""What a kiosk says aloud: each text once made by the announcer, kept as a file, heard by whoever asks for it again."""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from queue_server.domain.errors import DatabaseBusy, NotFound, TooManyAttempts

FILES: Final = 600
BYTES: Final = 96 * 1024 * 1024
"""A minute of speech is 2.6 MB; what all screens of a hall say in two languages is a tenth of this."""

WANTED_FOR_S: Final = 60.0
"""A text that nobody made a sound for in that time is not told to an announcer that comes later."""

WANTED: Final = 400
BURST: Final = 300.0
PER_S: Final = 8.0
"""Texts without a sound that one kiosk may ask for: a whole screen and the ones behind it, and then as fast as
somebody can walk through them. Those that are kept cost nothing and are not counted.
"""

ON_ITS_WAY_S: Final = 1.0
LOOK_S: Final = 0.02
"""What a kiosk asked another process for is known here a few milliseconds later."""

ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One text to be said. ``id`` names everything that is heard; ``now``: somebody is waiting for it. ``kiosk`` is
    the one that asked for it first.
    """

    id: str
    language: str
    text: str
    now: bool = False
    kiosk: str = field(default="", compare=False)

    def plain(self) -> dict[str, Any]:
        """As the announcer gets it."""
        return {"id": self.id, "language": self.language, "text": self.text, "now": self.now}


@dataclass(slots=True)
class _Allowance:
    left: float = BURST
    at: float = field(default_factory=time.monotonic)


def id_of(language: str, text: str, voice: Mapping[str, Any]) -> str:
    """The same for the same sound: another voice or pace in config.yaml gives other ones."""
    heard = [voice.get(key) for key in ("engine", "voices", "rate_wpm", "clips")]
    return hashlib.sha256(json.dumps([heard, language, text]).encode()).hexdigest()[:32]


class Prompts:
    """The sounds in ``folder``, at most ``files`` and ``max_bytes``; the least recently heard go first.
    ``tell`` sends a text to the announcers that are there now, ``share`` to other processes of the hall, which hold
    the same folder; with it a text may be asked for here a moment before it is known here.
    """

    def __init__(
        self,
        folder: Path,
        *,
        tell: Callable[[Prompt], None] = lambda prompt: None,
        share: Callable[[Prompt], None] | None = None,
        files: int = FILES,
        max_bytes: int = BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder, self._tell, self._share, self._clock = folder, tell, share, clock
        self._files, self._max_bytes = files, max_bytes
        self._wanted: OrderedDict[str, tuple[float, Prompt]] = OrderedDict()
        self._allowances: dict[str, _Allowance] = {}
        self._lock = threading.Lock()

    def ask(self, prompt: Prompt, *, kiosk: str) -> bool:
        """Have the sound of ``prompt`` made unless it is there; whether it is. Raises TooManyAttempts."""
        if self.sound(prompt.id) is not None:
            with self._lock:
                self._wanted.pop(prompt.id, None)
            return True
        with self._lock:
            known = prompt.id in self._wanted
            if not known:
                self._spend(kiosk)
            self._want(prompt)
        if not known:
            self._tell_all(replace(prompt, kiosk=kiosk))
        return False

    def heard(self, prompt: Prompt) -> None:
        """A kiosk at another process asked for ``prompt``: our announcers may be the only ones. It counts here, too:
        asking at several processes gives no kiosk more.
        """
        with self._lock:
            if prompt.kiosk and prompt.id not in self._wanted:
                with suppress(TooManyAttempts):
                    self._spend(prompt.kiosk)
            self._want(prompt)
        self._tell(prompt)

    def hurry(self, id: str) -> None:
        """Somebody is listening for this one now. Raises NotFound when nobody asked for it."""
        prompt = self._wanted_one(id)
        self._tell_all(Prompt(id=id, language=prompt.language, text=prompt.text, now=True))

    def _want(self, prompt: Prompt) -> None:
        self._wanted[prompt.id] = (self._clock(), prompt)
        self._wanted.move_to_end(prompt.id)
        while len(self._wanted) > WANTED:
            self._wanted.popitem(last=False)

    def _tell_all(self, prompt: Prompt) -> None:
        self._tell(prompt)
        if self._share:
            with suppress(DatabaseBusy):  # a kiosk that says nothing still gives numbers
                self._share(prompt)

    def _wanted_one(self, id: str) -> Prompt:
        end = time.monotonic() + (ON_ITS_WAY_S if self._share else 0)
        while True:
            with self._lock:
                found = self._wanted.get(id)
            if found:
                return found[1]
            if time.monotonic() >= end:
                raise NotFound(what="prompt")
            time.sleep(LOOK_S)

    def waiting(self) -> list[Prompt]:
        """What an announcer that has just come should make, the oldest first."""
        since = self._clock() - WANTED_FOR_S
        with self._lock:
            for id in [id for id, (at, _) in self._wanted.items() if at < since]:
                del self._wanted[id]
            wanted = [prompt for _, prompt in self._wanted.values()]
        return [prompt for prompt in wanted if not self._file(prompt.id).exists()]

    def must_be_wanted(self, id: str) -> None:
        """Raises NotFound unless somebody asked for it and nobody made it."""
        self._wanted_one(id)

    def put(self, id: str, wav: bytes) -> None:
        """Keep the sound that was made. Raises NotFound for one nobody asked for, OSError when it cannot be kept."""
        self.must_be_wanted(id)
        file = self._file(id)
        part = file.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(wav)
            part.replace(file)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise
        with self._lock:
            self._wanted.pop(id, None)
        self._make_room(file)

    def sound(self, id: str) -> Path | None:
        """The file of a sound, or None. Raises NotFound for what is no id."""
        file = self._file(id)
        with suppress(OSError):
            os.utime(file)
            return file
        return None

    def _file(self, id: str) -> Path:
        if not ID.fullmatch(id):
            raise NotFound(what="prompt")
        return self._folder / f"{id}.wav"

    def _spend(self, kiosk: str) -> None:
        now = self._clock()
        mine = self._allowances.setdefault(kiosk, _Allowance(at=now))
        mine.left = min(BURST, mine.left + (now - mine.at) * PER_S)
        mine.at = now
        if mine.left < 1:
            raise TooManyAttempts(retry_in=1)
        mine.left -= 1

    def _make_room(self, newest: Path) -> None:
        """The oldest go; what a power cut left half written is the first."""
        held = []
        for file in self._folder.iterdir():
            with suppress(OSError):
                stat = file.stat()
                held.append(
                    (file == newest, file.suffix == ".wav", stat.st_mtime_ns, stat.st_size, file)
                )
        held.sort()
        total, count = sum(size for *_, size, _ in held), len(held)
        for is_newest, _, _, size, file in held:
            if is_newest or (count <= self._files and total <= self._max_bytes):
                return
            file.unlink(missing_ok=True)
            total, count = total - size, count - 1
