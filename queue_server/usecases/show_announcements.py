"""Was this number called aloud? From the journal of calls and what became of each."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from queue_server.domain.events import CALLS
from queue_server.domain.hall import Hall
from queue_server.storage import journal, plays, tickets
from queue_server.storage.journal import Event
from queue_server.storage.plays import Play
from queue_server.usecases import shapes
from queue_server.usecases.announce import FRESH

MOST = 50
RECENT = 2000
"""So many rows of the journal are looked through for the newest calls."""


def show_announcements(
    conn: sa.Connection, hall: Hall, *, number: str | None, at: datetime
) -> list[shapes.Json]:
    """Today's calls of ``number`` (None: the newest of all) with how each was heard, newest first, at most fifty."""
    day = hall.site.day(at)
    if number is None:
        after = max(0, journal.last_seq(conn) - RECENT)
        calls = journal.of_kinds(conn, sorted(CALLS), after=after, limit=MOST)
    else:
        ticket = tickets.by_number(conn, number, day=day)
        calls = journal.of_ticket(conn, ticket.id, sorted(CALLS), limit=MOST) if ticket else []
    today = [call for call in calls if hall.site.day(call.at) == day]
    heard = plays.of_calls(conn, [call.seq for call in today])
    return [_row(hall, call, heard.get(call.seq), at=at) for call in reversed(today)]


def _row(hall: Hall, call: Event, play: Play | None, *, at: datetime) -> shapes.Json:
    counter = hall.counter_ever(call.data["counter"])
    unheard = "waiting" if at - call.at <= FRESH else "too_old"
    return {
        "seq": call.seq, "number": call.data["number"], "counter": shapes.named(counter),
        "zone": hall.zone_of(counter.zone_id).code, "at": shapes.when(call.at),
        "recall": call.kind == "ticket_recalled", "state": play.state if play else unheard,
        "speaker": play.speaker if play else "", "why": play.why if play else "",
        "started_at": shapes.when(play.started_at) if play and play.speaker else None,
        "ended_at": shapes.when(play.ended_at) if play and play.speaker else None,
    }  # fmt: skip
