"""How screens and voices are, for staff; an announcer tells how its voice is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from queue_server.storage.people import Who
from queue_server.usecases import screens, shapes
from queue_server.usecases.show_screens import show_screens
from queue_server.web import guard
from queue_server.web.api import STAFF, Body, endpoint


class Voice(Body):
    voice: Literal["ok", "failed", "none"]
    engine: str = Field(default="", max_length=64)
    detail: str = Field(default="", max_length=200)


@endpoint("GET", "/screens", roles=STAFF, answer=("screens", "sounds"))
def every(who: Who) -> shapes.Json:
    """All displays, kiosks and announcers, and the voice of each zone."""
    house = guard.house()
    return show_screens(house.hall, house.look(), house.settings, house.live())


@endpoint("PUT", "/voice-condition", roles={"announcer"}, model=Voice, status=204)
def voice(who: Who, body: Voice) -> None:
    """The announcer says whether it has its voice."""
    house = guard.house()
    detail = f"{body.engine}: {body.detail}" if body.engine and body.detail else body.detail
    screens.note(house.db, "announcer", who.name, voice=body.voice, detail=detail, at=house.now())
