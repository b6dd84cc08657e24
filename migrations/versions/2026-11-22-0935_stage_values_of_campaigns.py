"""Stage the values of campaigns."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "b2e61f9d7c04"
down_revision: str | None = "3c9a51e7d204"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLE = "staged_submission_value"
_CELLS = ("level", "code", "element", "answer", "numerator", "denominator", "comment", "fault", "fault_column")


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        _TABLE,
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        *(sa.Column(cell, sa.Text(), nullable=True) for cell in _CELLS),
        sa.PrimaryKeyConstraint("receipt_id", "row_number", name=op.f(f"pk_{_TABLE}")),
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON {_TABLE} TO opora_app, opora_worker")
    options = postgresql.JSONB(astext_type=sa.Text())
    op.add_column("receipt", sa.Column("options", options, server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    """Take this revision back."""
    op.drop_column("receipt", "options")
    op.drop_table(_TABLE)
