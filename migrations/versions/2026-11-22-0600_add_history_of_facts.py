"""Add history of facts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "b7d0c3a9e514"
down_revision: str | None = "b51c0e9a7d42"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# What was there before was merged row by row, and its arrival is its moment.
FILL = """
    UPDATE receipt SET as_of = created_at, outcome = CASE WHEN state = 'done' THEN 'merged' END;
    UPDATE assessment_result AS fact SET as_of = receipt.as_of FROM receipt WHERE receipt.id = fact.receipt_id;
    UPDATE context_value AS fact SET as_of = receipt.as_of FROM receipt WHERE receipt.id = fact.receipt_id
"""
FACTS = ("assessment_result", "context_value")
VERSIONS = ("assessment_result_version", "context_value_version")
CHECKS = {
    "stale_rows_are_unchanged": "stale <= unchanged",
    "mode_is_known": "mode IN ('validate', 'commit')",
    "atomic_is_known": "atomic IN ('all', 'row')",
    "outcome_is_known": "outcome IN ('merged', 'validated', 'refused')",
    "done_receipts_have_an_outcome": "(state = 'done') = (outcome IS NOT NULL)",
}


def upgrade() -> None:
    """Apply this revision."""
    _extend_receipts()
    for table in FACTS:
        op.add_column(table, sa.Column("as_of", sa.DateTime(timezone=True), nullable=True))
    for statement in FILL.split(";"):
        op.execute(statement)
    for table in (*FACTS, "receipt"):
        op.alter_column(table, "as_of", nullable=False)
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_receipt_{name}"), "receipt", condition)
    _create_versions()


def _extend_receipts() -> None:
    """Add what old receipts have a plain answer to; new ones always say it themselves."""
    plain = {"mode": "commit", "atomic": "row"}
    for name, answer in plain.items():
        op.add_column("receipt", sa.Column(name, sa.Text(collation="C"), server_default=answer, nullable=False))
    for name in ("declared_totals", "accepted_totals"):
        column = sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)
        op.add_column("receipt", column)
    op.add_column("receipt", sa.Column("stale", sa.Integer(), server_default="0", nullable=False))
    for name in (*plain, "declared_totals", "accepted_totals", "stale"):
        op.alter_column("receipt", name, server_default=None)
    op.add_column("receipt", sa.Column("as_of", sa.DateTime(timezone=True), nullable=True))
    op.add_column("receipt", sa.Column("outcome", sa.Text(collation="C"), nullable=True))
    op.add_column("receipt", sa.Column("refusal", sa.Text(), nullable=True))
    severity = sa.Column("severity", sa.Text(collation="C"), server_default="error", nullable=False)
    op.add_column("receipt_issue", severity)
    op.alter_column("receipt_issue", "severity", server_default=None)
    op.create_check_constraint(
        op.f("ck_receipt_issue_severity_is_known"), "receipt_issue", "severity IN ('error', 'warning')"
    )


def _create_versions() -> None:
    op.create_table(
        "assessment_result_version",
        *_keys("procedure_code"),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("below_threshold", sa.Integer(), nullable=False),
        *_origin("assessment_result_version", "procedure_code"),
    )
    op.create_table(
        "context_value_version",
        *_keys("element_code"),
        sa.Column("answer", sa.Text(collation="C"), nullable=True),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        *_origin("context_value_version", "element_code"),
    )
    for table in VERSIONS:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        op.execute(f"GRANT SELECT, INSERT ON {table} TO opora_app, opora_worker")


def _keys(last: str) -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("municipality_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column(last, sa.Text(collation="C"), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=False),
    )


def _origin(table: str, last: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseding_receipt_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint(
            *("municipality_id", "school_code", "academic_year", last, "superseded_at"), name=op.f(f"pk_{table}")
        ),
    )


def downgrade() -> None:
    """Take this revision back."""
    for table in VERSIONS:
        op.drop_table(table)
    for table in FACTS:
        op.drop_column(table, "as_of")
    op.drop_column("receipt_issue", "severity")
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_receipt_{name}"), "receipt", type_="check")
    for name in ("mode", "atomic", "as_of", "declared_totals", "accepted_totals", "stale", "outcome", "refusal"):
        op.drop_column("receipt", name)
