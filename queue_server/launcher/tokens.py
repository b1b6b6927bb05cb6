"""The screen's token: in a file that only its owner can read."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)
FILE: Final = "token"


class Tokens:
    """The token of pairing, else the one that was made by hand; none that the server has refused."""

    def __init__(self, state: Path, by_hand: Path | None) -> None:
        self._own = state / FILE
        self._by_hand = by_hand
        self._refused: set[str] = set()

    def current(self) -> str | None:
        """The token to try next, None when the screen must ask to come in."""
        for file in (self._own, self._by_hand):
            token = _read(file)
            if token and token.isascii() and token.isprintable() and token not in self._refused:
                return token
        return None

    def keep(self, token: str) -> None:
        """Write it so that nobody else can read it, also not for a moment."""
        part = self._own.with_suffix(".part")
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(token + "\n")
            out.flush()
            os.fsync(out.fileno())
        part.replace(self._own)

    def refuse(self, token: str) -> None:
        """The server does not know it any more: it is forgotten; a file made by hand stays and is passed over."""
        self._refused.add(token)
        if _read(self._own) == token:
            self._own.unlink(missing_ok=True)


def _read(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        log.warning("%s cannot be read: %s", file, error)
        return ""
