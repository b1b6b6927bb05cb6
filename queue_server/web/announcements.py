"""Who says which call, and what became of it."""

from __future__ import annotations

import json
from datetime import timedelta
from math import ceil
from typing import Literal

from flask import Response, request
from pydantic import Field

from queue_server.domain import errors as e
from queue_server.domain.errors import Forbidden
from queue_server.storage.people import Who
from queue_server.usecases import announce, shapes
from queue_server.usecases.announce import Marks, Turn, Wait
from queue_server.usecases.show_announcements import show_announcements
from queue_server.web import guard
from queue_server.web.api import STAFF, SUPERVISOR, Body, endpoint

SPEAKERS = frozenset({"display", "announcer"})


class Claim(Body):
    zone: str | None = Field(default=None, max_length=32)


class Report(Body):
    result: Literal["spoken", "chime", "failed", "blocked"]
    why: str = Field(default="", max_length=200)


class Sound(Body):
    muted: bool
    minutes: int | None = Field(default=None, ge=1, le=720)


class OfNumber(Body):
    number: str | None = Field(default=None, min_length=1, max_length=8)


@endpoint(
    "POST", "/announcements/claim", roles=SPEAKERS, model=Claim, answer=("announcement",),
    errors=(e.NotFound, e.Forbidden),
)  # fmt: skip
def claim(who: Who, body: Claim) -> Response | shapes.Json:
    """The next call to say in the zone. 204 when there is none, or while somebody is speaking (Retry-After)."""
    turn = _next(who, _zone_of(who, body.zone))
    if isinstance(turn, Turn):
        return {"announcement": _shape(turn)}
    wait = {"Retry-After": str(ceil(turn.seconds))} if isinstance(turn, Wait) else {}
    return Response(status=204, headers=wait)


@endpoint(
    "POST", "/announcements/<int:seq>/report", roles=SPEAKERS, model=Report, answer=("announcement",),
    errors=(e.Conflict, e.Forbidden),
)  # fmt: skip
def report(who: Who, body: Report, seq: int) -> shapes.Json:
    """What was heard of a call; answers with the next one, if there is one."""
    house = guard.house()
    zone = announce.report(
        house.db, seq, speaker=who.actor, result=body.result, why=body.why, at=house.now()
    )
    # Whose sound is blocked would be given the same call again and again.
    turn = None if body.result == "blocked" else _next(who, zone)
    return {"announcement": _shape(turn) if isinstance(turn, Turn) else None}


@endpoint("GET", "/announcements", roles=STAFF, model=OfNumber, answer=("announcements",))
def announcements(who: Who, query: OfNumber) -> shapes.Json:
    """Whether calls of today were said aloud, newest first; of one number if given."""
    house = guard.house()
    with house.db.reading() as conn:
        rows = show_announcements(conn, house.hall, number=query.number, at=house.now())
    return {"announcements": rows}


@endpoint(
    "PUT", "/zones/<code>/sound", roles=SUPERVISOR, model=Sound, answer=("zone",), errors=(e.NotFound,)
)  # fmt: skip
def sound(who: Who, body: Sound, code: str) -> shapes.Json:
    """Mute the voice of a zone, for some minutes or until it is let speak again."""
    house = guard.house()
    zone, at = house.hall.zone(code), house.now()
    until = at + timedelta(minutes=body.minutes) if body.muted and body.minutes else None
    announce.set_sound(house.db, zone.code, muted=body.muted, until=until, actor=who.actor, at=at)
    return {"zone": {"code": zone.code, "muted": body.muted, "muted_until": shapes.when(until)}}


def marks_from(seq: int, seconds: float) -> None:
    """Keep what the announcer says about the sound it hands in: where words begin, where they were said once."""
    house = guard.house()
    told = {
        "chime_s": _seconds("X-Chime-Seconds", 0.0, seconds), "once_s": _seconds("X-Once-Seconds", seconds, seconds),
        "seconds": seconds, "languages": request.headers.get("X-Languages", "").split(",")[:10],
    }  # fmt: skip
    house.sound_of(seq).with_suffix(".json").write_text(json.dumps(told))


def languages_of(seq: int) -> str:
    """In which languages the sound of a call says it, with commas; "" for the chime alone."""
    try:
        told = json.loads(guard.house().sound_of(seq).with_suffix(".json").read_text())
        return ",".join(language for language in told["languages"] if language.isalpha())
    except (OSError, ValueError, KeyError):
        return ""


def _seconds(header: str, default: float, most: float) -> float:
    try:
        given = float(request.headers.get(header, default))
    except ValueError:
        return default
    return given if 0 <= given <= most else default


def _marks(seq: int) -> Marks | None:
    try:
        told = json.loads(guard.house().sound_of(seq).with_suffix(".json").read_text())
        return Marks(chime_s=told["chime_s"], once_s=told["once_s"], seconds=told["seconds"])
    except (OSError, ValueError, KeyError):
        return None


def _next(who: Who, zone: str) -> Turn | Wait | None:
    house = guard.house()
    return announce.claim(
        house.db, house.hall, zone, speaker=who.actor, speech=house.speech_of(zone), marks=_marks, at=house.now()
    )  # fmt: skip


def _zone_of(who: Who, asked: str | None) -> str:
    """The zone for which ``who`` may speak. Raises Forbidden."""
    house = guard.house()
    if who.role == "display":
        mine = house.settings.get("display", {}).get(who.name, {})
        if not mine.get("speaker") or asked not in (None, mine["zone"]):
            raise Forbidden(role=who.role, reason="this display is not the zone's speaker")
        return str(mine["zone"])
    if house.settings["announcer"]["*"].get("player") != "local":
        raise Forbidden(role=who.role, reason="the zones' displays speak (speech.player)")
    return house.hall.zone(asked or "").code


def _shape(turn: Turn) -> shapes.Json:
    house, call = guard.house(), turn.call
    counter = house.hall.counter_ever(call.data["counter"])
    return {
        "seq": call.seq, "number": call.data["number"], "prefix": call.data["prefix"],
        "counter": shapes.named(counter), "zone": turn.zone, "recall": call.kind == "ticket_recalled",
        "at": shapes.when(call.at), "audio": f"/api/v1/calls/{call.seq}/audio", "from_s": turn.from_s,
        "to_s": turn.to_s, "volume": turn.volume, "chime": house.speech_of(turn.zone).chime != "none",
        "lease_s": round(turn.lease_s, 1),
    }  # fmt: skip
