"""Add programmes, roadmaps with their editions, measures and tasks, and proposals."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "c2c527268295"
down_revision: str | None = "98dd2b6b0ee5"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PROTECT = """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON roadmap_edition
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
GRANTS = (
    (
        "GRANT SELECT, INSERT, UPDATE, DELETE ON programme, roadmap, measure, measure_task, measure_proposal"
        " TO opora_app, opora_worker"
    ),
    "GRANT SELECT, INSERT ON roadmap_edition TO opora_app, opora_worker",
)


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "measure_proposal",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reason_key", sa.Text(collation="C"), nullable=False),
        sa.Column("source", sa.Text(collation="C"), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=True),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)", name=op.f("ck_measure_proposal_decisions_have_a_moment")
        ),
        sa.CheckConstraint(
            "source IN ('recommendation', 'undone', 'no_effect')", name=op.f("ck_measure_proposal_source_is_known")
        ),
        sa.CheckConstraint(
            "state <> 'accepted' OR measure_id IS NOT NULL",
            name=op.f("ck_measure_proposal_what_is_accepted_is_a_measure"),
        ),
        sa.CheckConstraint(
            "state <> 'declined' OR remarks IS NOT NULL", name=op.f("ck_measure_proposal_declining_says_why")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'accepted', 'declined')", name=op.f("ck_measure_proposal_state_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_measure_proposal_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_measure_proposal")),
        sa.UniqueConstraint(
            "municipality_id", "reason_key", name=op.f("uq_measure_proposal_municipality_id_reason_key")
        ),
    )
    op.create_index("ix_measure_proposal_id", "measure_proposal", ["id"], unique=False)
    op.create_table(
        "programme",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=False),
        sa.Column("pack_version", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_year", sa.SmallInteger(), nullable=False),
        sa.Column("last_year", sa.SmallInteger(), nullable=False),
        sa.Column("passport", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("order_title", sa.Text(), nullable=True),
        sa.Column("order_parties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'approved') = (approved_at IS NOT NULL AND order_number IS NOT NULL)",
            name=op.f("ck_programme_approval_has_moment_and_order"),
        ),
        sa.CheckConstraint("state IN ('draft', 'approved')", name=op.f("ck_programme_state_is_known")),
        sa.CheckConstraint(
            "(order_number IS NULL) = (order_date IS NULL)", name=op.f("ck_programme_an_order_has_number_and_date")
        ),
        sa.CheckConstraint("first_year <= last_year", name=op.f("ck_programme_it_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_programme_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["pack_code", "pack_version"],
            ["pack.code", "pack.version"],
            name=op.f("fk_programme_pack_code_pack_version_pack"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_programme")),
        sa.UniqueConstraint(
            "municipality_id", "pack_code", "first_year", name=op.f("uq_programme_municipality_id_pack_code_first_year")
        ),
    )
    op.create_index("ix_programme_id", "programme", ["id"], unique=False)
    op.create_table(
        "roadmap",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(collation="C"), nullable=False),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=True),
        sa.Column("pack_version", sa.Text(collation="C"), nullable=True),
        sa.Column("plan_code", sa.Text(collation="C"), nullable=True),
        sa.Column("list_id", sa.Uuid(), nullable=True),
        sa.Column("year_kind", sa.Text(collation="C"), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("parties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("edition", sa.SmallInteger(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("order_title", sa.Text(), nullable=True),
        sa.Column("order_parties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_reason", sa.Text(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'school') = (school_code IS NOT NULL)", name=op.f("ck_roadmap_a_school_has_its_own")
        ),
        sa.CheckConstraint("(origin = 'list') = (list_id IS NOT NULL)", name=op.f("ck_roadmap_a_list_is_named")),
        sa.CheckConstraint("(state = 'draft') = (edition = 0)", name=op.f("ck_roadmap_editions_begin_with_approval")),
        sa.CheckConstraint("kind IN ('municipal', 'school')", name=op.f("ck_roadmap_kind_is_known")),
        sa.CheckConstraint("origin IN ('pack', 'file', 'list', 'people')", name=op.f("ck_roadmap_origin_is_known")),
        sa.CheckConstraint(
            "state = 'draft' OR (approved_at IS NOT NULL AND order_number IS NOT NULL)",
            name=op.f("ck_roadmap_approval_has_moment_and_order"),
        ),
        sa.CheckConstraint("state IN ('draft', 'approved', 'closed')", name=op.f("ck_roadmap_state_is_known")),
        sa.CheckConstraint("year_kind IN ('academic', 'calendar')", name=op.f("ck_roadmap_year_kind_is_known")),
        sa.CheckConstraint(
            "(order_number IS NULL) = (order_date IS NULL)", name=op.f("ck_roadmap_an_order_has_number_and_date")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_roadmap_it_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["list_id"], ["school_list.id"], name=op.f("fk_roadmap_list_id_school_list")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "programme_id"],
            ["programme.municipality_id", "programme.id"],
            name=op.f("fk_roadmap_municipality_id_programme_id_programme"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_roadmap_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["pack_code", "pack_version"],
            ["pack.code", "pack.version"],
            name=op.f("fk_roadmap_pack_code_pack_version_pack"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_roadmap")),
    )
    op.create_index("ix_roadmap_id", "roadmap", ["id"], unique=False)
    op.create_index(
        "uq_roadmap_school_of_list",
        "roadmap",
        ["municipality_id", "list_id", "school_code"],
        unique=True,
        postgresql_where=sa.text("list_id IS NOT NULL"),
    )
    op.create_table(
        "measure",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(collation="C"), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("items", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("term_text", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("recurrence", sa.Text(collation="C"), nullable=True),
        sa.Column("responsible", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("expected_result", sa.Text(), nullable=True),
        sa.Column("evidence", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("predecessors", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("criteria", postgresql.ARRAY(sa.Text(collation="C")), nullable=False),
        sa.Column("deficits", postgresql.ARRAY(sa.Text(collation="C")), nullable=False),
        sa.Column("indicators", postgresql.ARRAY(sa.Text(collation="C")), nullable=False),
        sa.Column("recommendation_report_id", sa.Uuid(), nullable=True),
        sa.Column("recommendation_position", sa.SmallInteger(), nullable=True),
        sa.Column("removed_in", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("recurrence IN ('yearly')", name=op.f("ck_measure_recurrence_is_known")),
        sa.CheckConstraint(
            "(recommendation_report_id IS NULL) = (recommendation_position IS NULL)",
            name=op.f("ck_measure_a_recommendation_is_whole"),
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_measure_it_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "roadmap_id"],
            ["roadmap.municipality_id", "roadmap.id"],
            name=op.f("fk_measure_municipality_id_roadmap_id_roadmap"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_measure")),
    )
    op.create_index("ix_measure_roadmap", "measure", ["municipality_id", "roadmap_id", "position"], unique=False)
    op.create_table(
        "roadmap_edition",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("roadmap_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("order_title", sa.Text(), nullable=True),
        sa.Column("measures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(order_number IS NULL) = (order_date IS NULL)",
            name=op.f("ck_roadmap_edition_an_order_has_number_and_date"),
        ),
        sa.CheckConstraint("edition = 1 OR reason IS NOT NULL", name=op.f("ck_roadmap_edition_a_change_says_why")),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_roadmap_edition_editions_count_from_one")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "roadmap_id"],
            ["roadmap.municipality_id", "roadmap.id"],
            name=op.f("fk_roadmap_edition_municipality_id_roadmap_id_roadmap"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "roadmap_id", "edition", name=op.f("pk_roadmap_edition")),
    )
    op.create_table(
        "measure_task",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("occurrence", sa.SmallInteger(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name=op.f("ck_measure_task_done_has_a_day")),
        sa.CheckConstraint(
            "state <> 'cancelled' OR reason IS NOT NULL", name=op.f("ck_measure_task_a_cancellation_says_why")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'in_progress', 'done', 'cancelled')", name=op.f("ck_measure_task_state_is_known")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_measure_task_it_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "measure_id"],
            ["measure.municipality_id", "measure.id"],
            name=op.f("fk_measure_task_municipality_id_measure_id_measure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_measure_task")),
    )
    op.create_index("ix_measure_task_ends_on", "measure_task", ["municipality_id", "ends_on"], unique=False)
    op.create_index("ix_measure_task_id", "measure_task", ["id"], unique=False)
    op.create_index(
        "uq_measure_task_of",
        "measure_task",
        ["municipality_id", "measure_id", "occurrence", "school_code"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    for statement in (PROTECT, *GRANTS):
        op.execute(statement)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("uq_measure_task_of", table_name="measure_task", postgresql_nulls_not_distinct=True)
    op.drop_index("ix_measure_task_id", table_name="measure_task")
    op.drop_index("ix_measure_task_ends_on", table_name="measure_task")
    op.drop_table("measure_task")
    op.drop_table("roadmap_edition")
    op.drop_index("ix_measure_roadmap", table_name="measure")
    op.drop_table("measure")
    op.drop_index("uq_roadmap_school_of_list", table_name="roadmap", postgresql_where=sa.text("list_id IS NOT NULL"))
    op.drop_index("ix_roadmap_id", table_name="roadmap")
    op.drop_table("roadmap")
    op.drop_index("ix_programme_id", table_name="programme")
    op.drop_table("programme")
    op.drop_index("ix_measure_proposal_id", table_name="measure_proposal")
    op.drop_table("measure_proposal")
