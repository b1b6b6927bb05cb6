"""How screens and announcers are: they tell it themselves, and the watch sees who is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from queue_server.domain.events import Kind
from queue_server.domain.screen import ScreenState
from queue_server.storage import screens
from queue_server.storage.database import Database


def note(
    db: Database, role: str, name: str, *, at: datetime, online: bool | None = None,
    sound: str | None = None, voice: str | None = None, detail: str = "",
) -> ScreenState:  # fmt: skip
    """Take what is new about a device; None: as before. Repeating it changes nothing. ``detail`` tells staff why."""
    told = {"online": online, "sound": sound, "voice": voice}
    news: dict[str, Any] = {key: value for key, value in told.items() if value is not None}
    with db.reading() as conn:  # the usual answer is "as before": without a write
        known = screens.one(conn, role, name)
    if known.changed_at and replace(known, **news) == known:
        return known
    with db.transaction() as tx:
        before = screens.one(tx.conn, role, name, lock=True)
        after = replace(before, **news)
        if before.changed_at and after == before:
            return before
        screens.save(tx.conn, after, at=at)
        tx.record(
            Kind.SCREEN_CHANGED, at=at, actor=f"{role}:{name}", role=role, name=name, before=_facts(before),
            after=_facts(after), known=before.changed_at is not None, detail=detail,
        )  # fmt: skip
    return replace(after, changed_at=at)


def states_of(data: dict[str, Any], at: datetime) -> tuple[ScreenState, ScreenState]:
    """(before, after) of a journal row's data."""
    device = {"role": data["role"], "name": data["name"]}
    before = ScreenState(**device, **data["before"], changed_at=at if data["known"] else None)
    return before, ScreenState(**device, **data["after"], changed_at=at)


def _facts(state: ScreenState) -> dict[str, Any]:
    return {"online": state.online, "sound": state.sound, "voice": state.voice}
