"""Rules of the hall: order, visits of several services, hours and holidays, appointments, estimates"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from queue_server.storage.schema import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

GROUPED = sa.text("visit_id IS NOT NULL")
PLANNED = sa.text("state = 'planned'")


def upgrade() -> None:
    _columns()
    _hours()
    _visits()
    _figures()


def _columns() -> None:
    op.add_column(
        "counter",
        sa.Column("priority_only", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("counter", sa.Column("breaks", sa.JSON(), nullable=True))
    op.add_column(
        "counter_service",
        sa.Column("helps", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("desk", sa.Column("services", sa.JSON(), nullable=True))
    op.add_column("service", sa.Column("hours", sa.JSON(), nullable=True))
    op.add_column("service", sa.Column("quotas", sa.JSON(), nullable=True))
    op.add_column(
        "service_day",
        sa.Column("regular_run", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column(
        "service_day",
        sa.Column("walk_in", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column(
        "service_day",
        sa.Column("priority", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column(
        "service_day",
        sa.Column("online", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column("site", sa.Column("rules", sa.JSON(), nullable=True))
    op.add_column(
        "ticket",
        sa.Column(
            "channel", sa.String(length=8), server_default=sa.text("'walk_in'"), nullable=False
        ),
    )
    op.add_column("ticket", sa.Column("visit_id", sa.Integer(), nullable=True))
    op.add_column(
        "ticket", sa.Column("any_order", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("ticket", sa.Column("for_counter_id", sa.Integer(), nullable=True))
    op.add_column("ticket", sa.Column("for_staff", sa.String(length=64), nullable=True))
    op.add_column("ticket", sa.Column("slot", UtcDateTime(), nullable=True))
    op.add_column("ticket", sa.Column("not_before", UtcDateTime(), nullable=True))
    op.add_column(
        "ticket", sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "ticket",
        sa.Column("rule", sa.String(length=12), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("ticket", sa.Column("last_call_at", UtcDateTime(), nullable=True))
    op.add_column(
        "ticket", sa.Column("misses", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("ticket", sa.Column("held_until", UtcDateTime(), nullable=True))
    op.add_column(
        "ticket",
        sa.Column("result", sa.String(length=32), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("ticket", sa.Column("also_done", sa.JSON(), nullable=True))
    op.create_index(
        "ix_ticket_visit", "ticket", ["visit_id"], sqlite_where=GROUPED, postgresql_where=GROUPED
    )


def _hours() -> None:
    op.create_table(
        "holiday",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "changed_hours",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("tickets", sa.JSON(), nullable=True),
        sa.Column("service", sa.JSON(), nullable=True),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=80), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_changed_hours_service_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changed_hours")),
    )


def _figures() -> None:
    op.create_table(
        "service_figures",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("sum_s", sa.Float(), nullable=False),
        sa.Column("told", sa.Float(), nullable=False),
        sa.Column("hits", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_figures_service_id")
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_service_figures")),
    )
    op.create_table(
        "prediction",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("model", sa.String(length=16), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("q10", UtcDateTime(), nullable=False),
        sa.Column("q50", UtcDateTime(), nullable=False),
        sa.Column("q90", UtcDateTime(), nullable=False),
        sa.Column("told_from", UtcDateTime(), nullable=False),
        sa.Column("told_until", UtcDateTime(), nullable=False),
        sa.Column("called_at", UtcDateTime(), nullable=True),
        sa.Column("hit", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_prediction_service_id")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_prediction_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prediction")),
    )


def _visits() -> None:
    op.create_table(
        "undo",
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_undo_counter_id")),
        sa.PrimaryKeyConstraint("counter_id", name=op.f("pk_undo")),
    )
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("slot", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("priority", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_booking_service_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_booking_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("code", name=op.f("uq_booking_code")),
    )
    op.create_index("ix_booking_slot", "booking", ["service_id", "day", "slot"])
    op.create_table(
        "leg",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=True),
        sa.Column("waiting_since", UtcDateTime(), nullable=True),
        sa.Column("called_at", UtcDateTime(), nullable=True),
        sa.Column("served_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_leg_counter_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_leg_service_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_leg_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leg")),
        sa.UniqueConstraint("ticket_id", "position", name=op.f("uq_leg_ticket_id_position")),
    )
    op.create_index("ix_leg_day", "leg", ["day"])
    op.create_index(
        "ix_leg_planned",
        "leg",
        ["service_id", "day", "ticket_id"],
        sqlite_where=PLANNED,
        postgresql_where=PLANNED,
    )


def downgrade() -> None:
    """Additions only: an older server does not start on a newer database."""
