"""Add measure documents."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "98ff2ac68b2e"
down_revision: str | None = "b8470b6e9a9f"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

GRANT = "GRANT SELECT, INSERT, UPDATE, DELETE ON measure_document TO opora_app, opora_worker"


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "measure_document",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("reference_only", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.Text(collation="C"), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('attached', 'withdrawn')", name=op.f("ck_measure_document_state_is_known")),
        sa.CheckConstraint(
            "(sha256 IS NULL) = (file_name IS NULL)", name=op.f("ck_measure_document_a_file_has_a_name")
        ),
        sa.CheckConstraint(
            "NOT reference_only OR (sha256 IS NULL AND link IS NULL AND number IS NOT NULL AND issued_on IS NOT NULL)",
            name=op.f("ck_measure_document_a_reference_is_number_and_date"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "sha256"],
            ["stored_file.municipality_id", "stored_file.sha256"],
            name=op.f("fk_measure_document_municipality_id_sha256_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "task_id"],
            ["measure_task.municipality_id", "measure_task.id"],
            name=op.f("fk_measure_document_municipality_id_task_id_measure_task"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_measure_document")),
    )
    op.create_index("ix_measure_document_task", "measure_document", ["municipality_id", "task_id"], unique=False)
    op.execute(GRANT)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_measure_document_task", table_name="measure_document")
    op.drop_table("measure_document")
