"""Why a ticket stands or was called where it is: sentences that staff reads and a visitor accepts, in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from queue_server.domain.line import Choice, Rule
from queue_server.domain.ticket import Ticket

Text = Mapping[str, str]
WORDS: Final[Mapping[str, Text]] = {
    "came": {"id": "Datang {issued}", "en": "Came {issued}"},
    "class": {"id": "{priority}, dihitung {counted}", "en": "{priority}, counted {counted}"},
    "returned": {"id": "Kembali, dihitung {counted}", "en": "Came back, counted {counted}"},
    "moved": {"id": "Alihan dari {origin}, dihitung {counted}", "en": "Sent on by {origin}, counted {counted}"},
    "slot": {"id": "Janji temu {slot}, dihitung {counted}", "en": "Appointment {slot}, counted {counted}"},
    "urgent": {"id": "Darurat: {reason}", "en": "Emergency: {reason}"},
    "desk": {"id": "Dilayani tanpa nomor", "en": "Served without a number"},
    "chosen": {"id": "Di luar urutan: {reason}", "en": "Out of order: {reason}"},
    "used": {
        "id": "; {minutes} dari {target} menit yang dijanjikan terpakai",
        "en": "; {minutes} of {target} promised minutes used",
    },
    "valve": {"id": "; didahulukan setelah {run} panggilan prioritas", "en": "; first, after {run} priority calls"},
    "weighted": {"id": "; gilirannya di antara prioritas dan umum", "en": "; its turn between priority and regular"},
    "strict": {"id": "; prioritas didahulukan", "en": "; priority goes first"},
    "helped": {"id": "; loket ini membantu", "en": "; this counter helps out"},
    "early": {"id": "; lebih awal karena loket kosong", "en": "; early, as the counter was free"},
    "directed": {"id": "; ditujukan ke sini", "en": "; sent to this desk"},
    "any_order": {"id": "; urutan bebas, loket ini kosong", "en": "; any order, this counter was free"},
    "over": {"id": "; sebelum {over} (dihitung {over_counted})", "en": "; before {over} (counted {over_counted})"},
}  # fmt: skip
LONGEST: Final = 250  # what the database keeps
_FREE = ("chosen", "urgent")


def place_words(ticket: Ticket, *, zone: ZoneInfo, priority: Text | None = None) -> Text:
    """Why a waiting ticket stands where it stands. ``priority`` is the name of its class; only staff sees this."""
    facts = _facts(ticket, zone)
    if ticket.urgent:
        return translated(ticket.reason)
    kind = "came"
    if ticket.slot and ticket.v == ticket.slot:
        kind = "slot"
    elif ticket.origin:
        kind = "moved"
    elif ticket.returns:
        kind = "returned"
    elif priority:
        kind = "class"
    names = priority or {}
    return {
        language: _say(kind, language, facts | {"priority": names.get(language) or names.get("id", "")})
        for language in ("id", "en")
    }  # fmt: skip


def place_reason(ticket: Ticket, *, zone: ZoneInfo, priority: Text | None = None) -> str:
    """The same in Indonesian."""
    return place_words(ticket, zone=zone, priority=priority)["id"]


def call_words(
    choice: Choice, *, at: datetime, zone: ZoneInfo, run: int, priority: Text | None = None
) -> Text:
    """Why this ticket was next. ``run`` is how many priority calls in a row the hall allows."""
    ticket = choice.ticket
    place = place_words(ticket, zone=zone, priority=priority)
    if choice.rule is Rule.URGENT:
        return place
    facts = {
        "minutes": str(max(0, round((at - ticket.v) / timedelta(minutes=1)))),
        "target": str(round(choice.target / timedelta(minutes=1))), "run": str(run),
        "over": choice.over.number if choice.over else "",
        "over_counted": _clock(choice.over.v, zone) if choice.over else "",
    }  # fmt: skip
    kinds = ["used"] if ticket.v <= at else []
    kinds += [choice.rule.value] if choice.rule is not Rule.ORDER else []
    kinds += ["over"] if choice.over and not choice.over.urgent else []
    return {
        language: (words + "".join(_say(kind, language, facts) for kind in kinds))[:LONGEST]
        for language, words in place.items()
    }


def free_words(kind: str, reason: str) -> Text:
    """What a person wrote: ``kind`` is "chosen" (out of order) or "urgent"."""
    return {language: _say(kind, language, {"reason": reason})[:LONGEST] for language in ("id", "en")}  # fmt: skip


def translated(reason: str) -> Text:
    """A stored Indonesian reason in both languages, as far as its parts are ours; words of people stay as they are."""
    english = reason
    for kind in (*_FREE, "desk"):
        before = WORDS[kind]["id"].partition("{")[0]
        if before and reason.startswith(before):
            english = WORDS[kind]["en"].partition("{")[0] + reason.removeprefix(before)
    return {"id": reason, "en": english}


_OVER = re.compile(r"; sebelum (?P<over>\S+) \(dihitung (?P<over_counted>[0-9.]+)\)$")


def with_over(words: Text, reason: str) -> Text:
    """``words`` in all languages, told over whom as the stored Indonesian ``reason`` tells it."""
    over = _OVER.search(reason)
    more = {
        language: _say("over", language, over.groupdict()) if over else "" for language in words
    }
    return {language: text + more[language] for language, text in words.items()} | {"id": reason}


def _say(kind: str, language: str, facts: Mapping[str, str]) -> str:
    return WORDS[kind][language].format_map(facts)


def _facts(ticket: Ticket, zone: ZoneInfo) -> dict[str, str]:
    return {
        "issued": _clock(ticket.issued_at, zone), "counted": _clock(ticket.v, zone), "origin": ticket.origin,
        "slot": _clock(ticket.slot, zone) if ticket.slot else "",
    }  # fmt: skip


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%H.%M")
