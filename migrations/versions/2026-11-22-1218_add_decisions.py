"""Add decisions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "b8470b6e9a9f"
down_revision: str | None = "c2c527268295"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

GRANT = "GRANT SELECT, INSERT, UPDATE, DELETE ON decision TO opora_app, opora_worker"


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "decision",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("clauses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("list_id", sa.Uuid(), nullable=True),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("computation_id", sa.Uuid(), nullable=True),
        sa.Column("indicator_code", sa.Text(collation="C"), nullable=True),
        sa.Column("check_effect_on", sa.Date(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("order_title", sa.Text(), nullable=True),
        sa.Column("order_parties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("effect_checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL)",
            name=op.f("ck_decision_a_withdrawal_says_why"),
        ),
        sa.CheckConstraint(
            "state <> 'checked' OR finding IS NOT NULL", name=op.f("ck_decision_a_check_finds_something")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'issued', 'checked', 'withdrawn')", name=op.f("ck_decision_state_is_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR (issued_at IS NOT NULL AND order_number IS NOT NULL)",
            name=op.f("ck_decision_what_is_issued_has_moment_and_order"),
        ),
        sa.CheckConstraint(
            "(computation_id IS NULL) = (indicator_code IS NULL)",
            name=op.f("ck_decision_a_computation_names_an_indicator"),
        ),
        sa.CheckConstraint(
            "(finding IS NULL) = (effect_checked_at IS NULL)", name=op.f("ck_decision_a_finding_has_a_moment")
        ),
        sa.CheckConstraint(
            "(order_number IS NULL) = (order_date IS NULL)", name=op.f("ck_decision_an_order_has_number_and_date")
        ),
        sa.CheckConstraint(
            "num_nonnulls(run_id, list_id, report_id, computation_id) >= 1", name=op.f("ck_decision_it_has_a_basis")
        ),
        sa.ForeignKeyConstraint(
            ["computation_id"], ["computation.id"], name=op.f("fk_decision_computation_id_computation")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["school_list.id"], name=op.f("fk_decision_list_id_school_list")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "report_id"],
            ["report.municipality_id", "report.id"],
            name=op.f("fk_decision_municipality_id_report_id_report"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_decision_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_decision_run_id_run")),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_id", "decision", ["id"], unique=False)
    op.execute(GRANT)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_decision_id", table_name="decision")
    op.drop_table("decision")
