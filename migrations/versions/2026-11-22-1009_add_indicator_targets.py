"""Add indicator targets."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "98dd2b6b0ee5"
down_revision: str | None = "5ed0f05d9538"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "indicator_target",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=False),
        sa.Column("indicator_code", sa.Text(collation="C"), nullable=False),
        sa.Column("period", sa.Text(collation="C"), nullable=False),
        sa.Column("percent", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(collation="C"), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'no')", name=op.f("ck_indicator_target_answer_is_known")),
        sa.CheckConstraint("count >= 0", name=op.f("ck_indicator_target_count_is_not_negative")),
        sa.CheckConstraint(
            "num_nonnulls(percent, count, answer) = 1", name=op.f("ck_indicator_target_one_thing_is_meant")
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_indicator_target_percent_is_a_share")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_indicator_target_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_indicator_target")),
        sa.UniqueConstraint(
            "municipality_id",
            "pack_code",
            "indicator_code",
            "period",
            name="uq_indicator_target_indicator_period",
        ),
    )
    op.create_index("ix_indicator_target_id", "indicator_target", ["id"], unique=False)
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON indicator_target TO opora_app, opora_worker")


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_indicator_target_id", table_name="indicator_target")
    op.drop_table("indicator_target")
