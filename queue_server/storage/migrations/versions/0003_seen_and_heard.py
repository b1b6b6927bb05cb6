"""What was spoken, how screens are, what TVs show between calls, devices that ask to come in"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from queue_server.storage.schema import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PLAYING = sa.text("state = 'playing'")


def upgrade() -> None:
    for name in ("spoken", "phrase"):
        op.add_column("service", sa.Column(name, sa.JSON(), nullable=True))
    _plays()
    _screens()
    _media()
    _pairings()


def _plays() -> None:
    op.create_table(
        "play",
        sa.Column("call_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("counter", sa.String(length=16), nullable=False),
        sa.Column("speaker", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("call_seq", name=op.f("pk_play")),
    )
    op.create_index("ix_play_number", "play", ["number", "call_seq"])
    op.create_index("ix_play_zone", "play", ["zone", "call_seq"])
    op.create_index(
        "ux_play_zone",
        "play",
        ["zone"],
        unique=True,
        sqlite_where=PLAYING,
        postgresql_where=PLAYING,
    )


def _screens() -> None:
    op.create_table(
        "screen",
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("sound", sa.String(length=12), nullable=False),
        sa.Column("voice", sa.String(length=12), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("role", "name", name=op.f("pk_screen")),
    )


def _media() -> None:
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("file", sa.String(length=80), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("zones", sa.JSON(), nullable=False),
        sa.Column("from_day", sa.String(length=10), nullable=True),
        sa.Column("until_day", sa.String(length=10), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
    )


def _pairings() -> None:
    op.create_table(
        "pairing",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("wish", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=True),
        sa.Column(
            "confirmed_by", sa.String(length=80), nullable=False, server_default=sa.text("''")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_pairing_code_hash")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_pairing_secret_hash")),
    )


def downgrade() -> None:
    """Additions only: an older server does not start on a newer database."""
