"""What everybody who answers a request has at hand: the database, the set-up, the pace of the lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from queue_server.domain.hall import Hall
from queue_server.storage import halls
from queue_server.storage.database import Database
from queue_server.usecases.provision import KeyFiles
from queue_server.usecases.show_hall import Moment, moment
from queue_server.usecases.views import Pace


@dataclass(kw_only=True)
class House:
    """``settings`` is what config.yaml says of each device: role, then name. ``offload(f, *args)`` runs a
    slow leaf call where it stops nobody. ``hall`` is replaced as a whole when the set-up changes.
    """

    db: Database
    hall: Hall
    public_url: str
    sounds: Path
    settings: Mapping[str, Mapping[str, Mapping[str, Any]]]
    offload: Callable[..., Any]
    keys: KeyFiles
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    latest: Moment | None = None

    @property
    def pace(self) -> Pace:
        """The pace of the lines as last looked at; at most a push old."""
        return (self.latest or self.look()).pace

    def sound_of(self, seq: int) -> Path:
        """The file of a call's sound, whether it is there or not."""
        return self.sounds / f"{seq}.wav"

    def look(self) -> Moment:
        """Read the hall at this moment."""
        with self.db.reading() as conn:
            now = self.latest = moment(conn, self.hall, at=self.now())
        return now

    def reload(self) -> None:
        """Take over a changed set-up."""
        with self.db.reading() as conn:
            self.hall = halls.load(conn) or self.hall
        self.latest = None
