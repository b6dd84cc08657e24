"""Add the options of campaigns."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "b988f0be97b8"
down_revision: str | None = "5d7a90c3e1b8"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.add_column(
        "campaign", sa.Column("analysis_on_working_day", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "campaign",
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    )


def downgrade() -> None:
    """Take this revision back."""
    op.drop_column("campaign", "options")
    op.drop_column("campaign", "analysis_on_working_day")
