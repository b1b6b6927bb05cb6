"""The doors of the hall: sessions of people, connections of screens, and how long anything is kept."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from queue_server.config.values import Section
from queue_server.usecases.doors import Doors


class Security(Section):
    idle_lock_min: int = Field(default=15, ge=0, le=720)
    """After so many minutes without a hand at it a staff page asks for the password again; 0: never."""
    session_hours: int = Field(default=12, ge=1, le=24)
    """A session of staff ends after so many hours, whatever happens in it."""
    sockets_per_token: int = Field(default=50, ge=1, le=4000)
    """So many live connections one device or session may have at a time."""
    sockets_per_address: int = Field(default=500, ge=1, le=4000)
    """So many live connections from one address. Behind a proxy that is not named all have the proxy's."""
    strangers_per_address: int = Field(default=20, ge=1, le=4000)
    """So many of them that have not yet said who they are."""
    keep_days: int = Field(default=90, ge=0, le=3650)
    """After so many days what links a ticket to a paper or a phone is erased; 0: never."""
    one_counter_per_officer: bool = True
    """Staff has one counter open at a time; supervisors and programs are not bound."""

    def doors(self) -> Doors:
        """The same in plain values."""
        return Doors(
            idle=timedelta(minutes=self.idle_lock_min) if self.idle_lock_min else None,
            session=timedelta(hours=self.session_hours), sockets_per_token=self.sockets_per_token,
            sockets_per_address=self.sockets_per_address, strangers_per_address=self.strangers_per_address,
            keep=timedelta(days=self.keep_days) if self.keep_days else None,
            one_counter=self.one_counter_per_officer,
        )  # fmt: skip
