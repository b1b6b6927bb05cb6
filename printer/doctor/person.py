"""The doctor's voice and ear: lines in one or both languages, questions at the terminal."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import TextIO

from printer.doctor.words import SAID, Words

ASK_S = 80.0  # so long is an answer waited for: five of them, and all ends within ten minutes
LANGUAGES: Mapping[str, tuple[int, ...]] = {"id": (0,), "en": (1,), "both": (0, 1)}


class Voice:
    """Says things and remembers them for the report. A fact may have a word for each language."""

    def __init__(self, out: TextIO, languages: tuple[int, ...]) -> None:
        self._out, self._languages = out, languages
        self.said: list[dict[str, str]] = []

    def __call__(self, key: str, **facts: object) -> None:
        words = _filled(key, facts, 0), _filled(key, facts, 1)
        self.said.append({"key": key, "id": words[0], "en": words[1]})
        self.lines(words)

    def lines(self, words: Words, mark: str = "") -> None:
        """The first language as it is, the second a little to the right below it."""
        for place, language in enumerate(self._languages):
            indent = "    " if place else mark
            self.plain(indent + words[language])

    def plain(self, text: str) -> None:
        self._out.write(text + "\n")
        self._out.flush()

    @property
    def first_language(self) -> int:
        return self._languages[0]


class Person:
    """Somebody at the terminal. ``asks`` False: nobody is there, and every answer is None.

    The terminal is opened by itself: the settings may come through the standard input.
    """

    def __init__(self, voice: Voice, *, asks: bool, terminal: str = "/dev/tty") -> None:
        self._voice, self._fd = voice, -1
        if asks:
            with suppress(OSError):
                self._fd = os.open(terminal, os.O_RDWR | os.O_NOCTTY)

    def __enter__(self) -> Person:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._fd >= 0:
            os.close(self._fd)

    @property
    def is_there(self) -> bool:
        return self._fd >= 0

    def yes_or_no(self, key: str) -> bool | None:
        """What the person saw, or None."""
        known = {"y": True, "ya": True, "yes": True, "t": False, "tidak": False, "n": False, "no": False}  # fmt: skip
        answer = self._answer(key, tuple(known))
        return None if answer is None else known[answer]

    def number(self, key: str, choices: tuple[int, ...]) -> int | None:
        answer = self._answer(key, tuple(map(str, choices)))
        return None if answer is None else int(answer)

    def _answer(self, key: str, choices: tuple[str, ...]) -> str | None:
        end = time.monotonic() + ASK_S
        if self.is_there:
            self._voice(key)
        while self.is_there and (answer := self._line(end)):
            if answer in choices:
                return answer
            self._voice("again", choices=", ".join(choices))
        return None

    def _line(self, end: float) -> str:
        """A line typed before ``end``; empty when none came, or only Enter."""
        if not select.select([self._fd], [], [], max(0.0, end - time.monotonic()))[0]:
            return ""
        try:
            return os.read(self._fd, 200).decode(errors="replace").strip().lower()
        except OSError:
            return ""


def _filled(key: str, facts: Mapping[str, object], language: int) -> str:
    plain = {name: f[language] if isinstance(f, tuple) else f for name, f in facts.items()}
    return SAID[key][language].format(**plain)
