"""Who is connected: everybody proves who they are, joins their rooms, and asks for the state with ``sync``."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room

from queue_server.storage.people import Who
from queue_server.usecases import people
from queue_server.usecases.house import House

log = logging.getLogger(__name__)
STAFF = ("staff", "supervisor", "admin", "program")


@dataclass(frozen=True, slots=True)
class Guest:
    """One live connection. ``zone`` is what a display shows; ``speaker`` whether it speaks for the zone."""

    who: Who
    zone: str | None = None
    speaker: bool = False
    token: str = field(default="", repr=False)


class Connections:
    """The guests by socket id. ``answers_under`` says whether a Host is one of ours."""

    def __init__(
        self,
        house: House,
        identify: Callable[[str], Who | None],
        answers_under: Callable[[str], bool],
    ) -> None:
        self._house = house
        self._identify = identify
        self._answers_under = answers_under
        self._guests: dict[str, Guest] = {}
        self._lock = threading.Lock()

    def connect(self, auth: Any = None) -> None:
        """``auth`` is {token}; people in browsers come with their cookie, from our own pages only."""
        # The sockets are served before Flask, so its look at the Host does not cover them.
        if self.guest(request.sid):  # type: ignore[attr-defined]
            return  # an event that a client named "connect"
        if not self._answers_under(request.host):
            raise ConnectionRefusedError("wrong_host")
        token = self._token(auth)
        who = self._identify(token)
        if who is None:
            raise ConnectionRefusedError("not_authenticated")
        settings = self._house.settings.get(who.role, {}).get(who.name, {})
        zone, speaker = settings.get("zone"), bool(settings.get("speaker"))
        with self._lock:
            self._guests[request.sid] = Guest(who, zone, speaker, token)  # type: ignore[attr-defined]
        for room in rooms_of(who, zone, speaker):
            join_room(room)
        log.info("connected %s (%s)", who.name, who.role)

    def disconnect(self, *reason: object) -> None:
        with self._lock:
            gone = self._guests.pop(request.sid, None)  # type: ignore[attr-defined]
        if gone:
            log.info("disconnected %s (%s)", gone.who.name, gone.who.role)

    def _token(self, auth: Any) -> str:
        token = auth.get("token") if isinstance(auth, dict) else None
        if isinstance(token, str) and token:
            return token[:200]
        # A cookie travels with requests of any page, so it counts only from pages of ours.
        origin = urlsplit(request.headers.get("Origin", ""))
        if origin.netloc and origin.netloc == request.host:
            name = people.cookie_of(self._house.public_url, secure=request.is_secure)
            return request.cookies.get(name, "")
        return ""

    def guest(self, sid: str) -> Guest | None:
        with self._lock:
            return self._guests.get(sid)

    def devices(self) -> set[tuple[str, str]]:
        """(role, name) of the devices connected now."""
        with self._lock:
            guests = list(self._guests.values())
        return {(guest.who.role, guest.who.name) for guest in guests if guest.who.kind == "device"}

    def roles(self) -> dict[str, int]:
        """How many connections of each role."""
        counts: dict[str, int] = {}
        with self._lock:
            for guest in self._guests.values():
                counts[guest.who.role] = counts.get(guest.who.role, 0) + 1
        return counts

    def close(self, socketio: SocketIO, name: str) -> None:
        """Drop the connections of a device or person of that name that may not come in any more; the page says why."""
        self._drop_refused(socketio, lambda who: who.name == name)

    def close_ended(self, socketio: SocketIO) -> None:
        """Drop people whose session was ended or has expired."""
        self._drop_refused(socketio, lambda who: who.kind == "staff")

    def _drop_refused(self, socketio: SocketIO, wanted: Callable[[Who], bool]) -> None:
        """A kiosk and its printer may have one name: whose token still counts stays."""
        with self._lock:
            found = [(sid, guest.token) for sid, guest in self._guests.items() if wanted(guest.who)]
        hang_up(socketio, [sid for sid, token in found if self._identify(token) is None])


def hang_up(socketio: SocketIO, sids: Iterable[str]) -> None:
    """End these connections; a page of ours comes back, whoever may not come in stays out."""
    for sid in sids:
        eio_sid = socketio.server.manager.eio_sid_from_sid(sid, "/")
        session = socketio.server.eio.sockets.get(eio_sid)
        if session:  # not disconnect(): that one waits for the client's queue
            cut = (socketio.server.environ.get(eio_sid) or {}).get("satupintu.end")
            session.close(wait=False)
            if cut:  # one who does not answer would keep its place
                cut()


def rooms_of(who: Who, zone: str | None, speaker: bool) -> list[str]:
    """Rooms by role. A zone's speaker has a room of its own: its calls carry the address of the sound."""
    if who.role == "display":
        return [f"speaker:{zone}" if speaker else f"zone:{zone}"]
    if who.role == "kiosk":
        return ["kiosk", f"kiosk:{who.name}"]
    if who.role == "printer":
        return [f"printer:{who.name}"]
    if who.role == "announcer":
        return ["announcer"]
    return ["staff"] if who.role in STAFF else []
