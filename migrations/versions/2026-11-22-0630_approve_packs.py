"""Approve packs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "c8e4f1d2a603"
down_revision: str | None = "bd36bc7cea51"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Until now only `opora migrate` published packs, and what it published was in use at once.
TELL_WHAT_IS_THERE = """
    UPDATE pack SET valid_from = left(coalesce(definition ->> 'valid_from', '1990'), 4)::smallint,
        state = 'approved', built_in = true, approved_at = installed_at
"""
# What a version says stands from its first moment; approving it is the one thing that may still be done to it.
REFUSE_OTHER_CONTENT = """
    CREATE FUNCTION refuse_other_pack() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        free text[] := CASE
            WHEN OLD.built_in THEN '{cases}'
            WHEN OLD.state = 'installed' THEN
                '{state,built_in,approved_at,order_number,order_date,order_title,order_parties}'
            ELSE '{}'
        END;
    BEGIN
        IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
            RAISE EXCEPTION 'a version of a pack never changes' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
"""
PROTECT = (
    "CREATE TRIGGER same_content BEFORE UPDATE OR DELETE ON pack FOR EACH ROW EXECUTE FUNCTION refuse_other_pack()"
)
GRANT = "GRANT SELECT, INSERT, UPDATE, DELETE ON pack_check TO opora_app, opora_worker"
# The revision before knows approved versions only.
FORGET_WHAT_WAS_NOT_APPROVED = "DELETE FROM pack WHERE state <> 'approved'"
CHECKS = {
    "state_is_known": "state IN ('installed', 'approved')",
    "approved_ones_have_their_moment": "(state = 'approved') = (approved_at IS NOT NULL)",
    "approved_by_an_order_or_built_in": (
        "state = 'installed' OR built_in OR (order_number IS NOT NULL AND order_date IS NOT NULL)"
    ),
}


def upgrade() -> None:
    """Apply this revision."""
    op.add_column(
        "pack",
        sa.Column("cases", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
    )
    op.add_column("pack", sa.Column("valid_from", sa.SmallInteger(), nullable=True))
    op.add_column("pack", sa.Column("state", sa.Text(collation="C"), nullable=True))
    op.add_column("pack", sa.Column("built_in", sa.Boolean(), nullable=True))
    op.add_column("pack", sa.Column("client_id", sa.Uuid(), nullable=True))
    op.add_column("pack", sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("pack", sa.Column("order_number", sa.Text(), nullable=True))
    op.add_column("pack", sa.Column("order_date", sa.Date(), nullable=True))
    op.add_column("pack", sa.Column("order_title", sa.Text(), nullable=True))
    op.add_column("pack", sa.Column("order_parties", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.execute(TELL_WHAT_IS_THERE)
    for column in ("valid_from", "state", "built_in"):
        op.alter_column("pack", column, nullable=False)
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_pack_{name}"), "pack", condition)
    op.execute(REFUSE_OTHER_CONTENT)
    op.execute(PROTECT)
    op.create_table(
        "pack_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=False),
        sa.Column("pack_version", sa.Text(collation="C"), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("engine_version", sa.Text(collation="C"), nullable=True),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("wrong", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('planned', 'finished')", name=op.f("ck_pack_check_state_is_known")),
        sa.CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL AND engine_version IS NOT NULL)",
            name=op.f("ck_pack_check_finished_ones_name_their_engine"),
        ),
        sa.ForeignKeyConstraint(
            ["pack_code", "pack_version"],
            ["pack.code", "pack.version"],
            name=op.f("fk_pack_check_pack_code_pack"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_check")),
    )
    op.create_index("ix_pack_check_pack", "pack_check", ["pack_code", "pack_version", "created_at", "id"], unique=False)
    op.execute(GRANT)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("pack_check")
    op.execute("DROP TRIGGER same_content ON pack")
    op.execute("DROP FUNCTION refuse_other_pack()")
    op.execute(FORGET_WHAT_WAS_NOT_APPROVED)
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_pack_{name}"), "pack", type_="check")
    for column in ("order_parties", "order_title", "order_date", "order_number", "approved_at", "client_id"):
        op.drop_column("pack", column)
    for column in ("built_in", "state", "valid_from", "cases"):
        op.drop_column("pack", column)
