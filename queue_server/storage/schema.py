"""Tables, the same on SQLite and PostgreSQL. Changes go through a migration in ``migrations/versions``."""

from __future__ import annotations

import sqlalchemy as sa

from queue_server.storage.schema_guard import (
    attempt,
    day_head,
    device,
    kiosk_pace,
    number_gap,
    pairing,
    presence,
    session,
    staff,
)
from queue_server.storage.schema_hall import (
    JSON,
    Column,
    Integer,
    String,
    UtcDateTime,
    agency,
    changed_hours,
    counter,
    counter_service,
    holiday,
    id_column,
    metadata,
    position_column,
    priority,
    service,
    site,
    text_column,
    zone,
)

__all__ = [
    "UtcDateTime",
    "agency",
    "attempt",
    "changed_hours",
    "counter",
    "counter_service",
    "day_head",
    "device",
    "holiday",
    "kiosk_pace",
    "metadata",
    "number_gap",
    "pairing",
    "presence",
    "priority",
    "service",
    "session",
    "site",
    "staff",
    "zone",
]

# ``day`` is the site's local date as text ("2026-11-23"): the same on both databases, and readable.
ticket = sa.Table(
    "ticket", metadata, id_column(),
    Column("day", String(10), nullable=False), Column("number", String(8), nullable=False),
    Column("prefix", String(3), nullable=False),
    Column("service_id", Integer, sa.ForeignKey("service.id"), nullable=False),
    Column("state", String(12), nullable=False), Column("v", UtcDateTime, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False), Column("waiting_since", UtcDateTime, nullable=False),
    Column("token", String(32), nullable=False, unique=True), Column("language", String(8), nullable=False),
    Column("priority", String(32)), Column("counter_id", Integer, sa.ForeignKey("counter.id")),
    Column("called_at", UtcDateTime), Column("served_at", UtcDateTime), Column("ended_at", UtcDateTime),
    Column("held_at", UtcDateTime),
    Column("calls", Integer, nullable=False, default=0), Column("returns", Integer, nullable=False, default=0),
    Column("expired", sa.Boolean, nullable=False, default=False), Column("origin", String(64), nullable=False),
    Column("reason", String(250), nullable=False),
    # How it came in (walk_in, priority, online, roll, desk), and the first ticket of a group that came together.
    Column("channel", String(8), nullable=False, server_default=sa.text("'walk_in'")), Column("visit_id", Integer),
    # More services to come (table leg): wherever is free next, or in their order.
    Column("any_order", sa.Boolean, nullable=False, server_default=sa.false()),
    # Sent to this counter or this person; nobody else calls it.
    Column("for_counter_id", Integer), Column("for_staff", String(64)),
    Column("slot", UtcDateTime), Column("not_before", UtcDateTime),
    Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()),
    # By which rule it was called last (domain/line.py), and when it was called last, recalls included.
    Column("rule", String(12), nullable=False, server_default=sa.text("''")), Column("last_call_at", UtcDateTime),
    Column("misses", Integer, nullable=False, server_default=sa.text("0")), Column("held_until", UtcDateTime),
    Column("result", String(32), nullable=False, server_default=sa.text("''")),
    # Codes of further services that were done at the counter on the way.
    Column("also_done", JSON),
    Column("actor", String(80), nullable=False), Column("request_key", String(80), nullable=False),
    Column("request", String(120), nullable=False),
    sa.UniqueConstraint("day", "number"), sa.UniqueConstraint("actor", "request_key"),
    sa.Index("ix_ticket_line", "service_id", "day", "state", "v", "id"),
    # With the time at its end, so that how many wait and since when is read from the index alone.
    sa.Index("ix_ticket_day", "day", "state", "service_id", "waiting_since"),
)  # fmt: skip
# One active ticket per counter, whatever else goes wrong.
_at_counter = sa.text("state IN ('called', 'serving')")
sa.Index(
    "ux_ticket_counter", ticket.c.counter_id, unique=True,
    sqlite_where=_at_counter, postgresql_where=_at_counter,
)  # fmt: skip
# Groups that came together.
grouped = sa.text("visit_id IS NOT NULL")
sa.Index("ix_ticket_visit", ticket.c.visit_id, sqlite_where=grouped, postgresql_where=grouped)
# What was left open on earlier days, without reading history.
# A query must repeat this text word for word: SQLite compares it with the index's own.
still_open = sa.text("state IN ('waiting', 'called', 'serving', 'on_hold')")
sa.Index("ix_ticket_open", ticket.c.day, sqlite_where=still_open, postgresql_where=still_open)
# The board: today's calls, newest first, without reading the rest of the day.
sa.Index("ix_ticket_called", ticket.c.day, ticket.c.called_at)

# A stay of a ticket at a service that is over or still to come; the one of now is the ticket's own row.
# ``state``: planned, now, done, along (done at another counter on the way), left (moved on).
leg = sa.Table(
    "leg", metadata, id_column(), Column("ticket_id", Integer, sa.ForeignKey("ticket.id"), nullable=False),
    Column("position", Integer, nullable=False), Column("day", String(10), nullable=False),
    Column("service_id", Integer, sa.ForeignKey("service.id"), nullable=False),
    Column("state", String(8), nullable=False), Column("counter_id", Integer, sa.ForeignKey("counter.id")),
    Column("waiting_since", UtcDateTime), Column("called_at", UtcDateTime), Column("served_at", UtcDateTime),
    Column("ended_at", UtcDateTime), Column("calls", Integer, nullable=False, default=0),
    Column("result", String(32), nullable=False, default=""),
    sa.UniqueConstraint("ticket_id", "position"), sa.Index("ix_leg_day", "day"),
)  # fmt: skip
planned = sa.text("state = 'planned'")
sa.Index(
    "ix_leg_planned",
    leg.c.service_id,
    leg.c.day,
    leg.c.ticket_id,
    sqlite_where=planned,
    postgresql_where=planned,
)
# What the last press at a counter changed, so that it can be taken back: the rows as they were.
undo = sa.Table(
    "undo", metadata, Column("counter_id", Integer, sa.ForeignKey("counter.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False), Column("kind", String(32), nullable=False),
    Column("actor", String(80), nullable=False), Column("before", JSON, nullable=False),
)  # fmt: skip

number_series = sa.Table(
    "number_series", metadata, Column("day", String(10), primary_key=True),
    Column("prefix", String(3), primary_key=True), Column("last", Integer, nullable=False),
)  # fmt: skip
service_day = sa.Table(
    "service_day", metadata, Column("day", String(10), primary_key=True),
    Column("service_id", Integer, primary_key=True), Column("issued", Integer, nullable=False),
    Column("priority_run", Integer, nullable=False, default=0),
    # Regular calls in a row, and the numbers given out by channel (the rest of ``issued`` came without one).
    Column("regular_run", Integer, nullable=False, server_default=sa.text("0")),
    Column("walk_in", Integer, nullable=False, server_default=sa.text("0")),
    Column("priority", Integer, nullable=False, server_default=sa.text("0")),
    Column("online", Integer, nullable=False, server_default=sa.text("0")),
)  # fmt: skip
desk = sa.Table(
    "desk", metadata, Column("counter_id", Integer, sa.ForeignKey("counter.id"), primary_key=True),
    Column("state", String(8), nullable=False), Column("reason", String(80), nullable=False),
    Column("since", UtcDateTime, nullable=False), Column("staff", String(80), nullable=False),
    # Ids of the services it serves now, where staff narrowed them; null: all of its own.
    Column("services", JSON),
)  # fmt: skip

# How long serving takes and how often the estimates were right, by service. ``weight`` and ``sum_s`` fade, so that
# they follow the last few hundred visitors; ``seen`` counts all.
service_figures = sa.Table(
    "service_figures", metadata, Column("service_id", Integer, sa.ForeignKey("service.id"), primary_key=True),
    Column("seen", Integer, nullable=False), Column("weight", sa.Float, nullable=False),
    Column("sum_s", sa.Float, nullable=False), Column("told", sa.Float, nullable=False),
    Column("hits", sa.Float, nullable=False),
)  # fmt: skip
# Every estimate that was told, and what came of it: ``hit`` is null until the call.
prediction = sa.Table(
    "prediction", metadata, id_column(), Column("ticket_id", Integer, sa.ForeignKey("ticket.id"), nullable=False),
    Column("service_id", Integer, sa.ForeignKey("service.id"), nullable=False),
    Column("day", String(10), nullable=False), Column("made_at", UtcDateTime, nullable=False),
    Column("model", String(16), nullable=False), Column("ahead", Integer, nullable=False),
    Column("q10", UtcDateTime, nullable=False), Column("q50", UtcDateTime, nullable=False),
    Column("q90", UtcDateTime, nullable=False), Column("told_from", UtcDateTime, nullable=False),
    Column("told_until", UtcDateTime, nullable=False), Column("called_at", UtcDateTime),
    Column("hit", sa.Boolean),
)  # fmt: skip
# Appointments. ``state``: booked, arrived, cancelled.
booking = sa.Table(
    "booking", metadata, id_column(), Column("code", String(12), nullable=False, unique=True),
    Column("service_id", Integer, sa.ForeignKey("service.id"), nullable=False),
    Column("day", String(10), nullable=False), Column("slot", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False), Column("priority", String(32)),
    Column("language", String(8), nullable=False), Column("ticket_id", Integer, sa.ForeignKey("ticket.id")),
    Column("actor", String(80), nullable=False), Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False), sa.Index("ix_booking_slot", "service_id", "day", "slot"),
)  # fmt: skip

journal_head = sa.Table(
    "journal_head", metadata, id_column(),
    Column("seq", Integer, nullable=False), Column("epoch", String(32), nullable=False),
    Column("hash", sa.LargeBinary(32)),
    # Calls up to this one were journalled by a release that did not say by which rule they were made.
    Column("told_from", Integer, nullable=False, server_default=sa.text("0")),
)  # fmt: skip
# A query must repeat this text word for word: SQLite compares it with the index's own.
calls = sa.text("kind IN ('ticket_called', 'ticket_recalled')")
journal = sa.Table(
    "journal", metadata, Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False), Column("kind", String(32), nullable=False),
    Column("ticket_id", Integer), Column("counter_id", Integer), Column("actor", String(80), nullable=False),
    Column("data", JSON, nullable=False),
    # The chain: SHA-256 of the row before it and of what this row says (storage/chain.py).
    Column("hash", sa.LargeBinary(32)), sa.Index("ix_journal_ticket", "ticket_id"),
    # The calls of the last minute, without reading what happened besides.
    sa.Index("ix_journal_calls", "at", sqlite_where=calls, postgresql_where=calls),
)  # fmt: skip

print_job = sa.Table(
    "print_job", metadata, id_column(),
    Column("ticket_id", Integer, sa.ForeignKey("ticket.id"), nullable=False),
    Column("printer", String(64), nullable=False), Column("copy_no", Integer, nullable=False),
    Column("state", String(12), nullable=False), Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False), Column("offered_at", UtcDateTime),
    Column("sending_at", UtcDateTime), Column("done_at", UtcDateTime), Column("tries", Integer, nullable=False),
    Column("why", String(200), nullable=False), Column("paper_mm", Integer), Column("ahead", Integer),
    Column("estimate", JSON),
    # Who asked for it and why (a copy has a reason), and who dealt with it when nobody knew what came out.
    Column("actor", String(80), nullable=False, server_default=sa.text("''")),
    Column("reason", String(120), nullable=False, server_default=sa.text("''")),
    Column("handled_by", String(80), nullable=False, server_default=sa.text("''")),
    sa.Index("ix_print_job_printer", "printer", "state", "id"), sa.Index("ix_print_job_ticket", "ticket_id", "id"),
)  # fmt: skip
# Papers that are on their way, and papers a person must look at: few, whatever history holds.
# A query must repeat these texts word for word.
unfinished = sa.text("state IN ('queued', 'offered', 'sending')")
sa.Index(
    "ix_print_job_unfinished", print_job.c.state, print_job.c.printer, print_job.c.expires_at,
    sqlite_where=unfinished, postgresql_where=unfinished,
)  # fmt: skip
open_paper = sa.text("state IN ('unknown', 'expired') AND handled_by = ''")
sa.Index(
    "ix_print_job_open", print_job.c.handled_by, print_job.c.ticket_id,
    sqlite_where=open_paper, postgresql_where=open_paper,
)  # fmt: skip

# How each printer is; ``used_*`` count the roll that is in.
printer = sa.Table(
    "printer", metadata, Column("name", String(64), primary_key=True),
    Column("agent", sa.Boolean, nullable=False), Column("causes", JSON, nullable=False),
    Column("near_end", sa.Boolean), Column("used_mm", Integer, nullable=False),
    Column("used_tickets", Integer, nullable=False), Column("changed_at", UtcDateTime, nullable=False),
)  # fmt: skip

# Each call that was given out to be played, once: ``call_seq`` is the call's journal row, ``at`` its time.
play = sa.Table(
    "play", metadata, Column("call_seq", Integer, primary_key=True, autoincrement=False),
    Column("zone", String(32), nullable=False), Column("number", String(8), nullable=False),
    Column("counter", String(16), nullable=False), Column("speaker", String(80), nullable=False),
    Column("state", String(12), nullable=False), Column("at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime, nullable=False), Column("until", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime), Column("why", String(200), nullable=False),
    sa.Index("ix_play_number", "number", "call_seq"), sa.Index("ix_play_zone", "zone", "call_seq"),
)  # fmt: skip
playing = sa.text("state = 'playing'")
# One sound at a time in a zone, whatever else goes wrong.
sa.Index("ux_play_zone", play.c.zone, unique=True, sqlite_where=playing, postgresql_where=playing)
# How each screen and loudspeaker is, as it and the watch last said.
screen = sa.Table(
    "screen", metadata, Column("role", String(16), primary_key=True), Column("name", String(64), primary_key=True),
    Column("online", sa.Boolean, nullable=False), Column("sound", String(12), nullable=False),
    Column("voice", String(12), nullable=False), Column("changed_at", UtcDateTime, nullable=False),
)  # fmt: skip
# Pictures, films and texts for the TVs; ``file`` is the name in data/media, days are local ("2026-11-23").
media = sa.Table(
    "media", metadata, id_column(), Column("kind", String(8), nullable=False),
    Column("name", String(120), nullable=False),
    Column("file", String(80)), Column("type", String(40), nullable=False), Column("bytes", Integer, nullable=False),
    Column("width", Integer), Column("height", Integer), Column("seconds", Integer),
    text_column("text"), text_column("zones"),
    Column("from_day", String(10)), Column("until_day", String(10)),
    Column("enabled", sa.Boolean, nullable=False), position_column(), Column("created_at", UtcDateTime, nullable=False),
    Column("actor", String(80), nullable=False),
)  # fmt: skip
setting = sa.Table(
    "setting",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)
