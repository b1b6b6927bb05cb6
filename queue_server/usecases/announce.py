"""Who says a call aloud: each is given out once, one at a time in a zone, and what became of it is journalled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from queue_server.domain.errors import Conflict
from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall
from queue_server.domain.speech import ZoneSpeech
from queue_server.domain.ticket import State
from queue_server.messages import FRESH_S
from queue_server.storage import journal, plays, settings, tickets
from queue_server.storage.database import Database, Transaction
from queue_server.storage.journal import Event
from queue_server.storage.plays import Play

FRESH: Final = timedelta(seconds=FRESH_S)
"""So many journal rows are looked through for calls of the last minute: a hall writes a few hundred in one."""
LOOKED_AT: Final = 20
GRACE_S: Final = 5.0
AT_ONCE: Final = timedelta(seconds=1.5)
"""A call that begins so soon after the last one follows it at once."""
UNHEARD: Final = ("failed", "gone")
SYSTEM: Final = "system"
SOUND: Final = "sound:"
"""Before a zone's code: the name of the setting that mutes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Of a sound, in seconds: where its words begin, where they have been said once, where it ends."""

    chime_s: float
    once_s: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A call to be said now: from ``from_s`` to ``to_s`` (None: the end) of its sound, at ``volume`` (0 to 1)."""

    call: Event
    zone: str
    from_s: float
    to_s: float | None
    volume: float
    lease_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Somebody is speaking in the zone, for ``seconds`` at most."""

    seconds: float


def claim(
    db: Database, hall: Hall, zone: str, *, speaker: str, speech: ZoneSpeech,
    marks: Callable[[int], Marks | None], at: datetime,
) -> Turn | Wait | None:  # fmt: skip
    """The next call of ``zone`` for ``speaker`` to say, who has to report its end; None when there is nothing to say.

    Recalls come first, then the order of the calls. What is older than a minute, was called again since, or whose
    visitor is there already is not said.
    """
    with db.reading() as conn:  # the usual answer is "nothing": without a write
        current = plays.playing(conn, zone)
        if current and current.until > at:
            return Wait(seconds=(current.until - at).total_seconds())
        waiting = waiting_calls(conn, hall, zone, at=at)
    if not waiting and not current:
        return None
    likely = _in_order(waiting)[:1]
    known = {row.seq: marks(row.seq) for row in likely}  # files are read outside the transaction
    try:
        with db.transaction() as tx:
            return _claim(tx, hall, zone, speaker=speaker, speech=speech, known=known, at=at)
    except Conflict:  # on PostgreSQL another process was faster
        return Wait(seconds=1)


def _claim(
    tx: Transaction, hall: Hall, zone: str, *, speaker: str, speech: ZoneSpeech,
    known: dict[int, Marks | None], at: datetime,
) -> Turn | Wait | None:  # fmt: skip
    current = plays.playing(tx.conn, zone)
    if current and current.until > at:
        return Wait(seconds=(current.until - at).total_seconds())
    if current:
        _end(tx, current, state="gone", why="no_report", at=at)
    said: list[Event] = []
    for call in waiting_calls(tx.conn, hall, zone, at=at):
        reason = _not_said(tx.conn, call, zone, said, at=at)
        if reason:
            _pass_over(tx, call, zone, *reason, at=at)
        else:
            said.insert(0, call)
    if not said:
        return None
    turn = _turn(tx.conn, hall, zone, _in_order(said), speech=speech, known=known, at=at)
    until = at + timedelta(seconds=turn.lease_s)
    plays.start(
        tx.conn, _play(turn.call, zone, speaker=speaker, state="playing", at=at, until=until)
    )
    return turn


def waiting_calls(conn: sa.Connection, hall: Hall, zone: str, *, at: datetime) -> list[Event]:
    """The calls of ``zone`` of the last minute that nobody was given, newest first."""
    rows = journal.calls_since(conn, at - FRESH)
    fresh = [
        row for row in reversed(rows)
        if hall.zone_of(hall.counter_ever(row.data["counter"]).zone_id).code == zone
    ]  # fmt: skip
    given = plays.of_calls(conn, [row.seq for row in fresh])
    return [row for row in fresh if row.seq not in given]


def _in_order(calls: Sequence[Event]) -> list[Event]:
    return sorted(calls, key=lambda row: (row.kind is not Kind.TICKET_RECALLED, row.seq))


def _not_said(
    conn: sa.Connection, call: Event, zone: str, newer: Sequence[Event], *, at: datetime
) -> tuple[str, str] | None:
    """(state, why) of a call that is passed over, None for one that is to be said."""
    if is_muted(settings.get(conn, _key(zone)), at=at):
        return "muted", ""
    if any(other.ticket_id == call.ticket_id for other in newer):
        return "merged", ""
    ticket = tickets.by_id(conn, call.ticket_id or 0)
    if ticket is None or ticket.state is not State.CALLED:
        return "withdrawn", ticket.state.value if ticket else ""
    return None


def _turn(
    conn: sa.Connection, hall: Hall, zone: str, calls: Sequence[Event], *, speech: ZoneSpeech,
    known: dict[int, Marks | None], at: datetime,
) -> Turn:  # fmt: skip
    call, marks = calls[0], known.get(calls[0].seq)
    ended = max((play.ended_at for play in _heard(conn, zone) if play.ended_at), default=None)
    follows = ended is not None and at - ended < AT_ONCE
    from_s, to_s = 0.0, None
    if marks and follows and not speech.chime_always:
        from_s = marks.chime_s
    if marks and len(calls) > 1 and not speech.repeat_always and speech.repeat > 1:
        to_s = marks.once_s
    length = (to_s or marks.seconds) - from_s if marks else _likely_s(speech)
    return Turn(
        call=call, zone=zone, from_s=from_s, to_s=to_s, volume=speech.volume_at(at, hall.site.zone_info),
        lease_s=length + GRACE_S,
    )  # fmt: skip


def _likely_s(speech: ZoneSpeech) -> float:
    """How long a sound may be that is still being made: six seconds a sentence, the chime, and the wait for it."""
    return 6.0 * len(speech.languages) * speech.repeat + 5.0


def report(db: Database, seq: int, *, speaker: str, result: str, why: str, at: datetime) -> str:
    """What was heard of a call: spoken, chime, failed, or blocked, which puts it back in line. Returns its zone.

    A report after the lease was over is believed: it says what was heard. Raises Conflict from anybody but whom the
    call was given to, and after it was reported.
    """
    with db.transaction() as tx:
        play = plays.one(tx.conn, seq)
        if play is None or play.speaker != speaker or play.state not in ("playing", "gone"):
            raise Conflict(ticket=play.number if play else str(seq))
        if result == "blocked":
            plays.forget(tx.conn, seq)
        else:
            _end(tx, play, state=result, why=why, at=at)
        return play.zone


def sound_made(db: Database, seq: int, *, seconds: float, at: datetime) -> None:
    """The sound of a call is there: whoever waits for it to play it has so long, not the length that was guessed."""
    with db.reading() as conn:
        play = plays.one(conn, seq)
    if play is None or play.state != "playing":
        return
    with db.transaction() as tx:
        plays.set_until(tx.conn, seq, until=at + timedelta(seconds=seconds + GRACE_S))


def end_overdue(db: Database, *, at: datetime) -> None:
    """Speakers that never reported: their zones go on."""
    with db.reading() as conn:
        found = plays.overdue(conn, at=at)
    for play in found:
        with db.transaction() as tx:
            _end(tx, play, state="gone", why="no_report", at=at)


def set_sound(
    db: Database, zone: str, *, muted: bool, until: datetime | None, actor: str, at: datetime
) -> None:
    """Mute a zone, until a time or until somebody lets it speak again."""
    with db.transaction() as tx:
        value = {"until": until.isoformat() if until else None} if muted else None
        settings.put(tx.conn, _key(zone), value)
        tx.record(
            Kind.SOUND_CHANGED, at=at, actor=actor, zone=zone, muted=muted,
            until=until.isoformat() if until else None,
        )  # fmt: skip


def is_muted(setting: Any, *, at: datetime) -> bool:
    """Whether what ``set_sound`` kept mutes the zone at ``at``."""
    if setting is None:
        return False
    return setting["until"] is None or at < datetime.fromisoformat(setting["until"])


def _heard(conn: sa.Connection, zone: str) -> list[Play]:
    """The newest plays that a loudspeaker was given, newest first; not those that were passed over."""
    return [play for play in plays.last(conn, zone, limit=LOOKED_AT) if play.speaker]


def _key(zone: str) -> str:
    return SOUND + zone


def _end(tx: Transaction, play: Play, *, state: str, why: str, at: datetime) -> None:
    if not plays.end(tx.conn, play, state=state, why=why, at=at):
        return
    before = [row.state for row in _heard(tx.conn, play.zone) if row.call_seq != play.call_seq][:3]
    was_silent = len(before) == 3 and all(one in UNHEARD for one in before)
    silent = state in UNHEARD and len(before) >= 2 and all(one in UNHEARD for one in before[:2])
    _record(
        tx, replace(play, state=state, why=why, ended_at=at), at=at,
        silent=silent and not was_silent, well=was_silent and not silent,
    )  # fmt: skip


def _pass_over(
    tx: Transaction, call: Event, zone: str, state: str, why: str, *, at: datetime
) -> None:
    play = replace(
        _play(call, zone, speaker="", state=state, at=at, until=at), ended_at=at, why=why
    )
    plays.start(tx.conn, play)
    _record(tx, play, at=at, silent=False, well=False)


def _play(
    call: Event, zone: str, *, speaker: str, state: str, at: datetime, until: datetime
) -> Play:
    return Play(
        call_seq=call.seq, zone=zone, number=call.data["number"], counter=call.data["counter"], speaker=speaker,
        state=state, at=call.at, started_at=at, until=until,
    )  # fmt: skip


def _record(tx: Transaction, play: Play, *, at: datetime, silent: bool, well: bool) -> None:
    tx.record(
        Kind.CALL_SPOKEN, at=at, actor=play.speaker or SYSTEM, call=play.call_seq, zone=play.zone,
        number=play.number, counter=play.counter, state=play.state, why=play.why, silent=silent, well=well,
    )  # fmt: skip
