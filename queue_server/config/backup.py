"""What config.yaml says of copies of the hall: where, how often, how many of them stay."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, PrivateAttr

from queue_server.config.values import Section

if TYPE_CHECKING:
    from queue_server.storage.database import Database
    from queue_server.usecases.backup_schedule import Schedule

UPGRADING = "upgrading"
"""Lies in the data folder while a database is copied and brought up to date: who waits for the server waits longer."""


class Backup(Section):
    """``every_min`` 0: none by itself. ``folder`` is relative to the data folder; another disk's must be there.
    ``encrypt_to`` is the file of a public key (`backup keys` makes it), relative to config.yaml; null: not encrypted.
    """

    every_min: int = Field(default=60, ge=0, le=10_080)
    folder: str = Field(default="backup", min_length=1, max_length=400)
    hourly: int = Field(default=24, ge=1, le=1000)
    daily: int = Field(default=14, ge=0, le=1000)
    weekly: int = Field(default=8, ge=0, le=1000)
    encrypt_to: str | None = Field(default=None, min_length=1, max_length=400)
    _file: Path | None = PrivateAttr(default=None)

    def read_from(self, file: Path) -> None:
        """Remember the file that says so: it is part of each copy."""
        self._file = file.absolute()

    @property
    def config_file(self) -> Path | None:
        """config.yaml itself, None for a config that came from nowhere."""
        return self._file

    @property
    def public_half(self) -> Path | None:
        """The file of the key that copies are encrypted to, None when they are not."""
        folder = self._file.parent if self._file else Path()
        return folder / self.encrypt_to if self.encrypt_to else None

    def fault(self) -> str | None:
        """Why no copy can be encrypted as it is wished."""
        from queue_server.storage import vault_keys

        if (file := self.public_half) is None:
            return None
        try:
            vault_keys.read(file, kind=vault_keys.PUBLIC)
        except (OSError, vault_keys.NoKey) as error:
            why = error.strerror if isinstance(error, OSError) else error
            return f"backup.encrypt_to: {file}: {why}; without the key no copy is made"
        return None

    def schedule(self, db: Database, *, folder: Path, now: Callable[[], datetime]) -> Schedule:
        """When copies are made; a config that came from no file makes none. ``folder`` is where the program lies."""
        from queue_server.usecases.backup_schedule import Schedule

        every = timedelta(minutes=self.every_min) if self.every_min and self._file else None
        words = [sys.executable, "-m", "queue_server", "--config", str(self._file)]
        words += ["backup", "--scheduled", "--json"]
        return Schedule(db, words, folder=folder, every=every, now=now)
