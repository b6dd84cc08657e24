"""Add evidence documents and their files."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a6ec64efc607"
down_revision: str | None = "a580d66f12be"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "stored_file",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(collation="C"), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_stored_file_sha256_is_hexadecimal")),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_stored_file_size_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_stored_file_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "evidence_document",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(collation="C"), nullable=False),
        sa.Column("object_code", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("requirements", sa.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("indicators", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("reference_only", sa.Boolean(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(collation="C"), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state IN ('accepted', 'returned')) <= (decided_at IS NOT NULL)",
            name=op.f("ck_evidence_document_decisions_have_a_moment"),
        ),
        sa.CheckConstraint(
            "state <> 'returned' OR remarks IS NOT NULL", name=op.f("ck_evidence_document_a_return_says_why")
        ),
        sa.CheckConstraint(
            "state IN ('attached', 'accepted', 'returned', 'withdrawn')",
            name=op.f("ck_evidence_document_state_is_known"),
        ),
        sa.CheckConstraint(
            "(sha256 IS NULL) = (file_name IS NULL)", name=op.f("ck_evidence_document_a_file_has_a_name")
        ),
        sa.CheckConstraint(
            "NOT reference_only OR (sha256 IS NULL AND link IS NULL AND number IS NOT NULL AND issued_on IS NOT NULL)",
            name=op.f("ck_evidence_document_a_reference_is_number_and_date"),
        ),
        sa.CheckConstraint("issued_on <= valid_until", name=op.f("ck_evidence_document_dates_are_ordered")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "campaign_id", "level", "object_code"],
            ["submission.municipality_id", "submission.campaign_id", "submission.level", "submission.object_code"],
            name="fk_evidence_document_submission",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "sha256"],
            ["stored_file.municipality_id", "stored_file.sha256"],
            name=op.f("fk_evidence_document_municipality_id_sha256_stored_file"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_evidence_document")),
    )
    op.create_index(
        "ix_evidence_document_submission",
        "evidence_document",
        ["municipality_id", "campaign_id", "level", "object_code"],
        unique=False,
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON stored_file, evidence_document TO opora_app, opora_worker")


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_evidence_document_submission", table_name="evidence_document")
    op.drop_table("evidence_document")
    op.drop_table("stored_file")
