"""Tell same runs and verify them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "15605f47b688"
down_revision: str | None = "e5960361a820"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# What was run twice before becomes one run: the first to finish keeps its verdicts, the others point to it.
MERGE_SAME_RUNS = (
    "UPDATE run SET engine_version = '1' WHERE state = 'finished'",
    """
    UPDATE run SET same_as_id = same.first_id
    FROM (
        SELECT id, first_value(id) OVER (
            PARTITION BY territory_level, territory_code, result_hash ORDER BY finished_at, id
        ) AS first_id
        FROM run WHERE state = 'finished'
    ) AS same
    WHERE run.id = same.id AND same.first_id <> run.id
    """,
    "DELETE FROM verdict USING run WHERE verdict.run_id = run.id AND run.same_as_id IS NOT NULL",
)
GRANT = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON run_verification, run_verification_difference TO opora_app, opora_worker"
)


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "run_verification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("result", sa.Text(collation="C"), nullable=True),
        sa.Column("engine_version", sa.Text(collation="C"), nullable=True),
        sa.Column("inputs_hash", sa.Text(), nullable=True),
        sa.Column("result_hash", sa.Text(), nullable=True),
        sa.Column("schools", sa.Integer(), nullable=False),
        sa.Column("inputs_differ", sa.Integer(), nullable=False),
        sa.Column("verdicts_differ", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL AND result IS NOT NULL)",
            name=op.f("ck_run_verification_finished_ones_have_a_result"),
        ),
        sa.CheckConstraint(
            "result IN ('identical', 'inputs_changed', 'result_differs')",
            name=op.f("ck_run_verification_result_is_known"),
        ),
        sa.CheckConstraint("state IN ('planned', 'finished')", name=op.f("ck_run_verification_state_is_known")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_verification_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_verification")),
    )
    op.create_index(op.f("ix_run_verification_run_id"), "run_verification", ["run_id"], unique=False)
    op.create_table(
        "run_verification_difference",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("verification_id", sa.Uuid(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=False),
        sa.Column("inputs_differ", sa.Boolean(), nullable=False),
        sa.Column("verdict_differs", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(collation="C"), nullable=True),
        sa.Column("criteria", sa.ARRAY(sa.Boolean()), nullable=True),
        sa.Column("cell_states", sa.Text(collation="C"), nullable=True),
        sa.Column("numerators", sa.ARRAY(sa.Integer()), nullable=True),
        sa.Column("denominators", sa.ARRAY(sa.Integer()), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_run_verification_difference_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "verification_id", "school_code", name=op.f("pk_run_verification_difference")
        ),
    )
    op.create_index(
        "ix_run_verification_difference_verification_id",
        "run_verification_difference",
        ["verification_id", "school_code"],
        unique=False,
    )
    op.add_column("run", sa.Column("engine_version", sa.Text(collation="C"), nullable=True))
    op.add_column("run", sa.Column("same_as_id", sa.Uuid(), nullable=True))
    for statement in MERGE_SAME_RUNS:
        op.execute(statement)
    op.create_index(
        "uq_run_territory_result",
        "run",
        ["territory_level", "territory_code", "result_hash"],
        unique=True,
        postgresql_where=sa.text("state = 'finished' AND same_as_id IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_foreign_key(op.f("fk_run_same_as_id_run"), "run", "run", ["same_as_id"], ["id"])
    op.create_check_constraint(
        op.f("ck_run_only_finished_runs_are_the_same"), "run", "same_as_id IS NULL OR state = 'finished'"
    )
    op.execute(GRANT)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("run_verification_difference")
    op.drop_table("run_verification")
    op.drop_constraint(op.f("ck_run_only_finished_runs_are_the_same"), "run", type_="check")
    op.drop_constraint(op.f("fk_run_same_as_id_run"), "run", type_="foreignkey")
    op.drop_index(
        "uq_run_territory_result",
        table_name="run",
        postgresql_where=sa.text("state = 'finished' AND same_as_id IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    # They have no verdicts of their own, so the revision before could not show them.
    op.execute("DELETE FROM run WHERE same_as_id IS NOT NULL")
    op.drop_column("run", "same_as_id")
    op.drop_column("run", "engine_version")
