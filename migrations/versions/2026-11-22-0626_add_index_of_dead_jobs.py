"""Add index of dead jobs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "f816984d4c1b"
down_revision: str | None = "b7d0c3a9e514"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_index("ix_job_queue_kind_dead", "job", ["queue", "kind"], postgresql_where=sa.text("state = 'dead'"))


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_job_queue_kind_dead", table_name="job")
