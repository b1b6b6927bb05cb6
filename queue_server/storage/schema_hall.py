"""The tables of the set-up: site to counters, holidays, changed hours. Used through ``storage/schema.py``."""

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


def id_column() -> sa.Column[int]:
    """A number that the database gives."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _code(length: int = 32) -> sa.Column[str]:
    return Column("code", String(length), nullable=False, unique=True)


def text_column(name: str) -> sa.Column[Any]:
    """Something with parts, always there: texts by language, lists."""
    return Column(name, JSON, nullable=False)


def position_column() -> sa.Column[int]:
    """The place among its like."""
    return Column("position", Integer, nullable=False, default=0)


def _active() -> sa.Column[bool]:
    return Column("active", sa.Boolean, nullable=False, default=True)


site = sa.Table(
    "site", metadata, id_column(), _code(), text_column("name"), text_column("region"),
    Column("time_zone", String(64), nullable=False), text_column("languages"), text_column("hours"),
    # What a site set of domain/rules.py; null: all as usual.
    Column("rules", JSON),
)  # fmt: skip
zone = sa.Table(
    "zone", metadata, id_column(), _code(), text_column("name"), position_column(), _active()
)
agency = sa.Table(
    "agency", metadata, id_column(), _code(), text_column("name"), text_column("title"),
    Column("icon", String(32), nullable=False), position_column(), _active(),
)  # fmt: skip
service = sa.Table(
    "service", metadata, id_column(), _code(), Column("prefix", String(3), nullable=False),
    Column("agency_id", Integer, sa.ForeignKey("agency.id"), nullable=False),
    Column("zone_id", Integer, sa.ForeignKey("zone.id"), nullable=False),
    text_column("name"), text_column("short"), text_column("requirements"),
    Column("target_wait_s", Integer, nullable=False), Column("service_s", Integer, nullable=False),
    Column("quota", Integer), Column("popular", sa.Boolean, nullable=False, default=False),
    # How the voice says its name, and a sentence it adds; null where the hall wants none.
    Column("spoken", JSON), Column("phrase", JSON),
    # Hours of its own, in the shape of site.hours, and quotas by channel; null where the hall's count.
    Column("hours", JSON), Column("quotas", JSON),
    position_column(), _active(),
)  # fmt: skip
counter = sa.Table(
    "counter", metadata, id_column(), _code(16), text_column("name"), text_column("spoken"),
    Column("zone_id", Integer, sa.ForeignKey("zone.id"), nullable=False),
    Column("priority_only", sa.Boolean, nullable=False, server_default=sa.false()),
    # Planned breaks by weekday ("0" is Monday): ["12:00", "12:30"].
    Column("breaks", JSON),
    position_column(), _active(),
)  # fmt: skip
counter_service = sa.Table(
    "counter_service", metadata,
    Column("counter_id", Integer, sa.ForeignKey("counter.id"), primary_key=True),
    Column("service_id", Integer, sa.ForeignKey("service.id"), primary_key=True),
    # Not its own work: it helps out when that line is late and its own is not.
    Column("helps", sa.Boolean, nullable=False, server_default=sa.false()),
    position_column(),
)  # fmt: skip
priority = sa.Table(
    "priority", metadata, id_column(), _code(), text_column("name"), text_column("note"),
    Column("icon", String(32), nullable=False), Column("head_start_s", Integer, nullable=False),
    position_column(), _active(),
)  # fmt: skip
# Days on which the hall is closed: filled from the national calendar, then edited.
# ``kind``: national, joint_leave, own.
holiday = sa.Table(
    "holiday", metadata, Column("day", String(10), primary_key=True), text_column("name"),
    Column("kind", String(12), nullable=False), Column("actor", String(80), nullable=False),
    Column("changed_at", UtcDateTime, nullable=False), _active(),
)  # fmt: skip
# Somebody opened, closed or changed the hours of the hall or of one service, for a time.
# ``kind``: open, closed, custom.
changed_hours = sa.Table(
    "changed_hours", metadata, id_column(), Column("service_id", Integer, sa.ForeignKey("service.id")),
    Column("kind", String(8), nullable=False), Column("from_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    # custom: local spans ["07:30", "13:00"], and a quota of the day.
    Column("tickets", JSON), Column("service", JSON), Column("quota", Integer),
    Column("reason", String(120), nullable=False), Column("actor", String(80), nullable=False),
    Column("created_at", UtcDateTime, nullable=False), Column("ended_at", UtcDateTime),
    Column("ended_by", String(80), nullable=False, server_default=sa.text("''")),
)  # fmt: skip
