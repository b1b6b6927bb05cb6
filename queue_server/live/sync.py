"""``sync {since}``: a client says what it saw last and gets the whole state. It is in its rooms already."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError, SocketIO

from queue_server.domain.errors import DatabaseBusy, NotFound
from queue_server.domain.screen import Device
from queue_server.live.connections import STAFF, Connections, Guest, hang_up
from queue_server.live.limits import SYNC_COSTS, Limits
from queue_server.live.push import Pusher
from queue_server.live.screens import Screens
from queue_server.storage import journal
from queue_server.usecases import raise_numbers, shapes
from queue_server.usecases.house import House
from queue_server.usecases.show_board import show_board
from queue_server.usecases.show_hall import moment, show_hall
from queue_server.usecases.show_line import show_states
from queue_server.usecases.show_screens import show_screens

RECENT = 2000
"""So many journal rows are looked through for calls of the last minute."""


class Gate:
    """Who comes in, and whether it talks too much."""

    def __init__(self, socketio: SocketIO, connections: Connections, limits: Limits) -> None:
        self._socketio, self._connections, self._limits = socketio, connections, limits

    def came(self, auth: Any = None) -> None:
        """A connection says who it is; one too many of the same token is refused."""
        sid = request.sid  # type: ignore[attr-defined]
        if self._connections.guest(sid):
            return  # an event that a client named "connect"
        self._connections.connect(auth)
        guest = self._connections.guest(sid)
        try:
            self._limits.come(sid, request.remote_addr or "", guest.token if guest else "")
        except ConnectionRefusedError:
            self._connections.disconnect()
            raise

    def may_say(self, sid: str, costs: float = 1.0) -> bool:
        """Whether to listen to it; who never stops is hung up on."""
        allowed = self._limits.may_say(sid, costs)
        if allowed is None:
            hang_up(self._socketio, [sid])
        return bool(allowed)


def install(
    socketio: SocketIO, house: House, connections: Connections, pusher: Pusher, screens: Screens,
    limits: Limits | None = None,
) -> None:  # fmt: skip
    """Answer ``connect``, ``disconnect``, ``sync``, ``painted`` and ``screen``; every other event is ignored."""
    limits = limits or Limits(house.doors, near=lambda address: False)
    gate = Gate(socketio, connections, limits)

    def said(
        hear: Callable[[str, Device, Any], None], roles: Collection[str], costs: float = 1.0
    ) -> Callable[..., None]:
        def heard(facts: Any = None, *more: object) -> None:
            sid = request.sid  # type: ignore[attr-defined]
            guest = connections.guest(sid)
            if guest and gate.may_say(sid, costs) and guest.who.role in roles:
                hear(sid, (guest.who.role, guest.who.name), facts)

        return heard

    def left(*reason: object) -> None:
        limits.go(request.sid)  # type: ignore[attr-defined]
        screens.gone(request.sid)  # type: ignore[attr-defined]
        connections.disconnect(*reason)

    def sync(wants: Any = None, *more: object) -> shapes.Json | None:
        guest = connections.guest(request.sid)  # type: ignore[attr-defined]
        if guest is None or not gate.may_say(request.sid, SYNC_COSTS):  # type: ignore[attr-defined]
            return None
        given = wants if isinstance(wants, dict) else {}
        remembers(house, guest, given.get("knew"))
        since = given.get("since")
        number = since if isinstance(since, int) and not isinstance(since, bool) else None
        return state_for(house, pusher, guest, since=number, zone=given.get("zone"))

    socketio.on_event("connect", gate.came)
    socketio.on_event("disconnect", left)
    socketio.on_event("sync", sync)
    socketio.on_event(
        "painted", said(lambda sid, device, facts: screens.paints(device, facts), {"display"})
    )
    socketio.on_event("screen", said(screens.says, {"display", "kiosk"}, SYNC_COSTS))


def remembers(house: House, guest: Guest, knew: object) -> None:
    """A machine tells which numbers it has seen: after a restore those are not given a second time."""
    who = guest.who
    if knew is None or who.kind != "device" or who.role not in raise_numbers.HEARD:
        return
    with suppress(DatabaseBusy):  # it tells again with its next sync
        raise_numbers.hear(
            house.db, house.hall, knew, actor=f"{who.role}:{who.name}", at=house.now()
        )


def state_for(
    house: House, pusher: Pusher, guest: Guest, *, since: int | None, zone: object = None
) -> shapes.Json:
    """The state for the guest's role, of one instant. ``since`` from another life of the database counts as None."""
    with house.db.reading() as conn:
        now = moment(conn, house.hall, at=house.now())
        last = since if since is not None and 0 <= since <= now.seq else None
        answer: shapes.Json = {
            "seq": now.seq, "epoch": journal.epoch(conn), "now": shapes.when(now.at), "calls": [],
        }  # fmt: skip
        role = guest.who.role
        if role in ("display", "announcer") and last is not None:
            answer["calls"] = pusher.missed(
                conn, last, zone=guest.zone, audio=guest.speaker, at=now.at
            )
        if role == "announcer" and last is None:
            # It has no memory: what nobody has made a sound for yet is still to be said.
            fresh = pusher.missed(conn, max(0, now.seq - RECENT), zone=None, audio=False, at=now.at)
            answer["calls"] = [call for call in fresh if not house.sound_of(call["seq"]).exists()]
        if role == "announcer":
            answer["prompts"] = [prompt.plain() for prompt in house.prompts.waiting()]
        code = guest.zone or (zone if role in STAFF else None)
        if isinstance(code, str):
            try:
                answer["board"] = show_board(
                    conn, house.hall, house.hall.zone(code), now, media=house.media_version
                )
            except NotFound:
                answer["board"] = None
    if role == "kiosk":
        answer["hall"] = show_hall(house.hall, now, house.printers)
    if role in STAFF:
        answer["line"] = show_states(house.hall, now, house.printers) | show_screens(
            house.hall, now, house.settings, house.live()
        )
    return answer
