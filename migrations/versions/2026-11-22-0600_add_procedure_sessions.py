"""Add procedure sessions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "b51c0e9a7d42"
down_revision: str | None = "3bd30650755b"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# What was known of years without a procedure goes on being known; the build then adds what else it knows.
KEEP_YEARS_NOT_HELD = """
    INSERT INTO procedure_session
        (procedure_code, academic_year, held, rounds, source, certainty, built_in, version, updated_at)
    SELECT procedure_code, academic_year, false, '[]', source, 'unverified', true, 1, now() FROM procedure_not_held
"""
KEEP_SESSIONS_NOT_HELD = """
    INSERT INTO procedure_not_held (procedure_code, academic_year, source)
    SELECT procedure_code, academic_year, source FROM procedure_session WHERE NOT held
"""
GRANT = "GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO opora_app, opora_worker"


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "procedure_session",
        sa.Column("procedure_code", sa.Text(collation="C"), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("rounds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("threshold_value", sa.Integer(), nullable=True),
        sa.Column("threshold_unit", sa.Text(collation="C"), nullable=True),
        sa.Column("threshold_note", sa.Text(), nullable=True),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(collation="C"), nullable=False),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "certainty IN ('found', 'unverified')", name=op.f("ck_procedure_session_certainty_is_known")
        ),
        sa.CheckConstraint(
            "threshold_unit IN ('points', 'primary_points', 'mark')",
            name=op.f("ck_procedure_session_threshold_unit_is_known"),
        ),
        sa.CheckConstraint(
            "(threshold_value IS NULL) = (threshold_unit IS NULL)",
            name=op.f("ck_procedure_session_a_threshold_has_its_unit"),
        ),
        sa.CheckConstraint(
            "held OR (rounds = '[]' AND threshold_value IS NULL)",
            name=op.f("ck_procedure_session_what_was_not_held_has_no_days"),
        ),
        sa.ForeignKeyConstraint(
            ["procedure_code"], ["procedure.code"], name=op.f("fk_procedure_session_procedure_code_procedure")
        ),
        sa.PrimaryKeyConstraint("procedure_code", "academic_year", name=op.f("pk_procedure_session")),
    )
    op.execute(GRANT.format("procedure_session"))
    op.execute(KEEP_YEARS_NOT_HELD)
    op.drop_table("procedure_not_held")


def downgrade() -> None:
    """Take this revision back."""
    op.create_table(
        "procedure_not_held",
        sa.Column("procedure_code", sa.Text(collation="C"), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_code"], ["procedure.code"], name=op.f("fk_procedure_not_held_procedure_code_procedure")
        ),
        sa.PrimaryKeyConstraint("procedure_code", "academic_year", name=op.f("pk_procedure_not_held")),
    )
    op.execute(GRANT.format("procedure_not_held"))
    op.execute(KEEP_SESSIONS_NOT_HELD)
    op.drop_table("procedure_session")
