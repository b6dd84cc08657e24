"""Add monitoring values."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "ad73d616cab7"
down_revision: str | None = "e4a9175cb062"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "monitoring_value",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=False),
        sa.Column("period", sa.Text(collation="C"), nullable=False),
        sa.Column("level", sa.Text(collation="C"), nullable=False),
        sa.Column("object_code", sa.Text(collation="C"), nullable=False),
        sa.Column("element_code", sa.Text(collation="C"), nullable=False),
        sa.Column("answer", sa.Text(collation="C"), nullable=True),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "answer IN ('yes', 'no', 'not_applicable')", name=op.f("ck_monitoring_value_answer_is_known")
        ),
        sa.CheckConstraint("level IN ('school', 'municipality')", name=op.f("ck_monitoring_value_level_is_known")),
        sa.CheckConstraint(
            "(answer IS NULL) <> (numerator IS NULL)", name=op.f("ck_monitoring_value_an_answer_or_a_number")
        ),
        sa.CheckConstraint(
            "denominator IS NULL OR numerator IS NOT NULL", name=op.f("ck_monitoring_value_no_denominator_alone")
        ),
        sa.CheckConstraint(
            "numerator >= 0 AND numerator <= denominator",
            name=op.f("ck_monitoring_value_numerator_is_part_of_denominator"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id",
            "pack_code",
            "period",
            "level",
            "object_code",
            "element_code",
            name=op.f("pk_monitoring_value"),
        ),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON monitoring_value TO opora_app, opora_worker")


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("monitoring_value")
