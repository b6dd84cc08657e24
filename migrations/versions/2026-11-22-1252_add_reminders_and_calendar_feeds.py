"""Add reminders and calendar feeds."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "65efad0ee286"
down_revision: str | None = "98ff2ac68b2e"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

GRANTS = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON reminder TO opora_app, opora_worker",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_feed TO opora_app, opora_worker",
)


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(collation="C"), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("territory_level", sa.Text(collation="C"), nullable=False),
        sa.Column("territory_code", sa.Text(collation="C"), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "territory_level IN ('municipality', 'school')", name=op.f("ck_calendar_feed_territory_level_is_known")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_calendar_feed_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    op.create_index(op.f("ix_calendar_feed_client_id"), "calendar_feed", ["client_id"], unique=False)
    op.create_table(
        "reminder",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("school_code IS NULL OR responsible IS NULL", name=op.f("ck_reminder_a_school_or_a_party")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_reminder_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_reminder")),
    )
    op.create_index(
        "uq_reminder_of",
        "reminder",
        ["municipality_id", "day", "escalated", "school_code", "responsible"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    for statement in GRANTS:
        op.execute(statement)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("uq_reminder_of", table_name="reminder", postgresql_nulls_not_distinct=True)
    op.drop_table("reminder")
    op.drop_index(op.f("ix_calendar_feed_client_id"), table_name="calendar_feed")
    op.drop_table("calendar_feed")
