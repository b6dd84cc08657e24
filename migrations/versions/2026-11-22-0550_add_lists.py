"""Add lists."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "bd36bc7cea51"
down_revision: str | None = "f816984d4c1b"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A list that is no draft any more stays as it is, whoever asks, its owner included.
REFUSE_LIST_CHANGE = """
    CREATE FUNCTION refuse_list_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'list % is %, it never changes', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
    END $$
"""
PROTECT_LISTS = """
    CREATE TRIGGER only_drafts_change BEFORE UPDATE OR DELETE ON school_list
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION refuse_list_change()
"""
# FOR SHARE: a publication that runs at the same time waits, or is waited for; no school slips in behind it.
REFUSE_LISTED_SCHOOL = """
    CREATE FUNCTION refuse_listed_school() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM school_list WHERE id IN (SELECT list_id FROM touched) FOR SHARE;
        IF EXISTS (SELECT FROM school_list WHERE id IN (SELECT list_id FROM touched) AND state <> 'draft') THEN
            RAISE EXCEPTION 'schools of a list change while it is a draft only' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END $$
"""
PROTECT_LISTED_SCHOOLS = (
    """
    CREATE TRIGGER only_drafts_grow AFTER INSERT ON listed_school REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_listed_school()
    """,
    """
    CREATE TRIGGER only_drafts_shrink AFTER DELETE ON listed_school REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_listed_school()
    """,
    """
    CREATE TRIGGER never_updated BEFORE UPDATE ON listed_school FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
)
GRANT = "GRANT SELECT, INSERT, UPDATE, DELETE ON school_list, listed_school TO opora_app, opora_worker"


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "school_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.Text(collation="C"), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), nullable=False),
        sa.Column("territory_level", sa.Text(collation="C"), nullable=False),
        sa.Column("territory_code", sa.Text(collation="C"), nullable=True),
        sa.Column("basis", sa.Text(collation="C"), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.Column("order_title", sa.Text(), nullable=True),
        sa.Column("order_parties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("schools", sa.Integer(), nullable=True),
        sa.Column("undetermined", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(basis = 'calculated') = (run_id IS NOT NULL)", name=op.f("ck_school_list_calculated_lists_have_a_run")
        ),
        sa.CheckConstraint(
            "(basis = 'document') = (source IS NOT NULL)", name=op.f("ck_school_list_documents_have_a_source")
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name=op.f("ck_school_list_published_lists_have_a_moment"),
        ),
        sa.CheckConstraint(
            "(territory_level = 'federal') = (territory_code IS NULL)",
            name=op.f("ck_school_list_territories_have_a_code"),
        ),
        sa.CheckConstraint("basis IN ('document', 'calculated')", name=op.f("ck_school_list_basis_is_known")),
        sa.CheckConstraint(
            "category <> 'disadvantaged' OR basis = 'document'",
            name=op.f("ck_school_list_disadvantaged_by_document_only"),
        ),
        sa.CheckConstraint(
            "category IN ('low_results', 'disadvantaged', 'at_risk')", name=op.f("ck_school_list_category_is_known")
        ),
        sa.CheckConstraint(
            "state <> 'published' OR schools IS NOT NULL", name=op.f("ck_school_list_published_lists_are_counted")
        ),
        sa.CheckConstraint(
            "state = 'published' OR supersedes_id IS NULL", name=op.f("ck_school_list_only_published_lists_supersede")
        ),
        sa.CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name=op.f("ck_school_list_state_is_known")),
        sa.CheckConstraint(
            "territory_level IN ('federal', 'region', 'municipality')", name=op.f("ck_school_list_level_is_known")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_school_list_run_id_run")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["school_list.id"], name=op.f("fk_school_list_supersedes_id_school_list")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_list")),
        sa.UniqueConstraint("run_id", name=op.f("uq_school_list_run_id")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_school_list_supersedes_id")),
    )
    op.create_index(
        "uq_school_list_first",
        "school_list",
        ["category", "academic_year", "territory_level", "territory_code", "basis"],
        unique=True,
        postgresql_where=sa.text("state = 'published' AND supersedes_id IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "listed_school",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["school_list.id"], name=op.f("fk_listed_school_list_id_school_list")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_listed_school_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "list_id", "school_code", name=op.f("pk_listed_school")),
    )
    op.create_index("ix_listed_school_list_id_school_code", "listed_school", ["list_id", "school_code"], unique=False)
    for statement in (REFUSE_LIST_CHANGE, PROTECT_LISTS, REFUSE_LISTED_SCHOOL, *PROTECT_LISTED_SCHOOLS, GRANT):
        op.execute(statement)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_listed_school_list_id_school_code", table_name="listed_school")
    op.drop_table("listed_school")
    op.drop_index(
        "uq_school_list_first",
        table_name="school_list",
        postgresql_where=sa.text("state = 'published' AND supersedes_id IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_table("school_list")
    op.execute("DROP FUNCTION refuse_listed_school()")
    op.execute("DROP FUNCTION refuse_list_change()")
