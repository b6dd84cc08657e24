"""Tell the receipts of services apart."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5d7a90c3e1b8"
down_revision: str | None = "f810e05d0865"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_OF_IDENTIFICATION = "dataset IN ('schools', 'results', 'context')"
_OF_ANY = f"service = 'identification' AND {_OF_IDENTIFICATION} OR service = 'monitoring' AND dataset = 'values'"


def upgrade() -> None:
    """Apply this revision; every receipt that is there is one of identification."""
    service = sa.Column("service", sa.Text(collation="C"), server_default="identification", nullable=False)
    op.add_column("receipt", service)
    op.alter_column("receipt", "service", server_default=None)
    op.add_column("receipt", sa.Column("municipality_id", sa.Integer(), nullable=True))
    op.add_column("receipt", sa.Column("subject_id", sa.Uuid(), nullable=True))
    op.drop_constraint(op.f("ck_receipt_dataset_is_known"), "receipt", type_="check")
    op.create_check_constraint(op.f("ck_receipt_dataset_is_known"), "receipt", _OF_ANY)
    op.create_check_constraint(
        op.f("ck_receipt_subjects_have_a_municipality"),
        "receipt",
        "(subject_id IS NULL) = (municipality_id IS NULL)",
    )


def downgrade() -> None:
    """Take this revision back; receipts of other services go with their columns."""
    op.execute("DELETE FROM receipt WHERE service <> 'identification'")
    op.drop_constraint(op.f("ck_receipt_subjects_have_a_municipality"), "receipt", type_="check")
    op.drop_constraint(op.f("ck_receipt_dataset_is_known"), "receipt", type_="check")
    op.create_check_constraint(op.f("ck_receipt_dataset_is_known"), "receipt", _OF_IDENTIFICATION)
    op.drop_column("receipt", "subject_id")
    op.drop_column("receipt", "municipality_id")
    op.drop_column("receipt", "service")
