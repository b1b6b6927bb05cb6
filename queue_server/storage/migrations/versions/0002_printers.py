"""How printers are, and who dealt with a paper"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from queue_server.storage.schema import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UNFINISHED = sa.text("state IN ('queued', 'offered', 'sending')")
OPEN_PAPER = sa.text("state IN ('unknown', 'expired') AND handled_by = ''")


def upgrade() -> None:
    op.create_table(
        "printer",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.Boolean(), nullable=False),
        sa.Column("causes", sa.JSON(), nullable=False),
        sa.Column("near_end", sa.Boolean(), nullable=True),
        sa.Column("used_mm", sa.Integer(), nullable=False),
        sa.Column("used_tickets", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_printer")),
    )
    for name, length in (("actor", 80), ("reason", 120), ("handled_by", 80)):
        op.add_column(
            "print_job",
            sa.Column(name, sa.String(length=length), nullable=False, server_default=sa.text("''")),
        )
    op.create_index(
        "ix_print_job_unfinished", "print_job", ["state", "printer", "expires_at"],
        sqlite_where=UNFINISHED, postgresql_where=UNFINISHED,
    )  # fmt: skip
    op.create_index(
        "ix_print_job_open", "print_job", ["handled_by", "ticket_id"],
        sqlite_where=OPEN_PAPER, postgresql_where=OPEN_PAPER,
    )  # fmt: skip


def downgrade() -> None:
    """Additions only: an older server does not start on a newer database."""
