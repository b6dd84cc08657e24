"""Add moments of the register."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e4a9175cb062"
down_revision: str | None = "c8e4f1d2a603"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision; what is stored counts as true now, so that no older file overwrites it."""
    for table in ("municipality", "school"):
        column = sa.Column("as_of", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)
        op.add_column(table, column)


def downgrade() -> None:
    """Take this revision back."""
    for table in ("school", "municipality"):
        op.drop_column(table, "as_of")
