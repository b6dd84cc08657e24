"""Name the periods of schedules by month or finished year too."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "3c9a51e7d204"
down_revision: str | None = "d6742739e85d"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.add_column(
        "schedule",
        sa.Column("period_kind", sa.Text(collation="C"), server_default="academic_year", nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_schedule_period_kind_is_known"),
        "schedule",
        "period_kind IN ('academic_year', 'finished_year', 'month')",
    )


def downgrade() -> None:
    """Take this revision back."""
    op.drop_constraint(op.f("ck_schedule_period_kind_is_known"), "schedule", type_="check")
    op.drop_column("schedule", "period_kind")
