"""What everybody who answers a request has at hand: the database, the set-up, the pace of the lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from queue_server.domain.hall import Hall, Service
from queue_server.domain.printer import PrinterSetup, Setups, goes_to
from queue_server.domain.screen import Device
from queue_server.domain.speech import ZoneSpeech
from queue_server.storage import halls, settings
from queue_server.storage.database import Database
from queue_server.usecases.doors import Doors
from queue_server.usecases.prompts import Prompts
from queue_server.usecases.provision import KeyFiles
from queue_server.usecases.show_hall import Moment, moment
from queue_server.usecases.show_screens import Live
from queue_server.usecases.views import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """``waits``: how long a visitor waits for a paper. Templates by service, then by language, else the usual one."""

    waits: timedelta = timedelta(seconds=90)
    template: str = "standard"
    of_service: Mapping[str, str] = field(default_factory=dict)
    of_language: Mapping[str, str] = field(default_factory=dict)

    def template_for(self, service: Service, language: str) -> str:
        """The name of the template of a ticket."""
        return self.of_service.get(service.code) or self.of_language.get(language) or self.template


@dataclass(kw_only=True)
class House:
    """``settings`` is what config.yaml says of each device: role, then name; ``papers`` what it says of tickets.
    ``speech`` is how calls sound, by zone; ``media`` the folder of pictures and films, whose ``media_version`` grows
    with each change; ``live()`` is what connected screens say of themselves. ``offload(f, *args)`` runs a slow leaf
    call where it stops nobody. ``now()`` is the time of the house and ``clock()`` how sure it is (domain/clock.py).
    ``hall`` is replaced as a whole when the set-up changes. ``shared``: other processes may serve it, too.
    """

    db: Database
    hall: Hall
    public_url: str
    sounds: Path
    settings: Mapping[str, Mapping[str, Mapping[str, Any]]]
    offload: Callable[..., Any]
    keys: KeyFiles
    papers: Papers = field(default_factory=Papers)
    doors: Doors = field(default_factory=Doors)
    speech: Mapping[str, ZoneSpeech] = field(default_factory=dict)
    media: Path = Path("media")
    media_version: int = 0
    prompts: Prompts = field(default_factory=lambda: Prompts(Path("prompts")))
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    clock: Callable[[], str] = field(default=lambda: "ok")
    latest: Moment | None = None
    live: Callable[[], Mapping[Device, Live]] = field(default=dict)
    shared: bool = False

    @property
    def pace(self) -> Pace:
        """The pace of the lines as last looked at; at most a push old."""
        return (self.latest or self.look()).pace

    @cached_property
    def printers(self) -> Setups:
        """The printers of config.yaml by name."""
        return {
            name: PrinterSetup(
                name=name, label=told.get("label") or {"id": name}, spare=told.get("spare", ""),
                roll_mm=round(1000 * told.get("roll_m", 0)),
            )
            for name, told in self.settings.get("printer", {}).items()
        }  # fmt: skip

    def printer_of(self, kiosk: str) -> str | None:
        """The printer that takes the kiosk's tickets now; its own when none is ready; None for a kiosk without."""
        own = str(self.settings.get("kiosk", {}).get(kiosk, {}).get("printer", "none"))
        return None if own == "none" else self.ready_for(own)

    def ready_for(self, printer: str) -> str:
        """Who prints what is meant for ``printer`` now: its spare while it cannot; itself when none can."""
        states = (self.latest or self.look()).printers
        return goes_to(printer, self.printers, states) or printer

    def sound_of(self, seq: int) -> Path:
        """The file of a call's sound, whether it is there or not."""
        return self.sounds / f"{seq}.wav"

    def speech_of(self, zone: str) -> ZoneSpeech:
        """How calls sound in ``zone``."""
        return self.speech.get(zone) or ZoneSpeech()

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

    def reload_media(self) -> None:
        """Learn which pictures and films are the newest."""
        with self.db.reading() as conn:
            self.media_version = int((settings.get(conn, "media") or {}).get("version", 0))
