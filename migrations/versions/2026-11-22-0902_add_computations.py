"""Add computations."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "a580d66f12be"
down_revision: str | None = "b988f0be97b8"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A finished computation and its values are the past: nobody edits them, whatever the code.
REFUSE_COMPUTATION_CHANGE = """
    CREATE FUNCTION refuse_computation_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'computation % is finished, it never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END $$
"""
PROTECT_COMPUTATIONS = """
    CREATE TRIGGER finished_ones_stay BEFORE UPDATE OR DELETE ON computation
    FOR EACH ROW WHEN (OLD.state = 'finished') EXECUTE FUNCTION refuse_computation_change()
"""
PROTECT_VALUES = """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON computed_values
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
# FOR SHARE: one that finishes at the same time waits, or is waited for.
REFUSE_LATE_VALUES = """
    CREATE FUNCTION refuse_late_values() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM computation WHERE id IN (SELECT computation_id FROM added) FOR SHARE;
        IF EXISTS (SELECT FROM computation WHERE id IN (SELECT computation_id FROM added) AND state <> 'planned') THEN
            RAISE EXCEPTION 'values come before their computation is finished' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END $$
"""
PROTECT_FINISHED_VALUES = """
    CREATE TRIGGER only_planned_ones_grow AFTER INSERT ON computed_values REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_values()
"""
GRANTS = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON computation TO opora_app, opora_worker",
    "GRANT SELECT, INSERT ON computed_values TO opora_app, opora_worker",
)


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "computation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=False),
        sa.Column("pack_version", sa.Text(collation="C"), nullable=False),
        sa.Column("set_code", sa.Text(collation="C"), nullable=True),
        sa.Column("period", sa.Text(collation="C"), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("territory_level", sa.Text(collation="C"), nullable=False),
        sa.Column("territory_code", sa.Text(collation="C"), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("schools", sa.Integer(), nullable=False),
        sa.Column("municipalities", sa.Integer(), nullable=False),
        sa.Column("engine_version", sa.Text(collation="C"), nullable=True),
        sa.Column("inputs_hash", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL AND inputs_hash IS NOT NULL)",
            name=op.f("ck_computation_finished_ones_have_a_hash"),
        ),
        sa.CheckConstraint(
            "(territory_level = 'federal') = (territory_code IS NULL)",
            name=op.f("ck_computation_territories_have_a_code"),
        ),
        sa.CheckConstraint("state IN ('planned', 'finished')", name=op.f("ck_computation_state_is_known")),
        sa.CheckConstraint(
            "territory_level IN ('federal', 'region', 'municipality')", name=op.f("ck_computation_level_is_known")
        ),
        sa.CheckConstraint(
            "campaign_id IS NULL OR municipality_id IS NOT NULL",
            name=op.f("ck_computation_campaigns_have_a_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["pack_code", "pack_version"],
            ["pack.code", "pack.version"],
            name=op.f("fk_computation_pack_code_pack_version_pack"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_computation")),
    )
    op.create_index(op.f("ix_computation_campaign_id"), "computation", ["campaign_id"], unique=False)
    op.create_table(
        "computed_values",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("computation_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(collation="C"), nullable=False),
        sa.Column("object_code", sa.Text(collation="C"), nullable=False),
        sa.Column("numerators", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("denominators", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("answers", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("points", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("in_maximum", sa.ARRAY(sa.Boolean()), nullable=False),
        sa.Column("flags", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("reasons", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("answered", sa.ARRAY(sa.Boolean()), nullable=False),
        sa.Column("missing_schools", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("factors", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("incomplete", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.ARRAY(sa.Boolean()), nullable=False),
        sa.Column("added_numerators", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("added_denominators", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("missing", sa.ARRAY(sa.Boolean()), nullable=False),
        sa.Column("cell_answers", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("cell_numerators", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("cell_denominators", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("rolls", sa.ARRAY(sa.Boolean()), nullable=False),
        sa.Column("criteria", sa.ARRAY(sa.Boolean()), nullable=False),
        sa.Column("campaign_ids", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.CheckConstraint("level IN ('school', 'municipality')", name=op.f("ck_computed_values_level_is_known")),
        sa.ForeignKeyConstraint(
            ["computation_id"], ["computation.id"], name=op.f("fk_computed_values_computation_id_computation")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_computed_values_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "computation_id", "level", "object_code", name=op.f("pk_computed_values")
        ),
    )
    op.create_index(
        "ix_computed_values_page", "computed_values", ["computation_id", "level", "object_code"], unique=False
    )
    for guard in (
        REFUSE_COMPUTATION_CHANGE,
        PROTECT_COMPUTATIONS,
        PROTECT_VALUES,
        REFUSE_LATE_VALUES,
        PROTECT_FINISHED_VALUES,
        *GRANTS,
    ):
        op.execute(guard)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_computed_values_page", table_name="computed_values")
    op.drop_table("computed_values")
    op.drop_index(op.f("ix_computation_campaign_id"), table_name="computation")
    op.drop_table("computation")
    op.execute("DROP FUNCTION refuse_late_values()")
    op.execute("DROP FUNCTION refuse_computation_change()")
