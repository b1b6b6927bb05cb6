"""Proof: the journal as a chain, day heads, gaps of numbers; sessions that lock, attempts, who is connected where"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from queue_server.storage import chain
from queue_server.storage.schema import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("journal", "journal_head"):
        op.add_column(table, sa.Column("hash", sa.LargeBinary(length=32), nullable=True))
    for name in ("seen_at", "locked_at"):
        op.add_column("session", sa.Column(name, UtcDateTime(), nullable=True))
    op.add_column("staff", sa.Column("agencies", sa.JSON(), nullable=True))
    op.drop_index("ix_ticket_day", "ticket")
    op.create_index("ix_ticket_day", "ticket", ["day", "state", "service_id", "waiting_since"])
    calls = sa.text("kind IN ('ticket_called', 'ticket_recalled')")
    op.create_index(
        "ix_journal_calls", "journal", ["at"], sqlite_where=calls, postgresql_where=calls
    )
    _tables()
    _chain()
    _channels()
    _rules()


def _chain() -> None:
    """The rows that are there become a chain: from now on nobody changes them unseen."""
    conn = op.get_bind()
    last, hash = chain.hash_all(conn)
    if last:
        conn.execute(sa.text("UPDATE journal_head SET hash = :hash").bindparams(hash=hash))


def _channels() -> None:
    """Releases before 0.4 knew one way in and did not count it: of their days all numbers were."""
    op.execute(
        "UPDATE service_day SET walk_in = issued WHERE walk_in = 0 AND priority = 0 AND online = 0 AND issued > 0"
        " AND day NOT IN (SELECT day FROM ticket WHERE channel <> 'walk_in')"
    )


def _rules() -> None:
    """Releases before 0.4 did not journal by which rule a call was made: of theirs it is not asked."""
    told_from = sa.Column("told_from", sa.Integer(), server_default=sa.text("0"), nullable=False)
    op.add_column("journal_head", told_from)
    op.execute(
        "UPDATE journal_head SET told_from = coalesce((SELECT max(seq) FROM journal WHERE kind = 'ticket_called'"
        " AND CAST(data AS TEXT) NOT LIKE '%\"rule\"%'), 0)"
    )
    # Nor did they count in the ticket how often its visitor was missed; their journals tell.
    missed = (
        "SELECT count(*) FROM journal WHERE ticket_id = ticket.id AND kind = 'ticket_skipped'"
        " AND seq <= (SELECT told_from FROM journal_head)"
    )
    op.execute(f"UPDATE ticket SET misses = ({missed}) WHERE misses = 0 AND ({missed}) > 0")


def _tables() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attempt", "attempt", ["what", "at"])
    op.create_table(
        "presence",
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("process", sa.String(length=32), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("role", "name", "process"),
    )
    op.create_table(
        "kiosk_pace",
        sa.Column("kiosk", sa.String(length=64), nullable=False),
        sa.Column("left", sa.Float(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kiosk"),
    )
    op.create_table(
        "day_head",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "number_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("prefix", sa.String(length=3), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_number_gap", "number_gap", ["day", "prefix"])
