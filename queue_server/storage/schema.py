"""Tables, the same on SQLite and PostgreSQL. Changes go through a migration in ``migrations/versions``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Column, Integer, String, JSON = sa.Column, sa.Integer, sa.String, sa.JSON


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """Aware UTC datetimes, on SQLite as well as on PostgreSQL."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        aware: datetime = (
            value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        )
        return aware


def _id() -> sa.Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _code(length: int = 32) -> sa.Column[str]:
    return Column("code", String(length), nullable=False, unique=True)


def _text(name: str) -> sa.Column[Any]:
    return Column(name, JSON, nullable=False)


def _position() -> sa.Column[int]:
    return Column("position", Integer, nullable=False, default=0)


def _active() -> sa.Column[bool]:
    return Column("active", sa.Boolean, nullable=False, default=True)


site = sa.Table(
    "site", metadata, _id(), _code(), _text("name"), _text("region"),
    Column("time_zone", String(64), nullable=False), _text("languages"), _text("hours"),
)  # fmt: skip
zone = sa.Table("zone", metadata, _id(), _code(), _text("name"), _position(), _active())
agency = sa.Table(
    "agency", metadata, _id(), _code(), _text("name"), _text("title"),
    Column("icon", String(32), nullable=False), _position(), _active(),
)  # fmt: skip
service = sa.Table(
    "service", metadata, _id(), _code(), Column("prefix", String(3), nullable=False),
    Column("agency_id", Integer, sa.ForeignKey("agency.id"), nullable=False),
    Column("zone_id", Integer, sa.ForeignKey("zone.id"), nullable=False),
    _text("name"), _text("short"), _text("requirements"),
    Column("target_wait_s", Integer, nullable=False), Column("service_s", Integer, nullable=False),
    Column("quota", Integer), Column("popular", sa.Boolean, nullable=False, default=False),
    # How the voice says its name, and a sentence it adds; null where the hall wants none.
    Column("spoken", JSON), Column("phrase", JSON),
    _position(), _active(),
)  # fmt: skip
counter = sa.Table(
    "counter", metadata, _id(), _code(16), _text("name"), _text("spoken"),
    Column("zone_id", Integer, sa.ForeignKey("zone.id"), nullable=False), _position(), _active(),
)  # fmt: skip
counter_service = sa.Table(
    "counter_service", metadata,
    Column("counter_id", Integer, sa.ForeignKey("counter.id"), primary_key=True),
    Column("service_id", Integer, sa.ForeignKey("service.id"), primary_key=True),
    _position(),
)  # fmt: skip
priority = sa.Table(
    "priority", metadata, _id(), _code(), _text("name"), _text("note"),
    Column("icon", String(32), nullable=False), Column("head_start_s", Integer, nullable=False),
    _position(), _active(),
)  # fmt: skip

# ``day`` is the site's local date as text ("2026-11-23"): the same on both databases, and readable.
ticket = sa.Table(
    "ticket", metadata, _id(),
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
    Column("actor", String(80), nullable=False), Column("request_key", String(80), nullable=False),
    Column("request", String(120), nullable=False),
    sa.UniqueConstraint("day", "number"), sa.UniqueConstraint("actor", "request_key"),
    sa.Index("ix_ticket_line", "service_id", "day", "state", "v", "id"),
    sa.Index("ix_ticket_day", "day", "state", "service_id"),
)  # fmt: skip
# One active ticket per counter, whatever else goes wrong.
_at_counter = sa.text("state IN ('called', 'serving')")
sa.Index(
    "ux_ticket_counter", ticket.c.counter_id, unique=True,
    sqlite_where=_at_counter, postgresql_where=_at_counter,
)  # fmt: skip
# What was left open on earlier days, without reading history.
# A query must repeat this text word for word: SQLite compares it with the index's own.
still_open = sa.text("state IN ('waiting', 'called', 'serving', 'on_hold')")
sa.Index("ix_ticket_open", ticket.c.day, sqlite_where=still_open, postgresql_where=still_open)
# The board: today's calls, newest first, without reading the rest of the day.
sa.Index("ix_ticket_called", ticket.c.day, ticket.c.called_at)

number_series = sa.Table(
    "number_series", metadata, Column("day", String(10), primary_key=True),
    Column("prefix", String(3), primary_key=True), Column("last", Integer, nullable=False),
)  # fmt: skip
service_day = sa.Table(
    "service_day", metadata, Column("day", String(10), primary_key=True),
    Column("service_id", Integer, primary_key=True), Column("issued", Integer, nullable=False),
    Column("priority_run", Integer, nullable=False, default=0),
)  # fmt: skip
desk = sa.Table(
    "desk", metadata, Column("counter_id", Integer, sa.ForeignKey("counter.id"), primary_key=True),
    Column("state", String(8), nullable=False), Column("reason", String(80), nullable=False),
    Column("since", UtcDateTime, nullable=False), Column("staff", String(80), nullable=False),
)  # fmt: skip

journal_head = sa.Table(
    "journal_head", metadata, _id(), Column("seq", Integer, nullable=False), Column("epoch", String(32), nullable=False)
)  # fmt: skip
journal = sa.Table(
    "journal", metadata, Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False), Column("kind", String(32), nullable=False),
    Column("ticket_id", Integer), Column("counter_id", Integer), Column("actor", String(80), nullable=False),
    Column("data", JSON, nullable=False), sa.Index("ix_journal_ticket", "ticket_id"),
)  # fmt: skip

print_job = sa.Table(
    "print_job", metadata, _id(),
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
    "media", metadata, _id(), Column("kind", String(8), nullable=False), Column("name", String(120), nullable=False),
    Column("file", String(80)), Column("type", String(40), nullable=False), Column("bytes", Integer, nullable=False),
    Column("width", Integer), Column("height", Integer), Column("seconds", Integer), _text("text"), _text("zones"),
    Column("from_day", String(10)), Column("until_day", String(10)),
    Column("enabled", sa.Boolean, nullable=False), _position(), Column("created_at", UtcDateTime, nullable=False),
    Column("actor", String(80), nullable=False),
)  # fmt: skip
# Devices that ask to come in. Code and secret are here as hashes only; ``name`` is set when somebody lets one in.
pairing = sa.Table(
    "pairing", metadata, _id(), Column("code_hash", String(64), nullable=False, unique=True),
    Column("secret_hash", String(64), nullable=False, unique=True), Column("role", String(16), nullable=False),
    Column("wish", String(64), nullable=False), Column("address", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False), Column("expires_at", UtcDateTime, nullable=False),
    Column("name", String(64)), Column("confirmed_by", String(80), nullable=False, server_default=sa.text("''")),
)  # fmt: skip
device = sa.Table(
    "device", metadata, _id(), Column("name", String(64), nullable=False),
    Column("role", String(16), nullable=False), Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False), Column("revoked_at", UtcDateTime),
    sa.UniqueConstraint("role", "name"),
)  # fmt: skip
staff = sa.Table(
    "staff", metadata, _id(), Column("name", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False), Column("password_hash", String(200), nullable=False),
    Column("created_at", UtcDateTime, nullable=False), Column("disabled_at", UtcDateTime),
)  # fmt: skip
session = sa.Table(
    "session", metadata, Column("token_hash", String(64), primary_key=True),
    Column("staff_id", Integer, sa.ForeignKey("staff.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False), Column("expires_at", UtcDateTime, nullable=False),
)  # fmt: skip
setting = sa.Table(
    "setting",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)
