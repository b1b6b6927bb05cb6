"""Tables of who may come in, and of what proves that nothing was lost or changed."""

from __future__ import annotations

import sqlalchemy as sa

from queue_server.storage.schema_hall import (
    JSON,
    Column,
    Integer,
    String,
    UtcDateTime,
    id_column,
    metadata,
)

# Devices that ask to come in. Code and secret are here as hashes only; ``name`` is set when somebody lets one in.
pairing = sa.Table(
    "pairing", metadata, id_column(), Column("code_hash", String(64), nullable=False, unique=True),
    Column("secret_hash", String(64), nullable=False, unique=True), Column("role", String(16), nullable=False),
    Column("wish", String(64), nullable=False), Column("address", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False), Column("expires_at", UtcDateTime, nullable=False),
    Column("name", String(64)), Column("confirmed_by", String(80), nullable=False, server_default=sa.text("''")),
)  # fmt: skip
device = sa.Table(
    "device", metadata, id_column(), Column("name", String(64), nullable=False),
    Column("role", String(16), nullable=False), Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False), Column("revoked_at", UtcDateTime),
    sa.UniqueConstraint("role", "name"),
)  # fmt: skip
staff = sa.Table(
    "staff", metadata, id_column(), Column("name", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False), Column("password_hash", String(200), nullable=False),
    Column("created_at", UtcDateTime, nullable=False), Column("disabled_at", UtcDateTime),
    # Codes of the agencies the person is bound to; null: the whole hall.
    Column("agencies", JSON),
)  # fmt: skip
session = sa.Table(
    "session", metadata, Column("token_hash", String(64), primary_key=True),
    Column("staff_id", Integer, sa.ForeignKey("staff.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False), Column("expires_at", UtcDateTime, nullable=False),
    # When it was last used, and since when it waits for the password again; both null at first.
    Column("seen_at", UtcDateTime), Column("locked_at", UtcDateTime),
)  # fmt: skip
# What was tried and was wrong, for as long as it counts: shared by all processes of a site.
attempt = sa.Table(
    "attempt", metadata, id_column(), Column("what", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False), sa.Index("ix_attempt", "what", "at"),
)  # fmt: skip
# Who is connected to which process of the site, and what they last said of themselves: several processes are one hall.
presence = sa.Table(
    "presence", metadata, Column("role", String(16), primary_key=True), Column("name", String(64), primary_key=True),
    Column("process", String(32), primary_key=True), Column("seen_at", UtcDateTime, nullable=False),
    Column("facts", JSON, nullable=False),
)  # fmt: skip
# Numbers a kiosk may still ask for: ``left`` at ``at``, in seconds of the database's clock; one door of all processes.
kiosk_pace = sa.Table(
    "kiosk_pace", metadata, Column("kiosk", String(64), primary_key=True), Column("left", sa.Float, nullable=False),
    Column("at", sa.Float, nullable=False), Column("refused", Integer, nullable=False),
)  # fmt: skip

# The chain of the journal as it stood when a day ended: also on the day report, so that paper can prove it.
day_head = sa.Table(
    "day_head", metadata, Column("day", String(10), primary_key=True), Column("seq", Integer, nullable=False),
    Column("hash", sa.LargeBinary(32), nullable=False), Column("at", UtcDateTime, nullable=False),
)  # fmt: skip
# Numbers that were never given out, because an older copy of the database came back and others might have them.
number_gap = sa.Table(
    "number_gap", metadata, id_column(), Column("day", String(10), nullable=False),
    Column("prefix", String(3), nullable=False), Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False), Column("at", UtcDateTime, nullable=False),
    Column("why", String(200), nullable=False), sa.Index("ix_number_gap", "day", "prefix"),
)  # fmt: skip
