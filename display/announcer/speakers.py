"""The loudspeakers of this machine, where the hall's voice is not a page's: one speaker for each zone."""

from __future__ import annotations

import threading

from display.announcer.local import ZoneSpeaker
from display.announcer.player import Loudspeaker
from display.announcer.server import Server
from display.announcer.settings import Settings
from display.announcer.troubles import Troubles


class Speakers:
    """``device`` is for the zones that config.yaml names none for. Zones that share a loudspeaker take turns."""

    def __init__(self, server: Server, device: str | None, troubles: Troubles) -> None:
        self._server, self._device, self._troubles = server, device, troubles
        self._lock = threading.Lock()
        self._zones: dict[str, ZoneSpeaker] = {}

    def set_up(self, settings: Settings) -> None:
        """Speakers as the settings have them; what plays just now is broken off only when they changed."""
        self.close()
        if settings.player != "local":
            return
        loudspeakers: dict[str | None, Loudspeaker] = {}
        with self._lock:
            for zone in settings.zones:
                device = settings.devices.get(zone) or self._device
                loudspeaker = loudspeakers.setdefault(device, Loudspeaker(device))
                speaker = ZoneSpeaker(zone, self._server, loudspeaker, self._troubles)
                self._zones[zone] = speaker
                speaker.wake(is_call=False)

    def called(self, zone: str) -> None:
        """A call's sound is with the server."""
        with self._lock:
            speaker = self._zones.get(zone)
        if speaker is not None:
            speaker.wake(is_call=True)

    def met(self) -> None:
        """The server is there (again)."""
        with self._lock:
            speakers = list(self._zones.values())
        for speaker in speakers:
            speaker.wake(is_call=False)

    def close(self) -> None:
        with self._lock:
            speakers, self._zones = list(self._zones.values()), {}
        for speaker in speakers:
            speaker.close()
