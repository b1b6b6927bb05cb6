"""Staff locks a kiosk, a visitor at it calls for help, and what staff sees of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from queue_server.domain.events import Kind
from queue_server.domain.kiosk import HELP_AGAIN, KioskState, states_of
from queue_server.storage import kiosks
from queue_server.storage.database import Database
from queue_server.usecases import shapes


def lock(
    db: Database, name: str, *, locked: bool, reason: str, actor: str, at: datetime
) -> KioskState:
    """Give out no numbers at the kiosk any more, or do again. The same once more changes nothing."""
    what = "locked" if locked else "unlocked"
    why = reason if locked else ""

    def change(was: KioskState) -> KioskState:
        as_it_was = was.locked == locked and was.reason == why
        return was if as_it_was else replace(was, locked=locked, reason=why, by=actor, since=at)

    return _change(db, name, change, what, actor=actor, at=at, reason=reason)


def call_help(db: Database, name: str, *, actor: str, at: datetime) -> KioskState:
    """A visitor at the kiosk calls for staff. Pressed again within half a minute it is the same call."""

    def change(was: KioskState) -> KioskState:
        again = was.help_at is not None and at - was.help_at < HELP_AGAIN
        return was if again else replace(was, help_at=at)

    return _change(db, name, change, "help", actor=actor, at=at)


def answer_help(db: Database, name: str, *, actor: str, at: datetime) -> KioskState:
    """Somebody goes to the kiosk: the call is over."""
    return _change(db, name, lambda was: replace(was, help_at=None), "helped", actor=actor, at=at)


def note_flood(db: Database, name: str, *, per_min: int, at: datetime) -> None:
    """Journal that the kiosk began to ask for more numbers than people can."""
    with db.transaction() as tx:
        tx.record(
            Kind.KIOSK_CHANGED,
            at=at,
            actor=f"kiosk:{name}",
            kiosk=name,
            what="flood",
            per_min=per_min,
        )


def show_kiosk(
    state: KioskState, told: Mapping[str, Any], *, at: datetime, online: bool, refused: int
) -> shapes.Json:
    """A kiosk as staff sees it; ``refused`` counts the flood that goes on."""
    return {
        "name": state.name, "label": dict(told.get("label") or {"id": state.name}),
        "printer": told.get("printer") if told.get("printer") != "none" else None,
        "tickets_per_min": told.get("tickets_per_min"), "online": online, "locked": state.locked,
        "reason": state.reason, "by": state.by.partition(":")[2], "since": shapes.when(state.since),
        "help": shapes.when(state.help_at) if state.wants_help(at) else None, "refused": refused,
    }  # fmt: skip


def show_in_short(kept: Mapping[str, Any], *, at: datetime) -> list[shapes.Json]:
    """``hall.kiosks``: the kiosks of which there is something to say, from the settings of the moment."""
    return [
        {
            "name": one.name, "locked": one.locked, "reason": one.reason,
            "help": shapes.when(one.help_at) if one.wants_help(at) else None,
        }
        for one in sorted(states_of(kept).values(), key=lambda one: one.name)
        if one.locked or one.wants_help(at)
    ]  # fmt: skip


def _change(
    db: Database, name: str, change: Callable[[KioskState], KioskState], what: str, *, actor: str,
    at: datetime, **facts: Any,
) -> KioskState:  # fmt: skip
    """Save the changed state and journal ``what`` happened, unless it is as before."""
    with db.reading() as conn:  # a press that is repeated costs no write
        known = kiosks.one(conn, name)
    if change(known) == known:
        return known
    with db.transaction() as tx:
        was = kiosks.locked(tx.conn, name)
        now = change(was)
        if now != was:
            kiosks.save(tx.conn, now)
            tx.record(Kind.KIOSK_CHANGED, at=at, actor=actor, kiosk=name, what=what, **facts)
    return now
