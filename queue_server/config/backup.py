"""What config.yaml says of copies of the hall: where, how often, how many of them stay."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, PrivateAttr

from queue_server.config.values import Section


class Backup(Section):
    """``every_min`` 0: none by itself. ``folder`` is relative to the data folder; another disk's must be there."""

    every_min: int = Field(default=60, ge=0, le=10_080)
    folder: str = Field(default="backup", min_length=1, max_length=400)
    hourly: int = Field(default=24, ge=1, le=1000)
    daily: int = Field(default=14, ge=0, le=1000)
    weekly: int = Field(default=8, ge=0, le=1000)
    _file: Path | None = PrivateAttr(default=None)

    def read_from(self, file: Path) -> None:
        """Remember the file that says so: it is part of each copy."""
        self._file = file.absolute()

    @property
    def config_file(self) -> Path | None:
        """config.yaml itself, None for a config that came from nowhere."""
        return self._file
