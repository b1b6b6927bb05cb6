"""What staff sees of displays, kiosks and announcers, and of the voice of each zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from queue_server.domain.hall import Hall, Zone
from queue_server.domain.screen import Device, ScreenState, state_of
from queue_server.storage.plays import Play
from queue_server.usecases import shapes
from queue_server.usecases.announce import SOUND, UNHEARD, is_muted
from queue_server.usecases.show_hall import Moment

Settings = Mapping[str, Mapping[str, Mapping[str, Any]]]
SILENT_AFTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What a connected screen says of itself; ``painted`` is (seq of the call, when); ``paint_ms`` by name."""

    online: bool
    visible: bool | None = None
    width: int | None = None
    height: int | None = None
    painted: tuple[int, datetime] | None = None
    paint_ms: Mapping[str, float] | None = None


def show_screens(
    hall: Hall, now: Moment, settings: Settings, live: Mapping[Device, Live]
) -> shapes.Json:
    """``{screens, sounds}`` of the contract."""
    known: dict[Device, Mapping[str, Any]] = {
        (role, name): told for role in ("display", "kiosk", "announcer")
        for name, told in settings.get(role, {}).items() if name != "*"
    }  # fmt: skip
    known |= {("announcer", "announcer"): {}}
    here: dict[Device, Mapping[str, Any]] = {
        key: {} for key, facts in live.items() if facts.online and key not in known
    }
    rows = [
        _row(state_of(now.screens, *key), told, live.get(key))
        for key, told in (known | here).items()
    ]
    sounds = [_sound(zone, now, settings) for zone in hall.zones]
    return {"screens": rows, "sounds": sounds}


def _row(state: ScreenState, told: Mapping[str, Any], live: Live | None) -> shapes.Json:
    painted = live.painted if live else None
    return {
        "role": state.role, "name": state.name, "label": dict(told.get("label") or {"id": state.name}),
        "zone": told.get("zone"), "counter": told.get("counter"), "speaker": bool(told.get("speaker")),
        "online": state.online, "visible": live.visible if live and state.online else None, "sound": state.sound,
        "voice": state.voice, "width": live.width if live else None, "height": live.height if live else None,
        "painted": {"seq": painted[0], "at": shapes.when(painted[1])} if painted else None,
        "paint_ms": dict(live.paint_ms) if live and live.paint_ms else None,
        "changed_at": shapes.when(state.changed_at),
    }  # fmt: skip


def _sound(zone: Zone, now: Moment, settings: Settings) -> shapes.Json:
    speaker = _speaker(zone.code, settings)
    setting = now.settings.get(SOUND + zone.code)
    plays = now.plays.get(zone.code, ())
    heard = [play for play in plays if play.speaker]
    muted = is_muted(setting, at=now.at)
    ends = setting["until"] if muted and setting else None
    until = datetime.fromisoformat(ends) if ends else None
    return {
        "code": zone.code, "name": dict(zone.name), "speaker": speaker, "muted_until": shapes.when(until),
        "state": "muted" if muted and speaker else _state(speaker, now, heard),
        "last": {
            "seq": plays[0].call_seq, "number": plays[0].number, "at": shapes.when(plays[0].at),
            "state": plays[0].state,
        } if plays else None,
    }  # fmt: skip


def _speaker(zone: str, settings: Settings) -> str | None:
    """Who speaks for the zone: a display's name, "local" for the announcer's own loudspeaker, None for nobody."""
    for name, told in settings.get("display", {}).items():
        if told.get("speaker") and told.get("zone") == zone:
            return name
    voice = settings.get("announcer", {}).get("*", {})
    return "local" if voice.get("player") == "local" else None


def _state(speaker: str | None, now: Moment, heard: Sequence[Play]) -> str:
    """The worst that is known of a zone's voice."""
    if speaker is None:
        return "none"
    announcer = state_of(now.screens, "announcer", "announcer")
    who = announcer if speaker == "local" else state_of(now.screens, "display", speaker)
    if not who.online:
        return "lost"
    if who.sound == "blocked":
        return "blocked"
    last = heard[:SILENT_AFTER]
    if who.sound == "failed" or (
        len(last) == SILENT_AFTER and all(p.state in UNHEARD for p in last)
    ):
        return "silent"
    if not announcer.online or announcer.voice == "failed":
        return "chime_only"
    return "ok"
