"""Add schedules; let operators cancel jobs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "8f59efc51944"
down_revision: str | None = "ad73d616cab7"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.drop_constraint(op.f("ck_job_state_is_known"), "job", type_="check")
    op.create_check_constraint("state_is_known", "job", "state IN ('ready', 'done', 'dead', 'cancelled')")
    op.create_table(
        "schedule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("queue", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=False),
        sa.Column("calendar_code", sa.Text(collation="C"), nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("day BETWEEN 1 AND 31", name=op.f("ck_schedule_day_is_known")),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_schedule_month_is_known")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_schedule_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sa.UniqueConstraint(
            "municipality_id",
            "queue",
            "pack_code",
            "calendar_code",
            "month",
            name=op.f("uq_schedule_municipality_id_queue_pack_code_calendar_code_month"),
        ),
    )
    op.create_index(
        "ix_schedule_queue_next_run_at_enabled",
        "schedule",
        ["queue", "next_run_at"],
        unique=False,
        postgresql_where=sa.text("enabled"),
    )
    op.create_table(
        "schedule_period",
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("triggered_by", sa.Text(collation="C"), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("started_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state = 'started' OR job_id IS NULL", name=op.f("ck_schedule_period_skipped_periods_have_no_job")
        ),
        sa.CheckConstraint("state IN ('started', 'skipped')", name=op.f("ck_schedule_period_state_is_known")),
        sa.CheckConstraint("triggered_by IN ('schedule', 'request')", name=op.f("ck_schedule_period_trigger_is_known")),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedule.id"], name=op.f("fk_schedule_period_schedule_id_schedule")),
        sa.PrimaryKeyConstraint("schedule_id", "period", name=op.f("pk_schedule_period")),
    )
    op.create_index("ix_job_queue_created_at", "job", ["queue", "created_at", "id"], unique=False)
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON schedule, schedule_period TO opora_app, opora_worker")


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_job_queue_created_at", table_name="job")
    op.drop_table("schedule_period")
    op.drop_table("schedule")
    op.execute("UPDATE job SET state = 'dead' WHERE state = 'cancelled'")
    op.drop_constraint(op.f("ck_job_state_is_known"), "job", type_="check")
    op.create_check_constraint("state_is_known", "job", "state IN ('ready', 'done', 'dead')")
